"""What is set aside for what no line knows: contingencies, and each risk with its chance and its expected cost."""

from __future__ import annotations

from typing import Any

from phasegate.numbers import percent
from phasegate.packet.sections.reading import band, month, needed
from phasegate.packet.view_cost import ContingencyView, RiskView
from phasegate.results.parts.reserves import ContingencyRecord, RiskRecord
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {
        "contingencies": tuple(_contingency(one) for one in needed(result.contingencies)),
        "risks": tuple(_risk(one) for one in needed(result.risks)),
    }


def _contingency(one: ContingencyRecord) -> ContingencyView:
    share = "a sum of money"
    if one.share is not None:
        low, high = percent(one.share.p10), percent(one.share.p90)
        share = f"{low if low == high else f'{low} to {high}'} of all lines and roles"
    return ContingencyView(title=one.title, share=share, cost=band(one.cost), paid=_paid(one), owner=one.owner)


def _paid(one: ContingencyRecord | RiskRecord) -> str:
    return month(one.start) if one.start == one.end else f"{month(one.start)} – {month(one.end)}"


def _risk(one: RiskRecord) -> RiskView:
    return RiskView(
        title=one.title,
        chance=percent(one.chance),
        cost=band(one.cost),
        expected=one.expected,
        paid=_paid(one),
        owner=one.owner,
        mitigation=one.mitigation,
    )
