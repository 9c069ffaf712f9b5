"""Price lists for a terminal: models with their prices, and what changed between two lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phasegate.numbers import percent
from phasegate.numbers.machine import price
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.prices import DatedList, MovedPrice, PriceChanges, PricedModel, PriceListing
from phasegate.results.parts.register import cited

NONE = "none"


def text(found: PriceListing, paint: Paint) -> str:
    """A table of models; of a single one also what holds for long prompts, at other hours and later."""
    models = found.listed.models
    body = [["USD per 1M token", *found.kinds, "retired"]]
    body += [[one.name, *_prices(one.prices, found.kinds), one.retired or ""] for one in models]
    lines = _table(body, paint)
    if len(models) == 1:
        lines += _conditions(models[0], found.kinds)
    if any(one.by_hour for one in models):
        lines.append("  cheaper at some hours: " + ", ".join(safe(one.name) for one in models if one.by_hour))
    count = f"{len(models)} of {found.size:,} models"
    return "\n".join([*lines, f"  {count}; {safe(cited(found.listed.sources, found.listed.date))}", ""])


def _conditions(model: PricedModel, kinds: Sequence[str]) -> list[str]:
    lines = [
        f"  prompts of more than {int(tokens):,} tokens: {_spelt(prices, kinds)}"
        for tokens, prices in model.above.items()
    ]
    return lines + [f"  from {day}: {_spelt(prices, kinds)}" for day, prices in model.changes.items()]


def _spelt(prices: Mapping[str, float], kinds: Sequence[str]) -> str:
    return ", ".join(f"{kind} {price(prices[kind])}" for kind in kinds if kind in prices)


def _prices(prices: Mapping[str, float], kinds: Sequence[str]) -> list[str]:
    return [price(prices[kind]) if kind in prices else "" for kind in kinds]


def _table(body: Table, paint: Paint) -> list[str]:
    """The table without the columns in which nothing stands."""
    kept = [at for at in range(len(body[0])) if at == 0 or any(row[at] for row in body[1:])]
    return table([[safe(row[at]) for at in kept] for row in body], paint)


def changes(found: PriceChanges, paint: Paint) -> str:
    """The changes between two lists as tables; prices by how far they moved."""
    parts = [f"{_named(found.old)}  ->  {_named(found.new)}"]
    if found.prices:
        body = [["USD per 1M token", "kind", "old", "new", "change"]]
        body += [[one.model, one.kind, _side(one.old), _side(one.new), _moved(one)] for one in found.prices]
        parts += [paint("Prices", "bold"), *_table(body, paint)]
    if found.retirements:
        body = [["retired on", "old", "new"]]
        body += [[one.model, one.old or NONE, one.new or NONE] for one in found.retirements]
        parts += [paint("Days of retirement", "bold"), *_table(body, paint)]
    for title, names in (("New models", found.new_models), ("Models that are gone", found.gone_models)):
        if names:
            parts += [paint(f"{title} ({len(names)})", "bold"), *(f"  {safe(name)}" for name in names)]
    if len(parts) == 1:
        parts.append("  no difference")
    return "\n".join(parts) + "\n"


def _named(one: DatedList) -> str:
    return f"{safe(one.path) or 'the list that comes with Phasegate'} ({one.date})"


def _side(value: float | None) -> str:
    return price(value) if value is not None else NONE


def _moved(one: MovedPrice) -> str:
    if one.change is None:
        return ""
    return ("+" if one.change > 0 else "") + percent(one.change)
