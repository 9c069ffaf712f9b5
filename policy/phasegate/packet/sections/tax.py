"""The governance tax: what the rulesets imply, what the case sets aside, what is missing."""

from __future__ import annotations

from typing import Any

from phasegate.numbers.board import chance, weeks
from phasegate.numbers.board import months as whole_months
from phasegate.numbers.words import listed, months, plural
from phasegate.packet.parts import Status
from phasegate.packet.sections.reading import band, initiative, money, month, needed, title
from phasegate.packet.view_cost import TaxComponent, TaxView
from phasegate.results.parts.columns import BudgetCheck, DecisionColumn, Returns
from phasegate.results.parts.figures import Statistics, TaxPart, TaxRecord
from phasegate.results.result import Result

NAMES = {"timeline": "Timeline", "operations": "Operations", "roles": "Roles"}
SMALL = 0.01
"""A gap below this part of what is implied is not worth a word."""


SCENARIOS = 2
"""So many stand on the page of the decision; the rest in their own section."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {"tax": _tax(result, result.tax) if result.tax else None}


def _tax(result: Result, tax: TaxRecord) -> TaxView:
    return TaxView(
        period=f"over {months(initiative(result).horizon)}",
        components=tuple(_component(result, one) for one in tax.components),
        modelled=band(result.figure("tax").value),
        declared=tax.declared,
        surplus=tax.surplus,
        gap=tax.gap,
        coverage=1 - tax.gap / tax.modelled if tax.modelled else 1.0,
        columns=tuple(one.name.capitalize() for one in needed(result.columns)),
        rows=rows(result),
        headline=_headline(result, tax),
        note=_note(result, tax),
    )


def _component(result: Result, one: TaxPart) -> TaxComponent:
    return TaxComponent(
        name=NAMES[one.name],
        norm=_norm(one),
        modelled=band(result.figure(f"tax.{one.name}").value),
        declared=one.declared,
        surplus=one.surplus,
        gap=one.gap,
        declared_by=_declared_by(one),
        status=_state(one),
    )


def _state(one: TaxPart) -> Status:
    if one.gap <= SMALL * one.modelled:
        return Status(word="funded", mark="good")
    if one.declared <= 0:
        return Status(word="not funded", mark="bad")
    return Status(word="mostly funded" if one.gap <= 0.2 * one.modelled else "short", mark="warn")


def _norm(one: TaxPart) -> str:
    if one.norm is None:
        return "no norm"
    if one.name == "roles":
        low, high = (f"{end:g}" for end in one.norm)
        return f"{low if low == high else f'{low} to {high}'} full-time roles, at the rulesets’ rates"
    low, high = (f"{end * 100:g}" for end in one.norm)
    of = "delivery time" if one.name == "timeline" else "recurring cost before governance"
    return f"{low if low == high else f'{low}% to {high}'}% of {of}"


def _declared_by(one: TaxPart) -> str:
    """What in the case stands against the component."""
    names = list(one.declared_by)
    if one.name == "timeline":
        aside = f"{weeks(one.declared_months)} set aside" if one.declared_months else "nothing set aside"
        return f"{aside}; {weeks(one.months)} implied"
    if one.name == "roles":
        held = f"{one.declared_fte:g} in the case: {listed(names, 4)}" if names else "none in the case"
        return f"{held}; {one.fte:g} implied"
    return f"{plural(len(names), 'line')}: {listed(names, 4)}" if names else "no line"


def _headline(result: Result, tax: TaxRecord) -> str:
    implied, declared = money(result, tax.modelled), money(result, tax.declared)
    start = f"The rulesets imply {implied} of governance cost; the case sets aside {declared}."
    if tax.gap <= SMALL * tax.modelled:
        return f"{start} Nothing of weight is missing."
    worst = max(tax.components, key=lambda one: one.gap)
    return f"{start} {money(result, tax.gap)} is missing, most of it in {worst.name} ({money(result, worst.gap)})."


def _note(result: Result, tax: TaxRecord) -> str:
    words = (
        "In each row implied − declared + surplus = missing; a surplus, in some draws or months, covers nothing of what is "
        "missing in others. Bases: the timeline, what recurs in delivery phases; operations, recurring cost before "
        "governance after the first phase; roles, full-time staff in the same months, the missing ones at the rulesets’ "
        "mean rate. Section 1 has the figures of the decision with what is missing."
    )
    if tax.value_delayed > 0:
        delayed = money(result, tax.value_delayed)
        words += f" The added weeks also push {delayed} of value beyond the horizon (mean); it is not part of the tax."
    return words


def rows(result: Result) -> tuple[tuple[str, ...], ...]:
    """The figures that a decision is taken on, in both columns; none where no tax is defined."""
    columns = needed(result.columns)
    if len(columns) < 2:
        return ()
    kept = [_figures(result, one) for one in columns]
    return tuple((name, *(figures[name] for figures in kept)) for name in kept[0])


def _figures(result: Result, one: DecisionColumn) -> dict[str, str]:
    """The figures of a column as text, by what they are called."""
    shown = {
        f"Cost over {months(initiative(result).horizon)}, P50 (P80)": _two(result, one.cost),
        f"Run cost of {title(result, result.last)} per year, P50 (P80)": _two(result, one.run_cost),
    }
    if money(result, one.run_cost.p50) != money(result, one.exit_rate.p50):
        shown["Exit rate: its last month times twelve, P50 (P80)"] = _two(result, one.exit_rate)
    asked = one.budget_of(result.target)
    if asked is not None and result.gate is not None:
        shown |= _asked(result, asked)
        shown |= _scenarios(result, one.name == "as submitted")
    if one.from_decision is not None and one.returns is not None:
        before = money(result, needed(needed(result.worth).sunk).spent.p50)
        shown["From the decision: NPV, P50 (zero or more); payback"] = _return(result, one.from_decision)
        shown[f"Whole initiative, {before} of it spent before: the same"] = _return(result, one.returns)
    elif one.returns is not None:
        shown["Net present value, P50 (zero or more)"] = _present(result, one.returns)
        shown["Payback from the start, P50"] = _back(one.returns)
    return shown


def _return(result: Result, one: Returns) -> str:
    """`$3.42M (95%); 18 months`."""
    return f"{_present(result, one)}; {_back(one)}"


def _present(result: Result, one: Returns) -> str:
    return f"{money(result, one.npv.p50)} ({chance(one.positive)})"


def _back(one: Returns) -> str:
    return whole_months(one.payback.p50, beyond="not within the horizon")


def _asked(result: Result, asked: BudgetCheck) -> dict[str, str]:
    """The budget that the review decides on."""
    amount, year = money(result, asked.budget.amount), asked.years[asked.worst]
    shown = {"Sum that would hold in four draws of five (P80)": money(result, asked.needed.p80)}
    if not asked.budget.per_year:
        return shown | {f"Chance of staying within {amount}": chance(asked.chance)}
    worst = f"{chance(asked.chance)} ({month(year.start)} to {month(year.end)})"
    return shown | {f"Chance that every year stays within {amount} (worst year)": worst}


def _scenarios(result: Result, submitted: bool) -> dict[str, str]:
    """The chance of the budget under each scenario."""
    found = ((one.title, one.chance if submitted else one.with_missing) for one in needed(result.scenarios)[:SCENARIOS])
    return {f"The same under “{name}”": chance(value) for name, value in found if value is not None}


def _two(result: Result, found: Statistics) -> str:
    return f"{money(result, found.p50)} ({money(result, found.p80)})"
