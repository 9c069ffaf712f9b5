"""The kinds of value an expression can have."""

from __future__ import annotations

from dataclasses import dataclass

from phasegate.units import MONEY, MONEY_RATE, NUMBER, Dim, show


@dataclass(slots=True, frozen=True)
class Type:
    """A kind of value; which of the other fields matter depends on the kind."""

    kind: str
    """`quantity`, `interval`, `text`, `bool`, `date`, `month`, `symbol`, `list`, `record` or `error`."""
    dim: Dim = NUMBER
    uncertain: bool = False
    """A distribution: it has no single value to compare."""
    varies: bool = False
    """Whether it is a monthly series."""
    of: str = ""
    """The vocabulary of a symbol, the record's name, or the way a quantity is shown (`share`)."""
    item: Type | None = None

    def show(self, currency: str = "") -> str:
        """The kind in words that people use."""
        if self.of == "budget":
            return "money, or money per time"
        if self.kind == "quantity":
            text = show(self.dim, currency)
            return f"a distribution of {text}" if self.uncertain else text
        if self.kind == "interval":
            return f"an interval of {show(self.dim, currency)}"
        if self.kind == "symbol":
            return {"": "a word"}.get(self.of, f"a word for `{self.of}`")
        if self.kind == "list":
            item = self.item.of if self.item and self.item.of else "value"
            return f"a list of {item}s"
        if self.kind == "record":
            return f"a {self.of}"
        return {"text": "a text", "bool": "yes or no", "date": "a date", "month": "a month"}.get(self.kind, "a value")


ERROR = Type("error")
"""Stands for an expression that already has a finding; it fits everything, so that one slip is reported once."""
TEXT, BOOL, DATE, MONTH = Type("text"), Type("bool"), Type("date"), Type("month")
PLAIN = Type("quantity")
SHARE = Type("quantity", of="share")
UNCERTAIN_SHARE = Type("quantity", uncertain=True, of="share")


def certain(dimension: Dim) -> Type:
    """A quantity with one value."""
    return Type("quantity", dimension)


def spread(dimension: Dim) -> Type:
    """A distribution."""
    return Type("quantity", dimension, uncertain=True)


def symbol(vocabulary: str) -> Type:
    """A word out of a vocabulary."""
    return Type("symbol", of=vocabulary)


def record(name: str) -> Type:
    """A record such as a line or a phase."""
    return Type("record", of=name)


def listing(item: Type) -> Type:
    """A list."""
    return Type("list", item=item)


COST, RATE = spread(MONEY), spread(MONEY_RATE)
