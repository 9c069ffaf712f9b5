"""The return on the money as figures: value streams, present value, payback, rate of return, delay, unit economics."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array, last_year
from phasegate.cost.figures import finance
from phasegate.cost.figures.figure import Figure, Summand, part_of, tax_of
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.taxed import MISSING, WITH, more
from phasegate.model.case import Case, Metric, ValueStream, Window
from phasegate.units import MONEY, MONEY_RATE, NUMBER, TIME

DELAYS = (1.0, 3.0, 6.0)
"""Months of waiting that are priced."""
MONTHS, ROOTS = 4, 20
"""How many times the work of a sum a figure takes that looks at each month, and one that seeks a root in each draw."""


def returns(world: World) -> Iterator[Figure]:
    """What the case is worth; nothing where it states no value."""
    case = world.case
    for metric in case.metrics:
        yield from _metric(case, metric)
    if not case.values:
        return
    for stream in case.values:
        yield from _stream(case, stream)
    present = _present_value(case)
    yield present
    yield Figure(
        "payback",
        "Payback from the start",
        TIME,
        case.span,
        lambda w: finance.payback(w.model),
        _all(case),
        work=MONTHS,
    )
    rate = "Internal rate of return a year"
    yield Figure("irr", rate, NUMBER, case.span, lambda w: rates(w.model), _all(case), shown_as="share", work=ROOTS)
    yield from (_delay(case, months) for months in DELAYS)
    if world.frame.taxes and case.phases:
        yield more(present, lambda model, flow: -finance.present(model, flow))
        yield _payback_with_missing(case)


def _all(case: Case) -> list[str]:
    """The definitions of all values and lines."""
    return [*(definition.key for definition, _ in case.values), *(line.key for line in case.lines)]


def rates(model: Model) -> Array:
    """`(draws,)` rates of return; a draw without one counts as the lowest: leaving it out would flatter the rest."""
    found = finance.irr(model)
    return np.where(np.isnan(found), -np.inf, found)


def _stream(case: Case, stream: ValueStream) -> Iterator[Figure]:
    """A value over the horizon, and per month over its last twelve."""
    definition, when = stream
    roots, span, title = [definition.key], definition.span, f"Value of {definition.title}"
    window = last_year(0.0, case.horizon)

    def whole(of: World) -> Array:
        return of.model.total(of.model.value_flow(definition, when))

    def rate(of: World) -> Array:
        return of.model.per_month(of.model.value_flow(definition, when), window)

    yield Figure(f"value.{definition.name}", f"{title} over the horizon", MONEY, span, whole, roots)
    late = f"{title} per month (mean of the horizon's last twelve months)"
    yield Figure(f"value.{definition.name}.rate", late, MONEY_RATE, span, rate, roots)


def _present_value(case: Case) -> Figure:
    """Present value as the sum of its streams, less its lines, each discounted."""

    def parts(of: World) -> list[Summand]:
        model = of.model
        streams = [
            Summand(f"value.{one.name}", one.title, "", finance.present(model, model.value_flow(one, when)), one.span)
            for one, when in case.values
        ]
        return [*streams, *(part_of(line, -finance.present(model, model.cash(line))) for line in case.lines)]

    title = "Net present value of values less costs"
    return Figure("npv", title, MONEY, case.span, lambda w: finance.npv(w.model), _all(case), parts)


def _payback_with_missing(case: Case) -> Figure:
    def values(of: World) -> Array:
        return finance.payback(of.model, tax_of(of).missing)

    title = f"Payback from the start{WITH}"
    return Figure(f"payback{MISSING}", title, TIME, case.span, values, _all(case), taxed=True, work=MONTHS)


def _delay(case: Case, months: float) -> Figure:
    word = "month" if months == 1 else "months"
    title = f"Value lost by starting {months:g} {word} later"
    roots = [definition.key for definition, _ in case.values]
    return Figure(f"delay.{months:g}", title, MONEY, case.span, lambda w: finance.cost_of_delay(w.model, months), roots)


# -- unit economics -------------------------------------------------------------------------------------------------------


def edges(case: Case) -> tuple[Window, Window]:
    """The start and the end of the last phase, half a year each at most."""
    phase = case.phases[-1]
    span = min(6.0, phase.duration / 2)
    return Window(phase.start, phase.start + span), Window(phase.end - span, phase.end)


def _metric(case: Case, metric: Metric) -> Iterator[Figure]:
    """A unit economic on the mean of the horizon's last twelve months, and at both ends of the last phase."""
    one = metric.definition
    stretches: dict[str, Window | None] = {"": None}
    if case.phases:
        stretches |= dict(zip((".before", ".after"), edges(case), strict=True))
    told = {
        "": "mean of the horizon's last twelve months",
        ".before": "as the last phase starts",
        ".after": "as it ends",
    }

    def over(window: Window | None) -> Callable[[World], Array]:
        return lambda of: of.model.metric(one.key, window)

    for tail, window in stretches.items():
        title = f"{one.title or one.name.replace('_', ' ')} ({told[tail]})"
        yield Figure(
            f"metric.{one.name}{tail}", title, one.dim, one.span, over(window), [one.key], shown_as=one.shown_as
        )
