"""Numbers as a board reads them: rounded once, footing to their printed totals, a true minus sign."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from phasegate.numbers import apportion

DASH = "–"
MINUS = "−"
STEPS = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def foot(values: Sequence[float], total: float | None = None, quantum: float = 1.0) -> tuple[list[int], int]:
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


def signed(text: str, value: float) -> str:
    """`text` of a magnitude with a true minus sign when `value` is negative."""
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,$€£¥KMB ") else text


def compact(value: float, symbol: str = "$", digits: int = 3) -> str:
    """An amount in a few characters: `$1.24M`, `$75K`, `−$310`, `$0.42`; `digits` significant ones."""
    size = abs(value)
    for step, letter in STEPS:
        if size >= step * (1 - 0.5 * 10**-digits):
            return signed(f"{symbol}{_significant(size / step, digits)}{letter}", value)
    if size >= 100 or size == round(size):
        return signed(f"{symbol}{size:,.0f}", value)
    return signed(f"{symbol}{size:,.2f}" if size >= 0.095 else f"{symbol}{size:.2g}", value)


def _significant(size: float, digits: int) -> str:
    whole = len(str(int(size + 0.5)))
    text = f"{size:.{max(digits - whole, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def thousands(value: float | None) -> str:
    """An amount in thousands, grouped, without unit: `2,751`; the table's heading names the unit."""
    return DASH if value is None else quanta(math.floor(value / 1000 + 0.5))


def quanta(count: int) -> str:
    """A whole count, grouped, with a true minus sign; zero is a dash, as in a budget."""
    return DASH if count == 0 else signed(f"{abs(count):,}", count)


def percent(share: float | None, digits: int = 0) -> str:
    """A fraction as a percentage: 0.153 is `15%`."""
    return DASH if share is None else signed(f"{abs(share) * 100:,.{digits}f}%", share)


def unit_price(value: float, symbol: str = "$") -> str:
    """A price of one unit with two or three significant digits: `$1.87`, `$0.0042`."""
    size = abs(value)
    if size >= 1000:
        return compact(value, symbol)
    if size >= 100:
        return signed(f"{symbol}{size:.0f}", value)
    return signed(f"{symbol}{size:.2f}" if size >= 0.1 or size == 0 else f"{symbol}{size:.2g}", value)


def day(when: date | None) -> str:
    """A date in full: `20 November 2026`; a dash for none."""
    return DASH if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date | None) -> str:
    """A date for table cells: `20 Nov 2026`; a dash for none."""
    return DASH if when is None else f"{when.day} {MONTHS[when.month - 1][:3]} {when.year}"
