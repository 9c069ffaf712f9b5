"""Comments of a text, each with the declaration or field that it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from phasegate.convert.reading.nodes import scalars
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Document, Field

_GATE = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|#([^\n]*)')
_YAML = re.compile(r"(?:(?<=\s)|^)#", re.MULTILINE)


class Remarks:
    """Comments by the offset at which a declaration or field starts; `last` are those after everything."""

    def __init__(self, source: Source, document: Document) -> None:
        self.before: dict[int, list[str]] = {}
        """Comments on lines of their own above it."""
        self.behind: dict[int, list[str]] = {}
        """Comments at the end of its line."""
        self.last: list[str] = []
        starts = sorted({item.start for item in _items(document.body)})
        for at, text in _comments(source):
            line = source.position(at)[0]
            alone = not source.line(line)[: source.position(at)[1] - 1].strip()
            place = bisect_right(starts, at)
            if alone and place == len(starts):
                self.last.append(text)
            elif alone:
                self.before.setdefault(starts[place], []).append(text)
            else:
                self.behind.setdefault(starts[max(0, place - 1)], []).append(text)

    def __len__(self) -> int:
        groups = (*self.before.values(), *self.behind.values())
        return sum(map(len, groups)) + len(self.last)

    def of(self, start: int) -> list[str]:
        """Every comment of a declaration or field, those at the end of its line last."""
        return [*self.before.get(start, []), *self.behind.get(start, [])]


def _items(body: list[Any]) -> Iterator[Decl | Field]:
    for item in body:
        yield item
        if isinstance(item, Decl):
            yield from _items(item.body or [])


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    """Offset and text of each comment, in order."""
    if source.path.endswith(".json"):
        return
    if not source.path.endswith((".yaml", ".yml")):
        for match in _GATE.finditer(source.text):
            if match[1] is not None:
                yield match.start(), match[1].strip()
        return
    from phasegate.convert.reading.yamltext import compose

    root, _ = compose(source)
    spans = sorted((one.start, one.end) for one in scalars(root)) if root is not None else []
    begins = [start for start, _ in spans]
    end = 0
    for match in _YAML.finditer(source.text):
        at = bisect_right(begins, match.start()) - 1
        if match.start() >= end and (at < 0 or match.start() >= spans[at][1]):
            end = source.text.find("\n", match.start())
            end = len(source.text) if end < 0 else end
            yield match.start(), source.text[match.end() : end].strip()
