"""The price list in force for a case: the repository's own `prices.json`, else the one that comes with Phasegate.

A list in the repository lies beside the case or in a folder above it, up to the root: a change of prices is then a
change that a pull request shows.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from phasegate.guard import start_of
from phasegate.prices.source import Loaded, PriceSource, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import finding

NAME = "prices.json"


def price_source(workspace: Workspace, folder: Path, root: Path) -> PriceSource:
    """The price list for cases in a folder of a repository; it is read when a case first uses a price."""
    return PriceSource(partial(_load, workspace, folder, root))


def in_force(workspace: Workspace, folder: Path, root: Path) -> Path | None:
    """The nearest list from a folder up to the root; none where the shipped one is in force."""
    for place in _way(workspace.resolve(folder), workspace.resolve(root)):
        path = place / NAME
        if workspace.there(path):  # whoever keeps an answer must know when a list comes
            return path
    return None


def read(workspace: Workspace, path: Path) -> Loaded:
    """The list of a file, or what is wrong with it."""
    source, trouble = workspace.read(path)
    return (None, tuple(trouble)) if source is None else workspace.shared.price_list(source)


def _load(workspace: Workspace, folder: Path, root: Path) -> Loaded:
    path = in_force(workspace, folder, root)
    if path is None:
        return shipped()
    try:
        inside = workspace.resolve(path).is_relative_to(workspace.resolve(root))
    except OSError:
        inside = False
    if inside:
        return read(workspace, path)
    shown = workspace.shown(path)
    return None, (finding("PG313", "link", start_of(shown), path=shown),)


def _way(folder: Path, root: Path) -> list[Path]:
    """The folders from one up to the root; the folder alone where it does not lie below it."""
    above = [folder, *folder.parents]
    return above[: above.index(root) + 1] if root in above else [folder]
