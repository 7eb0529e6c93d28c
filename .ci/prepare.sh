# Sourced by run.sh, test.sh, bench/run.sh and fuzz/run.sh: makes sure that the .NET SDK is there, installs missing Debian packages, builds.

require_sdk() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "ToxMail needs the .NET 10 SDK, and this machine has none. Install it (package dotnet-sdk-10.0, or https://dot.net) and run this again." >&2
    exit 1
  fi
}

# The services that start with this machine; none where there is no systemd.
enabled_services() {
  [ ! -d /run/systemd/system ] || systemctl list-unit-files --type=service --state=enabled --no-legend --plain | awk '{print $1}' | sort
}

# Installs those of the named packages that are missing. apt-get update is run only when the install fails without it.
install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "No apt-get here: install these (or your system's equivalents) yourself: ${missing[*]}" >&2
    return 0
  fi

  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    as_root=(sudo)
    echo "Installing ${missing[*]} (sudo may ask for your password) ..." >&2
  else
    echo "Installing ${missing[*]} ..." >&2
  fi

  local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}")
  local log before came
  log=$(mktemp)
  before=$(enabled_services)
  if ! "${install[@]}" >"$log" 2>&1 && ! { "${as_root[@]}" apt-get update -qq >"$log" 2>&1 && "${install[@]}" >>"$log" 2>&1; }; then
    cat "$log" >&2
    rm -f "$log"
    echo "These packages could not be installed: ${missing[*]}" >&2
    exit 1
  fi
  rm -f "$log"

  # Debian starts a server with its package. The tests run their own, on their own configuration: what came just now is stopped and stays off.
  mapfile -t came < <(comm -13 <(echo "$before") <(enabled_services))
  [ ${#came[@]} -eq 0 ] || "${as_root[@]}" systemctl disable --quiet --now "${came[@]}"
}

# Builds a project in Release and shows the compiler's words only when it fails.
build() {
  local log
  log=$(mktemp)
  [ -d "$1/artifacts" ] || echo "Building ToxMail; the first time takes a minute or two ..." >&2
  if ! (cd "$1" && dotnet build "$2" -c Release --nologo) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
