"""The forecast as rows for other programs: what each line costs in each month of each phase."""

from __future__ import annotations

from phasegate.results.parts.figures import Statistics
from phasegate_dsl.records import frozen


@frozen
class Item:
    """A line as a bill names it."""

    name: str
    key: str
    """Its name, with its phase where it has one of its own there."""
    title: str
    category: str
    vendor: str
    owner: str
    staff: bool
    """Whether it is the cost of a role."""
    recurring: bool
    usage: bool
    """Whether it varies with anything; else it is the same each month."""
    capital: bool


@frozen
class ForecastRow:
    """One line in the part of a month that lies in one phase."""

    year: int
    month: int
    phase: str
    item: Item
    cost: Statistics


@frozen
class Rows:
    """`phasegate cost --format csv` and `focus`: the rows of one version of the case; their means add up to its cost."""

    initiative: str
    title: str
    currency: str
    scenario: str
    rows: tuple[ForecastRow, ...]
