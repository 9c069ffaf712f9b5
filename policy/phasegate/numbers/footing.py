"""Amounts in tables. Costs are rounded to nearest, each by itself, and a table says where a printed sum is not that of its
printed parts; what is told as a sum (percents of a whole, the balance of the tax) is rounded by largest remainder."""

from __future__ import annotations

import math
from collections.abc import Sequence

THOUSAND = 1000.0
SMALL = 100_000.0
"""Tables whose amounts come to less are in single units of the currency."""


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


def apportion(exact: Sequence[float], goal: int) -> list[int]:
    """Whole numbers that add up to `goal`, each less than one from its exact value: who lost most goes up first."""
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: max(goal - sum(parts), 0)]:
        parts[at] += 1
    return parts


def foot_counts(values: Sequence[float], total: float | None = None, quantum: float = 1.0) -> tuple[list[int], int]:
    """Round `values` to whole multiples of `quantum` so that they add up to the rounded total (largest remainder).

    Returns the parts and the total, both counted in quanta. `total` defaults to the sum; a total that is not the sum of
    its parts, to within half a quantum, is refused: rounding must not hide an error.
    """
    if not math.isfinite(quantum) or quantum <= 0:
        raise ValueError("the quantum of rounding must be positive")
    exact = [value / quantum for value in values]
    if not all(map(math.isfinite, exact)):
        raise ValueError("only finite amounts can be footed")
    added = math.fsum(exact)
    whole = added if total is None else total / quantum
    if abs(whole - added) > 0.5 + 1e-9 * math.fsum(map(abs, exact)):
        raise ValueError(f"the parts add up to {added * quantum:,.2f}, the total says {whole * quantum:,.2f}")
    goal = math.floor(whole + 0.5)
    return apportion(exact, goal), goal


def foot_balance(
    declared: Sequence[float], surplus: Sequence[float], missing: Sequence[float], quantum: float
) -> tuple[list[Balance], Balance]:
    """Rows of what is implied, declared, in surplus and missing, and their total, in quanta.

    Each column adds up, and in each row implied - declared + surplus = missing: what is implied is what the others make.
    """
    sides = [foot_counts(values, quantum=quantum) for values in (declared, surplus, missing)]
    rows = [_balance(*parts) for parts in zip(*(parts for parts, _ in sides), strict=True)]
    return rows, _balance(*(total for _, total in sides))


Balance = tuple[int, int, int, int]
"""What is implied, declared, in surplus and missing."""


def _balance(declared: int, surplus: int, missing: int) -> Balance:
    return declared - surplus + missing, declared, surplus, missing


def whole_percents(shares: Sequence[float], rest: float) -> list[int]:
    """Shares and what is left as whole percents that add up to 100; all zero where nothing varies."""
    if not any(shares) and not rest:
        return [0] * (len(shares) + 1)
    return apportion([100 * share for share in (*shares, rest)], 100)
