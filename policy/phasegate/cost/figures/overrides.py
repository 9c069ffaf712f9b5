"""An assumption and the values that phases give it of their own: which of them move with it, and which stay as written.

Whoever sets an assumption to a level (a curve, a crossover) sets the phases' own values too; whoever moves it by a part
(an elasticity) moves each once; whoever changes what the case says of it (a scenario, `--set`) leaves a phase's own
value as it is written, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from phasegate.cost.engine.model import Model
from phasegate.cost.figures.inputs import effective, reach
from phasegate.model.case import Definition


def own_values(model: Model, driver: Definition) -> list[str]:
    """The key of an assumption, and those of the values that phases give it."""
    own = [] if driver.phase else [f"{phase.name}.{driver.name}" for phase in model.case.phases]
    return [driver.key, *(key for key in own if key in model.case.definitions)]


def apart(model: Model, driver: Definition) -> list[str]:
    """The phases' own values that do not move with the assumption: one made from it (`claims * 2`) does."""
    first, *others = own_values(model, driver)
    return [key for key in others if first not in reach(model, [key])]


def left_alone(model: Model, changed: Iterable[str]) -> list[Definition]:
    """The phases' own values that a change of some assumptions leaves as they are, in the order of the phases."""
    keys = set(changed)
    found = [key for one in changed for key in apart(model, model.case.definitions[one])]
    return [effective(model, key) for key in dict.fromkeys(found) if key not in keys]
