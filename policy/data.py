"""Where the rulesets and templates lie: beside the packages in a checkout, inside the package in a wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """A data folder: the checkout's when `policy` stands in one, else the packaged copy."""
    checkout = _HERE.parent / name
    return checkout if (_HERE.parent / "pyproject.toml").is_file() and checkout.is_dir() else _HERE / "_data" / name


def rulesets_dir() -> Path:
    """The folder of the shipped ruleset packs."""
    return _folder("rulesets")


def templates_dir() -> Path:
    """The folder of the templates and fonts."""
    return _folder("templates")
