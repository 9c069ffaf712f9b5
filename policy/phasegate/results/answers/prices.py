"""Models of a price list, and which of them a case pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from phasegate.results.answers.record import HIDDEN, SPREAD, key
from phasegate.results.parts.register import PriceOrigin
from phasegate_dsl.records import frozen

SCHEMA = "https://phasegate.dev/schemas/prices-1.json"
CHANGES_SCHEMA = "https://phasegate.dev/schemas/price-changes-1.json"


@frozen
class PublishedOrigin(PriceOrigin):
    """Where a price list is from, with the place where it is published."""

    url: str


@frozen
class PricedModel:
    """A model of a price list, USD for a million tokens of each kind."""

    name: str
    prices: Mapping[str, float]
    above: Mapping[str, Mapping[str, float]]
    changes: Mapping[str, Mapping[str, float]] = field(metadata=key("from"))
    retired: str | None
    by_hour: bool


@frozen
class ListedPrices:
    """Models of a price list, with where it is from."""

    schema_id: str = field(metadata=key("schema"))
    date: str
    currency: str
    per: str
    sources: tuple[PublishedOrigin, ...]
    models: tuple[PricedModel, ...]


@frozen
class PriceListing:
    """`phasegate prices show`: models of a list."""

    listed: ListedPrices = field(metadata=SPREAD)
    size: int = field(metadata=HIDDEN)
    """How many models the whole list has."""
    kinds: tuple[str, ...] = field(metadata=HIDDEN)
    """The kinds of prices, in the order in which they are shown."""


@frozen
class UsedPrice:
    """A price that the case pays."""

    model: str
    kind: str


@frozen
class PricesUsed:
    """The prices of models that a case pays."""

    listed: ListedPrices = field(metadata=SPREAD)
    used: tuple[UsedPrice, ...]


@frozen
class DatedList:
    """A price list by its file (empty for the one that comes with Phasegate) and its day."""

    path: str
    date: str


@frozen
class MovedPrice:
    """A price that is another one, new or gone; the change is a part of the old price."""

    model: str
    kind: str
    old: float | None
    new: float | None
    change: float | None


@frozen
class MovedRetirement:
    """A day of retirement that is another one, new or gone."""

    model: str
    old: str | None
    new: str | None


@frozen
class PriceChanges:
    """`phasegate prices diff`: what changed between two lists."""

    schema_id: str = field(metadata=key("schema"))
    old: DatedList
    new: DatedList
    prices: tuple[MovedPrice, ...]
    retirements: tuple[MovedRetirement, ...]
    new_models: tuple[str, ...]
    gone_models: tuple[str, ...]
