"""The case as submitted, and with what it leaves out of the governance tax: the same figures twice."""

from __future__ import annotations

from math import ceil
from typing import Literal

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import MeanError
from phasegate.cost.engine.timeline import last_month, last_year
from phasegate.cost.figures import finance
from phasegate.cost.figures.budgets import YEAR, Budgeted, BudgetYear, within
from phasegate.cost.figures.rates import irr, without
from phasegate.model.case import TINY, Amount, Phase
from phasegate.numbers import iso_month
from phasegate.results.fill.statistics import mean, middle, share, statistics
from phasegate.results.parts.columns import BudgetCheck, BudgetYearRecord, CapitalBudget, DecisionColumn, Returns
from phasegate.results.parts.costs import Budget
from phasegate.results.plain import number
from phasegate.rules.subject import Subject
from phasegate.units import MONEY_RATE


def columns(subject: Subject, *, key: bool = False) -> tuple[DecisionColumn, ...]:
    """One column, or two where a ruleset in force defines a tax; with `key` without returns and errors of means, which
    take as long as a whole check."""
    submitted = _column(subject, "as submitted", None, key)
    if subject.tax is None:
        return (submitted,)
    return submitted, _column(subject, "with what is missing", subject.tax.missing, key)


def _column(
    subject: Subject, name: Literal["as submitted", "with what is missing"], missing: Flow | None, key: bool
) -> DecisionColumn:
    model, last, at = subject.model, subject.case.phases[-1], subject.case.decision
    more = np.zeros(1) if missing is None else missing.total(np.ones(missing.size))
    error = None if key else model.mean_error if missing is None else model.taxed_error
    worth = bool(subject.case.values) and not key
    recurring = model.recurring if missing is None else model.recurring + missing
    stretches = last_year(last.start, last.end), last_month(last.start, last.end)
    run, leaving = (model.per_month(recurring, one) * YEAR for one in stretches)
    return DecisionColumn(
        name=name,
        cost=statistics(model.wide(model.cost + more), error),
        run_cost=statistics(run, error),
        exit_rate=statistics(leaving, error),
        budgets=tuple(
            _check(subject, phase, missing, error) for phase in subject.case.phases if phase.budget is not None
        ),
        returns=_returns(subject.model, missing, error) if worth else None,
        from_decision=_returns(subject.model, missing, error, at) if worth and at else None,
    )


def _returns(model: Model, missing: Flow | None, error: MeanError | None, since: float = 0.0) -> Returns:
    npv, payback, rates = (figure(model, missing, since) for figure in (finance.npv, finance.payback, irr))
    return Returns(
        npv=statistics(npv, error),
        positive=share(npv >= 0),
        payback=middle(payback),
        paid_back=share(np.isfinite(payback)),
        irr=middle(rates).p50,
        without_irr=share(without(rates)),
        unspent=share(np.isposinf(rates)),
    )


# -- budgets --------------------------------------------------------------------------------------------------------------


def budget_of(amount: Amount) -> Budget:
    """A sum as it is stated: per year where it is a rate."""
    yearly = amount.dim == MONEY_RATE
    return Budget(number(amount.value * (YEAR if yearly else 1)), yearly)


def check(subject: Subject, phase: Phase) -> BudgetCheck:
    """The budget of a phase as submitted; the phase states one."""
    return _check(subject, phase, None, subject.model.mean_error)


def _check(subject: Subject, phase: Phase, missing: Flow | None, error: MeanError | None) -> BudgetCheck:
    assert phase.budget is not None
    found = Budgeted(subject.model, phase, missing)
    return BudgetCheck(
        phase=phase.name,
        budget=budget_of(phase.budget),
        years=tuple(_year(subject, one, error) for one in found.years),
        worst=found.years.index(found.worst),
        needed=statistics(found.needed, error),
        chance=number(found.chance),
        capital=_capital(found),
    )


def _year(subject: Subject, one: BudgetYear, error: MeanError | None) -> BudgetYearRecord:
    start, end = one.window.start, max(ceil(one.window.end - TINY) - 1, 0)
    calendar = subject.model.grid.calendar
    return BudgetYearRecord(
        start=iso_month(*calendar(int(start + TINY))),
        end=iso_month(*calendar(end)),
        months=number(one.months),
        budget=number(one.budget or 0.0),
        cost=statistics(one.cost, error),
        capital=mean(one.capital),
        chance=number(within(one.use)),
    )


def _capital(found: Budgeted) -> CapitalBudget | None:
    amount = found.phase.capital_budget
    if amount is None:
        return None
    spent = sum(float(np.mean(one.capital)) for one in found.years)
    return CapitalBudget(budget_of(amount), number(spent), number(within(found.capital_use)))
