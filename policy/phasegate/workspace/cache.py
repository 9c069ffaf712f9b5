"""The cache: an unchanged check repeats the output of the last one (same call, same version, everything it saw the same).

An entry holds what the run rested on (the bytes of each file, where links lead, what a search found, what was not
there) and the output. It lives in the user's own cache folder and is sealed with a key that lies there too: nobody
else can write one, and a folder that lies in a repository, or in what is checked, is not used at all, since a pull
request fills it. Whatever is wrong with an entry, the check simply runs. Only `os`, `sys` and a hash are loaded here, so
that an unchanged check costs no start-up.
"""

from __future__ import annotations

import os
import stat
import sys

import phasegate_dsl
from phasegate.workspace.disk import below, read, repository
from phasegate_dsl.digest import blake2b, digest

if False:  # for the type checker alone: `typing` is slow to load
    from collections.abc import Iterable

    from phasegate.workspace.folders import Found

_FORMAT = "phasegate-cache 4"
ABSENT, THERE = "absent", "there"
"""Stand for the digest of what was looked for and not there, or only had to be there."""
_NAMES, _REAL, _ABOVE, _STAMPS = "names:", "real:", "above:", "stamps:"
"""Stand before the digest of what a search of a folder found, and of the path to which links lead; before a size that a
file exceeds; before the digest of the sizes and times of files, whose names come before their folder."""
DEMANDED = ("PHASEGATE_FOLLOWS", "PHASEGATE_REQUIRE", "PHASEGATE_APPROVED_BY")
"""Variables of the environment that demand something of every case, as the options of `check` do."""
MAX_ENTRIES = 500
"""Entries that are kept; the oldest go first."""
MAX_BYTES = 16_000_000
"""The largest file that is read to compare it, and the largest entry."""
_KEY, _KEY_BYTES = "key", 32
_SPACES = str.maketrans("", "", "\n\xa0\u202f\u3000")
"""What an answer may hold besides what can be printed."""


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
        if not where or not _own(where) or not _apart(where, words):
            return None
        name, key = _name(words, colours), _key(where)
        seal, _, body = read(os.path.join(where, name), MAX_BYTES).partition(b"\n")
        if not key or _seal(key, name, body) != seal:
            return None
        head, _, output = body.partition(b"\n\n")
        kind, code, *rows = os.fsdecode(head).split("\n")
        if kind != _FORMAT or not rows or not _plain(output, colours):
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
    if not rows:
        return
    rows += [f"{_stamps(path)} {path}" for path in _program()]
    if not where or any("\n" in row for row in rows) or not _plain(output, colours):
        return
    body = os.fsencode("\n".join([_FORMAT, str(code), *rows])) + b"\n\n" + output
    if len(body) >= MAX_BYTES - 100:
        return
    from phasegate.workspace.atomic import replace  # nothing that an answer needs

    try:
        if not _apart(where, words):
            return
        os.makedirs(where, mode=0o700, exist_ok=True)
        if not _own(where):
            return
        if not _key(where):
            replace(os.path.join(where, _KEY), os.urandom(_KEY_BYTES), private=True)
        name = _name(words, colours)
        replace(os.path.join(where, name), _seal(_key(where), name, body) + b"\n" + body, private=True)
        _prune(where)
    except (OSError, ValueError):  # no room, no right to write: the next check runs again
        return


def _key(where: str) -> bytes:
    """The key of the seals, which nobody else may read; empty where there is none."""
    path = os.path.join(where, _KEY)
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return b""
    private = os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o077)
    if not stat.S_ISREG(found.st_mode) or not private or found.st_size != _KEY_BYTES:
        return b""
    return read(path, _KEY_BYTES)


def _seal(key: bytes, name: str, body: bytes) -> bytes:
    """What only who has the key can say of an entry under its name."""
    return blake2b(os.fsencode(name) + b"\n" + body, key=key, digest_size=32).hexdigest().encode()


