"""Figures as people read them: three significant digits, money with its sign, parts that add up to their total."""

from __future__ import annotations

import math
from collections.abc import Sequence

from phasegate.units import MONEY, MONEY_RATE, RATE, SIGN_OF, TIME, TOKEN_PRICE, TOKENS, Dim, show

_STEPS = ((1e9, "B"), (1e6, "M"), (1e3, "K"))


def compact(value: float, digits: int = 3) -> str:
    """`2.41M`, `178K`, `0.32`: a number in few digits."""
    if not math.isfinite(value):
        return "n/a"
    if value == 0:
        return "0"
    sign, size = ("-" if value < 0 else ""), abs(value)
    size = float(f"{size:.{digits}g}")
    for step, letter in _STEPS:
        if size >= step:
            return f"{sign}{_plain(size / step, digits)}{letter}"
    return sign + _plain(size, digits)


def _plain(value: float, digits: int) -> str:
    places = max(0, digits - 1 - math.floor(math.log10(value))) if value else 0
    text = f"{value:.{min(places, 10)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: float, currency: str = "USD", per: str = "", digits: int = 3) -> str:
    """`$2.41M/yr` or `75K CHF`: an amount of money in the case's currency, `per` a time unit or nothing."""
    amount = compact(abs(value), digits)
    minus = "-" if value < 0 and amount not in ("0", "n/a") else ""
    tail = f"/{per}" if per else ""
    sign = SIGN_OF.get(currency)
    return f"{minus}{sign}{amount}{tail}" if sign else f"{minus}{amount} {currency}{tail}"


def percent(value: float, digits: int = 3) -> str:
    """A share as `12.5%`."""
    return compact(value * 100, digits) + "%" if math.isfinite(value) else "n/a"


def quantity(value: float, dimension: Dim, currency: str = "USD", *, share: bool = False) -> str:
    """A magnitude in base units with its dimension, as people read it; `share` shows a plain number as a percentage."""
    if dimension == MONEY:
        return money(value, currency)
    if dimension == MONEY_RATE:
        return money(value * 12, currency, "yr") if abs(value) >= 1e5 / 12 else money(value, currency, "mo")
    if dimension == TIME:
        return _time(value)
    if dimension == RATE:
        return f"{percent(value * 12)}/yr"
    if dimension == TOKEN_PRICE:
        return f"{money(value * TOKENS, currency)} per 1M token"
    if not dimension:
        return percent(value) if share else compact(value)
    if dict(dimension).get("money"):
        rest = tuple(p for p in dimension if p[0] != "money")
        unit = show(rest)
        return money(value, currency) + (unit[1:] if unit.startswith("1/") else f" {unit}")
    return f"{compact(value)} {show(dimension, currency)}"


def _time(months: float) -> str:
    if months and abs(months) < 3 and not math.isclose(months, round(months)):
        return f"{compact(months * 365 / 84)} weeks"
    return f"{compact(months)} month{'' if months == 1 else 's'}"


def apportion(exact: Sequence[float], goal: int) -> list[int]:
    """Whole numbers that add up to `goal`, each less than one from its exact value: who lost most goes up first."""
    parts = [math.floor(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: max(goal - sum(parts), 0)]:
        parts[at] += 1
    return parts


def foot_group(rows: Sequence[Sequence[float]], width: int, goal: int) -> tuple[list[int], list[list[int]]]:
    """Whole column totals that add up to `goal`, and whole cells (by column) that add up to the column totals.

    Rounded from the outside in; a row's printed total is the sum of its printed cells.
    """
    columns = [[row[at] for row in rows] for at in range(width)]
    totals = apportion([math.fsum(column) for column in columns], goal)
    return totals, [apportion(column, totals[at]) for at, column in enumerate(columns)]


def foot(values: Sequence[float], quantum: float = 1.0) -> list[float]:
    """Values rounded to `quantum` so that they add up to their rounded total."""
    exact = [value / quantum for value in values]
    return [part * quantum for part in apportion(exact, math.floor(math.fsum(exact) + 0.5))]
