"""A risk looked at by itself: what it costs if it happens, whatever its chance."""

from __future__ import annotations

from dataclasses import replace

from phasegate.cost.engine.model import Change, Model
from phasegate.cost.engine.timeline import Array
from phasegate.model.case import Risk
from phasegate_dsl.tree import Binary


def if_it_happens(model: Model, risk: Risk) -> Array:
    """`(draws,)` what a risk costs over the horizon if it happens: its cost without the draw that says whether it does."""
    key, drawn = risk.row.key, risk.row.definition.expr
    assert isinstance(drawn, Binary)  # whether it happens, times what it costs
    definition = model.change.definitions.get(key, risk.row.definition)
    happened = model.changed(Change({**model.change.definitions, key: replace(definition, expr=drawn.right)}))
    return happened.line_cost(risk.row)
