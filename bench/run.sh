#!/usr/bin/env bash
# Measures ToxMail against bare libtoxcore on this machine, in one run of about eight minutes. Needs nothing but loopback.
#   bench/run.sh [--quick] [part...]    parts: idle latency small bulk memory smtp pop3 maildrop seal relay
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/.ci/prepare.sh"

require_sdk
install_missing libtoxcore2 toxcore-utils postfix dovecot-pop3d python3-aiosmtpd
build "$here" bench
exec dotnet "$here/artifacts/bin/ToxMail.Bench/release/ToxMail.Bench.dll" "$@"
