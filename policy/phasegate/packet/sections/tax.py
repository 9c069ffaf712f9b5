"""The governance tax: what the rulesets imply, what the case sets aside, what is missing."""

from __future__ import annotations

from typing import Any

from phasegate.numbers.board import weeks
from phasegate.numbers.words import listed, months, plural
from phasegate.packet.parts import Status
from phasegate.packet.sections.reading import band, initiative, money
from phasegate.packet.view_cost import TaxComponent, TaxView
from phasegate.results.parts.figures import TaxPart, TaxRecord
from phasegate.results.result import Result

NAMES = {"timeline": "Timeline", "operations": "Operations", "roles": "Roles"}
SMALL = 0.01
"""A gap below this part of what is implied is not worth a word."""


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {"tax": _tax(result, result.tax) if result.tax else None}


def _tax(result: Result, tax: TaxRecord) -> TaxView:
    return TaxView(
        period=f"over {months(initiative(result).horizon)}",
        components=tuple(_component(result, one) for one in tax.components),
        modelled=band(result.figure("tax").value),
        declared=tax.declared,
        gap=tax.gap,
        coverage=1 - tax.gap / tax.modelled if tax.modelled else 1.0,
        cost=result.figure("cost").value.p50,
        cost_with_gap=result.figure("cost.with_tax").value.p50,
        headline=_headline(result, tax),
        note=_note(result, tax),
    )


def _component(result: Result, one: TaxPart) -> TaxComponent:
    return TaxComponent(
        name=NAMES[one.name],
        norm=_norm(one),
        modelled=band(result.figure(f"tax.{one.name}").value),
        declared=one.declared,
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
        return f"{held}; {one.fte:.1f} implied"
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
        "What is missing is counted draw by draw and by component, so one component’s surplus does not hide another’s "
        "gap; it can therefore be more than the implied sum less the declared one."
    )
    if tax.value_delayed > 0:
        delayed = money(result, tax.value_delayed)
        words += f" The added weeks also push {delayed} of value beyond the horizon (mean); it is not part of the tax."
    return words
