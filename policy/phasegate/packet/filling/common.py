"""What every filler shares: the desk with the case's parts at hand, bands of arrays, dates, amounts in board language."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles, stats
from phasegate.model.case import Case, Day, Definition, Phase
from phasegate.model.framework import Framework
from phasegate.numbers import board
from phasegate.numbers.dates import short_month
from phasegate.numbers.words import capital
from phasegate.packet.parts import Band
from phasegate.pipeline import Checked
from phasegate.rules.review import Review
from phasegate.rules.subject import Subject
from phasegate.units import MONEY_RATE, SIGN_OF
from phasegate_dsl.source import Span

Array = NDArray[np.float64]


@dataclass(slots=True, frozen=True)
class Sum:
    """A budget, and the forecast that it answers: both per year, or both for the whole phase."""

    amount: float
    per_year: bool
    forecast: Array

    @property
    def unit(self) -> str:
        """What the amount is per, as a person says it; a one-off sum is for its phase."""
        return "per year" if self.per_year else "for the whole phase"

    @property
    def chance(self) -> float:
        """How likely the forecast stays within the amount."""
        return float(np.mean(self.forecast <= self.amount))


class Desk:
    """One review on the desk: its parts, and the few ways in which the packet words a figure."""

    def __init__(self, checked: Checked) -> None:
        if not isinstance(checked.review, Review):
            raise ValueError("only a case that was judged has a packet")
        self.checked = checked
        self.review: Review = checked.review
        self.subject: Subject = self.review.subject
        self.case: Case = self.subject.case
        self.frame: Framework = self.subject.frame
        self.model: Model = self.subject.model
        self.currency = self.case.currency
        self.symbol = SIGN_OF.get(self.currency, f"{self.currency} ")

    @property
    def last(self) -> Phase:
        """The last phase: what the programme becomes."""
        return self.case.phases[-1]

    @property
    def target(self) -> Phase:
        """The phase whose money is asked for."""
        return self.subject.target or self.last

    @cached_property
    def run_cost(self) -> Array:
        """`(draws,)` run cost of the last phase per year."""
        return self.model.phase_run_cost(self.last) * 12

    @cached_property
    def asked(self) -> Sum | None:
        """The sum that the review decides on."""
        return self.budget(self.target)

    @property
    def as_of(self) -> date:
        """The day of judgement."""
        return date(*self.subject.as_of)

    def title(self, name: str) -> str:
        """A phase's title; its name made readable where it has none, or where the case has no such phase."""
        found = self.case.phase(name)
        return found.title if found and found.title != name else capital(name.replace("_", " "))

    def budget(self, phase: Phase) -> Sum | None:
        """The budget that the case states for a phase, beside its forecast."""
        if phase.budget is None:
            return None
        if phase.budget.dim == MONEY_RATE:
            return Sum(phase.budget.value * 12, True, self.model.phase_run_cost(phase) * 12)
        return Sum(phase.budget.value, False, self.model.phase_cost(phase))

    def money(self, value: float) -> str:
        """An amount in three digits: `$2.41M`."""
        return board.money(value, self.symbol)

    def exact(self, value: float) -> str:
        """An amount for a resolution: short only where nothing is lost, `$2.75M` but `$2,753,200`."""
        return board.exact_money(value, self.symbol)

    def month(self, at: float) -> str:
        """The calendar month that a time in months from the start lies in: `Feb 2027`."""
        return short_month(*self.model.grid.calendar(math.floor(at + 1e-9)))


def band(values: Array, factor: float = 1.0) -> Band:
    """The band of `(draws,)` amounts."""
    found = stats(values).scaled(factor)
    return Band(p10=found.p10, p50=found.p50, p80=found.p80, p90=found.p90, mean=found.mean)


def p50(values: Array) -> float:
    """The median of `(draws,)` values; infinite where the middle is."""
    return at_share(values, 0.5)


def at_share(values: Array, share: float) -> float:
    """A quantile of `(draws,)` values, some of which may be infinite."""
    with np.errstate(invalid="ignore"):
        found = quantiles(values, (share,))[0]
    return math.inf if math.isnan(found) else found


def day(value: Day) -> date:
    """A day of the case as a date."""
    return date(*value)


def written(definition: Definition) -> str:
    """An expression as its author wrote it, on one line."""
    return piece(definition.span, definition.expr.start, definition.expr.end)


def piece(span: Span, start: int, end: int) -> str:
    """A part of the text that a span lies in, on one line."""
    return " ".join(span.source.text[start:end].split())
