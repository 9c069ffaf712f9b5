"""What a risk costs if it happens."""

from __future__ import annotations

from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.model.case import Risk
from phasegate_dsl.tree import Binary


def if_it_happens(model: Model, risk: Risk) -> Array:
    """`(draws,)` what a risk costs over the horizon if it happens: its cost without the draw that says whether it does."""
    row = risk.row
    drawn = model.change.definitions.get(row.key, row.definition)
    assert isinstance(drawn.expr, Binary)  # whether it happens, times what it costs
    value = Flow.of(model.part(drawn, drawn.expr.right), model.grid.size)
    return model.total(value.masked(model.paid(row), model.grid.length if row.recurring else 1.0))
