"""What a decision is taken on, for a terminal: budgets in each of their years, and the exchange rates that were used."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate import numbers
from phasegate.report.costtables import money
from phasegate.report.paint import Paint, safe
from phasegate.report.table import Table, table
from phasegate.results.answers.cost import CostReport
from phasegate.results.parts.columns import BudgetCheck, BudgetYearRecord
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


def exchange(found: CostReport, paint: Paint) -> list[str]:
    """The exchange rates that were used."""
    if not found.exchange_rates:
        return []
    body: Table = [[f"{found.currency} for one", "P10", "P50", "P90", "mean", "as written", "source"]]
    for one in found.exchange_rates:
        values = (one.value.p10, one.value.p50, one.value.p90, one.mean)
        shown = [numbers.compact(value, 4) for value in values]
        body.append([one.currency, *shown, safe(one.expression), safe(one.source) or "none given"])
    head = paint("Exchange rates (norms and rates of rulesets convert at the mean)", "bold")
    return [head, *table(body, paint), *_norms(found)]


def _norms(found: CostReport) -> Iterator[str]:
    """The budgets that rulesets expect in another currency, in that and in the case's."""
    for phase in needed(found.result.phases):
        norm = phase.norm
        if norm is not None and norm.own is not None:
            low, high = (numbers.money(end, norm.currency) for end in (norm.low, norm.high))
            own = " to ".join(money(found, end) for end in norm.own)
            yield f"  norm of the budget of {safe(phase.title)}: {low} to {high}{' a year' if norm.per_year else ''} ({own})"
