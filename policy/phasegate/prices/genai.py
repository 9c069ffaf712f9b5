"""A price list from an installed `genai-prices` (MIT): the only place where that library is loaded, and only to update.

What is priced otherwise than by the token is left out. Prices in force on the day are taken; of prices that change with
the hour the dearest, of prices by length of the prompt the first, with the others noted beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib import import_module, metadata
from typing import Any

from phasegate.prices.book import Day, ModelPrice, Origin
from phasegate.prices.text import MAX_PRICE, named

BATCH = {"processing": "batch"}
_STANDARD = {
    "input": "input_mtok",
    "output": "output_mtok",
    "cache_read": "cache_read_mtok",
    "cache_write": "cache_write_mtok",
}
_BATCH = {"batch": "input_mtok", "batch_output": "output_mtok"}
_HALF_HOURS = [time(half // 2, half % 2 * 30, tzinfo=UTC) for half in range(48)]


def installed() -> tuple[list[Any], Origin] | None:
    """The providers of the installed library and what to cite; none where it is not installed."""
    try:
        data = import_module("genai_prices.data")
        version = metadata.version("genai-prices")
    except (ImportError, metadata.PackageNotFoundError):
        return None
    return list(data.providers), Origin(
        "genai-prices",
        version,
        "MIT",
        "prices",
        "https://github.com/pydantic/genai-prices",
        "Copyright (c) Pydantic Services Inc. 2025 to present",
    )


def models(providers: list[Any], day: Day) -> Iterator[ModelPrice]:
    """Every model that is priced by the token, with its prices of a day."""
    for provider in providers:
        for model in provider.models:
            name = f"{provider.id}/{model.id}"
            made = _model(name, model, date(*day)) if named(name) else None
            if made is not None:
                yield made


def _model(name: str, model: Any, day: date) -> ModelPrice | None:
    by_hour = any(hasattr(c, "start_time") for c in _constraints(model))
    at = [datetime.combine(day, hour) for hour in _HALF_HOURS] if by_hour else [_noon(day)]
    found = [_at(model, moment) for moment in at]
    prices = _dearest([one[0] for one in found])
    if not prices:
        return None
    above = {tokens: _dearest([one[1].get(tokens, {}) for one in found]) for tokens in found[0][1]}
    starts = {c.start_date for c in _constraints(model) if hasattr(c, "start_date") and c.start_date > day}
    later = []
    for start in sorted(starts):
        changed = _at(model, _noon(start))[0]
        if changed != prices:
            later.append(((start.year, start.month, start.day), changed))
    return ModelPrice(name, prices, tuple(sorted(above.items())), tuple(later), None, by_hour)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12, tzinfo=UTC))


def _constraints(model: Any) -> list[Any]:
    """The conditions on a model's prices: days from which they hold, hours of the day."""
    listed = model.prices if isinstance(model.prices, list) else []
    return [one.constraint for one in (*listed, *(model.price_variants or ())) if one.constraint is not None]


def _at(model: Any, moment: datetime) -> tuple[dict[str, float], dict[int, dict[str, float]]]:
    """Prices by kind at one moment, and those of longer prompts by the length from which they hold."""
    standard = model.get_prices(moment)
    batched = [v for v in model.price_variants or () if v.when == BATCH]
    active = any(v.constraint is None or v.constraint.active(moment) for v in batched)
    sides = [(standard, _STANDARD)] + ([(model.get_prices(moment, BATCH), _BATCH)] if active else [])
    prices: dict[str, float] = {}
    above: dict[int, dict[str, float]] = {}
    for side, kinds in sides:
        for kind, key in kinds.items():
            value = side.__dict__.get(key)
            base = getattr(value, "base", value)
            if base is None or not 0 <= base <= MAX_PRICE:
                continue
            prices[kind] = float(base)
            for tier in getattr(value, "tiers", ()):
                if tier.start > 0:
                    above.setdefault(int(tier.start), {})[kind] = float(tier.price)
    return prices, above


def _dearest(found: list[dict[str, float]]) -> dict[str, float]:
    kinds = dict.fromkeys(kind for one in found for kind in one)
    return {kind: max(one[kind] for one in found if kind in one) for kind in kinds}
