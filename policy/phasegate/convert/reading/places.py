"""Trees and findings of a value that was parsed by itself, brought to its place in the text."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Span


def move(node: Any, start: int, end: int) -> None:
    """Point a tree, part by part, at one place."""
    todo = [node]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo += item
        elif is_dataclass(item) and not isinstance(item, type):
            vars_of: Any = item
            vars_of.start, vars_of.end = start, end
            todo += [getattr(item, f.name) for f in fields(item) if f.name not in ("start", "end")]


def moved(found: Finding, place: Span) -> Finding:
    """A finding of another text, at one place."""
    return replace(found, span=place, related=tuple(replace(r, span=place) for r in found.related))


def spoken(found: Finding) -> Finding:
    """A finding of the parser in the words of a value: no statement or block could stand here."""
    message = re.sub(r"^(expected an operator), .*, found ", r"\1, found ", str(found.value("message")))
    words = message.replace("the end of the file", "the end of the value")
    return replace(found, args=(("message", words), ("help", found.value("help"))))
