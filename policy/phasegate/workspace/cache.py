"""The cache: an unchanged check repeats the output of the last one (same call, same files, same version, same bytes).

An entry holds the digest of every file that was read, and of the names that every searched folder held, and the output. It lives in the user's own cache folder, never
in a repository: what a pull request brings along is not trusted. Whatever is wrong with an entry or its folder, the
check simply runs. Only `os`, `sys` and a hash are loaded here, so that an unchanged check costs no start-up.
"""

from __future__ import annotations

import os
import sys

import phasegate_dsl
from phasegate.workspace.regular import read
from phasegate_dsl.digest import digest

if False:  # for the type checker alone: `typing` is slow to load
    from collections.abc import Iterable

    from phasegate.workspace.folders import Found

_FORMAT = "phasegate-cache 2"
ABSENT, THERE = "absent", "there"
"""Stand for the digest of what was looked for and not there, or only had to be there."""
_NAMES, _REAL = "names:", "real:"
"""Stand before the digest of what a search of a folder found, and of the path to which links lead."""
MAX_ENTRIES = 500
"""Entries that are kept; the oldest go first."""
MAX_BYTES = 8_000_000
"""The largest file that is read to compare it."""


def folder() -> str:
    """The folder of the entries; empty where the user has none."""
    base = os.environ.get("XDG_CACHE_HOME") or (
        os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.path.expanduser("~/.cache")
    )
    return os.path.join(base, "phasegate") if base and os.path.isabs(base) else ""


def replay(words: list[str], colours: bool) -> tuple[int, bytes] | None:
    """Exit code and output of the same call, if nothing it rests on has changed since."""
    if "--no-cache" in words or "--timings" in words:
        return None
    try:
        where = folder()
        if not where or not _own(where):
            return None
        with open(os.path.join(where, _name(words, colours)), "rb") as file:
            seal, _, body = file.read(MAX_BYTES).partition(b"\n")
        if digest(body).encode() != seal:
            return None
        head, _, output = body.partition(b"\n\n")
        kind, code, *rows = os.fsdecode(head).split("\n")
        if kind != _FORMAT or not rows:
            return None
        for row in rows:
            expected, _, path = row.partition(" ")
            if _now(path, expected) != expected:
                return None
        return int(code), output
    except (OSError, ValueError):
        return None


def store(words: list[str], colours: bool, log: Iterable[tuple[str, str]], code: int, output: bytes) -> None:
    """Keep the output of a call with what it rests on: absolute paths, and what was true of each."""
    where, rows = folder(), [f"{fact} {path}" for path, fact in sorted(log)]
    if not where or not rows or any("\n" in row for row in rows):
        return
    body = os.fsencode("\n".join([_FORMAT, str(code), *rows])) + b"\n\n" + output
    whole = digest(body).encode() + b"\n" + body
    if len(whole) >= MAX_BYTES:
        return
    from phasegate.workspace.atomic import replace  # nothing that an answer needs

    try:
        os.makedirs(where, mode=0o700, exist_ok=True)
        if not _own(where):
            return
        replace(os.path.join(where, _name(words, colours)), whole, private=True)
        _prune(where)
    except OSError:  # no room, no right to write: the next check runs again
        return


def listing(found: Found) -> str:
    """What a search of a folder found, as it stands in an entry."""
    return _NAMES + digest(os.fsencode("\0".join(found.facts())))


def leading(real: str) -> str:
    """Where the links of a path lead, as it stands in an entry."""
    return _REAL + digest(os.fsencode(real))


def _now(path: str, expected: str) -> str:
    """What an entry would say of a path now, in the way in which it expects something of it."""
    if expected.startswith(_NAMES):
        from phasegate.workspace.folders import search

        return listing(search(path))
    if expected.startswith(_REAL):
        return leading(os.path.realpath(path))
    if expected in (ABSENT, THERE):
        return THERE if os.path.lexists(path) else ABSENT
    return digest(read(path, MAX_BYTES))


def _own(where: str) -> bool:
    """Whether the folder is the user's and nobody else can write in it."""
    found = os.stat(where)
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _name(words: list[str], colours: bool) -> str:
    return digest(os.fsencode("\0".join([os.getcwd(), str(colours), *_program(), "", *words])))


def _program() -> list[str]:
    """What the figures and texts depend on besides the files: this program, its libraries and the interpreter."""
    seen = [sys.version]
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # importing it would make a circle
    for folder in (own, os.path.dirname(os.path.abspath(str(phasegate_dsl.__file__)))):
        _files(folder, seen)
    for path in sys.path:
        if path.endswith("site-packages") and os.path.isdir(path):
            seen.append(f"{path} {os.stat(path).st_mtime_ns}")
    return seen


def _files(base: str, seen: list[str]) -> None:
    with os.scandir(base) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            if entry.name.endswith((".py", ".json")):
                found = entry.stat()
                seen.append(f"{entry.path} {found.st_size} {found.st_mtime_ns}")
            elif entry.name[:1] not in "_." and entry.is_dir():
                _files(entry.path, seen)


def _prune(where: str) -> None:
    with os.scandir(where) as entries:
        found = [(entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.is_file()]
    for _, path in sorted(found)[: max(0, len(found) - MAX_ENTRIES)]:
        os.unlink(path)
