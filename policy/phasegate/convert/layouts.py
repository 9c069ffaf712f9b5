"""Where keys go in the text of a case in YAML or JSON, and how they are laid out there: indented, in a row, with commas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from phasegate.convert.reading.nodes import Mapping, Node, Scalar, Sequence
from phasegate.convert.writing import yamltext
from phasegate.convert.writing.data import Data
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source

Change: TypeAlias = tuple[int, int, str]
"""What stands from one offset to another becomes another text."""


@frozen
class KeyEntry:
    """A key with its value, to be put into a mapping."""

    key: str
    value: Data


class TextLayout(Protocol):
    """The layout of one text."""

    def compose(self) -> Node | None:
        """The nodes of the text."""

    def entries(self, node: Mapping, new: list[KeyEntry], order: list[str] | None = None) -> Change:
        """Entries put into a mapping: after those that come before them in an order, else at its end."""

    def items(self, node: Sequence, new: list[Data]) -> Change:
        """Items put at the end of a list."""

    def below(self, key: Scalar, there: Scalar, value: Data) -> Change:
        """A value for a key that has none."""

    def row(self, value: Data) -> str:
        """A value on one line."""


def layout(source: Source) -> TextLayout:
    """The layout of a text, by the ending of its path."""
    return Json(source) if source.path.endswith(".json") else Yaml(source)


def _before(node: Mapping, key: str, order: list[str] | None) -> tuple[Scalar, Node] | None:
    """The entry of a mapping after which a key stands: the nearest of those before it in the order; none where it is first."""
    entries = list(node.entries.values())
    if order is None or key not in order:
        return entries[-1] if entries else None
    before = order[: order.index(key)]
    return max((e for e in entries if e[0].value in before), key=lambda e: before.index(e[0].value), default=None)


class Yaml:
    """YAML: blocks by their indentation, rows in brackets as JSON has them."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text

    def compose(self) -> Node | None:
        """The nodes of the text."""
        from phasegate.convert.reading.yamltext import compose

        return compose(self.source)[0]

    def entries(self, node: Mapping, new: list[KeyEntry], order: list[str] | None = None) -> Change:
        """Lines of their own in a block, parts of a row in a row."""
        before = _before(node, new[0].key, order)
        if node.flow or not node.entries:
            row = ", ".join(f"{each.key}: {self.row(each.value)}" for each in new)
            return _in_row(node, [value.end for _, value in node.entries.values()], before, row)
        first = next(iter(node.entries.values()))[0]
        indent = self.source.position(first.start)[1] - 1
        lines = [line for each in new for line in yamltext.entry(each.key, each.value, indent)]
        if before is None:
            return first.start, first.start, "".join(f"{line}\n" for line in lines).lstrip(" ") + " " * indent
        return self._lines(max(before[0].end, before[1].end), lines)

    def _lines(self, after: int, lines: Iterable[str]) -> Change:
        """Lines below the one in which something ends."""
        end = self.text.find("\n", after)
        if end < 0:
            return len(self.text), len(self.text), "".join(f"\n{line}" for line in lines)
        return end + 1, end + 1, "".join(f"{line}\n" for line in lines)

    def items(self, node: Sequence, new: list[Data]) -> Change:
        """Items with a dash, or parts of a row."""
        if node.flow or not node.items:
            return _in_row(node, [item.end for item in node.items], None, ", ".join(map(self.row, new)))
        indent = self.source.position(node.start)[1] - 1
        return self._lines(node.items[-1].end, [line for each in new for line in yamltext.item(each, indent)])

    def below(self, key: Scalar, there: Scalar, value: Data) -> Change:
        """The value in a row after the colon."""
        colon = self.text.index(":", key.end) + 1
        return colon, max(there.end, colon), f" {self.row(value)}"

    def row(self, value: Data) -> str:
        """A value as a row in brackets."""
        return yamltext.flow(value)


def _in_row(node: Mapping | Sequence, ends: list[int], before: tuple[Scalar, Node] | None, row: str) -> Change:
    """A part of a row, after another part or after its opening bracket."""
    if not ends:
        return node.start + 1, node.start + 1, row
    at = before[1].end if before is not None else ends[-1]
    return at, at, f", {row}"


class Json:
    """JSON: a comma between entries, each on a line of its own where those beside it are."""

    def __init__(self, source: Source) -> None:
        self.source, self.text = source, source.text

    def compose(self) -> Node | None:
        """The nodes of the text."""
        from phasegate.convert.reading.jsontext import compose

        return compose(self.source)[0]

    @cached_property
    def step(self) -> str:
        """What the text sets its blocks in by."""
        rows = [line for line in self.text.splitlines()[1:] if line.strip()]
        return rows[0][: len(rows[0]) - len(rows[0].lstrip())] if rows else "  "

    def entries(self, node: Mapping, new: list[KeyEntry], order: list[str] | None = None) -> Change:
        """Entries after their commas."""
        known = list(node.entries.values())
        gap = self._gap(node, [key.start for key, _ in known])
        rows = [f"{json.dumps(each.key, ensure_ascii=False)}: {self._laid(each.value, gap)}" for each in new]
        before = _before(node, new[0].key, order)
        if not known:
            return node.start + 1, node.start + 1, ", ".join(rows)
        if before is None:
            return known[0][0].start, known[0][0].start, "".join(f"{row},{gap}" for row in rows)
        return before[1].end, before[1].end, "".join(f",{gap}{row}" for row in rows)

    def items(self, node: Sequence, new: list[Data]) -> Change:
        """Items after their commas."""
        gap = self._gap(node, [item.start for item in node.items])
        rows = [self._laid(each, gap) for each in new]
        if not node.items:
            return node.start + 1, node.start + 1, ", ".join(rows)
        return node.items[-1].end, node.items[-1].end, "".join(f",{gap}{row}" for row in rows)

    def below(self, key: Scalar, there: Scalar, value: Data) -> Change:
        """The value in place of `null`."""
        return there.start, there.end, self.row(value)

    def row(self, value: Data) -> str:
        """A value on one line."""
        return json.dumps(value, ensure_ascii=False)

    def _gap(self, node: Node, starts: list[int]) -> str:
        """What stands between two entries: a line end with its indentation, or a space."""
        return (self.text[node.start + 1 : starts[0]] if starts else "") or " "

    def _laid(self, value: Any, gap: str) -> str:
        """A value as those beside it: over several lines where they stand on lines of their own."""
        if "\n" not in gap or not isinstance(value, dict):
            return self.row(value)
        lines = json.dumps(value, ensure_ascii=False, indent=self.step).split("\n")
        return f"\n{gap.rpartition(chr(10))[2]}".join(lines)
