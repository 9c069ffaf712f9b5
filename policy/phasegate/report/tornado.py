"""What moves a figure, as text and CSV: the shares of the variance add up, with what is left to interaction."""

from __future__ import annotations

from phasegate.numbers import plural, whole_percents
from phasegate.report.csvrows import Cell
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table
from phasegate.results.answers.tornado import Tornado, TornadoDriver

HEAD = (
    "initiative", "figure", "driver", "unit", "p10", "p90", "p50_at_p10", "p50_at_p90", "p80_at_p10", "p80_at_p90",
    "variance", "place", "source",
)  # fmt: skip
REST = "interaction and what bins miss"


def text(found: Tornado, paint: Paint) -> str:
    """The tornado for a terminal."""
    amount, base = found.measure.amount, found.base
    head = (
        paint(f"What moves `{safe(found.figure)}`", "bold")
        + f"  {safe(found.title)}: P50 {amount(base.p50)}, P80 {amount(base.p80)}"
    )
    if not found.drivers:
        return f"{head}\n  nothing that it rests on is a range: it has one value\n"
    percents = whole_percents([driver.variance for driver in found.drivers], found.interaction)
    body = [["", "P10", "P90", "P50 at P10", "at P90", "P80 at P10", "at P90", "variance"]]
    for driver, percent in zip(found.drivers, percents, strict=False):
        body.append([safe(driver.name), *_cells(driver, found), f"{percent}%"])
    body.append([REST, *[""] * 6, f"{percents[-1]}%"])
    body.append(["all", *[""] * 6, f"{sum(percents)}%"])
    notes = [
        f"  each range at its P10 and P90, the others free: how far P50 and P80 move, by falling move of the P50; "
        f"{found.draws} draws, seed {found.seed}",
        f"  variance: {found.method}; the ranges alone explain {100 - percents[-1]} % of it, the rest is interaction"
        if any(percents)
        else "  variance: none, every draw of it has the same value or none",
    ]
    if found.not_moved:
        notes.append(f"  {plural(found.not_moved, 'range')} that it goes with least: not moved, a part of the rest")
    if found.common is not None:
        rank = f"{found.common:g}"
        notes.append(
            f"  one driver behind all ranges (rank correlation {rank}): the share of each holds a part of the others'"
        )
    elif found.correlated:
        names = safe(", ".join(found.correlated))
        notes.append(f"  {names} are correlated: the share of each holds a part of the others'")
    return "\n".join([head, *table(body, paint), *notes]) + "\n"


def _cells(driver: TornadoDriver, found: Tornado) -> list[str]:
    low, high, base = driver.at_p10, driver.at_p90, found.base
    moves = (low.p50 - base.p50, high.p50 - base.p50, low.p80 - base.p80, high.p80 - base.p80)
    ends = (driver.measure.text(driver.p10), driver.measure.text(driver.p90))
    return [*ends, *map(found.measure.change, moves)]


def rows(found: Tornado) -> list[list[Cell]]:
    """The tornado as rows of `HEAD`; the last one is the rest of the variance."""
    about: list[Cell] = [found.initiative, found.figure]
    body = [[*about, *_row(driver)] for driver in found.drivers]
    return [*body, [*about, "interaction", "", *[None] * 6, found.interaction, "", ""]]


def _row(one: TornadoDriver) -> list[Cell]:
    low, high = one.at_p10, one.at_p90
    ends = (one.p10, one.p90, low.p50, high.p50, low.p80, high.p80, one.variance)
    return [one.name, one.unit, *ends, str(one.location), one.source]
