"""A case beside its reference class: its own spread, and its cost as history would have it."""

from __future__ import annotations

from math import ceil

import numpy as np

from phasegate.classes.table import DEFAULT, ReferenceClass, classes
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.model.case import Case
from phasegate_dsl.records import frozen

SHARES = (0.5, 0.8, 0.9)


@frozen
class BesideClass:
    """The cost over the horizon at P50, P80 and P90: the case's own, and its P50 without contingency with its class's ratios."""

    reference: ReferenceClass
    named: bool
    """Whether the case names the class itself."""
    own: tuple[float, float, float]
    told: tuple[float, float, float]
    contingency: float
    """The mean of what is set aside for what no line knows."""
    asked: float
    """What contingency the class asks for: its P80 less what is planned, never below zero."""
    lines: float
    """The mean of what all lines and roles cost."""

    @property
    def spread(self) -> float:
        """How far the case's own P90 lies above its P50; one where it costs nothing."""
        return self.own[2] / self.own[0] if self.own[0] else 1.0

    @property
    def narrower(self) -> bool:
        """Whether the cost of the case is spread less than that of its class was, and no contingency makes up for it."""
        reached = 0 < self.asked <= self.contingency * (1 + 1e-9)
        return self.own[0] > 0 and self.spread < self.reference.spread and not reached

    @property
    def more(self) -> float:
        """The further contingency that would reach the class's P80, as a share of all lines, in tenths of a percent rounded up."""
        short = self.asked - self.contingency
        return ceil(1000 * short / self.lines - 1e-9) / 1000 if short > 0 and self.lines > 0 else 0.0

    @property
    def below(self) -> tuple[str, ...]:
        """The percentiles at which the class puts the cost below the case's own."""
        names = (f"p{100 * share:.0f}" for share in SHARES)
        return tuple(name for name, own, told in zip(names, self.own, self.told, strict=True) if told < own)


def reference(case: Case) -> tuple[ReferenceClass, bool]:
    """The class of a case, and whether it names it."""
    name = case.fields.get("reference_class", "")
    known = classes()
    return known.get(name, known[DEFAULT]), name in known


def history(model: Model) -> BesideClass:
    """A case beside its class."""
    found, named = reference(model.case)
    own = quantiles(model.cost, SHARES)
    aside = model.total(model.sum_cash(model.case.contingencies))
    planned = quantiles(model.cost - aside, (0.5,))[0]
    told = [planned * found.percentiles[f"p{100 * share:.0f}"] for share in SHARES]
    lines = model.total(model.recurring) + model.total(model.once)
    means = (float(np.mean(aside)), max(0.0, told[1] - planned), float(np.mean(lines)))
    return BesideClass(found, named, (own[0], own[1], own[2]), (told[0], told[1], told[2]), *means)
