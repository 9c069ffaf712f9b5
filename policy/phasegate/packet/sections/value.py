"""What it is worth: value streams, net present value, payback, the cost of waiting, unit economics."""

from __future__ import annotations

import math
from typing import Any

from phasegate.numbers.board import chance, months, percent
from phasegate.numbers.units import Unit
from phasegate.numbers.words import capital, plural
from phasegate.numbers.words import months as in_months
from phasegate.packet.parts import Mark, Status
from phasegate.packet.sections.reading import band, initiative, needed, unit
from phasegate.packet.view_control import MetricView as MetricView
from phasegate.packet.view_cost import ValueCase, ValueStreamView
from phasegate.results.parts.worth import MetricRecord, Worth
from phasegate.results.result import Result

TARGETS = {"<=": "at most", "<": "under", ">=": "at least", ">": "over", "==": "exactly", "!=": "other than"}


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {
        "value": _value(result, result.worth) if result.worth else None,
        "metrics": tuple(_metric(result, one) for one in needed(result.metrics)),
    }


def _value(result: Result, found: Worth) -> ValueCase:
    return ValueCase(
        streams=tuple(ValueStreamView(name=capital(one.title), worth=band(one.per_year)) for one in found.streams),
        npv=band(found.npv),
        discount=discount(result),
        payback=_payback(result, found),
        irr=_irr(found),
        delay=tuple((plural(round(one.months), "month"), one.cost.p50) for one in found.delays),
    )


def discount(result: Result) -> str:
    """The discount rate as it is stated."""
    stated = initiative(result).discount
    if stated is None:
        return "0% a year (no rate is stated)"
    share, period = stated
    per = {12.0: "a year", 1.0: "a month"}.get(period, f"per {period:g} months")
    return f"{share * 100:g}% {per}"


def _payback(result: Result, found: Worth) -> str:
    """Months from the start until value has paid back cost for good."""
    low, middle, high = (months(value) for value in (found.payback.p10, found.payback.p50, found.payback.p90))
    if not math.isfinite(found.payback.p50):
        horizon = in_months(initiative(result).horizon)
        return f"not within the {horizon} of the forecast (chance {chance(found.paid_back)})"
    spread = "" if low == high else f" (P10 {low}, P90 {high})"
    return f"{middle} from the start{spread}"


def _irr(found: Worth) -> str:
    """The rate of return, where every draw has one and the money comes back."""
    if found.without_irr or not math.isfinite(found.payback.p50):
        return ""
    return "over 1,000% a year" if found.irr > 10 else f"{percent(found.irr)} a year (P50)"


# -- unit economics -------------------------------------------------------------------------------------------------------


def _metric(result: Result, one: MetricRecord) -> MetricView:
    words = unit(result, one.unit)
    spread = (
        "" if one.value.p10 == one.value.p90 else f" (P10 {words.text(one.value.p10)}, P90 {words.text(one.value.p90)})"
    )
    return MetricView(
        name=one.name,
        target=target_text(result, one),
        forecast=f"{words.text(one.value.p50)}{spread}",
        trend=_trend(one, words),
        status=_status(one),
    )


def target_text(result: Result, one: MetricRecord) -> str:
    """A metric's target in words."""
    if one.target is None:
        return "no target"
    return f"{TARGETS.get(one.op, one.op)} {unit(result, one.unit).full(one.target)}"


def _status(one: MetricRecord) -> Status:
    if one.met is None:
        return Status(word="no target", mark="none")
    return Status(word=f"met in {chance(one.met)} of draws", mark=mark_of(one.met))


def mark_of(share: float) -> Mark:
    """Good where something holds in four draws of five, bad where it does not in half of them."""
    if share >= 0.8:
        return "good"
    return "warn" if share >= 0.5 else "bad"


def _trend(one: MetricRecord, words: Unit) -> str:
    """The P50 at the start and at the end of the last phase."""
    before, after = words.text(one.before), words.text(one.after)
    if not math.isfinite(one.before) or before == after:
        return "steady"
    return f"{'falls' if one.after < one.before else 'rises'} from {before} to {after}"
