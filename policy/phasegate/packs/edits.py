"""Changes to a given case before a test judges it: something taken out, assumptions or fields set."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.nearest import near
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Clause, Decl, Edit, Field, Name

_OFFSETS = ("start", "end", "head_end")


def moved(node: Any, delta: int = 0) -> Any:
    """A copy of a tree with every offset moved by `delta`, so that it points into a longer text."""
    if isinstance(node, list | tuple):
        return type(node)([moved(item, delta) for item in node])
    if not is_dataclass(node) or isinstance(node, Source | type):
        return node
    parts = {f.name: getattr(node, f.name) for f in fields(node)}
    for name, value in parts.items():
        parts[name] = value + delta if name in _OFFSETS else moved(value, delta)
    return type(node)(**parts)


def apply(source: Source, decl: Decl, test: Source, edits: list[Edit | Decl]) -> tuple[Source, Decl, list[Finding]]:
    """The case with its edits, in a source that holds the case's text and, after it, the test's."""
    if not edits:
        return source, decl, []
    joined = Source(source.path, source.text + "\n" + test.text, source.limits)
    changed, delta = moved(decl), len(source.text) + 1
    findings: list[Finding] = []
    for edit in edits:
        span = test.span(edit.start, edit.end)
        if isinstance(edit, Edit):
            kind, name = edit.kind, edit.name.id
            if not _remove(changed, kind, name):
                names = _names(changed, kind)
                meant = near(name, names)
                findings.append(finding("PG200", "absent", span, kind=kind, name=name, meant=meant))
        else:
            for item in edit.body or []:
                if not _set(changed, moved(item, delta)):
                    place, label = test.span(item.start, item.end), item.name.id if item.name else ""
                    findings.append(finding("PG200", "unset", place, name=label))
    return joined, changed, findings


def _bodies(decl: Decl) -> list[Decl]:
    return [decl, *decl.decls("phase")]


def _names(decl: Decl, kind: str) -> list[str]:
    return [d.name.id for body in _bodies(decl) for d in body.decls(kind) if d.name]


def _remove(decl: Decl, kind: str, name: str) -> bool:
    found = False
    for body in _bodies(decl):
        kept = [
            d for d in body.body or [] if not (isinstance(d, Decl) and d.kind == kind and d.name and d.name.id == name)
        ]
        found |= len(kept) != len(body.body or [])
        body.body = kept
    if kind == "line":
        for body in _bodies(decl):
            body.body = [d for d in body.body or [] if not (isinstance(d, Decl) and _rests_on(d, name))]
    return found


def _rests_on(decl: Decl, line: str) -> bool:
    """Whether a claim or a lever falls with a line: claims only lose it, and fall when nothing funds them any more."""
    if decl.kind == "lever":
        cuts = decl.clause("cuts")
        return cuts is not None and isinstance(cuts.value, Name) and cuts.value.id == line
    by = decl.clause("by") if decl.kind == "control" else None
    if by is None or not isinstance(by.value, list):
        return False
    left = [n for n in by.value if not (isinstance(n, Name) and n.id == line)]
    if not left:
        return True
    by.value = left
    return False


def _set(decl: Decl, item: Decl | Field) -> bool:
    """Set an assumption (`a = …`) or a field (`risk: high`)."""
    if isinstance(item, Field):
        decl.body = [d for d in decl.body or [] if not (isinstance(d, Field) and d.name.id == item.name.id)] + [item]
        return True
    value = item.clause("=")
    for body in _bodies(decl):
        for assume in body.decls("assume"):
            if assume.name and item.name and assume.name.id == item.name.id and value is not None:
                assume.clauses = [
                    Clause("=", value.value, value.start, value.end) if c.word == "=" else c for c in assume.clauses
                ]
                return True
    return False