def _apart(where: str, words: list[str]) -> bool:
    """Whether the cache lies in no repository, and not in what is checked."""
    real = os.path.realpath(where)
    named = [os.path.realpath(word) for word in words[1:] if not word.startswith("-")]
    checked = [os.getcwd(), *(path if os.path.isdir(path) else os.path.dirname(path) for path in named)]
    return not repository(real) and not any(below(real, top) for top in checked)


def _plain(output: bytes, colours: bool) -> bool:
    """Whether an output holds nothing that a terminal obeys, apart from our own colours."""
    first, *rest = output.decode("utf-8").split("\x1b[") if colours else (output.decode("utf-8"),)
    for part in rest:
        style, end, text = part.partition("m")
        if not end or style.strip("0123456789;"):
            return False
        first += text
    return first.translate(_SPACES).isprintable()


def listing(found: Found) -> str:
    """What a search of a folder found, as it stands in an entry."""
    return _NAMES + digest(os.fsencode("\0".join(found.facts())))


def leading(real: str) -> str:
    """Where the links of a path lead, as it stands in an entry."""
    return _REAL + digest(os.fsencode(real))


def above(size: int) -> str:
    """That a file is larger than so many bytes, as it stands in an entry."""
    return f"{_ABOVE}{size}"


def is_content(fact: str) -> bool:
    """Whether a fact is the digest of a file's bytes."""
    return ":" not in fact and fact not in (ABSENT, THERE)


def _now(path: str, expected: str) -> str:
    """What an entry would say of a path now, in the way in which it expects something of it."""
    if expected.startswith(_NAMES):
        from phasegate.workspace.folders import search

        return listing(search(path))
    if expected.startswith(_REAL):
        return leading(os.path.realpath(path))
    if expected.startswith(_ABOVE):
        return expected if os.stat(path).st_size > int(expected[len(_ABOVE) :]) else ""
    if expected.startswith(_STAMPS):
        return _stamps(path)
    if expected in (ABSENT, THERE):
        return THERE if os.path.lexists(path) else ABSENT
    return digest(read(path, MAX_BYTES))


def _own(where: str) -> bool:
    """Whether the folder is the user's and nobody else can write in it."""
    found = os.stat(where)
    return os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _name(words: list[str], colours: bool) -> str:
    known = [sys.version, *(os.environ.get(name, "") for name in DEMANDED)]
    for path in sys.path:
        if path.endswith("site-packages") and os.path.isdir(path):
            known.append(f"{path} {os.stat(path).st_mtime_ns}")
    return digest(os.fsencode("\0".join([os.getcwd(), str(colours), __file__, *known, "", *words])))


def _program() -> Iterable[str]:
    """What the answer depends on besides files that were read: the parts of this program that it took, and its data.

    The names of the files, and the folder in which they lie. What was not loaded had no part in the answer, and would
    not be loaded for it again.
    """
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # importing it would make a circle
    loaded = [str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())]
    for top in (own, os.path.dirname(os.path.abspath(str(phasegate_dsl.__file__)))):
        files = {os.path.relpath(path, top) for path in loaded if below(path, top)}
        for at in {os.path.dirname(path) for path in files}:
            names = os.listdir(os.path.join(top, at))
            files |= {os.path.join(at, name) for name in names if name.endswith(".json")}
        yield "\0".join([*sorted(files), top])


def _stamps(path: str) -> str:
    """The sizes and times of files in a folder, as they stand in an entry."""
    *names, top = path.split("\0")
    found = [os.stat(f"{top}/{name}") for name in names]
    return _STAMPS + digest(str([number for one in found for number in (one.st_size, one.st_mtime_ns)]).encode())


def _prune(where: str) -> None:
    with os.scandir(where) as entries:
        found = [(entry.stat().st_mtime_ns, entry.path) for entry in entries if entry.is_file() and entry.name != _KEY]
    for _, path in sorted(found)[: max(0, len(found) - MAX_ENTRIES)]:
        os.unlink(path)
