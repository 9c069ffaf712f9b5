"""The return on the money as figures: value streams, present value, payback, rate of return, delay, unit economics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array, last_year
from phasegate.cost.figures import finance
from phasegate.cost.figures.figure import Figure, Summand, part_of, tax_of
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.rates import irr
from phasegate.cost.figures.taxed import MISSING, WITH, more
from phasegate.model.case import Case, Metric, ValueStream, Window
from phasegate.units import MONEY, MONEY_RATE, NUMBER, TIME, Dim

DELAYS = (1.0, 3.0, 6.0)
"""Months of waiting that are priced."""
MONTHS, ROOTS = 4, 20
"""How many times the work of a sum a figure takes that looks at each month, and one that seeks a root in each draw."""


def returns(world: World) -> Iterator[Figure]:
    """What the case is worth, of the whole initiative and from the decision; nothing where it states no value."""
    case, taxed = world.case, bool(world.frame.taxes and world.case.phases)
    for metric in case.metrics:
        yield from _metric(case, metric)
    if not case.values:
        return
    for stream in case.values:
        yield from _stream(case, stream)
    yield from _returns(case, _Moment(0.0, "", ""), taxed=taxed)
    if case.decision:
        yield from _returns(case, _Moment(case.decision, "_from_decision", " from the decision"), taxed=taxed)
        title = "Spent before the decision, whatever is decided"
        yield Figure("sunk", title, MONEY, case.span, lambda w: finance.sunk(w.model, w.case).spent, _costs(case))
    yield from (_delay(case, months) for months in DELAYS)


class _Moment(NamedTuple):
    """A moment from which returns are reckoned, and how they are called then."""

    since: float
    tail: str
    told: str


def _costs(case: Case) -> list[str]:
    return [line.key for line in case.rows]


def _all(case: Case) -> list[str]:
    """The definitions of all values and costs."""
    return [*(one.definition.key for one in case.values), *_costs(case)]


def _returns(case: Case, at: _Moment, *, taxed: bool) -> Iterator[Figure]:
    """Present value, payback and rate of return from a moment on, each also with what is missing of the tax."""
    present = _present_value(case, at)
    yield present
    told = at.told or " from the start"
    yield _returned(case, f"payback{at.tail}", f"Payback{told}", TIME, finance.payback, at)
    yield _returned(case, f"irr{at.tail}", f"Internal rate of return a year{at.told}", NUMBER, irr, at)
    if not taxed:
        return

    def worth(model: Model, flow: Flow) -> Array:
        return -finance.present(model, finance.after(model, flow, at.since), at.since)

    yield more(present, worth)
    yield _returned(case, f"payback{at.tail}", f"Payback{told}", TIME, finance.payback, at, missing=True)
    title = f"Internal rate of return a year{at.told}"
    yield _returned(case, f"irr{at.tail}", title, NUMBER, irr, at, missing=True)


def _returned(
    case: Case,
    name: str,
    title: str,
    dim: Dim,
    reckon: Callable[[Model, Flow | None, float], Array],
    at: _Moment,
    *,
    missing: bool = False,
) -> Figure:
    """A return that is no sum."""

    def values(of: World) -> Array:
        return reckon(of.model, tax_of(of).missing if missing else None, at.since)

    name, title = (name + MISSING, title + WITH) if missing else (name, title)
    return Figure(
        name,
        title,
        dim,
        case.span,
        values,
        _all(case),
        taxed=missing,
        shown_as="return" if dim == NUMBER else "",
        work=ROOTS if dim == NUMBER else MONTHS,
    )


def _stream(case: Case, stream: ValueStream) -> Iterator[Figure]:
    """A value over the horizon, and per month over its last twelve."""
    definition, when = stream.definition, stream.window
    roots, span, title = [definition.key], definition.span, f"Value of {definition.title}"
    window = last_year(0.0, case.horizon)

    def whole(of: World) -> Array:
        return of.model.total(of.model.value_flow(definition, when))

    def rate(of: World) -> Array:
        return of.model.per_month(of.model.value_flow(definition, when), window)

    yield Figure(f"value.{definition.name}", f"{title} over the horizon", MONEY, span, whole, roots)
    late = f"{title} per month (mean of the horizon's last twelve months)"
    yield Figure(f"value.{definition.name}.rate", late, MONEY_RATE, span, rate, roots)


def _present_value(case: Case, at: _Moment) -> Figure:
    """Present value as the sum of its streams, less its costs, each discounted."""

    def worth(model: Model, flow: Flow, *, once: bool = False) -> Array:
        return finance.present(model, finance.after(model, flow, at.since, once=once), at.since)

    def parts(of: World) -> list[Summand]:
        model = of.model
        earned = [
            Summand(
                f"value.{one.definition.name}",
                one.definition.title,
                "",
                worth(model, model.value_flow(one.definition, one.window)),
                one.definition.span,
            )
            for one in case.values
        ]
        spent = [part_of(line, -worth(model, model.cash(line), once=not line.recurring)) for line in case.rows]
        return [*earned, *spent]

    title = f"Net present value of values less costs{at.told}"
    return Figure(
        f"npv{at.tail}", title, MONEY, case.span, lambda w: finance.npv(w.model, since=at.since), _all(case), parts
    )


def _delay(case: Case, months: float) -> Figure:
    word = "month" if months == 1 else "months"
    title = f"Value lost by starting {months:g} {word} later"
    roots = [one.definition.key for one in case.values]
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
