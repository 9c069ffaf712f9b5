"""What a case may be worth and how it may change: value, curves, options, levers, prices, for the answer of all figures."""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import elasticity as bends
from phasegate.cost.figures import finance, levers, usage
from phasegate.cost.figures.prices import paid
from phasegate.model.case import Curve, Lever, Phase
from phasegate.model.case import Option as Choice
from phasegate.numbers import compact
from phasegate.results.answers import cost as answer
from phasegate.results.answers.prices import PricesUsed, Used
from phasegate.results.ask.curve import as_written
from phasegate.results.ask.prices import listed
from phasegate.results.ask.records import statistics_of
from phasegate.results.parts.figures import Statistics
from phasegate.results.plain import number

THREE = (0.1, 0.5, 0.9)


def npv(model: Model) -> Statistics | None:
    """The net present value; None without any value."""
    return statistics_of(finance.npv(model)) if model.case.values else None


def worth(model: Model) -> answer.Worth | None:
    """Value over the horizon; None where the case states none."""
    if not model.case.values:
        return None
    pay, rate = finance.payback(model), finance.irr(model)
    # Draws without a rate count as the lowest: leaving them out would flatter the rest.
    (middle,) = quantiles(np.where(np.isnan(rate), -np.inf, rate), (0.5,))
    low, mid, high = map(number, quantiles(pay, THREE))
    return answer.Worth(
        streams=tuple(
            (one.title, statistics_of(model.total(model.value_flow(one, window)))) for one, window in model.case.values
        ),
        payback=(low, mid, high),
        pays_back=number(float(np.mean(np.isfinite(pay)))),
        rate=number(middle),
        no_rate=number(float(np.mean(np.isnan(rate)))),
        delay=statistics_of(finance.cost_of_delay(model, 1.0)),
        discount=_yearly(model.case.discount),
    )


def _yearly(discount: tuple[float, float] | None) -> float | None:
    if discount is None:
        return None
    share, months = discount
    return number((1 + share) ** (12 / months) - 1)


def curves(model: Model) -> tuple[answer.DeclaredCurve, ...]:
    """The curves that the case declares."""
    return tuple(_curve(model, one) for one in model.case.curves)


def _curve(model: Model, one: Curve) -> answer.DeclaredCurve:
    levels = tuple(
        answer.Level(number(level), statistics_of(values), as_written(label) or compact(level))
        for (level, values), label in zip(bends.declared(model, one), one.labels, strict=True)
    )
    return answer.DeclaredCurve(
        one.driver, levels, number(bends.run_elasticity(model, model.case.definitions[one.driver]))
    )


def options(model: Model) -> tuple[answer.Option, ...]:
    """The choices of the case."""
    return tuple(_option(model, one) for one in model.case.options)


def _option(model: Model, one: Choice) -> answer.Option:
    undercut = usage.dominated(model, one)
    alternatives = tuple(
        answer.Alternative(name, statistics_of(values), name == one.chosen, undercut.get(name, ""))
        for name, values in usage.alternative_costs(model, one).items()
    )
    return answer.Option(one.title, one.over, alternatives, usage.DOMINATED, _crossover(model, one))


def _crossover(model: Model, one: Choice) -> answer.Crossover | None:
    found = usage.crossover(model, one)
    if found is None:
        return None
    low, middle, high = map(number, quantiles(found, THREE))
    return answer.Crossover(number(float(np.mean(np.isfinite(found)))), (low, middle, high))


def each_lever(model: Model) -> tuple[answer.Lever, ...]:
    """Each lever alone."""
    return tuple(_lever(model, one) for one in model.case.levers)


def _lever(model: Model, one: Lever) -> answer.Lever:
    (saved,) = quantiles(model.total(levers.saving(model, one)), (0.5,))
    return answer.Lever(one.title, one.cuts, number(saved), number(float(levers.cost(model, one).mean())))


def first_year(model: Model, phase: Phase | None) -> answer.FirstYear | None:
    """What the levers do together in the first year of a phase, beside what can be achieved; None without levers."""
    if phase is None or not model.case.levers:
        return None
    found = levers.first_year_effect(model, phase)
    return answer.FirstYear(
        first_year_of=phase.name,
        saved=statistics_of(found.saved),
        of_run_cost=statistics_of(found.of_run_cost()),
        of_lines_cut=statistics_of(found.of_lines()),
        norm=levers.NORM,
        title=phase.title,
    )


def prices(model: Model) -> PricesUsed | None:
    """What the case pays for models; None where it asks for no price."""
    book = model.scope.prices.opened
    asked = paid(model.case) if book is not None else []
    if book is None or not asked:
        return None
    models = [book.models[name] for name in dict.fromkeys(name for name, _ in asked)]
    return PricesUsed(listed(book, models), tuple(Used(name, kind) for name, kind in asked))
