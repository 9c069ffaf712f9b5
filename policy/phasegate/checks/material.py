"""What a check looks at: a case with its framework and prices on a day, and its figures once there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.model.case import Case, Day
from phasegate.model.framework import Framework
from phasegate.prices.source import PriceSource
from phasegate_dsl.finding import Finding
from phasegate_dsl.records import frozen

if TYPE_CHECKING:  # a check of what a case says loads no numpy
    from phasegate.cost.engine.model import Model


@frozen
class Material:
    """A case under a check; `figures` raises where it has none, so checks that need figures run after they exist."""

    case: Case
    frame: Framework
    prices: PriceSource
    as_of: Day
    model: Model | None = None
    converts: frozenset[str] = frozenset()
    """The currencies that the case gives an exchange rate of, whether that makes sense or not."""
    found: tuple[Finding, ...] = ()
    """What the stage has found by itself: a check does not say it again."""

    @property
    def figures(self) -> Model:
        """The figures of the case."""
        assert self.model is not None, "a check of figures belongs to the stage `calculate` or later"
        return self.model
