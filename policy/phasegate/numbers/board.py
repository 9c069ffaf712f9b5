"""Figures as a board reads them, in the packet: a true minus sign, grouped thousands, cents in small amounts.

Money has its symbol before it, also where that is a code (`CHF 75K`); the terminal writes what the language reads
(`75K CHF`).
"""

from __future__ import annotations

import math

from phasegate.numbers.dates import DASH
from phasegate.numbers.footing import THOUSAND, nearest
from phasegate.numbers.plain import MOST_RETURN, STEPS, fixed
from phasegate.numbers.plain import months as whole_months
from phasegate.numbers.words import plural

MINUS = "−"


def signed(text: str, value: float) -> str:
    """`text` of a magnitude with a true minus sign when `value` is negative and the text is not zero."""
    return f"{MINUS}{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def money(value: float, symbol: str = "$", digits: int = 3) -> str:
    """An amount in a few characters: `$1.24M`, `$75K`, `−$310`, `$0.42`; `digits` significant ones."""
    size = abs(value)
    for step, letter in STEPS:
        if size >= step * (1 - 0.5 * 10**-digits):
            return signed(f"{symbol}{fixed(_rounded(size / step, digits), digits)}{letter}", value)
    if size >= 100 or size == round(size):
        return signed(f"{symbol}{size:,.0f}", value)
    return signed(f"{symbol}{size:,.2f}" if size >= 0.095 else f"{symbol}{fixed(size, 2)}", value)


def exact_money(value: float, symbol: str = "$") -> str:
    """An amount for a resolution: short only where nothing is lost, `$2.75M` but `$2,753,200`."""
    size = abs(value)
    step, letter = next(((step, letter) for step, letter in STEPS if size >= step), (0.0, ""))
    if step and math.isclose(size / step, round(size / step, 2), rel_tol=1e-12):
        return signed(f"{symbol}{size / step:.2f}".rstrip("0").rstrip(".") + letter, value)
    return signed(f"{symbol}{size:,.0f}" if size == round(size) else f"{symbol}{size:,.2f}", value)


def unit_price(value: float, symbol: str = "$") -> str:
    """A price of one unit with two or three significant digits: `$1.87`, `$0.0042`."""
    size = abs(value)
    if size >= 999.5:
        return money(value, symbol)
    if size >= 100:
        return signed(f"{symbol}{size:.0f}", value)
    return signed(f"{symbol}{size:.2f}" if size >= 0.1 or size == 0 else f"{symbol}{fixed(size, 2)}", value)


def amount(value: float | None, unit: float = THOUSAND) -> str:
    """An amount in whole units, grouped, without the unit: `2,751`; the table's heading names it."""
    return DASH if value is None else quanta(nearest(value, unit))


def quanta(count: int) -> str:
    """A whole count, grouped, with a true minus sign; zero is a dash, as in a budget."""
    return DASH if count == 0 else signed(f"{abs(count):,}", count)


def percent(share: float | None, digits: int = 0) -> str:
    """A fraction as a percentage with so many places: 0.153 is `15%`; a dash for none."""
    return DASH if share is None else signed(f"{abs(share) * 100:,.{digits}f}%", share)


def rate_of_return(value: float) -> str:
    """A yearly rate of return: `12%`, `over 1,000%`."""
    return f"over {MOST_RETURN:,.0%}" if value > MOST_RETURN else percent(value)


def signed_percent(share: float, digits: int = 0) -> str:
    """A deviation as a percentage with its sign: `+2.2%`, `−14.6%`."""
    text = percent(share, digits)
    return text if text.startswith(MINUS) else f"+{text}"


def chance(share: float) -> str:
    """A probability in words that promise no more than the draws show."""
    if share > 0.995:
        return "over 99%"
    return "under 1%" if share < 0.005 else percent(share)


def quantity(value: float) -> str:
    """A number of things: three significant digits, four from a thousand on: `0.32`, `12,340`, `1.24M`."""
    size = abs(value)
    for step, letter, digits in ((1e9, "B", 3), (1e6, "M", 4)):
        if _rounded(size, digits) >= step:
            return signed(_few(size / step) + letter, value)
    return signed(_few(size), value)


def _few(size: float) -> str:
    if _rounded(size, 3) >= 1000:
        return f"{_rounded(size, 4):,.0f}"
    return fixed(_rounded(size, 3), 3)


def _rounded(size: float, digits: int) -> float:
    return float(f"{size:.{digits}g}")


def multiple(ratio: float) -> str:
    """A ratio as `14.2×`, whole from a hundred on."""
    return f"{ratio:,.1f}×" if abs(ratio) < 100 else f"{ratio:,.0f}×"


def weeks(months: float) -> str:
    """A short stretch of time in weeks: `6 weeks`, `0.4 weeks`."""
    count = months * 365 / 84
    return plural(round(count), "week") if count >= 0.95 or not count else f"{count:.1f} weeks"


def months(value: float, beyond: str = "beyond the horizon") -> str:
    """Whole months, or the words for a time that never comes."""
    return whole_months(value) if math.isfinite(value) else beyond
