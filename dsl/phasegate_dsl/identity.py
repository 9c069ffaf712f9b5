"""What makes a finding the same finding tomorrow: its case, its code, the item it is about, and the names it speaks of.

Lines, paths and amounts move with every change and are left out, so that a fingerprint can be kept in a baseline.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding
from phasegate_dsl.messages import named
from phasegate_dsl.messages.values import Phrase, Value
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl, Document

_FIGURE = re.compile(r"(?<![\w.-])\d[\d_,.]*[KMB]?%?")
"""A figure within a text; digits that belong to a name, such as `TB-301` or `phase2`, are none."""


def identified(findings: Iterable[Finding], case: str, document: Document | None) -> list[Finding]:
    """Findings with their fingerprints, in the order given; `case` is the name of what they were found in.

    Findings that are alike in all that counts are numbered by their order in the text.
    """
    items = Items(document) if document is not None else None
    seen: Counter[str] = Counter()
    numbered: dict[int, str] = {}
    listed = list(findings)
    for index in sorted(range(len(listed)), key=lambda i: _place(listed[i])):
        digest = fingerprint(listed[index], case, items)
        seen[digest] += 1
        numbered[index] = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
    return [replace(one, fingerprint=numbered[index]) for index, one in enumerate(listed)]


def fingerprint(one: Finding, case: str, items: Items | None) -> str:
    """Sixteen hexadecimal digits of what makes a finding itself."""
    item = items.around(one.span) if items is not None and one.span is not None else ""
    known = dict(one.args)
    told = [f"{name}={_kept(known[name])}" for name in sorted(named(one.code, one.kind)) if name in known]
    parts = [case, one.code, one.kind, one.subject, item, *told]
    return digest("\x1f".join(parts).encode("utf-8", "backslashreplace"))[:16]


def _place(one: Finding) -> tuple[str, int, int]:
    return one.span.key if one.span is not None else ("", 0, 0)


def _kept(value: Value) -> str:
    """What a value adds to the identity of a finding: names and texts without figures, and no amounts."""
    if isinstance(value, str):
        return _FIGURE.sub("#", value)
    if isinstance(value, tuple):
        return ",".join(_kept(each) for each in value)
    if isinstance(value, Phrase):
        return f"{value.key}({','.join(f'{name}={_kept(each)}' for name, each in value.args)})"
    return ""


class Items:
    """The declarations of a document by the places they cover."""

    def __init__(self, document: Document) -> None:
        self.source: Source = document.source
        self._covered: list[tuple[int, int, str]] = []
        for decl in document.decls():
            self._add(decl, "")
        self._covered.sort()
        self._starts = [start for start, _, _ in self._covered]

    def _add(self, decl: Decl, outer: str) -> None:
        label = f"{outer}/{decl.kind}" + (f" {decl.name.id}" if decl.name else "")
        self._covered.append((decl.start, decl.end, label))
        for inner in decl.decls():
            self._add(inner, label)

    def around(self, span: Span) -> str:
        """The innermost declaration around a place, with those around it: `/initiative a/phase scale/line gpu`."""
        if span.source is not self.source:
            return ""
        for start, end, label in reversed(self._covered[: bisect_right(self._starts, span.start)]):
            if start <= span.start < end:
                return label
        return ""
