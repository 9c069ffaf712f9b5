"""Where the packet's templates and fonts lie."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from phasegate.data import templates_dir


@cache
def templates() -> Path:
    """The folder of templates that came with this installation."""
    place = templates_dir()
    if not (place / "packet").is_dir():
        raise FileNotFoundError("the packet's templates are missing from this installation; reinstall phasegate")
    return place


def fonts() -> Path:
    """The folder of the four bundled fonts."""
    return templates() / "fonts"
