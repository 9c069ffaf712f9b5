"""Figures in the terminal and in findings: ASCII, three significant digits, money as the language itself writes it."""

from __future__ import annotations

import math

from phasegate.numbers.words import noun
from phasegate.units import MONEY, MONEY_RATE, RATE, SIGN_OF, TIME, TOKEN_PRICE, TOKENS, Dim, show

STEPS = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
NONE = "n/a"
"""What stands for a figure that is not finite."""


def compact(value: float, digits: int = 3) -> str:
    """`2.41M`, `178K`, `0.32`: a number in few digits."""
    if not math.isfinite(value):
        return NONE
    size = float(f"{abs(value):.{digits}g}")
    text = _scaled(size, digits)
    return f"-{text}" if value < 0 and text != "0" else text


def _scaled(size: float, digits: int) -> str:
    for step, letter in STEPS:
        if size >= step:
            return f"{fixed(size / step, digits)}{letter}"
    return fixed(size, digits)


def fixed(size: float, digits: int) -> str:
    """A magnitude in so many significant digits, at most ten places after the point, without trailing zeros."""
    places = max(0, digits - 1 - math.floor(math.log10(size))) if size else 0
    text = f"{size:.{min(places, 10)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: float, currency: str = "USD", per: str = "", digits: int = 3) -> str:
    """`$2.41M/yr` or `75K CHF`: an amount of money in the case's currency, `per` a time unit or none."""
    amount = compact(abs(value), digits)
    minus = "-" if value < 0 and amount not in ("0", NONE) else ""
    tail = f"/{per}" if per else ""
    sign = SIGN_OF.get(currency)
    return f"{minus}{sign}{amount}{tail}" if sign else f"{minus}{amount} {currency}{tail}"


def signed(text: str) -> str:
    """A difference with its sign: `+$12K`, `-$3K`, `+$0`."""
    return text if text.startswith("-") else f"+{text}"


def percent(value: float, digits: int = 3) -> str:
    """A share as `12.5%`."""
    return compact(value * 100, digits) + "%" if math.isfinite(value) else NONE


MOST_RETURN = 10.0
"""A yearly rate of return beyond this says no more than that it is beyond."""


def rate_of_return(value: float) -> str:
    """A yearly rate of return: `12.5%`, `over 1,000%`."""
    return f"over {MOST_RETURN:,.0%}" if value > MOST_RETURN else _return(value)


def change_of_return(value: float) -> str:
    """A difference of two yearly rates of return with its sign: `+12.5%`, `over +1,000%`, `below -1,000%`."""
    if abs(value) <= MOST_RETURN:
        return signed(_return(value))
    return f"{'over +' if value > 0 else 'below -'}{MOST_RETURN:,.0%}"


def _return(value: float) -> str:
    """A rate within the bound, which is in digits what it is as the bound: `1,000%`, not `1K%`."""
    return percent(value).replace("1K%", f"{MOST_RETURN:,.0%}")


def points(value: float, digits: int = 2) -> str:
    """A number of percent in prose, with a space: an elasticity of 0.98 is `0.98 %`."""
    return f"{compact(value, digits)} %"


def quantity(value: float, dimension: Dim, currency: str = "USD", *, share: bool = False) -> str:
    """A magnitude in base units with its dimension, as people read it; `share` shows a plain number as a percentage."""
    if dimension == MONEY:
        return money(value, currency)
    if dimension == MONEY_RATE:
        return money(value * 12, currency, "yr") if abs(value) >= 1e5 / 12 else money(value, currency, "mo")
    if dimension == TIME:
        return duration(value)
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


def duration(months: float) -> str:
    """A stretch of time: `7.5 months`, `1 month`, and in weeks what is short and no whole month: `2.6 weeks`."""
    if months and abs(months) < 3 and not math.isclose(months, round(months)):
        return _counted(months * 365 / 84, "week")
    return _counted(months, "month")


def _counted(value: float, word: str) -> str:
    text = compact(value)
    return f"{text} {noun(1 if text == '1' else 2, word)}"


def months(value: float) -> str:
    """Whole months: `1 month`, `17 months`."""
    count = f"{value:.0f}"
    return f"{count} {noun(1 if count == '1' else 2, 'month')}"
