"""Figures for other programs: rounded once to twelve digits, so that machines agree to the byte; no exponent in CSV."""

from __future__ import annotations

import math


def number(value: float) -> float | None:
    """A figure rounded to twelve significant digits; None for what is not finite."""
    return float(f"{value:.12g}") if math.isfinite(value) else None


def decimal(value: float) -> str:
    """A number without exponent, in its shortest form."""
    text = repr(value)
    if "e" in text:
        text = f"{value:.18f}".rstrip("0")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def amount(value: float) -> str:
    """An amount of money to a millionth, with two places at least; empty for what is not finite.

    Rows of cents would not add up to the cent; a hundred thousand rows of these do.
    """
    kept = number(value)
    if kept is None:
        return ""
    text = f"{kept:.6f}".rstrip("0")
    whole, _, places = text.partition(".")
    return f"{whole}.{places:0<2}".replace("-0.00", "0.00") if len(places) < 2 else text


def price(value: float) -> str:
    """A listed price to the cent where that is exact, else with all its digits: `2.50`, `0.075`."""
    text = f"{value:.2f}"
    return f"{value:.10f}".rstrip("0") if abs(value - float(text)) > 1e-12 else text
