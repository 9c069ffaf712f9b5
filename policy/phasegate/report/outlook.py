"""What a case may be worth and how it may change, for a terminal: value, curves, options, levers, scenarios."""

from __future__ import annotations

import math

from phasegate import numbers
from phasegate.numbers import board, plain
from phasegate.numbers.words import as_written
from phasegate.report.costtables import FIVE, ROUNDED, money, statistics, told
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.report.taxed import LABELS
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.choices import ChangedAssumption, Crossover, CurveRecord, Levers, OptionRecord
from phasegate.results.parts.columns import Returns
from phasegate.results.parts.figures import Middle, UnitRecord
from phasegate.results.parts.worth import Worth
from phasegate.results.result import needed


def returns(found: CostReport, paint: Paint) -> list[str]:
    """Value over the horizon beside its cost, of the whole initiative and from the decision."""
    one = found.result.worth
    if one is None:
        return []
    moments = found.columns[0].moments
    body: Table = [["", "P10", "P50", "P80", "P90", "mean"]]
    streams = [(each.title, each.value) for each in one.streams]
    present = [(f"net present value{_of(moment, one)}", each.npv) for moment, each in moments]
    for title, known in (*streams, *present):
        body.append([safe(title), *(money(found, getattr(known, name)) for name in FIVE)])
    (lost,) = (each.cost for each in one.delays if each.months == 1)
    delay = [money(found, value) for value in (lost.p50, lost.p10, lost.p90)]
    return [
        paint("Value over the horizon", "bold"),
        *table(body, paint),
        *told(found, (*streams, *present)),
        *(line for moment, each in moments for line in _return(each, _of(moment, one))),
        *_sunk(found, one),
        f"  a month of delay loses value of {delay[0]} (P50; P10 to P90 {delay[1]} to {delay[2]})",
        f"  {_discount(needed(found.result.initiative).discount)}",
    ]


def _of(moment: str, one: Worth) -> str:
    """What a return is of, where there are two."""
    if one.sunk is None:
        return ""
    return LABELS[moment]


def _return(one: Returns, of: str) -> tuple[str, str]:
    low, middle, high = map(board.months, three(one.payback))
    within = numbers.percent(one.paid_back)
    return (
        f"  payback{of}: P10 {low}, P50 {middle}, P90 {high}; within the horizon in {within} of draws",
        f"  {_rate(one, of)}",
    )


def _sunk(found: CostReport, one: Worth) -> list[str]:
    if one.sunk is None:
        return []
    spent, measured = (money(found, value) for value in (one.sunk.spent.p50, one.sunk.measured))
    known = f"; {measured} of it measured" if one.sunk.measured else ""
    return [
        f"  spent before the decision on {one.sunk.on}: {spent} (P50{known}); sunk, whatever is decided: figures from the "
        "decision leave it out"
    ]


def three(one: Middle) -> tuple[float, float, float]:
    """P10, P50 and P90."""
    return one.p10, one.p50, one.p90


def _rate(one: Returns, of: str) -> str:
    text = f"no internal rate of return{of}"
    if math.isfinite(one.irr):
        text = f"internal rate of return{of} {plain.rate_of_return(one.irr)} a year (P50)"
    if one.unspent:
        text += f"; {numbers.percent(one.unspent)} of draws spend nothing before they earn and count as the highest"
    if one.without_irr:
        text += (
            f"; {numbers.percent(one.without_irr)} of draws have none and count as the lowest: their cash flow does not "
            "change sign exactly once, from spending to earning"
        )
    return text


def _discount(discount: tuple[float, float] | None) -> str:
    if discount is None:
        return "not discounted: the case states no discount rate"
    share, months = discount
    return f"discounted at {numbers.percent((1 + share) ** (12 / months) - 1)} a year from the middle of each month"


def metrics(found: CostReport, paint: Paint) -> list[str]:
    """Unit economics beside their targets."""
    if not found.metrics:
        return []
    sign = found.about.symbol.strip()
    body: Table = [["", "target", "P10", "P50", "P90", "unit", "met in"]]
    for one in found.metrics:
        met = plain.NONE if one.met is None else f"{numbers.percent(one.met)} of draws"
        target = "" if one.target is None else f"{one.op} {_counted(one.target, one.unit)}"
        shown = [_counted(value, one.unit) for value in three(one.value)]
        body.append([safe(one.name), target, *shown, f"{sign if one.unit.money else ''}{one.unit.name}", met])
    return [paint("Unit economics (mean of the last twelve months)", "bold"), *table(body, paint)]


def _counted(value: float, unit: UnitRecord) -> str:
    """A number in a unit that stands in its own column."""
    return numbers.percent(value) if unit.share else numbers.compact(value / unit.factor)


def curves(found: CostReport, paint: Paint) -> list[str]:
    """The curves that the case declares."""
    return [line for one in needed(found.result.curves) for line in _curve(found, one, paint)]


def _curve(found: CostReport, one: CurveRecord, paint: Paint) -> list[str]:
    driver = safe(one.driver)
    body: Table = [[driver, "P10/mo", "P50/mo", "P90/mo", "per unit"]]
    for level in one.levels:
        run = level.run_cost
        unit = money(found, run.p50 / level.level) if level.level else plain.NONE
        label = as_written(level.label) or numbers.compact(level.level)
        body.append([safe(label), *(money(found, value) for value in (run.p10, run.p50, run.p90)), unit])
    elastic = plain.points(one.elasticity)
    return [
        paint(f"Cost curve over {driver} (run cost per month)", "bold"),
        *table(body, paint),
        f"  elasticity: 1 % more {driver} moves run cost by {elastic}",
    ]


