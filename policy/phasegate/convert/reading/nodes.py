"""What YAML and JSON have in common: scalars, lists and mappings, each with its place in the text as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.source import Source, Span

EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain scalars that say that there is no value."""


@dataclass(slots=True, eq=False)
class Scalar:
    """One value; `value` is its text with quotes and escapes resolved, never turned into a number or a date."""

    value: str
    start: int
    end: int
    style: str = ""
    """Empty for a plain value; a quote; `|` or `>` for a block; `json` for a JSON string."""
    exact: int = -1
    """Where `value` stands in the text character by character; -1 where the text is written in another way."""
    broken: bool = False
    """Refused already: no further finding about it."""

    @property
    def empty(self) -> bool:
        """Whether it says that there is no value: nothing, `~` or `null` without quotes."""
        return not self.style and self.value in EMPTY


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    items: list[Node]
    start: int
    end: int
    flow: bool = False
    broken: bool = False


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys with their values in the order of the text; each key is given once."""

    entries: dict[str, tuple[Scalar, Node]]
    start: int
    end: int
    flow: bool = False
    broken: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key, if it is given."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


Node: TypeAlias = Scalar | Sequence | Mapping


def scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar of a document, its keys too, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.entries.values():
            yield key
            yield from scalars(value)
    else:
        for item in node.items:
            yield from scalars(item)


def scalar(source: Source, value: str, start: int, end: int, style: str) -> Scalar:
    """A scalar that knows whether its value stands in the text as it is, with or without quotes."""
    text = source.text
    exact = -1
    if text.startswith(value, start) and end - start == len(value):
        exact = start
    elif style and text.startswith(value, start + 1) and end - start == len(value) + 2:
        exact = start + 1
    return Scalar(value, start, end, style, exact)


def span(source: Source, node: Node) -> Span:
    """The place of a node; of a list or mapping over several lines, its first line."""
    end = node.end
    if not isinstance(node, Scalar):
        stop = source.text.find("\n", node.start, end)
        end = stop if stop > node.start else end
    return source.span(node.start, node.start + len(source.text[node.start : end].rstrip()))


def found(node: Node) -> Phrase:
    """What stands there, in words."""
    if isinstance(node, Scalar):
        return phrase("nothing" if node.empty else "single_value")
    return phrase("list" if isinstance(node, Sequence) else "keys")
