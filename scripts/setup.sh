#!/usr/bin/env bash
# Makes .venv with pinned dependencies and sees to the system libraries that printing a PDF needs.
# Safe to call again: a stamp says what is done. Asks nothing, waits for no input.
#   setup.sh pdf   fails when the libraries are missing and cannot be installed here
#   setup.sh any   only says so, except in CI, where a missing component is a failure
set -euo pipefail
cd "$(dirname "$0")/.."
need="${1:-pdf}"
exec </dev/null

say() { printf '%s\n' "$*" >&2; }

# The newest Python that can make environments; a shim without its Python does not count.
find_python() {
  local candidate
  for candidate in python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  say "phasegate needs Python 3.11 or newer with venv; none was found. On Debian and Ubuntu: apt-get install python3 python3-venv"
  return 2
}

# What an environment depends on: the pins, the package map, this Python, and where the checkout lies.
digest() {
  cat requirements.lock pyproject.toml | "$1" -c 'import hashlib, os, sys
print(hashlib.sha256(sys.stdin.buffer.read() + sys.version.encode() + os.fsencode(os.getcwd())).hexdigest())'
}

make_environment() {
  local python stamp
  python="$(find_python)"
  stamp="$(digest "$python")"
  if [ -x .venv/bin/python ] && [ "$(cat .venv/.stamp 2>/dev/null || true)" = "$stamp" ]; then return; fi
  say "setting up .venv with $("$python" --version) ..."
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements.lock
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --no-deps --no-build-isolation --editable .
  printf '%s' "$stamp" > .venv/.stamp
}

doctor() { .venv/bin/python -m phasegate.packet.doctor "$@"; }

# poppler, for the tests that read PDFs back.
tools() { command -v pdftotext >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1 || printf 'poppler-utils'; }

# The words before apt-get; fails when it may not be called. `sudo` is used by whoever asks for it: PHASEGATE_SUDO=1.
as_root() {
  if ! command -v apt-get >/dev/null 2>&1; then return 1; fi
  if [ "$(id -u)" = 0 ]; then printf 'env'; return; fi
  [ "${PHASEGATE_SUDO:-}" = 1 ] && sudo -n true >/dev/null 2>&1 && printf 'sudo -n env'
}

install_packages() {
  local root
  root="$(as_root)" || return 0
  say "installing: $*"
  # shellcheck disable=SC2086  # `sudo -n env` is three words
  $root DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || true
  # shellcheck disable=SC2086
  $root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || say "could not install them"
}

see_to_libraries() {
  local packages missing more
  more="$(tools)"
  # shellcheck disable=SC2086  # one word or none
  packages="$(doctor --packages $more)"
  if [ -n "$packages" ] && [ ! -e .venv/.packages-tried ]; then
    # shellcheck disable=SC2086  # package names have no spaces
    install_packages $packages
    touch .venv/.packages-tried
    more="$(tools)"
  fi
  missing="$(doctor --missing)"
  if [ -z "$missing$more" ]; then return; fi
  [ -z "$missing" ] || say "printing PDFs needs system libraries that are missing: $missing"
  [ -z "$more" ] || say "the tests that read PDFs need what is missing: $more"
  # shellcheck disable=SC2086
  say "install with: $(doctor --install-line $more)"
  if [ -n "${CI:-}" ]; then return 2; fi
  if [ -n "$missing" ] && [ "$need" = pdf ]; then return 2; fi
}

make_environment
see_to_libraries
