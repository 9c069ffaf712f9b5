"""The answer to "how exact are these figures?": the standard error of each percentile, and the digits that it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from phasegate.results.answers.record import HIDDEN

Unit = Literal["money", "money per month", "months", "own"]


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of a figure with its standard error."""

    share: float
    value: float
    standard_error: float


@dataclass(frozen=True, slots=True)
class ExactFigure:
    """A figure that is uncertain, and how many of its digits the draws have earned."""

    figure: str
    unit: Unit
    digits: int
    """Significant digits of which at most the last is in doubt."""
    quantiles: tuple[Quantile, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`phasegate cost --accuracy`: standard errors, measured by runs under other seeds."""

    initiative: str
    currency: str
    draws: int
    seed: int
    runs: int
    figures: tuple[ExactFigure, ...]
    title: str = field(metadata=HIDDEN)
