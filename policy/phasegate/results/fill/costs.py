"""Cost by phase, category, year and month, beside budgets and the reference class."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly_quantiles
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import errors, summary
from phasegate.cost.figures import history as beside
from phasegate.model.case import Decision, Line, Phase, month_offset
from phasegate.numbers import iso_month
from phasegate.results.fill.columns import budget_of, check
from phasegate.results.fill.findings import place
from phasegate.results.fill.statistics import told
from phasegate.results.parts.costs import (
    Ask,
    Category,
    Costs,
    History,
    LineRecord,
    MeasuredError,
    MeasuredOutlook,
    Months,
    Norm,
    PhaseRecord,
    ReferenceClassRecord,
    Three,
    Year,
)
from phasegate.results.plain import maybe, number
from phasegate.rules.subject import Subject
from phasegate.units import MONEY_RATE


def phases(subject: Subject) -> tuple[PhaseRecord, ...]:
    """The phases with their budgets and what the rulesets allow."""
    return tuple(_phase(subject, one) for one in subject.case.phases)


def _phase(subject: Subject, one: Phase) -> PhaseRecord:
    budget = budget_of(one.budget) if one.budget is not None else None
    over = one.end <= month_offset(subject.case.start, subject.as_of, end=True)
    return PhaseRecord(one.name, one.title, number(one.start), number(one.end), over, budget, _norm(subject, one))


def _norm(subject: Subject, phase: Phase) -> Norm | None:
    found = subject.frame.phases.get(phase.name)
    if found is None or found.budget is None:
        return None
    yearly = found.budget.dim == MONEY_RATE
    factor = 12 if yearly else 1
    low, high = number(found.budget.low * factor), number(found.budget.high * factor)
    rate = subject.model.rate_of(found.budget_currency)
    own = (number(low * rate), number(high * rate)) if rate and found.budget_currency != subject.case.currency else None
    return Norm(low, high, yearly, found.budget_currency, own)


def ask(subject: Subject) -> Ask | None:
    """The sum that the review decides on; none where the phase states no budget."""
    phase = subject.target
    if phase is None or phase.budget is None:
        return None
    found = check(subject, phase)
    return Ask(phase.name, found.budget, found.needed, found.chance)


def lines(subject: Subject) -> tuple[LineRecord, ...]:
    """The priced rows of the budget, in the order of the case."""
    return tuple(_line(one) for one in subject.case.rows)


def _line(one: Line) -> LineRecord:
    start = one.window.start if one.recurring else one.starts
    return LineRecord(
        key=one.key,
        name=one.name,
        title=one.title,
        category=one.category,
        phase=one.phase,
        start=number(start),
        end=number(one.window.end if one.recurring else start),
        recurring=one.recurring,
        capitalized=maybe(one.capitalized),
        role=one.role,
        fte=number(one.fte),
        owner=one.owner,
        vendor=one.vendor,
        source=one.source,
        funds=tuple(one.funds),
        place=place(one.span),
    )


# -- tables and series ----------------------------------------------------------------------------------------------------


def costs(subject: Subject) -> Costs:
    """The whole cost by category, year and month."""
    categories = tuple(
        Category(
            name=name,
            title=_category(subject, name),
            capital=tuple(number(cell.capex) for cell in cells),
            operating=tuple(number(cell.opex) for cell in cells),
        )
        for name, cells in summary.categories(subject.model).items()
    )
    written_off = number(float(summary.amortisation(subject.model).sum()))
    return Costs(categories, _years(subject.model), _months(subject), written_off)


def _category(subject: Subject, name: str) -> str:
    """A category's title where a ruleset gives one."""
    known = subject.frame.categories.get(name)
    return known.title if known is not None else name.replace("_", " ")


def _years(model: Model) -> tuple[Year, ...]:
    horizon = round(model.case.horizon)
    found = []
    for at, row in enumerate(summary.years(model)):
        last = min(12 * at + 12, horizon) - 1
        found.append(Year(_month(model, 12 * at), _month(model, last), told(row.cost), number(row.capex)))
    return tuple(found)


def _month(model: Model, at: int) -> str:
    """The calendar month that lies so many months after the start: `2027-02`."""
    year, month = model.grid.calendar(at)
    return iso_month(year, month)


def _months(subject: Subject) -> Months:
    model = subject.model
    bands = monthly_quantiles(model, model.spent, (0.1, 0.5, 0.9))
    series = [tuple(number(float(one)) for one in row) for row in (*bands, _budget_by_month(subject))]
    return Months(*series)


def _budget_by_month(subject: Subject) -> Array:
    """`(months,)` granted, else stated budgets: a one-off sum spread evenly over its phase, a yearly one by twelfths."""
    grid = subject.model.grid
    rates = np.zeros(grid.size)
    for phase in subject.case.phases:
        rates[grid.inside(subject.model.phase_window(phase))] = _rate(subject, phase)
    return np.asarray(grid.by_month((rates * grid.length)[None, :])[0], dtype=float)


def _rate(subject: Subject, phase: Phase) -> float:
    """A phase's budget per month: what the latest decision granted, else what the case states."""
    decided: Decision | None = next((d for d in reversed(subject.case.decisions) if d.phase == phase.name), None)
    if decided is not None:
        return decided.approved if decided.per_time else decided.approved / (phase.duration or 1)
    if phase.budget is None:
        return 0.0
    return phase.budget.value if phase.budget.dim == MONEY_RATE else phase.budget.value / (phase.duration or 1)


def history(subject: Subject) -> History:
    """The cost beside what its reference class would make of it."""
    found = beside.history(subject.model)
    known = found.reference
    reference = ReferenceClassRecord(
        name=known.name,
        title=known.title,
        ratio=known.ratio,
        caution=known.caution,
        source=known.citation,
        programmes=known.n,
        spread=number(known.spread),
        within=tuple((name, number(share)) for name, share in known.within.items()),
        mean=number(known.mean),
        p95=number(known.percentiles["p95"]),
        largest=number(known.largest),
        self_reported=known.self_reported,
    )
    own, with_class = (Three(*map(number, row)) for row in (found.own, found.told))
    return History(own, with_class, number(found.spread), reference, found.named, found.below, _measured(subject))


def _measured(subject: Subject) -> MeasuredOutlook | None:
    found = errors.outlook(subject.model)
    if found is None:
        return None
    own, widened = (Three(*map(number, quantiles(values, beside.SHARES))) for values in (found.own, found.widened))
    return MeasuredOutlook(
        errors=tuple(MeasuredError(one.phase.name, number(one.error)) for one in found.errors),
        phases=tuple(phase.name for phase in found.phases),
        own=own,
        widened=widened,
        applied=subject.case.model_error == "measured",
        stated=subject.case.model_error == "stated",
    )
