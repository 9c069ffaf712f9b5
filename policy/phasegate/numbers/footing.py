"""Parts that add up: whole numbers by largest remainder, so that a printed total is the sum of its printed parts."""

from __future__ import annotations

import math
from collections.abc import Sequence


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


def foot(values: Sequence[float], quantum: float = 1.0) -> list[float]:
    """Values rounded to `quantum` so that they add up to their rounded total."""
    return [part * quantum for part in foot_counts(values, quantum=quantum)[0]]


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


def foot_group(rows: Sequence[Sequence[float]], width: int, goal: int) -> tuple[list[int], list[list[int]]]:
    """Whole column totals that add up to `goal`, and whole cells (by column) that add up to the column totals.

    Rounded from the outside in; a row's printed total is the sum of its printed cells.
    """
    columns = [[row[at] for row in rows] for at in range(width)]
    totals = apportion([math.fsum(column) for column in columns], goal)
    return totals, [apportion(column, totals[at]) for at, column in enumerate(columns)]


def foot_split(
    groups: Sequence[Sequence[Sequence[float]]], width: int, quantum: float
) -> list[tuple[list[int], list[list[int]]]]:
    """Groups of rows (capital, operating) as column totals and cells in quanta; all of them add up to the rounded sum.

    Rounded from the outside in: the total of all, the groups, their columns, the cells.
    """
    sums = [math.fsum(value for row in rows for value in row) for rows in groups]
    goals, _ = foot_counts(sums, quantum=quantum)
    counted = [[[value / quantum for value in row] for row in rows] for rows in groups]
    return [foot_group(rows, width, goal) for rows, goal in zip(counted, goals, strict=True)]


def whole_percents(shares: Sequence[float], rest: float) -> list[int]:
    """Shares and what is left as whole percents that add up to 100; all zero where nothing varies."""
    if not any(shares) and not rest:
        return [0] * (len(shares) + 1)
    return apportion([100 * share for share in (*shares, rest)], 100)
