"""Models of a price list, and what changed between two lists, as answers."""

from __future__ import annotations

from collections.abc import Sequence

from phasegate.numbers import iso
from phasegate.prices.book import KINDS, Day, ModelPrice, PriceBook
from phasegate.prices.changes import changes
from phasegate.results.answers.prices import (
    CHANGES_SCHEMA,
    SCHEMA,
    DatedList,
    ListedPrices,
    MovedPrice,
    MovedRetirement,
    PriceChanges,
    PricedModel,
    PriceListing,
    PublishedOrigin,
)
from phasegate.results.plain import maybe


def listing(book: PriceBook, models: Sequence[ModelPrice]) -> PriceListing:
    """Models of a list, and how long the whole list is."""
    return PriceListing(listed(book, models), len(book.models), tuple(KINDS))


def listed(book: PriceBook, models: Sequence[ModelPrice]) -> ListedPrices:
    """Models of a list, prices in USD for a million tokens."""
    sources = tuple(PublishedOrigin(one.name, one.version, one.licence, one.gives, one.url) for one in book.origins)
    return ListedPrices(SCHEMA, iso(book.date), "USD", "1M token", sources, tuple(map(_model, models)))


def _model(one: ModelPrice) -> PricedModel:
    return PricedModel(
        name=one.id,
        prices=dict(one.prices),
        above={str(tokens): dict(prices) for tokens, prices in one.above},
        changes={iso(day): dict(prices) for day, prices in one.changes},
        retired=iso(one.retires) if one.retires else None,
        by_hour=one.by_hour,
    )


def compared(old: PriceBook, new: PriceBook) -> PriceChanges:
    """What changed between two lists."""
    found = changes(old, new)
    return PriceChanges(
        schema_id=CHANGES_SCHEMA,
        old=DatedList(old.path, iso(old.date)),
        new=DatedList(new.path, iso(new.date)),
        prices=tuple(MovedPrice(one.model, one.kind, one.old, one.new, maybe(one.change)) for one in found.moved),
        retirements=tuple(MovedRetirement(name, _day(a), _day(b)) for name, a, b in found.retirements),
        new_models=tuple(found.new),
        gone_models=tuple(found.gone),
    )


def _day(day: Day | None) -> str | None:
    return iso(day) if day else None
