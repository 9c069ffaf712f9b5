"""What it is worth: value streams, net present value, payback, the cost of waiting, unit economics."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.timeline import last_year
from phasegate.cost.figures import finance
from phasegate.model.case import Measurement, Metric, Window
from phasegate.numbers.board import chance, months, percent
from phasegate.numbers.units import of_dimension
from phasegate.numbers.words import capital, plural
from phasegate.packet.filling.common import Array, Desk, at_share, band, p50
from phasegate.packet.parts import Mark, Status
from phasegate.packet.view_control import Metric as MetricView
from phasegate.packet.view_cost import ValueCase, ValueStream

DELAYS = (1, 3, 6)
TARGETS = {"<=": "at most", "<": "under", ">=": "at least", ">": "over", "==": "exactly", "!=": "other than"}


def value_case(desk: Desk) -> ValueCase | None:
    """The return on the money; nothing where the case states no value."""
    if not desk.case.values:
        return None
    model, window = desk.model, last_year(0.0, desk.case.horizon)
    yearly = 12 / (window.end - window.start)
    streams = tuple(
        ValueStream(name=capital(d.title), worth=band(model.total(model.value_flow(d, when), window), yearly))
        for d, when in desk.case.values
    )
    return ValueCase(
        streams=streams,
        npv=band(finance.npv(model)),
        discount=discount(desk),
        payback=payback(desk),
        irr=_irr(desk),
        delay=tuple((plural(m, "month"), p50(finance.cost_of_delay(model, m))) for m in DELAYS),
    )


def discount(desk: Desk) -> str:
    """The discount rate as it is stated."""
    if desk.case.discount is None:
        return "0% a year (no rate is stated)"
    share, months = desk.case.discount
    return f"{share * 100:g}% " + ("a year" if months == 12 else "a month" if months == 1 else f"per {months:g} months")


def payback(desk: Desk) -> str:
    """Months from the start until value has paid back cost for good."""
    found = finance.payback(desk.model)
    low, middle, high = (months(at_share(found, share)) for share in (0.1, 0.5, 0.9))
    within = chance(float(np.mean(np.isfinite(found))))
    if not math.isfinite(p50(found)):
        return f"not within the {desk.case.horizon:g} months of the forecast (chance {within})"
    spread = "" if low == high else f" (P10 {low}, P90 {high})"
    return f"{middle} from the start{spread}"


def _irr(desk: Desk) -> str:
    flows = np.sign(np.median(finance.flows(desk.model), axis=0))
    signs = flows[flows != 0]
    if (np.diff(signs) != 0).sum() != 1 or not math.isfinite(p50(finance.payback(desk.model))):
        return ""  # the middle draws have no single rate, so there is none for every draw: spare the search
    rates = finance.irr(desk.model)
    if np.isnan(rates).any():
        return ""
    middle = p50(rates)
    return "over 1,000% a year" if middle > 10 else f"{percent(middle)} a year (P50)"


def metrics(desk: Desk) -> tuple[MetricView, ...]:
    """Unit economics against their targets, on the mean of the last twelve months."""
    return tuple(_metric(desk, one) for one in desk.case.metrics)


def _metric(desk: Desk, one: Metric) -> MetricView:
    unit = of_dimension(one.definition.dim, desk.currency)
    found = desk.model.metric(one.definition.key)
    low, middle, high = (at_share(found, share) for share in (0.1, 0.5, 0.9))
    spread = "" if low == high else f" (P10 {unit.text(low)}, P90 {unit.text(high)})"
    return MetricView(
        name=one.definition.name,
        target=target_text(desk, one),
        forecast=f"{unit.text(middle)}{spread}",
        trend=_trend(desk, one, unit.text),
        status=_status(one, found),
    )


def target_text(desk: Desk, one: Metric) -> str:
    """A metric's target in words."""
    if one.target is None:
        return "no target"
    return f"{TARGETS.get(one.op, one.op)} {of_dimension(one.definition.dim, desk.currency).full(one.target)}"


def measured_text(desk: Desk, one: Measurement) -> str:
    """A measured metric; a plain number up to one is a share."""
    if not one.dim and 0 < one.value <= 1:
        return f"{one.value * 100:.4g}%"
    return of_dimension(one.dim, desk.currency).full(one.value)


def holds(one: Metric, values: Array) -> NDArray[np.bool_]:
    """Which values meet a metric's target."""
    tests: dict[str, Callable[[Array, float], NDArray[np.bool_]]] = {
        "<=": lambda a, b: a <= b,
        "<": lambda a, b: a < b,
        ">=": lambda a, b: a >= b,
        ">": lambda a, b: a > b,
        "==": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
    }
    assert one.target is not None
    return tests[one.op](values, one.target)


def _status(one: Metric, found: Array) -> Status:
    if one.target is None:
        return Status(word="no target", mark="none")
    share = float(np.mean(holds(one, found)))
    mark: Mark = "good" if share >= 0.8 else "warn" if share >= 0.5 else "bad"
    return Status(word=f"met in {chance(share)} of draws", mark=mark)


def _trend(desk: Desk, one: Metric, text: Callable[[float], str]) -> str:
    """The P50 at the start and at the end of the last phase."""
    phase = desk.last
    span = min(6.0, phase.duration / 2)
    edges = Window(phase.start, phase.start + span), Window(phase.end - span, phase.end)
    before, after = (p50(desk.model.metric(one.definition.key, edge)) for edge in edges)
    if not math.isfinite(before) or text(before) == text(after):
        return "steady"
    return f"{'falls' if after < before else 'rises'} from {text(before)} to {text(after)}"
