"""Where the rulesets and templates lie: beside the packages in a checkout, inside the package in a wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parents[1]


@cache
def _folder(name: str) -> Path:
    """A data folder: the checkout's when the package stands in one, else the packaged copy."""
    folder = _CHECKOUT / name
    return folder if (_CHECKOUT / "pyproject.toml").is_file() and folder.is_dir() else _HERE / "_data" / name


def checkout(*parts: str) -> Path:
    """A place in the checkout, for the generators of pages and schemas, which run nowhere else."""
    return _CHECKOUT.joinpath(*parts)


def rulesets_dir() -> Path:
    """The folder of the shipped ruleset packs."""
    return _folder("rulesets")


def pack(name: str) -> Path:
    """The file of a shipped pack of that name, if there is one."""
    return rulesets_dir() / name / f"{name}.gate"


def is_shipped(name: str) -> bool:
    """Whether a ruleset's name is that of a shipped pack; `name` is a word of the language."""
    return pack(name).is_file()


def templates_dir() -> Path:
    """The folder of the templates and fonts."""
    return _folder("templates")
