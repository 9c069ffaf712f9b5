"""The kinds of value an expression can have."""

from __future__ import annotations

from phasegate.units import MONEY, MONEY_RATE, NUMBER, Dim, show
from phasegate_dsl.messages import spoken
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import frozen


@frozen
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

    def told(self, currency: str = "") -> Phrase:
        """The kind as a part of a message."""
        if self.of == "budget":
            return phrase("money_or_rate")
        if self.kind == "quantity":
            return (
                phrase("distribution_of", what=measure(self.dim, currency))
                if self.uncertain
                else measure(self.dim, currency)
            )
        if self.kind == "interval":
            return phrase("interval_of", what=measure(self.dim, currency))
        if self.kind == "symbol":
            return phrase("word_for", vocabulary=self.of) if self.of else phrase("a_word")
        if self.kind == "list":
            return phrase("list_of", what=self.item.of) if self.item and self.item.of else phrase("list_of_values")
        if self.kind == "record":
            return phrase("a_record", what=self.of)
        return phrase(f"a_{self.kind}" if self.kind in ("text", "bool", "date", "month") else "a_value")

    def show(self, currency: str = "") -> str:
        """The kind in words that people use."""
        return spoken(self.told(currency))


def measure(dimension: Dim, currency: str) -> Phrase:
    """What a dimension measures, as a part of a message."""
    return phrase("measure", unit=show(dimension, currency)) if dimension else phrase("plain_number")


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
