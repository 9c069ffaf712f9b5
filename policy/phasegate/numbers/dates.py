"""Days and months: in ISO form for programs and findings, in words for the packet."""

from __future__ import annotations

from datetime import date

DASH = "–"
MONTHS = (
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
)


def iso(day: tuple[int, int, int]) -> str:
    """A day as `2026-11-20`."""
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"


def iso_month(year: int, month: int) -> str:
    """A month as `2026-11`."""
    return f"{year:04}-{month:02}"


def long_day(when: date | None) -> str:
    """A date in full: `20 November 2026`; a dash for none."""
    return DASH if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(when: date | None) -> str:
    """A date for table cells: `20 Nov 2026`; a dash for none."""
    return DASH if when is None else f"{when.day} {short_month(when.year, when.month)}"


def short_month(year: int, month: int) -> str:
    """A calendar month for table cells and axes: `Nov 2026`."""
    return f"{MONTHS[month - 1][:3]} {year}"
