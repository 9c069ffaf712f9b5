"""Whether two trees are the same case: places aside, and the order of declarations of different kinds."""

from __future__ import annotations

from typing import Any

from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.tree import Decl, Name, Text
from phasegate_dsl.walk import same


def difference(case: Decl, others: list[Decl], form: str) -> list[Phrase]:
    """What differs between a case and what came back; none where it is the same case."""
    if len(others) != 1:
        return [phrase("unread_again")]
    return _decl(case, others[0], form)


def _decl(one: Decl, other: Decl, form: str) -> list[Phrase]:
    what = f"{one.kind}{' ' + one.name.id if one.name else ''}"
    if (one.kind, one.name and one.name.id, _title(one)) != (other.kind, other.name and other.name.id, _title(other)):
        return [phrase("other_title", what=what)]
    clauses = [sorted(d.clauses, key=lambda c: c.word) for d in (one, other)]
    if len(clauses[0]) != len(clauses[1]):
        return [phrase("other_clauses", what=what)]
    for a, b in zip(*clauses, strict=True):
        if a.word != b.word or not same(a.value, b.value):
            return [phrase("other_clause", what=what, word=a.word)]
    return _body(one, other, what, form)


def _body(one: Decl, other: Decl, what: str, form: str) -> list[Phrase]:
    given, found = ({f.name.id: f.value for f in d.fields()} for d in (one, other))
    for name, value in given.items():
        if name not in found or not (same(value, found[name]) or _as_json(value, found[name], form)):
            return [phrase("other_field", what=what, name=name)]
    if any(_listed(one, kind) != _listed(other, kind) for kind in _LISTS):
        return [phrase("other_follows", what=what)]
    decls = [sorted((i for i in d.decls() if i.kind not in _LISTS), key=lambda i: i.kind) for d in (one, other)]
    if len(given) != len(found) or len(decls[0]) != len(decls[1]):
        return [phrase("other_body", what=what)]
    for a, b in zip(*decls, strict=True):
        wrong = _decl(a, b, form)
        if wrong:
            return wrong
    return []


_LISTS = ("follows", "unit")
"""Kinds of which several say what one can say."""


def _listed(decl: Decl, kind: str) -> list[str]:
    return [name.id for item in decl.decls(kind) for clause in item.clauses for name in clause.value]


def _title(decl: Decl) -> str | None:
    return decl.title.value if decl.title is not None else None


def _as_json(one: Any, other: Any, form: str) -> bool:
    """JSON has no bare words: a word that the author chose comes back as a text."""
    if form != "json":
        return False
    if isinstance(one, Name) and isinstance(other, Text):
        return one.id == other.value
    if hasattr(one, "items") and hasattr(other, "items") and len(one.items) == len(other.items):
        return all(same(a, b) or _as_json(a, b, form) for a, b in zip(one.items, other.items, strict=True))
    return False
