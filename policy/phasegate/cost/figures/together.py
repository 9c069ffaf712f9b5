"""Ranges that nothing ties together: whether a case has many of them, and its cost if one driver moved them all.

Independent ranges offset one another: the more of them carry the spread of a cost, the narrower it gets. Where a demand,
a price or a team is behind several of them, that is less spread than there will be.
"""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.inputs import reach
from phasegate.model.case import Case

RANK = 0.3
"""The rank correlation that is asked about: a weak one, which most cost estimates have."""
FEWEST = 5
"""Ranges that carry the spread from which on it is asked."""
CARRIED = 0.9
"""The part of the spread that these have to carry."""


def driven(model: Model) -> Model | None:
    """The case with one driver behind all ranges; none where it says what ties them, or few carry the spread of its cost."""
    return model.driven(RANK) if untied(model) else None


def untied(model: Model) -> bool:
    """Whether five or more ranges carry the spread of the cost, and the case does not say what ties them together."""
    return not tied(model.case) and model.case.ranges >= FEWEST and carriers(model) >= FEWEST


def tied(case: Case) -> bool:
    """Whether a case says that ranges move together: of all, of a pair, or by a driver that cases share."""
    shared = any(one.home and one.streams for one in case.definitions.values())
    return case.common is not None or bool(case.correlations) or shared


def drawn(model: Model) -> list[str]:
    """The streams of the ranges that the cost rests on."""
    rests = reach(model, [line.key for line in model.case.lines])
    return [one.name for key in rests for one in model.case.definitions[key].streams]


def carriers(model: Model) -> int:
    """How few ranges carry nine tenths of what single ranges explain of the spread of the cost.

    The share of a range is the squared correlation of its normal scores with the cost, less what chance gives to each: 1
    in the number of draws. So a thousand ranges that matter nothing do not count as a few that do.
    """
    names = drawn(model)
    off = model.cost - model.cost.mean()
    size = float(off @ off)
    if size == 0:
        return 0
    found = np.array([_share(model.scores(name), off, size) for name in names]) - 1 / model.draws
    shares = np.sort(found)[::-1]
    reached = np.flatnonzero(np.cumsum(shares) >= CARRIED * shares.sum())
    return int(reached[0]) + 1 if shares.sum() > 0 and reached.size else 0


def _share(scores: Array, off: Array, size: float) -> float:
    """The squared correlation of scores, whose mean is zero but for chance, with what is left of a figure less its mean."""
    return float(scores @ off) ** 2 / (float(scores @ scores) * size)
