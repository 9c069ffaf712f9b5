"""What is set aside for what no line knows: each risk with its chance and its expected cost."""

from __future__ import annotations

from typing import Any

from phasegate.numbers import percent
from phasegate.packet.sections.reading import band, month, needed
from phasegate.packet.view_cost import RiskView
from phasegate.results.parts.reserves import RiskRecord
from phasegate.results.result import Result


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {"risks": tuple(_risk(one) for one in needed(result.risks))}


def _risk(one: RiskRecord) -> RiskView:
    paid = month(one.start) if one.start == one.end else f"{month(one.start)} – {month(one.end)}"
    return RiskView(
        title=one.title,
        chance=percent(one.chance),
        cost=band(one.cost),
        expected=one.expected,
        paid=paid,
        owner=one.owner,
        mitigation=one.mitigation,
    )
