"""Which files of a folder may hold a case, and in what order: said once for every place that text comes from.

Only `os` is needed: an answer of the cache rests on the names that were found, and is compared without loading more.
"""

from __future__ import annotations

import errno
import os

if False:  # for the type checker alone: `typing` is slow to load
    from collections.abc import Callable, Iterable

ENDINGS = (".gate", ".yaml", ".yml", ".json")
SKIPPED = frozenset(("node_modules", "__pycache__", "build", "dist", "venv", "env", "site-packages", "target"))
MAX_FILES = 20_000
"""Files looked at in a folder before the search is given up."""


def entered(folder: str) -> bool:
    """Whether a folder of this name is searched."""
    return not folder.startswith(".") and folder not in SKIPPED


def wanted(name: str) -> bool:
    """Whether a file of this name may hold a case or a ruleset."""
    return name.endswith(ENDINGS) and not name.startswith(".")


def search(top: str) -> tuple[list[str], bool]:
    """The names below a folder of the disk, `/` between their parts, and whether the search came to its end.

    The files of a folder come before those of the folders in it. Links to folders are not followed, and links to files
    only as far as they stay below the folder: one must not bring other files into a log.
    """
    found: list[str] = []
    left = _search(top, "", os.path.realpath(top), found, MAX_FILES)
    return found, left >= 0


def _search(at: str, prefix: str, top: str, found: list[str], left: int) -> int:
    """Add what lies in one folder; returns how many more files may be looked at, less than none when it was too many."""
    folders, names, links = _listed(at)
    for name in names:
        left -= 1
        if left < 0:
            return left
        if wanted(name) and (name not in links or _stays(os.path.join(at, name), top)):
            found.append(prefix + name)
    for name in folders:
        left = _search(os.path.join(at, name), f"{prefix}{name}/", top, found, left)
        if left < 0:
            return left
    return left


def _listed(at: str) -> tuple[list[str], list[str], set[str]]:
    """The folders to enter and the files of a folder, in order, and which of them are links; none if it is closed."""
    folders, names, links = [], [], set()
    try:
        with os.scandir(at) as entries:
            for entry in entries:
                link = entry.is_symlink()
                if _is_folder(entry):
                    if not link and entered(entry.name):
                        folders.append(entry.name)
                    continue
                names.append(entry.name)
                if link:
                    links.add(entry.name)
    except OSError:
        return [], [], set()
    return sorted(folders), sorted(names), links


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _stays(path: str, top: str) -> bool:
    """Whether a link stays in a folder (given by its real path)."""
    try:
        os.stat(path)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return False
    real = os.path.realpath(path)
    return real.startswith(os.path.join(top, ""))


def select(names: Iterable[str], stays: Callable[[str], bool]) -> tuple[list[str], bool]:
    """As `search` gives them, out of all names below a folder that some other place knows."""
    inside = sorted((n for n in names if all(map(entered, n.split("/")[:-1]))), key=_place)
    found = [n for n in inside[:MAX_FILES] if wanted(n.rpartition("/")[2]) and stays(n)]
    return found, len(inside) <= MAX_FILES


def _place(name: str) -> tuple[tuple[int, str], ...]:
    *folders, last = name.split("/")
    return (*((1, folder) for folder in folders), (0, last))
