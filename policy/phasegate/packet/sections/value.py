"""What it is worth: value streams, net present value, payback, what is sunk, the cost of waiting, unit economics."""

from __future__ import annotations

import math
from typing import Any

from phasegate.numbers.board import chance, months, rate_of_return
from phasegate.numbers.dates import long_day
from phasegate.numbers.units import Unit
from phasegate.numbers.words import capital, plural
from phasegate.numbers.words import months as in_months
from phasegate.packet.parts import Mark, Status
from phasegate.packet.sections.reading import band, day, initiative, money, needed, unit
from phasegate.packet.view_control import MetricView as MetricView
from phasegate.packet.view_cost import ReturnView, ValueCase, ValueStreamView
from phasegate.results.parts.columns import Returns
from phasegate.results.parts.worth import MetricRecord, SunkCost, Worth
from phasegate.results.result import Result

TARGETS = {"<=": "at most", "<": "under", ">=": "at least", ">": "over", "==": "exactly", "!=": "other than"}


def build(result: Result) -> dict[str, Any]:
    """The fields of the view that this section prints."""
    return {
        "value": _value(result, result.worth) if result.worth else None,
        "metrics": tuple(_metric(result, one) for one in needed(result.metrics)),
    }


def _value(result: Result, found: Worth) -> ValueCase:
    submitted = needed(result.columns)[0]
    return ValueCase(
        streams=tuple(ValueStreamView(name=capital(one.title), worth=band(one.per_year)) for one in found.streams),
        returns=tuple(
            _return(result, one, OF[moment] if found.sunk else "", moment) for moment, one in submitted.moments
        ),
        discount=discount(result),
        sunk=_sunk(result, found.sunk) if found.sunk else "",
        delay=tuple((plural(round(one.months), "month"), one.cost.p50) for one in found.delays),
    )


OF = {"start": "whole initiative", "decision": "from the decision"}
"""What a return is of, where there are two."""


def _return(result: Result, one: Returns, of: str, moment: str) -> ReturnView:
    payback = _payback(result, one) + ("" if of or not math.isfinite(one.payback.p50) else f" from the {moment}")
    return ReturnView(of=of, npv=band(one.npv), payback=payback, irr=_irr(one))


def _sunk(result: Result, found: SunkCost) -> str:
    measured = f", {money(result, found.measured)} measured" if found.measured else ""
    return (
        f"Spent before the decision on {long_day(day(found.on))}: {money(result, found.spent.p50)} (P50{measured}); sunk, so no "
        "part of what is reckoned from it."
    )


def discount(result: Result) -> str:
    """The discount rate as it is stated."""
    stated = initiative(result).discount
    if stated is None:
        return "0% a year (no rate is stated)"
    share, period = stated
    per = {12.0: "a year", 1.0: "a month"}.get(period, f"per {period:g} months")
    return f"{share * 100:g}% {per}"


def _payback(result: Result, found: Returns) -> str:
    """Months until value has paid back cost for good."""
    if not math.isfinite(found.payback.p50):
        horizon = in_months(initiative(result).horizon)
        return f"not within the {horizon} of the forecast (chance {chance(found.paid_back)})"
    low, high = (months(value) for value in (found.payback.p10, found.payback.p90))
    spread = "" if low == high else f" (P10 {low.removesuffix(' months')}, P90 {high.removesuffix(' months')})"
    return months(found.payback.p50) + spread


SOME = 0.01
"""A part of the draws that is worth a word beside a P50."""


def _irr(found: Returns) -> str:
    """The rate of return, where the middle draw has one, and how many draws have none where one in a hundred has."""
    if not math.isfinite(found.irr):
        return ""
    none = f"; {chance(found.without_irr)} of draws have none" if found.without_irr >= SOME else ""
    return f"{rate_of_return(found.irr)} a year (P50{none})"


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
