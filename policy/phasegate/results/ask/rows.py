"""The forecast by month, phase and line, as an answer."""

from __future__ import annotations

from phasegate.cost.figures.rows import rows as monthly
from phasegate.model.case import Line
from phasegate.results.answers.rows import ForecastRow, Item, Rows
from phasegate.results.ask.asked import Versions
from phasegate.results.fill.statistics import told
from phasegate.rules.review import Review


def rows(review: Review, version: Versions) -> Rows:
    """The rows of one version of the case."""
    model = version.model(review.subject.model)
    items = {line.key: _item(line) for line in model.case.rows}
    found = tuple(
        ForecastRow(row.year, row.month, row.phase, items[row.line.key], told(row.cost)) for row in monthly(model)
    )
    return Rows(model.case.name, model.case.title, model.case.currency, version.name, found)


def _item(line: Line) -> Item:
    return Item(
        name=line.name,
        key=line.key,
        title=line.title,
        category=line.category,
        vendor=line.vendor,
        owner=line.owner,
        staff=bool(line.role),
        recurring=line.recurring,
        usage=not line.reserve and (line.definition.uncertain or line.definition.varies),
        capital=line.capitalized is not None,
    )
