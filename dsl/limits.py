"""How large a document may be: everything in a pull request may be hostile, and every limit is named when it is met."""

MAX_TEXT = 1_000_000
"""Characters of one file."""
MAX_LINE = 20_000
"""Characters of one line."""
MAX_DEPTH = 64
"""Brackets within brackets."""
MAX_FINDINGS = 200
"""Findings of one kind of trouble that are listed before the rest is only counted."""
