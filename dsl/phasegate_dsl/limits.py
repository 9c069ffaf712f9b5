"""How large a document may be: everything in a pull request may be hostile, and every limit is named when it is met."""

import sys

MAX_TEXT = 1_000_000
"""Characters of one file."""
MAX_LINE = 20_000
"""Characters of one line."""
MAX_DEPTH = 64
"""Brackets within brackets."""
MAX_OPERATORS = 1_000
"""Operators in one statement: a chain of them is a tree as deep as it is long."""
MAX_ITEMS = 1_000
"""Commas in one statement: items of its lists and arguments of its calls."""
MAX_STATEMENTS = 12_000
"""Statements and fields of one file: three thousand lines of a budget, with what each says of itself."""
MAX_COMPARED = 200_000
"""Comparisons of an unknown name with known ones in one document, before no further name is proposed."""
MAX_LITERAL = {"NUMBER": 40, "MONEY": 40, "PERCENT": 40, "NAME": 120, "RULE_ID": 120, "STRING": 8_000}
"""Characters of one token."""
MAX_FINDINGS = 200
"""Findings of one kind of trouble that are listed before the rest is only counted."""

_SPARE, _FRAMES = 300, 5
"""Frames that a caller may already have on the stack, and frames that a walk over a tree needs for each level."""


def deepest() -> int:
    """Operators within operators that a tree may have, so that walking it never ends in a `RecursionError`.

    It follows from the interpreter's own limit, which belongs to the process: the command raises it, a library does
    not. An open bracket counts twice.
    """
    return (sys.getrecursionlimit() - _SPARE) // _FRAMES
