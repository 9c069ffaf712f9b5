"""The figures of a case as tables of means and percentiles: per phase, year and category; the parts add up."""

from __future__ import annotations

from math import ceil

import numpy as np

from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.engine.timeline import Array
from phasegate.model.case import TINY, Line, Phase, Window
from phasegate.numbers import iso_month
from phasegate_dsl.records import slotted


@slotted
class SummaryRow:
    """One row of a table: a label and the statistics of its cost, with the capital part of the mean."""

    label: str
    cost: Stats
    capex: float


@slotted
class CategoryCell:
    """Mean cost of one category in one phase, capital and operating apart."""

    capex: float
    opex: float


def capital(lines: list[Line]) -> list[Line]:
    """The lines that are capital expenditure."""
    return [line for line in lines if line.capitalized is not None]


def phases(model: Model) -> list[SummaryRow]:
    """A row for each phase."""
    return [
        SummaryRow(
            p.title,
            stats(model.phase_cost(p), model.mean_error),
            _mean(model, capital(model.case.lines), model.phase_window(p)),
        )
        for p in model.case.phases
    ]


def year_windows(model: Model) -> list[Window]:
    """The years of the horizon, twelve months each; the last may be shorter."""
    horizon = model.case.horizon
    return [Window(float(start), min(start + 12.0, horizon)) for start in range(0, ceil(horizon - 1e-9), 12)]


def years(model: Model) -> list[SummaryRow]:
    """A row for each year of the horizon."""
    return [
        SummaryRow(
            year_label(model, int(year.start), round(year.end) - 1),
            stats(total(model, year), model.mean_error),
            _mean(model, capital(model.case.lines), year),
        )
        for year in year_windows(model)
    ]


def year_label(model: Model, first: int, last: int) -> str:
    """`2026-03 to 2027-02`: the months of a year of the horizon."""
    (y1, m1), (y2, m2) = model.grid.calendar(first), model.grid.calendar(last)
    return f"{iso_month(y1, m1)} to {iso_month(y2, m2)}"


def window_label(model: Model, window: Window) -> str:
    """`2027-01 to 2027-12`: the first and the last month of a stretch."""
    return year_label(model, int(window.start + TINY), max(ceil(window.end - TINY) - 1, 0))


def total(model: Model, window: Window) -> Array:
    """`(draws,)` all that is spent in a window."""
    return model.total_spent(window)


def by_category(model: Model) -> list[SummaryRow]:
    """A row for each category over the horizon, by falling mean."""
    rows = []
    for name in categories(model):
        lines = [line for line in model.case.rows if line.category == name]
        rows.append(
            SummaryRow(
                name, stats(model.total(model.sum_cash(lines)), model.mean_error), _mean(model, capital(lines), None)
            )
        )
    return rows


def whole(model: Model) -> SummaryRow:
    """The whole horizon as a row."""
    return SummaryRow("all", stats(model.cost, model.mean_error), _mean(model, capital(model.case.lines), None))


def categories(model: Model) -> dict[str, list[CategoryCell]]:
    """Mean cost by category, a cell for each phase; categories by falling cost."""
    names = sorted({line.category for line in model.case.rows})
    table = {name: [_cell(model, name, p) for p in model.case.phases] for name in names}
    return dict(sorted(table.items(), key=lambda item: (-sum(c.capex + c.opex for c in item[1]), item[0])))


def _cell(model: Model, category: str, phase: Phase) -> CategoryCell:
    lines = [line for line in model.case.rows if line.category == category]
    window = model.phase_window(phase)
    capex = _mean(model, capital(lines), window)
    return CategoryCell(capex, _mean(model, lines, window) - capex)


def _mean(model: Model, lines: list[Line], window: Window | None) -> float:
    return float(np.mean(model.total(model.sum_cash(lines), window)))


def amortisation(model: Model) -> Array:
    """`(months,)` mean of what is written off in each month of the horizon, straight-line from the month of payment."""
    written = np.zeros(model.grid.months)
    for line in capital(model.case.lines):
        assert line.capitalized is not None
        cost = float(np.mean(model.line_cost(line)))
        edges = np.clip(np.arange(model.grid.months + 1), line.starts, line.starts + line.capitalized)
        written += cost / line.capitalized * np.diff(edges)
    return written
