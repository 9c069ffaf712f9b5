"""The page that a CFO reads: key figures, three reasons, conditions, what was checked."""

from __future__ import annotations

import math
from typing import Any

from phasegate.numbers.board import chance, percent
from phasegate.numbers.board import months as whole_months
from phasegate.numbers.dates import long_day
from phasegate.numbers.words import capital, listed, plural
from phasegate.numbers.words import months as in_months
from phasegate.packet.parts import Mark
from phasegate.packet.sections.budgets import measured_cost
from phasegate.packet.sections.cliff import cliff
from phasegate.packet.sections.costs import category
from phasegate.packet.sections.curve import drivers
from phasegate.packet.sections.reading import day, initiative, money, needed, run_cost, title
from phasegate.packet.sections.value import mark_of
from phasegate.packet.view_decision import Counts, KeyFigure, Summary
from phasegate.results.parts.columns import BudgetCheck
from phasegate.results.parts.costs import Ask
from phasegate.results.result import Result

MOST_FIGURES = 6


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    figures = [
        _run_cost(result),
        _within(result, result.ask) if result.ask else None,
        _error(result),
        _tax(result),
        _payback(result),
        _cliff(result),
        _open(result),
    ]
    summary = Summary(
        figures=tuple([one for one in figures if one is not None][:MOST_FIGURES]),
        reasons=(_verdict(result), _largest(result), _uncertain(result)),
        conditions=conditions(result),
        counts=counts(result),
    )
    return {"summary": summary}


# -- key figures ----------------------------------------------------------------------------------------------------------


def _run_cost(result: Result) -> KeyFigure:
    found, horizon = run_cost(result), in_months(initiative(result).horizon)
    total = money(result, result.figure("cost").value.p50)
    return KeyFigure(
        value=money(result, found.p50),
        label=f"{title(result, result.last)}, run cost per year, P50",
        note=f"P80 {money(result, found.p80)}{_leaving(result, found.p50)}; all {horizon} {total} (P50)",
    )


def _leaving(result: Result, run: float) -> str:
    """What the last phase goes on with, where its last month is another than the mean of its last year."""
    leaving = money(result, needed(result.columns)[0].exit_rate.p50)
    return f", exit rate {leaving}" if leaving != money(result, run) else ""


def _within(result: Result, ask: Ask) -> KeyFigure:
    asked, per = money(result, ask.budget.amount), " a year" if ask.budget.per_year else ""
    missing = "".join(f"; with what is missing {chance(one.chance)}" for one in _checks(result, ask)[1:])
    if ask.forecast.certain:
        return KeyFigure(
            value="Within" if ask.chance else "Over",
            label=f"Forecast against the {asked} asked",
            note=f"forecast {money(result, ask.forecast.p50)}{per}, without any range{missing}",
            mark="warn" if min(one.chance for one in _checks(result, ask)) >= 0.5 else "bad",
        )
    return KeyFigure(
        value=chance(ask.chance).capitalize(),
        label=f"Chance of staying within the {asked}{' in every year' if ask.budget.per_year else ''}",
        note=f"P80 {money(result, ask.forecast.p80)}{per}{missing}",
        mark=mark_of(min(one.chance for one in _checks(result, ask))),
    )


def _checks(result: Result, ask: Ask) -> list[BudgetCheck]:
    """The sum asked as submitted and, where there is a tax, with what is missing."""
    found = (column.budget_of(ask.phase) for column in needed(result.columns))
    return [one for one in found if one is not None]


def _error(result: Result) -> KeyFigure | None:
    """The latest measured phase against its forecast."""
    for phase in reversed(needed(result.phases)):
        measured = measured_cost(result, phase.name)
        if measured is not None and measured.error is not None:
            expected = money(result, needed(measured.forecast))
            return KeyFigure(
                value=percent(abs(measured.error), 1),
                label=f"{title(result, phase.name)}: cost {'over' if measured.error >= 0 else 'under'} its forecast",
                note=f"measured {money(result, measured.value)}, forecast {expected} (P50)",
            )
    return None


def _tax(result: Result) -> KeyFigure | None:
    tax = result.tax
    if tax is None:
        return None
    some = tax.surplus > 0.01 * tax.modelled
    surplus = f", {money(result, tax.surplus)} of it surplus elsewhere" if some else ""
    return KeyFigure(
        value=money(result, tax.modelled),
        label=f"Governance tax implied over {in_months(initiative(result).horizon)}, mean",
        note=f"{money(result, tax.declared)} declared{surplus}, {money(result, tax.gap)} missing",
        mark="warn" if tax.gap > 0.01 * tax.modelled else "good",
    )


def _payback(result: Result) -> KeyFigure | None:
    """The return from the decision; of the whole initiative where the decision is its start."""
    returns = [one.moments[0] for one in needed(result.columns) if one.moments]
    if not returns:
        return None
    moment, found = returns[0]
    months, horizon = found.payback.p50, in_months(initiative(result).horizon)
    return KeyFigure(
        value=whole_months(months, beyond="Not in time"),
        label=f"Payback from the {moment}, P50" if math.isfinite(months) else f"Payback within {horizon}",
        note=f"NPV {money(result, found.npv.p50)} (P50), positive in {chance(found.positive)} of draws{_before(result)}",
        mark=mark_of(min(one.positive for _, one in returns)),
    )


def _before(result: Result) -> str:
    """What is sunk, and the present value with it where no table beside says that."""
    sunk, (submitted, *more) = needed(result.worth).sunk, needed(result.columns)
    if sunk is None or submitted.returns is None:
        return ""
    whole = "" if more else f", whole initiative {money(result, submitted.returns.npv.p50)}"
    return f"; {money(result, sunk.spent.p50)} spent before{whole}"


