#!/usr/bin/env bash
# Simulates worlds of gossiping nodes and prints the tables of docs/simulation.md. One thread; 1000 nodes take some minutes, 10000 about an hour.
#   bench/simulate.sh [nodes...] [attacks] [probes]    as in: bench/simulate.sh 100 1000 attacks probes
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/.ci/prepare.sh"

require_sdk
build "$here" bench
exec nice -n 19 dotnet "$here/artifacts/bin/ToxMail.Bench/release/ToxMail.Bench.dll" simulate "$@"
