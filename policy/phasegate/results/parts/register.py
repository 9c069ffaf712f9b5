"""What the figures rest on: assumptions, decisions, correlations, prices of models."""

from __future__ import annotations

from collections.abc import Iterable

from phasegate.results.parts.figures import Middle, UnitRecord
from phasegate.results.parts.findings import Place
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class Assumption:
    """A named quantity that lines depend on; a series is shown by the mean of its last twelve months."""

    key: str
    name: str
    phase: str
    """The phase that overrides it; empty for the case's own."""
    expression: str
    """As it is written."""
    value: Middle
    """In base units."""
    unit: UnitRecord
    """As it is written."""
    base: UnitRecord
    source: str
    """Its own, else that of the quantity it overrides."""
    ranged: bool
    derived: bool
    """Whether it is calculated from others."""
    planned: bool
    """Whether it is a plan over time, certain by decision."""
    place: Place
    shared: str = ""
    """The ruleset or the file that shares it with other cases, which draw the same numbers; empty for the case's own."""


@frozen
class DecisionRecord:
    """What a review board decided of a phase."""

    phase: str
    approved: Number
    """Per year where `per_year`, else for the whole phase."""
    per_year: bool
    on: str
    by: str
    conditions: tuple[str, ...]


@frozen
class CorrelationRecord:
    """The rank correlation of two ranges, by the names of what holds them."""

    a: str
    b: str
    rank: Number


@frozen
class CommonDriverRecord:
    """One driver behind all ranges of the case, with the cost of the whole case under it."""

    rank: Number
    """The rank correlation of any two ranges."""
    stated: bool
    """Whether the case states it; else this is what its cost would be, where nothing ties its ranges together."""
    p80: Number
    p90: Number


@frozen
class ExchangeRate:
    """What a unit of another currency is in the case's: what is written in it is converted at this rate."""

    currency: str
    expression: str
    """As it is written; a rate of the case's own currency is turned round."""
    value: Middle
    mean: Number
    """What norms of budgets and rates of roles are converted at."""
    source: str
    place: Place


@frozen
class PriceOrigin:
    """Data that the price list is made from; `gives` says what."""

    name: str
    version: str
    licence: str
    gives: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}".rstrip()


@frozen
class PriceUsed:
    """A price that the case pays: USD for a million tokens of a kind; `retires` is an ISO date or empty."""

    model: str
    kind: str
    price: Number
    retires: str


@frozen
class Prices:
    """The price list that the case asked, by its day, and what it pays by it."""

    path: str
    """The file; empty for the list that comes with Phasegate."""
    date: str
    origins: tuple[PriceOrigin, ...]
    used: tuple[PriceUsed, ...]


def cited(origins: Iterable[PriceOrigin], date: str) -> str:
    """Where a price list is from, in a line: `prices from genai-prices 0.2.3 (MIT), as of 2026-11-23`."""
    named = [f"{one.gives} from {one}" + (f" ({one.licence})" if one.licence else "") for one in origins]
    return f"{', '.join(named)}, as of {date}"
