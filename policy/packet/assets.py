"""Where the packet's templates and fonts lie: beside the packages in a checkout, inside `policy` in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PLACES = (Path(__file__).parents[1] / "_data" / "templates", Path(__file__).parents[2] / "templates")


@cache
def templates() -> Path:
    """The folder of templates that came with this installation."""
    for place in PLACES:
        if (place / "packet").is_dir():
            return place
    raise FileNotFoundError("the packet's templates are missing from this installation; reinstall phasegate")


def fonts() -> Path:
    """The folder of the four bundled fonts."""
    return templates() / "fonts"
