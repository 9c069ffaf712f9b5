"""Trees without places: what two texts must have in common to be the same case."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from phasegate.convert.reading import read
from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Clause, Decl, Document, Field, Text

Item = Decl | Field


def case(text: str, path: str = "case.yaml") -> tuple[Decl, list[Finding]]:
    """The initiative of a text and the findings."""
    parsed = read(Source(path, text))
    return parsed.document.decls("initiative")[0], parsed.findings


def bare(node: Any) -> Any:
    """A tree as plain data without offsets; clauses and fields by name, declarations of a kind in their order."""
    if isinstance(node, Decl):
        body = sorted(node.body or [], key=lambda i: (i.kind, "") if isinstance(i, Decl) else ("", i.name.id))
        clauses = sorted(node.clauses, key=lambda c: c.word)
        return ["decl", node.kind, bare(node.name), bare(node.title), bare(clauses), bare(body)]
    if isinstance(node, list):
        return [bare(item) for item in node]
    if is_dataclass(node) and not isinstance(node, type):
        names = [f.name for f in fields(node) if f.name not in ("start", "end", "head_end")]
        return [type(node).__name__, *(bare(getattr(node, n)) for n in names)]
    return node


def places(document: Document) -> list[tuple[int, int]]:
    """Every offset pair of a tree."""
    found, todo = [], list[Any](document.body)
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo += item
        elif is_dataclass(item) and not isinstance(item, type):
            found.append((item.start, item.end))
            todo += [getattr(item, f.name) for f in fields(item) if f.name not in ("start", "end")]
    return found


__all__ = ["Clause", "Decl", "Field", "Item", "Text", "bare", "case", "places"]
