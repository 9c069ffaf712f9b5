"""How exact the percentiles and means are, as an answer."""

from __future__ import annotations

from phasegate.cost.asked.accuracy import RUNS, SHARES, FigureAccuracy, runs_of
from phasegate.cost.asked.accuracy import accuracy as measured
from phasegate.results.answers.accuracy import Accuracy, ExactFigure, Quantile
from phasegate.results.ask.records import figure_measure, unit
from phasegate.results.plain import maybe, number
from phasegate.rules.review import Review


def accuracy(review: Review, runs: int = 0) -> Accuracy:
    """The standard errors of each uncertain figure, from so many runs under other seeds (0: as its size allows)."""
    model, currency = review.subject.model, review.case.currency
    runs = runs or runs_of(model.case)
    found = measured(review.subject.world, runs)
    return Accuracy(
        initiative=model.case.name,
        currency=model.case.currency,
        draws=model.draws,
        seed=model.seed,
        runs=runs,
        usual=RUNS,
        figures=tuple(_figure(one, currency) for one in found),
        title=model.case.title,
    )


def _figure(one: FigureAccuracy, currency: str) -> ExactFigure:
    each = zip(SHARES, one.quantiles, one.errors, strict=True)
    quantiles = tuple(Quantile(share, number(value), number(error)) for share, value, error in each)
    told, exact = one.figure, (maybe(one.mean), maybe(one.mean_error))
    name, measure = unit(told.dim, currency), figure_measure(told, currency)
    return ExactFigure(told.name, name, one.digits, quantiles, *exact, measure)
