"""The ladder of budgets and the decision log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from phasegate.packet.parts import Status
from phasegate.packet.sections.reading import band, day, decision, initiative, month, needed, phase, title
from phasegate.packet.view_decision import BudgetView, BudgetYearView, DecisionEntry
from phasegate.results.parts.columns import SURE, BudgetCheck
from phasegate.results.parts.costs import PhaseRecord
from phasegate.results.parts.figures import MeasurementRecord
from phasegate.results.parts.register import DecisionRecord
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {
        "budgets": tuple(_budget(result, one) for one in needed(result.phases)),
        "budget_years": tuple(row for check in needed(result.columns)[0].budgets for row in _years(result, check)),
        "decisions": decisions(result),
    }


def _budget(result: Result, one: PhaseRecord) -> BudgetView:
    """A rung: what the norm allows, what was granted or is asked, forecast and measured over the same stretch."""
    stated, decided, measured = one.budget, decision(result, one.name), measured_cost(result, one.name)
    per_year = stated.per_year if stated else bool(decided and decided.per_year)
    same = decided is not None and decided.per_year == per_year
    checked = needed(result.columns)[0].budget_of(one.name)
    whole = result.figure(f"{one.name}.{'run_cost' if per_year else 'cost'}").value
    return BudgetView(
        phase=one.name,
        title=title(result, one.name),
        months=one.end - one.start,
        period="per year" if per_year else "in total",
        norm=_norm(result, one, per_year),
        norm_abroad=_norm_abroad(one, per_year),
        approved=decided.approved if decided and same else None,
        asked=stated.amount if stated and not (decided and same) else None,
        asked_as="asked" if one.name == result.target and result.gate else "planned",
        forecast=band(checked.needed) if checked else band(whole, 12 if per_year else 1),
        measured=measured.value if measured is not None and not per_year else None,
        measured_on=day(measured.on) if measured else None,
        forecast_error=measured.error if measured else None,
        status=_status(result, one, decided, measured),
    )


def measured_cost(result: Result, name: str) -> MeasurementRecord | None:
    """The latest measured cost of a phase."""
    found = (one for one in result.measurements if one.what == "cost" and one.name == name and one.latest)
    return next(found, None)


def _norm(result: Result, one: PhaseRecord, per_year: bool) -> tuple[float, float] | None:
    """The rulesets' interval for the phase in the case's currency, where it is stated over the same stretch."""
    norm = one.norm
    if norm is None or norm.per_year != per_year:
        return None
    return norm.own if norm.currency != initiative(result).currency else (norm.low, norm.high)


def _norm_abroad(one: PhaseRecord, per_year: bool) -> tuple[str, float, float] | None:
    """The same as the rulesets state it, where that is in another currency."""
    norm = one.norm
    if norm is None or norm.per_year != per_year or norm.own is None:
        return None
    return norm.currency, norm.low, norm.high


def _years(result: Result, check: BudgetCheck) -> Iterator[BudgetYearView]:
    """The rows of a yearly budget; a budget that is one sum is a row of the other table."""
    if not check.budget.per_year:
        return
    others = [other for column in needed(result.columns)[1:] if (other := column.budget_of(check.phase)) is not None]
    for at, year in enumerate(check.years):
        more = others[0].years[at].chance if others else None
        yield BudgetYearView(
            label=f"{title(result, check.phase)}, {month(year.start)} to {month(year.end)}",
            months=year.months,
            budget=year.budget,
            cost=band(year.cost),
            capital=year.capital,
            chance=year.chance,
            with_missing=more,
            status=_held(year.chance, more),
        )


def _held(chance: float, with_missing: float | None) -> Status:
    """Whether a year holds, and whether it still does with what is missing."""
    if chance < SURE:
        return Status(word="over", mark="bad")
    if with_missing is not None and with_missing < SURE:
        return Status(word="as submitted only", mark="warn")
    return Status(word="holds", mark="good")


def _status(
    result: Result, one: PhaseRecord, decided: DecisionRecord | None, measured: MeasurementRecord | None
) -> Status:
    if result.gate is not None and one.name == result.target:
        return _asked(one)
    if measured is not None and decided is not None and not decided.per_year:
        if measured.value <= decided.approved:
            return Status(word="within what was granted", mark="good")
        return Status(word="over what was granted", mark="bad")
    if decided is not None:
        return Status(word="granted, not measured", mark="warn" if one.over else "none")
    if one.start > needed(phase(result, result.target)).start:
        return Status(word="to come", mark="none")
    return Status(word="no decision on record", mark="warn")


def _asked(one: PhaseRecord) -> Status:
    """The state of the budget that the review decides on."""
    if one.budget is None:
        return Status(word="no budget stated", mark="bad")
    if one.norm is not None and one.norm.per_year and not one.budget.per_year:
        return Status(word="asked now, not by the year", mark="bad")
    return Status(word="asked now", mark="warn")


def decisions(result: Result) -> tuple[DecisionEntry, ...]:
    """The decision log in the order of its days."""
    return tuple(
        DecisionEntry(
            phase=title(result, one.phase) + (", per year" if one.per_year else ""),
            outcome="approved",
            amount=one.approved,
            on=day(one.on),
            by=one.by or "not named",
            conditions="; ".join(one.conditions),
        )
        for one in sorted(needed(result.decisions), key=lambda one: one.on)
    )
