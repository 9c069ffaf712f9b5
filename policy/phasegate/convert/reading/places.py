"""Trees and findings of a value that was parsed separately, moved to its place in the text."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

from phasegate_dsl.edits import apply
from phasegate_dsl.finding import Finding, Fix, TextEdit
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Span

_END, _IN_VALUE = phrase("terminal_$END"), phrase("end_of_value")


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


def moved(found: Finding, place: Span, value: str = "", skip: int = 0) -> Finding:
    """A finding of another text, at one place; its fixes write the `value` anew that holds that text after `skip` characters."""
    related = tuple(replace(r, span=place) for r in found.related)
    fixes = tuple(_rewritten(fix, place, value, skip) for fix in found.fixes) if value else ()
    return replace(found, span=place, related=related, fixes=fixes)


def _rewritten(fix: Fix, place: Span, value: str, skip: int) -> Fix:
    changed = apply(value[skip:], fix.edits) or ""
    return Fix((TextEdit(place, json.dumps(value[:skip] + changed, ensure_ascii=False), "placeholder"),))


def spoken(found: Finding) -> Finding:
    """A finding of the parser in the words of a value: no statement or block could stand here."""
    if (found.code, found.kind) != ("PG100", "expected"):
        return found
    known = dict(found.args)
    expected = known["expected"]
    assert isinstance(expected, tuple)
    if expected[0] == phrase("an_operator") and len(expected) > 2:
        expected = expected[:1]
    known["expected"] = tuple(_IN_VALUE if each == _END else each for each in expected)
    if known["found"] == phrase("end_of_file"):
        known["found"] = _IN_VALUE
    return replace(found, args=tuple(known.items()))
