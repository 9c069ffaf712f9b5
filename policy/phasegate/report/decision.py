"""What a decision is taken on, for a terminal: budgets in each of their years, and both columns of the case side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator

from phasegate import numbers
from phasegate.numbers import board, plain
from phasegate.report.costtables import money
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.columns import BudgetCheck, BudgetYearRecord, DecisionColumn, Returns
from phasegate.results.result import needed


def budgets(found: CostReport, paint: Paint) -> list[str]:
    """Each phase's budget against all cash that it has to pay for, year by year."""
    checks = found.columns[0].budgets
    if not checks:
        return []
    more = found.columns[1:]
    body: Table = [["", "budget", "P50", "P80", "chance", *(["P80 with missing", "chance"] if more else [])]]
    lines: list[str] = []
    for check in checks:
        others = [other for column in more if (other := column.budget_of(check.phase)) is not None]
        title = safe(next(one.title for one in needed(found.result.phases) if one.name == check.phase))
        body += _years(found, check, others, title)
        lines += [f"  {title}: {text}" for text in _told(found, check)]
    head = "Budgets, year by year: all cash, recurring, one-off and capital"
    return [paint(head, "bold"), *table(body, paint), *lines]


def _years(found: CostReport, check: BudgetCheck, others: list[BudgetCheck], title: str) -> Table:
    rows: Table = []
    for at, year in enumerate(check.years):
        label = f"{title} {year.start} to {year.end}" if check.budget.per_year else title
        row = [label, money(found, year.budget), money(found, year.cost.p50), *_within(found, year)]
        for other in others:
            row += _within(found, other.years[at])
        rows.append(row)
    return rows


def _within(found: CostReport, year: BudgetYearRecord) -> list[str]:
    return [money(found, year.cost.p80), numbers.percent(year.chance)]


def _told(found: CostReport, check: BudgetCheck) -> Iterator[str]:
    """What the years come to together."""
    if check.budget.per_year:
        chance, needs = numbers.percent(check.chance), money(found, check.needed.p80)
        yield f"every year holds in {chance} of draws; {needs} a year would hold in 80% (P80 of the dearest year)"
    if check.over:
        periods = numbers.listed([f"{one.start} to {one.end}" for one in check.over])
        yield f"over in more than one draw of five: {periods}"
    if check.capital is not None:
        spent, chance = money(found, check.capital.cost), numbers.percent(check.capital.chance)
        per = "/yr" if check.capital.budget.per_year else ""
        budget = f"{money(found, check.capital.budget.amount)}{per}"
        yield f"capital has its own budget of {budget}: {spent} (mean), within it in {chance} of draws"


def columns(found: CostReport, paint: Paint) -> list[str]:
    """The case as submitted, and with what it leaves out of the governance tax."""
    if len(found.columns) < 2:
        return []
    kept = [_figures(found, one) for one in found.columns]
    body: Table = [["", *(one.name for one in found.columns)]]
    body += [[name, *(figures[name] for figures in kept)] for name in kept[0]]
    return [paint("As submitted, and with what is missing of the governance tax", "bold"), *table(body, paint)]


def _figures(found: CostReport, one: DecisionColumn) -> dict[str, str]:
    """The figures of a column by what they are called."""
    last = next((phase.title for phase in needed(found.result.phases) if phase.name == found.result.last), "")
    shown = {
        "all costs, P50": money(found, one.cost.p50),
        "all costs, P80": money(found, one.cost.p80),
        f"run cost of {safe(last)} per year, P50": money(found, one.run_cost.p50),
    }
    if one.run_cost != one.exit_rate:
        shown["  at its end (last month times twelve), P50"] = money(found, one.exit_rate.p50)
    for check in one.budgets:
        if check.phase == found.result.target:
            shown["budget asked: what it needs, P80"] = money(found, check.needed.p80)
            shown["budget asked: chance that it holds"] = numbers.percent(check.chance)
    for moment, each in one.moments:
        shown |= _return(found, each, LABELS[moment] if one.from_decision is not None else "")
    return shown


LABELS = {"start": " of the whole initiative", "decision": " from the decision"}


def _return(found: CostReport, one: Returns, of: str) -> dict[str, str]:
    return {
        f"net present value{of}, P50": money(found, one.npv.p50),
        f"  chance of zero or more{of}": f"{numbers.percent(one.positive)} of draws",
        f"payback{of}, P50": board.months(one.payback.p50),
        f"internal rate of return{of}, P50 a year": _rate(one),
    }


def _rate(one: Returns) -> str:
    """The P50 of the rate of return, or why there is none."""
    if math.isfinite(one.irr):
        return plain.rate_of_return(one.irr)
    return "nothing is spent" if one.unspent > one.without_irr else "none"


def exchange(found: CostReport, paint: Paint) -> list[str]:
    """The exchange rates that were used."""
    if not found.exchange_rates:
        return []
    body: Table = [[f"{found.currency} for one", "P10", "P50", "P90", "mean", "as written", "source"]]
    for one in found.exchange_rates:
        values = (one.value.p10, one.value.p50, one.value.p90, one.mean)
        shown = [numbers.compact(value, 4) for value in values]
        body.append([one.currency, *shown, safe(one.expression), safe(one.source) or "none given"])
    return [paint("Exchange rates (norms and rates of rulesets convert at the mean)", "bold"), *table(body, paint)]
