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
MAX_FINDINGS = 200
"""Findings of one kind of trouble that are listed before the rest is only counted."""


def deepen() -> None:
    """Let recursion reach the depth that these limits allow (frames of Python functions live on the heap)."""
    if sys.getrecursionlimit() < 20_000:
        sys.setrecursionlimit(20_000)
