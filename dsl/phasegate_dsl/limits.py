"""How large a document may be: everything in a pull request may be hostile, and every limit is named when it is met.

Limits are a value that a text carries from where it is read (`Source.limits`), so that whoever embeds the language may
set others for one workspace.
"""

import sys
from collections.abc import Mapping
from dataclasses import field

from phasegate_dsl.records import frozen

_LITERALS = {"NUMBER": 40, "MONEY": 40, "PERCENT": 40, "NAME": 120, "RULE_ID": 120, "STRING": 8_000}


@frozen
class Limits:
    """What a text may hold at most."""

    text: int = 1_000_000
    """Characters of one file."""
    line: int = 20_000
    """Characters of one line."""
    depth: int = 64
    """Brackets within brackets."""
    operators: int = 1_000
    """Operators in one statement: a chain of them is a tree as deep as it is long."""
    items: int = 1_000
    """Commas in one statement: items of its lists and arguments of its calls."""
    literals: Mapping[str, int] = field(default_factory=lambda: dict(_LITERALS))
    """Characters of one token, by its kind; others are held to those of `NAME`."""
    findings: int = 200
    """Findings of one kind of trouble that are listed before the rest is only counted."""
    months: int = 600
    """Months of a case's horizon."""


LIMITS = Limits()
"""The limits of a text whose reader states none."""

_SPARE, _FRAMES = 300, 5
"""Frames that a caller may already have on the stack, and frames that a walk over a tree needs for each level."""


def deepest() -> int:
    """Operators within operators that a tree may have, so that walking it never ends in a `RecursionError`.

    It follows from the interpreter's own limit, which belongs to the process: the command raises it, a library does
    not. An open bracket counts twice.
    """
    return (sys.getrecursionlimit() - _SPARE) // _FRAMES
