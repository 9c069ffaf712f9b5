"""The values of a finding: named and typed; texts are made from them when an output needs one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, Protocol, TypeAlias, runtime_checkable

from phasegate_dsl.records import frozen


@runtime_checkable
class Written(Protocol):
    """A value that knows how people write it, such as an amount of money; what it is, its own room knows."""

    def written(self, language: str) -> str:
        """The value as a person who reads `language` expects it."""


@frozen
class Phrase:
    """A part of a message with fields of its own: the name of a phrase in the registry, and its values."""

    key: str
    args: Args = ()


Value: TypeAlias = "str | int | float | Phrase | Written | tuple[Value, ...] | None"
"""A name or a text of the author, a number, a day as (year, month, day), names, or a part of a message."""

Args: TypeAlias = "tuple[tuple[str, Value], ...]"
"""Names with their values, in the order in which they were given."""


def phrase(key: str, /, **args: Value) -> Phrase:
    """A phrase with its values by name."""
    return Phrase(key, tuple(args.items()))


def names(words: Iterable[str]) -> tuple[str, ...]:
    """Names as a value of a finding, in the order given."""
    return tuple(words)


def plain(value: Value) -> Any:
    """A value as JSON holds it: text, number, list, or the fields of what has some."""
    if isinstance(value, Phrase):
        return {"phrase": value.key, **{name: plain(each) for name, each in value.args}}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
