"""What is said of printed means: how large their standard error is where it reaches the last digit shown, else nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from phasegate.numbers.words import listed
from phasegate.results.parts.figures import Statistics

Row = tuple[str, Statistics]
"""A label, and the figure whose mean stands beside it."""


def doubt(rows: Iterable[Row], money: Callable[[float], str], unit: float | None = None) -> str:
    """A sentence about the means of a table, or none.

    `unit` is that of the table's last digit; without one each mean is shown in three digits. `money` writes an amount.
    """
    known = [(label, one) for label, one in rows if math.isfinite(one.mean)]
    untold = [label for label, one in known if one.mean_error is None]
    if untold:
        one = len(untold) == 1
        whose = f"the mean of {untold[0]} is" if one else f"the means of {listed(untold)} are"
        return f"How exact {whose} cannot be told: {'it rests' if one else 'they rest'} on a tail without a finite variance."
    errors = [one.mean_error or 0.0 for _, one in known if (one.mean_error or 0.0) > (unit or _last(one.mean)) / 2]
    return f"The means have a standard error of up to {money(max(errors))}." if errors else ""


def shows(one: Statistics) -> bool:
    """Whether the error of a mean reaches the last of the three digits that it is shown in; one that is not finite has none."""
    return math.isfinite(one.mean) and one.mean_error is not None and one.mean_error > _last(one.mean) / 2


def _last(mean: float) -> float:
    """What one of the last of three digits is worth."""
    return 10.0 ** (math.floor(math.log10(abs(mean))) - 2) if mean else 0.0
