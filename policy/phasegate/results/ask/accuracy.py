"""How exact the percentiles and means are, as an answer."""

from __future__ import annotations

from phasegate.cost.asked.accuracy import RUNS, SHARES, FigureAccuracy
from phasegate.cost.asked.accuracy import accuracy as measured
from phasegate.results.answers.accuracy import Accuracy, ExactFigure, Quantile
from phasegate.results.plain import maybe, number
from phasegate.rules.review import Review


def accuracy(review: Review, runs: int = RUNS) -> Accuracy:
    """The standard errors of each uncertain figure, from runs under other seeds."""
    model = review.subject.model
    found = measured(model, runs, review.subject.frame)
    return Accuracy(
        initiative=model.case.name,
        currency=model.case.currency,
        draws=model.draws,
        seed=model.seed,
        runs=runs,
        figures=tuple(map(_figure, found)),
        title=model.case.title,
    )


def _figure(one: FigureAccuracy) -> ExactFigure:
    each = zip(SHARES, one.quantiles, one.errors, strict=True)
    quantiles = tuple(Quantile(share, number(value), number(error)) for share, value, error in each)
    return ExactFigure(one.name, one.unit, one.digits, quantiles, maybe(one.mean), maybe(one.mean_error))
