"""Which files of a folder may hold a case, and in what order: said once for every place that text comes from.

Whatever a pull request can bring is looked at: dot folders, folders called `build`, endings in capitals. `.git` is not
entered, since git brings nothing there; folders of installed packages and links that lead away are left out and named.
Only `os` is needed: an answer of the cache rests on what a search found, and is compared without loading more.
"""

from __future__ import annotations

import os

from phasegate.workspace.disk import REPOSITORY, below, repository

if False:  # for the type checker alone: `typing` is slow to load
    from collections.abc import Callable, Iterable

GATE, DATA = (".gate",), (".yaml", ".yml", ".json")
PACKAGES = frozenset(("node_modules", "site-packages", ".mypy_cache"))
"""Folders that tools fill with the work of others: thousands of data files, and no case of the repository."""
MAX_FILES = 200_000
"""Files passed in a folder before the search is given up."""
MAX_WANTED = 20_000
"""Files found that may hold a case before the search is given up."""


class Found:
    """What a search of a folder came to; names stand below it, in order, with `/` between their parts."""

    __slots__ = ("away", "closed", "complete", "links", "names", "packages", "passed")

    def __init__(self) -> None:
        self.names: list[str] = []
        """Files that may hold a case: those of a folder come before those of the folders in it."""
        self.links: dict[str, str] = {}
        """The links among them, and where they lead."""
        self.packages: list[str] = []
        """Folders of installed packages, left out."""
        self.away: list[str] = []
        """Links left out: they lead out of the repository, in a circle or nowhere, or to what is left out."""
        self.closed: list[tuple[str, str]] = []
        """Folders that could not be read, each with the reason."""
        self.passed = 0
        self.complete = True
        """Whether the search came to its end."""

    def facts(self) -> list[str]:
        """All of it as texts: two searches that found the same have the same."""
        followed = [text for pair in self.links.items() for text in pair]
        parts = [self.names, followed, self.packages, self.away, [name for name, _ in self.closed]]
        return [text for part in parts for text in (*part, "")] + [str(self.complete)]

    def left_out(self) -> list[tuple[str, list[str]]]:
        """What was not looked at, by kind."""
        return [(kind, names) for kind, names in (("packages", self.packages), ("links", self.away)) if names]

    def take(self, name: str, wanted: bool) -> None:
        """Count a file, and keep it where it is wanted and there is room."""
        self.passed += 1
        if self.passed > MAX_FILES or (wanted and len(self.names) >= MAX_WANTED):
            self.complete = False
        elif wanted:
            self.names.append(name)


def is_gate(name: str) -> bool:
    """Whether a name ends as that of a case or ruleset in the language."""
    return name.lower().endswith(GATE)


def is_data(name: str) -> bool:
    """Whether a name ends as that of YAML or JSON."""
    return name.lower().endswith(DATA)


def is_json(name: str) -> bool:
    """Whether a name ends as that of JSON."""
    return name.lower().endswith(".json")


def wanted(name: str) -> bool:
    """Whether a file of this name may hold a case or a ruleset."""
    return name.lower().endswith(GATE + DATA)


def search(top: str) -> Found:
    """What lies below a folder of the disk. Links are followed to files of its repository, never to folders."""
    found, real = Found(), os.path.realpath(top)
    root = repository(real) or real
    left = [""]  # no recursion: folders may lie deeper than calls may
    while left and found.complete:
        prefix = left.pop()
        try:
            left += reversed(_folder(found, top, prefix, real, root))
        except FileNotFoundError:  # it has gone, and holds nothing
            continue
        except OSError as error:
            found.closed.append((prefix, error.strerror or ""))
    return found


def _folder(found: Found, top: str, prefix: str, real: str, root: str) -> list[str]:
    """Take the files of one folder; returns the folders in it that are searched, in order."""
    with os.scandir(os.path.join(top, prefix)) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    inner = []
    for entry in listed:
        name = prefix + entry.name
        if entry.is_symlink():
            _link(found, entry, name, real, root)
        elif not entry.is_dir(follow_symlinks=False):
            found.take(name, wanted(entry.name))
        elif entry.name in PACKAGES:
            found.packages.append(name)
        elif entry.name != REPOSITORY:
            inner.append(f"{name}/")
    return inner


def _link(found: Found, entry: os.DirEntry[str], name: str, top: str, root: str) -> None:
    """Take a link to a file; a link to a folder that is searched anyway says nothing new."""
    target = os.path.realpath(entry.path)
    inside = below(target, root)
    if os.path.isdir(target):
        parts = target[len(top) :].split(os.sep)
        if not below(target, top) or PACKAGES.intersection(parts) or REPOSITORY in parts:
            found.away.append(name)
        return
    there = os.path.exists(target)
    if wanted(entry.name) and ((inside and there) or (is_gate(entry.name) and not _lock(entry.name, there))):
        found.links[name] = target
        found.take(name, wanted=True)  # a `.gate` that leads away or nowhere is refused when it is read
        return
    found.take(name, wanted=False)
    if wanted(entry.name) and not _lock(entry.name, there):
        found.away.append(name)


def _lock(name: str, there: bool) -> bool:
    """Whether a link is the lock of an editor (`.#case.gate`), which leads nowhere and is no file of anybody."""
    return name.startswith(".#") and not there


def select(names: Iterable[str], stays: Callable[[str], bool]) -> Found:
    """As `search` gives it, out of all names below a folder that some other place knows."""
    found = Found()
    for name in sorted(names, key=_place):
        above = name.split("/")[:-1]
        package = next((at for at, part in enumerate(above) if part in PACKAGES), None)
        if package is not None:
            whole = "/".join(above[: package + 1])
            if found.packages[-1:] != [whole]:
                found.packages.append(whole)
        elif REPOSITORY not in above:
            last = name.rpartition("/")[2]
            here = wanted(last) and (is_gate(last) or stays(name))
            found.take(name, here)
            if wanted(last) and not here:
                found.away.append(name)
    return found


def _place(name: str) -> tuple[tuple[int, str], ...]:
    *folders, last = name.split("/")
    return (*((1, folder) for folder in folders), (0, last))
