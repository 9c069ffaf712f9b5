"""The price list in force for a case: the repository's own `prices.json`, else the one that comes with Phasegate.

A list in the repository lies beside the case or in a folder above it, up to the root: a change of prices is then a
change that a pull request shows.
"""

from __future__ import annotations

import os
from pathlib import Path

from phasegate.prices.shelf import Loaded, Shelf, shipped
from phasegate.prices.text import parse
from phasegate.workspace import files
from phasegate_dsl.finding import finding
from phasegate_dsl.source import Source

NAME = "prices.json"


def shelf(folder: Path, root: Path) -> Shelf:
    """The list for cases in a folder of a repository, read when a price is asked for."""
    return Shelf(lambda: _load(folder, root))


def in_force(folder: Path, root: Path) -> Path | None:
    """The nearest list from a folder up to the root; nothing where the shipped one is in force."""
    for place in _way(folder.resolve(), root.resolve()):
        path = place / NAME
        if os.path.lexists(path):
            return path
        if files.reads is not None:  # whoever keeps an answer must know that a list has come
            files.reads[str(path)] = files.ABSENT
    return None


def read(path: Path) -> Loaded:
    """The list of a file, or what is wrong with it."""
    source, trouble = files.read(path)
    return (None, tuple(trouble)) if source is None else parse(source, files.shown(path))


def _load(folder: Path, root: Path) -> Loaded:
    path = in_force(folder, root)
    if path is None:
        return shipped()
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        inside = False
    if inside:
        return read(path)

    return None, (finding("PG313", "link", Source(files.shown(path), "").span(0, 0), path=files.shown(path)),)


def _way(folder: Path, root: Path) -> list[Path]:
    """The folders from one up to the root; the folder alone where it does not lie below it."""
    above = [folder, *folder.parents]
    return above[: above.index(root) + 1] if root in above else [folder]
