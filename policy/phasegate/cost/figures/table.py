"""The one list of figures: every number that a case comes to, under the name by which any output and any question has it.

`why`, the tornado, the accuracy and the JSON of `cost` go by this list; a result keeps the first families of it, and has
the rest in its sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from phasegate.cost.figures import budgeted, chosen, registered, returns, spent, taxed
from phasegate.cost.figures.figure import Figure as Figure
from phasegate.cost.figures.inputs import World

Family = Callable[[World], Iterator[Figure]]
TOLD: tuple[Family, ...] = (spent.totals, taxed.taxes, taxed.with_missing)
"""What every result tells of a case."""
FAMILIES: tuple[Family, ...] = (
    *TOLD,
    spent.cuts,
    taxed.rates_with_missing,
    budgeted.budgets,
    taxed.delayed,
    returns.returns,
    chosen.choices,
    registered.measured,
    registered.assumptions,
)
"""Every figure; of two that would have a name the one that stands first has it, the other goes by its next one."""


def figures(world: World, families: Iterable[Family] = FAMILIES) -> dict[str, Figure]:
    """The figures of a case by name, each once."""
    found: dict[str, Figure] = {}
    for family in families:
        for one in family(world):
            free = next((name for name in (one.name, *one.aliases) if name not in found), None)
            if free is not None:
                one.name = free
                found[free] = one
    return found


def named(world: World) -> dict[str, Figure]:
    """The figures of a case by every name that they answer to."""
    own = figures(world)
    found = dict(own)
    for one in own.values():
        for alias in one.aliases:
            found.setdefault(alias, one)
    return found


def known(world: World) -> list[str]:
    """Every name that can be asked for."""
    return list(named(world))


def figure(world: World, name: str) -> Figure | None:
    """The figure of this name, if the case has it."""
    return named(world).get(name)
