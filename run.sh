#!/usr/bin/env bash
# Runs a ToxMail node in the foreground, installing and building what is missing. Options go on to the node.
#   ./run.sh [options]            this user's node
#   ./run.sh demo [--keep DIR]    two nodes, alice and bob, on a private network on this machine
#   ./run.sh id|password|...      the program's other commands (see README.md)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/.ci/prepare.sh"

require_sdk
install_missing libtoxcore2
build "$here" ToxMail.Web
exec dotnet "$here/artifacts/bin/ToxMail.Web/release/ToxMail.Web.dll" "$@"
