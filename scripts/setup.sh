#!/usr/bin/env bash
# Makes .venv with pinned dependencies and sees to the system libraries that printing a PDF needs.
# Safe to call again: what is done already is recognised by the lock's digest and skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
need_pdf="${1:-pdf}"   # `pdf`: fail when the libraries are missing and cannot be installed here

say() { printf '%s\n' "$*" >&2; }

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python="$candidate"; break
  fi
done
if [ -z "$python" ]; then
  say "phasegate needs Python 3.11 or newer with venv; none was found. On Debian and Ubuntu: apt-get install python3 python3-venv"
  exit 2
fi

stamp="$(cat requirements.lock pyproject.toml | "$python" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read() + sys.version.encode()).hexdigest())')"
if [ ! -x .venv/bin/python ] || [ "$(cat .venv/.stamp 2>/dev/null || true)" != "$stamp" ]; then
  say "setting up .venv with $("$python" --version) ..."
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
  printf '%s' "$stamp" > .venv/.stamp
fi

# System libraries of WeasyPrint, and poppler for the tests that read PDFs.
missing="$(.venv/bin/python -m policy.packet.doctor --missing)"
tools=""
command -v pdftotext >/dev/null 2>&1 || tools="poppler-utils"
if [ -n "$missing$tools" ] && [ ! -e .venv/.system-tried ]; then
  line="$(.venv/bin/python -m policy.packet.doctor --install-line $tools)"
  run=""
  if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then run=""; can=yes
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then run="sudo -n"; can=yes
    else can=no; fi
    if [ "$can" = yes ]; then
      say "installing: $(.venv/bin/python -m policy.packet.doctor --packages $tools)"
      $run apt-get update -qq </dev/null >&2 || true
      # shellcheck disable=SC2046
      DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $(.venv/bin/python -m policy.packet.doctor --packages $tools) </dev/null >/dev/null || say "could not install them"
      missing="$(.venv/bin/python -m policy.packet.doctor --missing)"
    fi
  fi
  if [ -n "$missing" ]; then
    say "printing PDFs needs system libraries that are missing: $(printf '%s' "$missing" | tr '\n' ' ')"
    say "install them with: $line"
    [ "$need_pdf" = pdf ] && exit 2
  fi
  [ -z "$missing" ] && touch .venv/.system-tried
fi
exit 0
