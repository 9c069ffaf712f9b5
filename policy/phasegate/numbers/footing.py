"""Amounts in tables. Costs are rounded to nearest, each by itself, so that a figure reads the same wherever it stands, and
a table says where a printed sum is not that of its printed parts; percents of a whole are rounded by largest remainder."""

from __future__ import annotations

import math
from collections.abc import Sequence

THOUSAND = 1000.0
SMALL = 100_000.0
"""Tables whose amounts come to less are in single units of the currency."""
Balance = tuple[float, float, float, float]
"""What is implied, declared, in surplus and missing."""


def unit_of(total: float) -> float:
    """The unit of a table whose amounts come to a total: one, or a thousand."""
    return 1.0 if abs(total) < SMALL else THOUSAND


def nearest(value: float, unit: float = 1.0) -> int:
    """An amount in whole units, a half up: it reads the same wherever it stands."""
    return math.floor(value / unit + 0.5)


def differs(parts: Sequence[float], total: float, unit: float) -> bool:
    """Whether parts do not add up to their total once all are rounded; rounding must not hide that they never did."""
    if not all(map(math.isfinite, (*parts, total))):
        raise ValueError("only finite amounts can be added up")
    added = math.fsum(parts)
    if abs(total - added) > 1e-6 * max(math.fsum(map(abs, parts)), unit):
        raise ValueError(f"the parts add up to {added:,.2f}, the total says {total:,.2f}")
    return sum(nearest(part, unit) for part in parts) != nearest(total, unit)


def balance_differs(rows: Sequence[Balance], total: Balance, unit: float) -> bool:
    """Whether a sum of rows of what is implied, declared, in surplus and missing, across or down, differs once all are rounded."""
    down = any(differs(column, whole, unit) for column, whole in zip(zip(*rows, strict=True), total, strict=True))
    return down or any(
        differs((implied, -declared, surplus), missing, unit) for implied, declared, surplus, missing in (*rows, total)
    )


def apportion(exact: Sequence[float], goal: int) -> list[int]:
    """Whole numbers that add up to `goal`, each less than one from its exact value: who lost most goes up first."""
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: max(goal - sum(parts), 0)]:
        parts[at] += 1
    return parts


def whole_percents(shares: Sequence[float], rest: float) -> list[int]:
    """Shares and what is left as whole percents that add up to 100; all zero where nothing varies."""
    if not any(shares) and not rest:
        return [0] * (len(shares) + 1)
    return apportion([100 * share for share in (*shares, rest)], 100)
