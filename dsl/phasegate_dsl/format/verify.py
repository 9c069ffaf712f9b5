"""Whether a formatted text still says what the text said: the same tree, the same comments in the same order."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

_PLACES = frozenset(["start", "end", "head_end", "source"])


def same(one: Any, other: Any) -> bool:
    """Whether two trees differ in nothing but their offsets."""
    todo = [(one, other)]  # not by recursion: an expression is as deep as it is long
    while todo:
        left, right = todo.pop()
        if type(left) is not type(right):
            return False
        if isinstance(left, list | tuple):
            if len(left) != len(right):
                return False
            todo += zip(left, right)
        elif is_dataclass(left):
            todo += [(getattr(left, name), getattr(right, name)) for name in _names(left.__class__)]
        elif left != right:
            return False
    return True


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.name not in _PLACES)
