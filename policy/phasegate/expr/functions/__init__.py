"""Every function of the language, one row each by family; checker, engine, completion and reference pages read this table."""

from __future__ import annotations

from phasegate.expr.functions import arithmetic, collections, figures, ofcase, overtime, serving
from phasegate.expr.functions.distributions import DISTRIBUTIONS
from phasegate.expr.functions.figures import percentile
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
