#!/usr/bin/env bash
# Fuzzes what reads the octets of strangers, with afl-fuzz and SharpFuzz. Ends with 1 when an input was found that crashes or hangs.
#   fuzz/run.sh [target] [seconds]    default: every target, 60 seconds each; the targets: fuzz/run.sh list
#   fuzz/run.sh replay target file... what an input does, with the exception and where it was thrown
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/.ci/prepare.sh"

program=$here/artifacts/bin/ToxMail.Fuzz/release/ToxMail.Fuzz.dll
work=$here/artifacts/fuzz

require_sdk
install_missing afl++
build "$here" fuzz

case "${1:-}" in
  list | replay) exec dotnet "$program" "$@" ;;
esac

mapfile -t targets < <(dotnet "$program" list)
if [ -n "${1:-}" ] && [[ ! $1 =~ ^[0-9]+$ ]]; then
  [[ " ${targets[*]} " == *" $1 "* ]] || { echo "There is no target $1; there are: ${targets[*]}" >&2; exit 2; }
  targets=("$1")
  shift
fi
seconds=${1:-60}

dotnet "$program" prepare "$work"
export TMPDIR=$work/tmp
rm -rf "$TMPDIR"
mkdir -p "$TMPDIR"
trap 'rm -rf "$TMPDIR"' EXIT

# Containers have neither a core pattern nor a frequency governor to set, and a runtime has no instrumentation of its own.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_FAST_CAL=1
# A runtime starts slowly, and a garbage collection or a busy machine is no hang.
export AFL_FORKSRV_INIT_TMOUT=120000 AFL_HANG_TMOUT=10000
export DOTNET_gcServer=0

found=0
printf '%-20s %12s %8s %8s %6s\n' target executions paths crashes hangs
for target in "${targets[@]}"; do
  rm -rf "$work/$target/out"
  log=$work/$target/log
  afl-fuzz -i "$work/$target/seeds" -o "$work/$target/out" -x "$work/$target/words" -t 10000 -G 8192 -V "$seconds" \
    -- dotnet "$work/bin/ToxMail.Fuzz.dll" "$target" >"$log" 2>&1 || true
  stats=$work/$target/out/default/fuzzer_stats
  if [ ! -s "$stats" ]; then
    tail -n 20 "$log" >&2
    echo "$target did not run: $log" >&2
    found=1
    continue
  fi

  figure() { awk -v name="$1" '$1 == name { print $3 }' "$stats"; }
  crashes=$(figure saved_crashes) hangs=$(figure saved_hangs)
  printf '%-20s %12s %8s %8s %6s\n' "$target" "$(figure execs_done)" "$(figure corpus_count)" "$crashes" "$hangs"
  if [ "$crashes" != 0 ] || [ "$hangs" != 0 ]; then
    found=1
    find "$work/$target/out/default/crashes" "$work/$target/out/default/hangs" -name "id*"
  fi
done

exit "$found"
