"""What is on record: waivers with what they do, figures taken from reality."""

from __future__ import annotations

import operator
from typing import Any

from phasegate.numbers.board import percent
from phasegate.packet.parts import Mark, Status
from phasegate.packet.sections.reading import day, decision, money, needed, title, unit
from phasegate.packet.sections.value import target_text
from phasegate.packet.view_control import Measured, WaiverView
from phasegate.results.parts.controls import WaiverRecord
from phasegate.results.parts.figures import MeasurementRecord
from phasegate.results.result import Result

WAIVERS: dict[str, Mark] = {"in force": "warn", "expired": "bad", "refused": "bad", "no effect": "none"}
HOLDS = {
    "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    measured = sorted(result.measurements, key=lambda one: (one.on, one.name))
    return {
        "waivers": tuple(_waiver(one) for one in result.waivers),
        "measured": tuple(_measured(result, one) for one in measured),
    }


def _waiver(one: WaiverRecord) -> WaiverView:
    reason = one.because or "no reason given"
    return WaiverView(
        rule=one.rule,
        reason=f"{reason}; instead: {one.instead}" if one.instead else reason,
        approver=one.by or "nobody",
        expires=day(one.until),
        days_left=one.days_left,
        status=Status(word=one.state, mark=WAIVERS.get(one.state, "none")),
    )


def _measured(result: Result, one: MeasurementRecord) -> Measured:
    value, against, status = _cost(result, one) if one.what == "cost" else _metric(result, one)
    name = f"Cost of {title(result, one.name)}" if one.what == "cost" else one.name
    return Measured(
        name=name, value=value, against=against, on=day(one.on), source=one.source or "not named", status=status
    )


def _cost(result: Result, one: MeasurementRecord) -> tuple[str, str, Status]:
    against = f"forecast by then {money(result, needed(one.forecast))} (P50)"
    if one.error is not None:
        against += f", {percent(abs(one.error), 1)} {'over' if one.error >= 0 else 'under'}"
    limit = decision(result, one.name)
    if limit is None or limit.per_year:
        return money(result, one.value), against, Status(word="no grant to compare", mark="none")
    within = one.value <= limit.approved
    status = Status(word="within the grant" if within else "over the grant", mark="good" if within else "bad")
    return money(result, one.value), f"{against}; granted {money(result, limit.approved)}", status


def _metric(result: Result, one: MeasurementRecord) -> tuple[str, str, Status]:
    value = f"{one.value * 100:.4g}%" if one.unit.share else unit(result, one.unit).full(one.value)
    found = next((metric for metric in needed(result.metrics) if metric.name == one.name), None)
    if found is None or found.target is None:
        return value, "", Status(word="measured", mark="none")
    good = HOLDS[found.op](one.value, found.target)
    return value, target_text(result, found), Status(word="met" if good else "missed", mark="good" if good else "bad")