def options(found: CostReport, paint: Paint) -> list[str]:
    """The choices of the case."""
    return [line for one in needed(found.result.options) for line in _option(found, one, paint)]


def _option(found: CostReport, one: OptionRecord, paint: Paint) -> list[str]:
    body: Table = [["per month", "P10", "P50", "P90"]]
    for each in one.alternatives:
        name = safe(each.name) + (" (chosen)" if each.chosen else "")
        body.append([name, *(money(found, value) for value in (each.cost.p10, each.cost.p50, each.cost.p90))])
    lines = [paint(f"Option {safe(one.title)}", "bold"), *table(body, paint)]
    anywhere = ", at a tenth and at ten times the driver too" if one.over else ""
    lines += [
        f"  `{safe(each.name)}` is dearer than `{safe(each.dearer_than)}` in at least {board.percent(found.dominance)} "
        f"of the draws{anywhere}"
        for each in one.alternatives
        if each.dearer_than
    ]
    if one.crossover is not None:
        lines.append(f"  the two cheapest cost the same {_where(one, one.crossover)}")
    return lines


def _where(one: OptionRecord, crossover: Crossover) -> str:
    if crossover.share <= 0.5:
        return "nowhere within a thousandth to a thousand times of today's level in most draws"
    share = board.percent(crossover.share)
    first = f"at {_level(crossover.level, one.over)}"
    if not crossover.often:
        return f"{first}, in {share} of the draws"
    last = f"last at {_level(crossover.last, one.over)}"
    return f"first {first} and {last}, in {share} of the draws, which cross {crossover.often}"


def _level(found: Middle, driver: str) -> str:
    low, middle, high = map(numbers.compact, three(found))
    return f"{middle} {safe(driver)} per month (P50; P10 to P90 {low} to {high})"


def levers(found: CostReport, paint: Paint) -> list[str]:
    """Planned cuts: each after those above it, alone, and all together; the means add up."""
    planned = found.result.levers
    if planned is None:
        return []
    title = "Levers (not in the forecast): what each saves over the horizon, after those above it"
    return [
        paint(title, "bold"),
        *_savings(found, planned, paint),
        *_overlap(found, planned),
        *_together(found, planned),
    ]


def _savings(found: CostReport, planned: Levers, paint: Paint) -> list[str]:
    means = [(one.saving.mean, one.alone.mean, one.cost) for one in planned.levers]
    sums = planned.together.mean, planned.together.mean + planned.overlap, math.fsum(cost for *_, cost in means)
    unit = numbers.unit_of(found.cost.mean)
    letter = " K" if unit > 1 else ""
    body: Table = [["", "cuts", "P10", "P50", "P90", *(f"{word}{letter}" for word in ("mean", "alone", "costs"))]]
    named = [(safe(one.title), safe(one.cuts), one.saving) for one in planned.levers]
    for (title, cuts, saving), amounts in zip(
        [*named, ("together", "", planned.together)], [*means, sums], strict=True
    ):
        spread = (money(found, value) for value in (saving.p10, saving.p50, saving.p90))
        body.append([title, cuts, *spread, *(f"{numbers.nearest(value, unit):,}" for value in amounts)])
    columns = zip(zip(*means, strict=True), sums, strict=True)
    rounded = any(numbers.differs(column, total, unit) for column, total in columns)
    return [*table(body, paint), *([ROUNDED] if rounded else [])]


def _overlap(found: CostReport, planned: Levers) -> list[str]:
    """By how much the levers save less together than each alone."""
    shown = money(found, planned.overlap)
    if shown == money(found, 0.0):
        return []
    return [
        f"  of what each would save alone, {shown} is saved by more than one (mean); together they save the same in any order"
    ]


def _together(found: CostReport, one: Levers) -> list[str]:
    """What the levers do together in the first year, beside what can be achieved."""
    saved = [money(found, value) for value in (one.saved.p50, one.saved.p10, one.saved.p90)]
    of = one.of_run_cost
    low, middle, high = (numbers.percent(value, 2) for value in (of.p10, of.p50, of.p90))
    lines = numbers.percent(one.of_lines.p50, 2)
    least, most = map(numbers.percent, one.norm)
    (phase,) = (each.title for each in needed(found.result.phases) if each.name == one.first_year_of)
    return [
        f"  first year of {safe(phase)}: together they save {saved[0]} (P50; P10 to P90 {saved[1]} to {saved[2]}), "
        "before their own cost",
        f"  that is {middle} of the year's run cost (P10 to P90 {low} to {high}), {lines} of the lines that they cut; "
        f"{least} to {most} of run cost is a good first year",
    ]


def scenarios(found: CostReport, paint: Paint) -> list[str]:
    """All costs under each scenario."""
    if not found.scenarios:
        return []
    told = needed(found.result.scenarios)
    rows = [("base", found.cost), *((one.title, one.cost) for one in told)]
    kept = [
        f"  {safe(one.title)} leaves as it is: {safe(_written(one.left_alone))}, phases' own values"
        for one in told
        if one.left_alone
    ]
    asked = [f"{safe(one.title)} {numbers.percent(one.chance)}" for one in told if one.chance is not None]
    within = [f"  every year within the budget asked, as submitted: {'; '.join(asked)} of draws"] if asked else []
    return [*statistics(found, "Scenarios: all costs over the horizon", rows, paint), *within, *kept]


def _written(changes: tuple[ChangedAssumption, ...]) -> str:
    return ", ".join(f"{one.assumption} = {one.expression}" for one in changes)
