"""Price lists as people and programs read them: models with their prices, and what changed between two lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from phasegate.numbers import iso, number, percent
from phasegate.numbers.machine import price as amount
from phasegate.prices.book import KINDS, Day, ModelPrice, PriceBook
from phasegate.prices.changes import Changes, Moved
from phasegate.report.json import SCHEMA
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table


def origins(book: PriceBook) -> str:
    """Where a list is from, in a line: `prices from genai-prices 0.2.3 (MIT), as of 2026-11-23`."""
    named = [f"{o.gives} from {o}" + (f" ({o.licence})" if o.licence else "") for o in book.origins]
    return f"{', '.join(named)}, as of {iso(book.date)}"


def listed(book: PriceBook, models: Sequence[ModelPrice], paint: Paint) -> str:
    """A table of models; of a single one also what holds for long prompts, at other hours and later."""
    head = [*KINDS, "retired"]
    body = [["USD per 1M token", *head]]
    body += [[m.id, *_prices(m.prices), iso(m.retires) if m.retires else ""] for m in models]
    lines = _table(body, paint)
    if len(models) == 1:
        lines += _conditions(models[0])
    if any(m.by_hour for m in models):
        lines.append("  cheaper at some hours: " + ", ".join(safe(m.id) for m in models if m.by_hour))
    count = f"{len(models)} of {len(book.models):,} models"
    return "\n".join([*lines, f"  {count}; {safe(origins(book))}", ""])


def _conditions(model: ModelPrice) -> list[str]:
    lines = [f"  prompts of more than {tokens:,} tokens: {_spelt(prices)}" for tokens, prices in model.above]
    return lines + [f"  from {iso(day)}: {_spelt(prices)}" for day, prices in model.changes]


def _spelt(prices: Mapping[str, float]) -> str:
    return ", ".join(f"{kind} {amount(prices[kind])}" for kind in KINDS if kind in prices)


def _prices(prices: Mapping[str, float]) -> list[str]:
    return [amount(prices[kind]) if kind in prices else "" for kind in KINDS]


def _table(body: Table, paint: Paint) -> list[str]:
    """The table without the columns in which nothing stands."""
    kept = [i for i in range(len(body[0])) if i == 0 or any(row[i] for row in body[1:])]
    return table([[safe(row[i]) for i in kept] for row in body], paint)


def document(book: PriceBook, models: Sequence[ModelPrice]) -> dict[str, Any]:
    """Models of a list as plain data, prices in USD for a million tokens."""
    return {
        "schema": SCHEMA.replace("report", "prices"),
        "date": iso(book.date),
        "currency": "USD",
        "per": "1M token",
        "sources": [
            {"name": o.name, "version": o.version, "licence": o.licence, "gives": o.gives, "url": o.url}
            for o in book.origins
        ],
        "models": [_document(model) for model in models],
    }


def _document(model: ModelPrice) -> dict[str, Any]:
    return {
        "name": model.id,
        "prices": dict(model.prices),
        "above": {str(tokens): dict(prices) for tokens, prices in model.above},
        "from": {iso(day): dict(prices) for day, prices in model.changes},
        "retired": iso(model.retires) if model.retires else None,
        "by_hour": model.by_hour,
    }


# -- what changed ------------------------------------------------------------------------------------------------------


def changed(old: PriceBook, new: PriceBook, found: Changes, paint: Paint) -> str:
    """The changes between two lists as tables; prices by how far they moved."""
    parts = [f"{_named(old)}  ->  {_named(new)}"]
    if found.moved:
        body = [["USD per 1M token", "kind", "old", "new", "change"]]
        body += [[one.model, one.kind, _side(one.old), _side(one.new), _moved(one)] for one in found.moved]
        parts += [paint("Prices", "bold"), *_table(body, paint)]
    if found.retirements:
        body = [["retired on", "old", "new"]] + [[name, _day(a), _day(b)] for name, a, b in found.retirements]
        parts += [paint("Days of retirement", "bold"), *_table(body, paint)]
    for title, names in (("New models", found.new), ("Models that are gone", found.gone)):
        if names:
            parts += [paint(f"{title} ({len(names)})", "bold"), *(f"  {safe(name)}" for name in names)]
    if not found.any:
        parts.append("  no difference")
    return "\n".join(parts) + "\n"


def _named(book: PriceBook) -> str:
    return f"{safe(book.path) or 'the list that comes with Phasegate'} ({iso(book.date)})"


def _side(price: float | None) -> str:
    return amount(price) if price is not None else "none"


def _day(day: Day | None) -> str:
    return iso(day) if day else "none"


def _moved(one: Moved) -> str:
    change = one.change
    return "" if change is None else ("+" if change > 0 else "") + percent(change)


def changes_document(old: PriceBook, new: PriceBook, found: Changes) -> dict[str, Any]:
    """The changes as plain data; a change is a part of the old price."""
    return {
        "schema": SCHEMA.replace("report", "price-changes"),
        "old": {"path": old.path, "date": iso(old.date)},
        "new": {"path": new.path, "date": iso(new.date)},
        "prices": [
            {
                "model": one.model,
                "kind": one.kind,
                "old": one.old,
                "new": one.new,
                "change": None if one.change is None else number(one.change),
            }
            for one in found.moved
        ],
        "retirements": [
            {"model": name, "old": iso(a) if a else None, "new": iso(b) if b else None}
            for name, a, b in found.retirements
        ],
        "new_models": list(found.new),
        "gone_models": list(found.gone),
    }
