#!/usr/bin/env bash
# Builds everything and runs the suite, installing what the tests need. Ends with "N passed, N failed, N skipped".
#   ./test.sh [--nightly] [filter]
# filter: part of a test's full name (namespace, class or method). --nightly: more rounds and larger mails (about an hour).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
. .ci/prepare.sh

if [ "${1:-}" = --nightly ]; then
  export TOXMAIL_NIGHTLY=1
  shift
fi

require_sdk
install_missing libtoxcore2 toxcore-utils swaks chromium python3 openssl gnutls-bin libnss3-tools iproute2 faketime \
  mutt tmux mpop msmtp fetchmail getmail6 s-nail curl libnet-ssleay-perl thunderbird dovecot-pop3d dnsmasq-base knot \
  nsd unbound bind9-utils bind9-dnsutils
mkdir -p artifacts
build . ToxMail.sln || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

only=()
[ -z "${1:-}" ] || only=(--filter-method "*$1*")
dotnet test --project ToxMail.Tests -c Release --no-build "${only[@]}" 2>&1 | tee artifacts/test.log
status=${PIPESTATUS[0]}
awk '$1=="succeeded:"{p+=$2} $1=="failed:"{f+=$2} $1=="skipped:"{s+=$2} END{printf "%d passed, %d failed, %d skipped\n",p,f,s}' artifacts/test.log
exit "$status"
