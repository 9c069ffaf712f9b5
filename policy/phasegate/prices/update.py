"""A new price list: prices from an installed library or another list, days of retirement from a map or the old list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from phasegate.prices import genai, retirements
from phasegate.prices.book import Day, ModelPrice, Origin, PriceBook

DAYS = "retirement dates"
"""What the origin of the days of retirement gives."""
MISSING = (
    "`genai-prices` is not installed, and it has the prices: "
    "`pip install 'phasegate[prices]'`, or name a list with `--from FILE`"
)


def from_library(day: Day) -> PriceBook | None:
    """The prices of a day as the installed library has them; none where it is not installed."""
    found = genai.installed()
    if found is None:
        return None
    providers, origin = found
    return PriceBook("", day, (origin,), {one.id: one for one in genai.models(providers, day)})


def with_map(book: PriceBook, text: str) -> PriceBook | None:
    """The list with the days of retirement of LiteLLM's price map; none where the text is not such a map."""
    known = retirements.read(text)
    if known is None:
        return None
    version = f"sha256:{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    origin = Origin(
        "LiteLLM", version, "MIT", DAYS, "https://github.com/BerriAI/litellm", "Copyright (c) 2023 Berri AI"
    )
    return _retired(book, retirements.retirements(book.models, known), [origin])


def with_old(book: PriceBook, old: PriceBook) -> PriceBook:
    """The list with the days of retirement that an older list has of the same models."""
    days = {name: one.retires for name, one in old.models.items() if one.retires is not None and name in book.models}
    return _retired(book, days, [o for o in old.origins if o.gives == DAYS])


def _retired(book: PriceBook, days: dict[str, Day], origins: Iterable[Origin]) -> PriceBook:
    models: dict[str, ModelPrice] = {
        name: replace(one, retires=days.get(name, one.retires)) for name, one in book.models.items()
    }
    kept = tuple(o for o in book.origins if o.gives != DAYS)
    return replace(book, origins=(*kept, *origins), models=models)
