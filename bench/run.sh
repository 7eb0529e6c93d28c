#!/usr/bin/env bash
# Measures ToxMail against bare libtoxcore on this machine, in one run of about fifteen minutes. Needs nothing but loopback.
#   bench/run.sh [--quick] [part...]    parts: idle latency small bulk memory smtp pop3 maildrop allocation seal relay catchup octets
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/.ci/prepare.sh"

require_sdk
install_missing libtoxcore2 toxcore-utils postfix dovecot-pop3d python3-aiosmtpd
build "$here" bench
if [ "$*" = octets ]; then
  # It listens to all datagrams, which only root may: root of a network of its own will do.
  exec unshare --map-root-user --net bash -c 'ip link set lo up && exec "$@"' - dotnet "$here/artifacts/bin/ToxMail.Bench/release/ToxMail.Bench.dll" octets
fi
exec dotnet "$here/artifacts/bin/ToxMail.Bench/release/ToxMail.Bench.dll" "$@"