def _cliff(result: Result) -> KeyFigure | None:
    found = cliff(result)
    if found is None:
        return None
    (first, pilot), (last, run) = found.steps[0], found.steps[-1]
    below = found.ratio < 1
    return KeyFigure(
        value=f"{found.ratio:,.2f}×" if below else f"{found.ratio:,.1f}×",
        label="Production against the pilot, per month",
        note=f"{money(result, pilot)} in {first}, {money(result, run)} in {last}",
        mark="warn" if below else "none",
    )


def _open(result: Result) -> KeyFigure:
    mandatory, waivable, advisory = (result.count(level) for level in ("mandatory", "waivable", "advisory"))
    waived = sum(one.waiver is not None for one in result.findings)
    mark: Mark = "bad" if mandatory or waivable else "good"
    return KeyFigure(
        value=f"{mandatory + waivable}",
        label="Findings that block the gate",
        note=f"{mandatory} mandatory, {waivable} waivable, {advisory} advisory; {waived} waived",
        mark="warn" if mark == "good" and waived else mark,
    )


# -- reasons --------------------------------------------------------------------------------------------------------------


def _verdict(result: Result) -> str:
    """What drives the verdict."""
    return _blocked(result) if result.verdict == "fail" else _met(result)


def _blocked(result: Result) -> str:
    blocking = [one for one in result.reasons if one.effect in ("fails", "error")]
    total = sum(one.findings for one in blocking)
    shown = listed([f"“{one.title}” ({one.code})" for one in blocking[:3]])
    some = " is" if len(blocking) == 1 else " are"
    if len(blocking) > 3:
        some = " are, among others,"
    return f"{plural(total, 'finding')} {'blocks' if total == 1 else 'block'} the gate. Not met{some} {shown}."


def _met(result: Result) -> str:
    found = counts(result)
    met = f"{found.passed} of the {plural(found.rules, 'rule')} judged are met and no mandatory rule fails"
    if found.passed == found.rules:
        met = f"All {plural(found.rules, 'rule')} judged at this gate are met"
    waived = [f"{one.code} (“{one.title}”)" for one in result.reasons if one.effect == "waived"]
    rests = f" The pass rests on the waiver of {listed(waived)}." if waived else ""
    if not found.advisory:
        return f"{met}.{rests}"
    return f"{met}; {plural(found.advisory, 'advisory rule')} {'is' if found.advisory == 1 else 'are'} not met.{rests}"


def _largest(result: Result) -> str:
    """The biggest cost of the last phase, by line and by category."""
    name, lines = title(result, result.last), {f"line.{one.key}": one for one in needed(result.lines)}
    costs = {part.name: part.mean for part in result.figure(f"{result.last}.cost").parts or ()}
    whole = math.fsum(costs.values())
    if whole <= 0:
        return f"The case forecasts no cost for {name}."
    top = max(costs, key=lambda key: (costs[key], key))
    sums: dict[str, float] = {}
    for key, cost in costs.items():
        sums[lines[key].category] = sums.get(lines[key].category, 0.0) + cost
    largest = max(sums, key=lambda one: (sums[one], one))
    return (
        f"The largest cost of {name} is `{lines[top].name}` with {percent(costs[top] / whole)} of what the phase is expected "
        f"to spend ({money(result, costs[top])} of {money(result, whole)} to the horizon); by category it is "
        f"{category(result, largest).lower()} with {percent(sums[largest] / whole)}."
    )


def _uncertain(result: Result) -> str:
    """The largest uncertainty."""
    found, moving = run_cost(result), drivers(result)
    if moving:
        low, high = sorted((moving[0].low, moving[0].high))
        return (
            f"The largest uncertainty is `{moving[0].name}`: it alone moves the run cost from {money(result, low)} "
            f"to {money(result, high)} a year (its P10 and P90, the rest left uncertain)."
        )
    if found.certain:
        return "The forecast is a single figure: no assumption that it rests on is a range, so nothing says how far it can miss."
    floor, top = money(result, found.p10), money(result, found.p90)
    together = "hardly move it either" if floor == top else f"leave it between {floor} and {top} a year (P10 and P90)"
    return f"No range alone moves the run cost by more than half a percent; all together {together}."


# -- conditions and counts ------------------------------------------------------------------------------------------------


def conditions(result: Result) -> tuple[str, ...]:
    """What an approval hangs on: waivers in force, and what earlier decisions asked for."""
    found = [
        f"“{one.title}” ({one.rule}) is met by {long_day(day(one.until))}, when the waiver approved by {one.by} ends: {one.because}."
        for one in result.waivers
        if one.state == "in force"
    ]
    for decided in sorted(needed(result.decisions), key=lambda one: one.on):
        since = f"asked for with {title(result, decided.phase)} on {long_day(day(decided.on))}, carried on"
        found += [f"{capital(text).rstrip('.')} ({since})." for text in decided.conditions]
    return tuple(found)


def counts(result: Result) -> Counts:
    """How the rules of this gate came out, each rule once."""
    here = [one for one in needed(result.rules) if one.state != "other gate"]
    states = [one.state for one in here]
    failed = [one.level for one in here if one.state == "fails"]
    return Counts(
        rules=len(states) - states.count("does not apply"),
        passed=states.count("passes"),
        mandatory=failed.count("mandatory"),
        waivable=failed.count("waivable"),
        waived=states.count("waived"),
        advisory=failed.count("advisory"),
        not_applicable=states.count("does not apply"),
    )
