"""Every function of the language, one row each by family; checker, engine, completion and reference pages read this table."""

from __future__ import annotations

from phasegate.expr.functions import arithmetic, collections, figures, ofcase, overtime, serving
from phasegate.expr.functions.distributions import DISTRIBUTIONS
from phasegate.expr.functions.price import ROW as PRICE
from phasegate.expr.functions.row import Function

__all__ = ["COLLECTION", "DISTRIBUTIONS", "FUNCTIONS", "Function", "percentile"]

_FAMILIES = (
    overtime.ROWS,
    DISTRIBUTIONS.values(),
    arithmetic.ROWS,
    (*serving.ROWS, PRICE, serving.RETRIED),
    figures.ROWS,
    ofcase.ROWS,
    collections.ROWS,
)
FUNCTIONS: dict[str, Function] = {row.name: row for rows in _FAMILIES for row in rows}
COLLECTION = frozenset(name for name, row in FUNCTIONS.items() if row.collection)


def percentile(name: str) -> float | None:
    """0.8 for `p80`; none for any other name."""
    if len(name) == 3 and name[0] == "p" and name[1:].isdigit() and name != "p00":
        return int(name[1:]) / 100
    return {"p5": 0.05, "p1": 0.01}.get(name)
