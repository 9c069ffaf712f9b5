"""The answer to "how exact are these figures?": the standard error of each percentile and mean, and the digits that it leaves."""

from __future__ import annotations

from dataclasses import field

from phasegate.results.answers.measure import Measure
from phasegate.results.answers.record import HIDDEN
from phasegate.results.plain import Number
from phasegate_dsl.records import frozen


@frozen
class Quantile:
    """A quantile of a figure with its standard error."""

    share: float
    value: float
    standard_error: float


@frozen
class ExactFigure:
    """A figure that is uncertain, and how many of its digits the draws have earned."""

    figure: str
    unit: str
    """`$`, `$/mo`, `mo`; empty for a plain number."""
    digits: int
    """Significant digits of which at most the last is in doubt."""
    quantiles: tuple[Quantile, ...]
    mean: Number | None
    """None where some draws have no value."""
    mean_error: Number | None
    """The standard error of the mean; none also where it cannot be told: a tail without a finite variance is in it."""
    measure: Measure = field(metadata=HIDDEN)


@frozen
class Accuracy:
    """`phasegate cost --accuracy`: standard errors, measured by runs under other seeds."""

    initiative: str
    currency: str
    draws: int
    seed: int
    runs: int
    usual: int
    """The runs of a case that is not as large."""
    figures: tuple[ExactFigure, ...]
    title: str = field(metadata=HIDDEN)
