"""A case beside its reference class: its own spread, and its cost as history would have it."""

from __future__ import annotations

from phasegate.classes.table import DEFAULT, ReferenceClass, classes
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.model.case import Case
from phasegate_dsl.records import frozen

SHARES = (0.5, 0.8, 0.9)


@frozen
class BesideClass:
    """The cost over the horizon at P50, P80 and P90: the case's own, and its P50 with the ratios of its class."""

    reference: ReferenceClass
    named: bool
    """Whether the case names the class itself."""
    own: tuple[float, float, float]
    told: tuple[float, float, float]

    @property
    def spread(self) -> float:
        """How far the case's own P90 lies above its P50; one where it costs nothing."""
        return self.own[2] / self.own[0] if self.own[0] else 1.0

    @property
    def narrower(self) -> bool:
        """Whether the cost of the case is spread less than that of its class was."""
        return self.own[0] > 0 and self.spread < self.reference.spread


def reference(case: Case) -> tuple[ReferenceClass, bool]:
    """The class of a case, and whether it names it."""
    name = case.fields.get("reference_class", "")
    known = classes()
    return known.get(name, known[DEFAULT]), name in known


def history(model: Model) -> BesideClass:
    """A case beside its class."""
    found, named = reference(model.case)
    own = quantiles(model.cost, SHARES)
    told = [own[0] * found.percentiles[f"p{100 * share:.0f}"] for share in SHARES]
    return BesideClass(found, named, (own[0], own[1], own[2]), (told[0], told[1], told[2]))
