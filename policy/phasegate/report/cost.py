"""All figures of a case for a terminal: tables whose means add up, in the currency of the case."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate import numbers
from phasegate.numbers import machine
from phasegate.numbers.plain import signed
from phasegate.numbers.words import months
from phasegate.report.costtables import FIVE, money, statistics, tables, titles, told
from phasegate.report.decision import budgets, exchange
from phasegate.report.outlook import curves, levers, metrics, options, returns, scenarios
from phasegate.report.paint import Paint, safe
from phasegate.report.reserves import contingencies, risks
from phasegate.report.rulesets import under
from phasegate.report.table import Table, table
from phasegate.report.taxed import taxed
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.figures import UnitRecord
from phasegate.results.parts.register import Assumption, cited
from phasegate.results.result import Result, needed


def text(found: CostReport, paint: Paint) -> str:
    """The whole report."""
    return "\n\n".join("\n".join(part) for part in _parts(found, paint) if part) + "\n"


def _parts(found: CostReport, paint: Paint) -> Iterator[list[str]]:
    yield [
        paint(safe(needed(found.result.initiative).title), "bold") + "  " + _made(found),
        *under(found.result.rulesets),
    ]
    yield from tables(found, paint)
    yield contingencies(found, paint)
    yield risks(found, paint)
    runs = list(zip(titles(found), (one.run_cost_per_year for one in found.phases.values()), strict=True))
    yield statistics(found, "Run cost per year (mean of the last twelve months)", runs, paint) + _exit(found)
    yield budgets(found, paint)
    yield _capital(found, paint)
    yield returns(found, paint)
    yield metrics(found, paint)
    yield _tax(found, paint)
    yield _history(found, paint)
    yield curves(found, paint)
    yield options(found, paint)
    yield levers(found, paint)
    yield scenarios(found, paint)
    yield _assumptions(found, paint)
    yield exchange(found, paint)
    yield _prices(found, paint)
    yield _exactness(found)


def _made(found: CostReport) -> str:
    head = needed(found.result.initiative)
    return f"{months(head.horizon)} from {head.start}, {found.currency}, {found.draws} draws, seed {found.seed}"


def _exit(found: CostReport) -> list[str]:
    """What a phase goes on with, where its last month is another than the mean of its last year."""
    lines = []
    for title, one in zip(titles(found), found.phases.values(), strict=True):
        run, leaving = money(found, one.run_cost_per_year.p50), money(found, one.exit_rate_per_year.p50)
        if run != leaving:
            lines.append(f"  {safe(title)} ends at {leaving} a year (P50, its last month times twelve)")
    return lines


def _capital(found: CostReport, paint: Paint) -> list[str]:
    capex = found.result.figure("cost").capital or 0.0
    running = found.cost.mean - capex
    shown = [numbers.money(value, found.currency, digits=5) for value in (capex, running, found.cost.mean)]
    lines = [
        paint("Capital and operating cost", "bold"),
        f"  capital expenditure {shown[0]}, operating cost {shown[1]}, together {shown[2]} (means)",
    ]
    if capex:
        written = money(found, needed(found.result.costs).written_off)
        lines.append(f"  written off within the horizon: {written} of {money(found, capex)}")
    return lines


def _tax(found: CostReport, paint: Paint) -> list[str]:
    """The governance tax and what a decision is taken on, and how exact the means of the tax are."""
    tax = found.governance_tax
    if tax is None:
        return []
    parts = {"timeline": tax.timeline, "operations": tax.operations, "roles": tax.roles, "all": tax.total}
    amounts = [
        (f"{name} ({word})", one)
        for name, row in parts.items()
        for word, one in (("implied", row.modelled), ("surplus", row.surplus), ("missing", row.gap))
    ]
    return [*taxed(found.result, paint), *told(found, amounts, numbers.unit_of(found.cost.mean))]


def _history(found: CostReport, paint: Paint) -> list[str]:
    """The cost beside what history would make of it."""
    one, known = found.history, needed(found.result.history).reference
    body: Table = [["", "P50", "P80", "P90", "P90 / P50"]]
    for label, row, spread in (
        ("this case", one.own, one.spread),
        ("as history would have it", one.as_history_would_have_it, one.class_spread),
    ):
        body.append([label, *(money(found, value) for value in (row.p50, row.p80, row.p90)), f"{spread:.2f}"])
    within = {width: numbers.percent(share) for width, share in one.within.items()}
    lines = [
        f"  {one.reference_class}: {one.n:,} {known.title}; {known.ratio}",
        f"  within 15 % of the plan: {within['15%']} of the class; within 10 %: {within['10%']}, "
        f"within 5 %: {within['5%']}",
        f"  on average {one.mean:.2f} times the plan, P95 {one.p95:.2f}, the largest {one.largest:.1f}"
        f"{'; self-reported' if one.self_reported else ''}",
    ]
    if one.below:
        reported = ": the class is self-reported" if one.self_reported else ""
        below = numbers.listed([name.upper() for name in one.below])
        lines.append(f"  that it puts the {below} below the case's own is no reason to ask for less{reported}")
    lines += [*_measured(found.result), *_to_come(found)]
    return [paint("Cost beside its reference class", "bold"), *table(body, paint), *lines, f"  {one.source}"]


def _measured(result: Result) -> list[str]:
    """How far the cost of each phase was measured from its forecast, by the latest measurement."""
    costs = {one.name: one for one in result.measurements if one.what == "cost" and one.latest}
    lines = []
    for phase in needed(result.phases):
        error = costs[phase.name].error if phase.name in costs else None
        if error is not None:
            side = "above" if error > 0 else "below"
            lines.append(f"  {safe(phase.title)} was measured {numbers.percent(abs(error))} {side} its forecast")
    return lines


def _to_come(found: CostReport) -> list[str]:
    """What errors like those measured make of the phases to come."""
    one = found.history.measured
    if one is None:
        return []
    names = {phase.name: safe(phase.title) for phase in needed(found.result.phases)}
    told = numbers.listed([f"{names[each.phase]} {signed(numbers.percent(each.error))}" for each in one.errors])
    phases = numbers.listed([names[name] for name in one.phases])
    wide, own = (f"P80 {money(found, three.p80)}, P90 {money(found, three.p90)}" for three in (one.widened, one.own))
    lines = [f"  with errors like those measured ({told}) the phases to come ({phases}): {wide}; without them {own}"]
    if one.applied:
        lines.append("  the case applies them (`model_error: measured`), so that all its figures hold them")
    if one.stated:
        lines.append("  both without the `model_error` that the case states, whose place they would take")
    return lines


def _assumptions(found: CostReport, paint: Paint) -> list[str]:
    own = [one for one in needed(found.result.assumptions) if not one.phase]
    if not own:
        return []
    body: Table = [["", "P10", "P50", "P90", "unit"]]
    sign = needed(found.result.initiative).symbol.strip()
    body += [[safe(one.name), *_three(one), _unit(one.base, sign)] for one in own]
    title = paint("Assumptions (series: mean of the last twelve months)", "bold")
    return [title, *table(body, paint), *_shared(own)]


def _shared(assumptions: list[Assumption]) -> list[str]:
    """Where the drivers that cases share are declared, a line for each such place."""
    homes = dict.fromkeys(one.shared for one in assumptions if one.shared)
    named = {home: ", ".join(one.name for one in assumptions if one.shared == home) for home in homes}
    return [f"  shared by {safe(home)}, the same draws in every case: {safe(names)}" for home, names in named.items()]


def _three(one: Assumption) -> list[str]:
    """The numbers alone: the unit stands in its own column."""
    values = (one.value.p10, one.value.p50, one.value.p90)
    if one.base.share:
        return [numbers.percent(value) for value in values]
    return [numbers.compact(value / one.base.factor) for value in values]


def _unit(base: UnitRecord, sign: str) -> str:
    return f"{sign}{base.name}" if base.money else base.name


def _prices(found: CostReport, paint: Paint) -> list[str]:
    """What is paid for models, by the price list in force."""
    paid = found.result.prices
    if paid is None:
        return []
    body: Table = [["", "kind", "USD per 1M token", "retired"]]
    body += [[safe(one.model), one.kind, machine.price(one.price), one.retires] for one in paid.used]
    return [paint("Prices of models", "bold"), *table(body, paint), f"  {safe(cited(paid.origins, paid.date))}"]


def _exactness(found: CostReport) -> list[str]:
    """How many digits the draws have earned."""
    errors = found.result.figure("cost").errors
    if errors is None:
        return []
    worst = max(
        getattr(errors, name) / abs(getattr(found.cost, name)) for name in FIVE[:4] if getattr(found.cost, name)
    )
    return [
        f"The percentiles of all costs hold to {numbers.plural(errors.digits, 'digit')} at least (standard error at most "
        f"{numbers.percent(worst, 2)} at {found.draws} draws); `--accuracy` measures it for each figure."
    ]
