"""All figures of a case for a terminal: tables whose means add up, in the currency of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phasegate import numbers
from phasegate.numbers import machine
from phasegate.numbers.words import months
from phasegate.report.costtables import money, statistics, tables
from phasegate.report.outlook import curves, levers, options, returns, scenarios
from phasegate.report.paint import Paint, safe
from phasegate.report.prices import origins
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import Assumed, Costs
from phasegate.units import MONEY, TOKEN_PRICE, TOKENS, show


def text(found: Costs, paint: Paint) -> str:
    """The whole report."""
    return "\n\n".join("\n".join(part) for part in _parts(found, paint) if part) + "\n"


def _parts(found: Costs, paint: Paint) -> Iterator[list[str]]:
    yield [paint(safe(found.head.title), "bold") + "  " + _made(found)]
    yield from tables(found, paint)
    runs = [(one.title, one.run_cost_per_year) for one in found.phases.values()]
    yield statistics(found, "Run cost per year (mean of the last twelve months)", runs, paint)
    yield _capital(found, paint)
    yield returns(found, paint)
    yield _tax(found, paint)
    yield _history(found, paint)
    yield curves(found, paint)
    yield options(found, paint)
    yield levers(found, paint)
    yield scenarios(found, paint)
    yield _assumptions(found, paint)
    yield _prices(found, paint)
    yield _exactness(found)


def _made(found: Costs) -> str:
    head = found.head
    start = numbers.iso_month(*head.start)
    return f"{months(head.horizon)} from {start}, {found.currency}, {found.draws} draws, seed {found.seed}"


def _capital(found: Costs, paint: Paint) -> list[str]:
    one = found.capital
    capital, running = numbers.foot([one.capex, one.whole - one.capex], 1000.0)
    shown = [numbers.money(value, found.currency, digits=5) for value in (capital, running, capital + running)]
    lines = [
        paint("Capital and operating cost", "bold"),
        f"  capital expenditure {shown[0]}, operating cost {shown[1]}, together {shown[2]} (means)",
    ]
    if one.capex:
        written, capex = money(found, one.written_off), money(found, one.capex)
        lines.append(f"  written off within the horizon: {written} of {capex}")
    return lines


def _tax(found: Costs, paint: Paint) -> list[str]:
    tax = found.governance_tax
    if tax is None:
        return []
    parts = {"timeline": tax.timeline, "operations": tax.operations, "roles": tax.roles}
    kinds = [[getattr(one, kind).mean for one in parts.values()] for kind in ("modelled", "declared", "gap")]
    columns = [numbers.foot_counts(values, quantum=1000.0) for values in kinds]
    body: Table = [[f"K {found.currency}", "implied", "declared", "missing"]]
    body += [[name, *(f"{counts[at]:,}" for counts, _ in columns)] for at, name in enumerate(parts)]
    body.append(["all", *(f"{total:,}" for _, total in columns)])
    submitted, full = (money(found, value) for value in (found.cost.mean, found.cost.mean + 1000 * columns[2][1]))
    text = f"  cost as submitted {submitted}; with the missing tax {full} (means)"
    return [paint("Governance tax over the horizon (means)", "bold"), *table(body, paint), text]


def _history(found: Costs, paint: Paint) -> list[str]:
    """The cost beside what history would make of it."""
    one = found.history
    body: Table = [["", "P50", "P80", "P90", "P90 / P50"]]
    for label, row, spread in (
        ("this case", one.own, one.spread),
        ("as history would have it", one.as_history_would_have_it, one.class_spread),
    ):
        body.append([label, *(money(found, value) for value in (row.p50, row.p80, row.p90)), f"{spread:.2f}"])
    within = {width: numbers.percent(share) for width, share in one.within.items()}
    lines = [
        f"  {one.reference_class}: {one.n:,} {one.told.title}; {one.told.ratio}",
        f"  within 15 % of the plan: {within['15%']} of the class; within 10 %: {within['10%']}, "
        f"within 5 %: {within['5%']}",
    ]
    for each in one.measured:
        side = "above" if each.error > 0 else "below"
        lines.append(f"  {safe(each.phase)} was measured {numbers.percent(abs(each.error))} {side} its forecast")
    return [paint("Cost beside its reference class", "bold"), *table(body, paint), *lines, f"  {one.source}"]


def _assumptions(found: Costs, paint: Paint) -> list[str]:
    if not found.assumptions:
        return []
    body: Table = [["", "P10", "P50", "P90", "unit"]]
    body += [[safe(one.name), *_three(one), _unit(one)] for one in found.assumptions]
    return [paint("Assumptions (series: mean of the last twelve months)", "bold"), *table(body, paint)]


def _three(one: Assumed) -> list[str]:
    """The numbers alone: the unit stands in its own column."""
    values: Sequence[float] = (one.p10, one.p50, one.p90)
    if one.measure.dim == TOKEN_PRICE:
        return [numbers.compact(value * TOKENS) for value in values]
    return [numbers.percent(value) if one.measure.share else numbers.compact(value) for value in values]


def _unit(one: Assumed) -> str:
    measure = one.measure
    if measure.dim == TOKEN_PRICE:
        return f"{show(MONEY, measure.currency)} per 1M token"
    return show(measure.dim, measure.currency) if measure.dim else ""


def _prices(found: Costs, paint: Paint) -> list[str]:
    """What is paid for models, by the price list in force."""
    if found.prices is None:
        return []
    book = found.prices.book
    models = {one.name: one for one in book.models}
    body: Table = [["", "kind", "USD per 1M token", "retired"]]
    for used in found.prices.used:
        model = models[used.model]
        body.append([safe(model.name), used.kind, machine.price(model.prices[used.kind]), model.retired or ""])
    return [paint("Prices of models", "bold"), *table(body, paint), f"  {safe(origins(book))}"]


def _exactness(found: Costs) -> list[str]:
    """How many digits the draws have earned."""
    one = found.exactness
    if one is None:
        return []
    return [
        f"The percentiles of all costs hold to {numbers.plural(one.digits, 'digit')} at least (standard error at most "
        f"{numbers.percent(one.worst, 2)} at {found.draws} draws); `--accuracy` measures it for each figure."
    ]
