"""Flows month by month: never more of them is held at once than a block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import row_quantiles
from phasegate.cost.engine.timeline import Array
from phasegate.cost.engine.whole import spans

_BLOCK = 1 << 22
"""Numbers that are in memory at once where a flow is read month by month."""


def monthly(model: Model, cash: Flow) -> Array:
    """`(draws, months)` of a flow."""
    return np.concatenate(list(months(model, cash)))


def months(model: Model, cash: Flow) -> Iterator[Array]:
    """`(draws of a block, months)` of a flow, block by block of the draws."""
    found = model.by_month(cash)
    for start, stop in spans(model.draws):
        yield np.broadcast_to(found.block(start, stop), (stop - start, found.size))


def monthly_quantiles(model: Model, cash: Flow, shares: tuple[float, ...]) -> Array:
    """`(shares, months)` quantiles of a flow in each month; never more than a block of months is held at once."""
    by_month = model.by_month(cash)
    if by_month.certain:
        return np.broadcast_to(by_month.base, (len(shares), by_month.size))
    step = max(1, _BLOCK // model.draws)
    blocks = (by_month.rows_of(start, start + step) for start in range(0, by_month.size, step))
    return np.concatenate([row_quantiles(block, shares) for block in blocks], axis=1)
