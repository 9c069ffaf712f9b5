"""What every section's builder asks of a result: parts that must be there, phases by name, amounts and days in words."""

from __future__ import annotations

import math
from datetime import date

from phasegate.numbers import board
from phasegate.numbers import units as numbers
from phasegate.numbers.dates import short_month
from phasegate.numbers.words import capital
from phasegate.packet.parts import Band
from phasegate.results.parts.costs import PhaseRecord
from phasegate.results.parts.figures import Statistics, UnitRecord
from phasegate.results.parts.identity import Initiative
from phasegate.results.parts.register import DecisionRecord
from phasegate.results.result import Result
from phasegate.results.result import needed as needed


def initiative(result: Result) -> Initiative:
    """The initiative that the packet is about."""
    return needed(result.initiative)


def phase(result: Result, name: str) -> PhaseRecord | None:
    """The phase of a name, if the case has it."""
    return next((one for one in needed(result.phases) if one.name == name), None)


def decision(result: Result, name: str) -> DecisionRecord | None:
    """The latest decision on a phase."""
    return next((one for one in reversed(needed(result.decisions)) if one.phase == name), None)


def title(result: Result, name: str) -> str:
    """A phase's title; its name made readable where it has none, or where the case has no such phase."""
    found = phase(result, name)
    return found.title if found and found.title != name else capital(name.replace("_", " "))


def run_cost(result: Result) -> Statistics:
    """The run cost of the last phase per year."""
    return result.figure(f"{result.last}.run_cost").value.times(12)


def money(result: Result, value: float, digits: int = 3) -> str:
    """An amount in three digits, or as many as are asked for: `$2.41M`."""
    return board.money(value, initiative(result).symbol, digits)


def unit(result: Result, one: UnitRecord) -> numbers.Unit:
    """A unit that writes numbers, with the sign of the case's currency."""
    return numbers.Unit(one.factor, one.name, initiative(result).symbol if one.money else "", one.share)


def band(found: Statistics, factor: float = 1.0) -> Band:
    """The band of an amount."""
    scaled = found.times(factor)
    return Band(p10=scaled.p10, p50=scaled.p50, p80=scaled.p80, p90=scaled.p90, mean=scaled.mean)


def day(text: str) -> date:
    """A day of a result as a date."""
    return date.fromisoformat(text)


def month(text: str) -> str:
    """A month in words: `2027-02` is `Feb 2027`."""
    year, number = map(int, text.split("-"))
    return short_month(year, number)


def month_at(result: Result, at: float) -> str:
    """The calendar month that a time in months from the start lies in: `Feb 2027`."""
    year, number = map(int, initiative(result).start.split("-"))
    count = year * 12 + number - 1 + math.floor(at + 1e-9)
    return short_month(count // 12, count % 12 + 1)
