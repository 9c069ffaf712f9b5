"""Findings for figures without a usable value: division by zero, overflow, a cost below zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phasegate.checks.material import Material
from phasegate.model.case import MODEL_ERROR, ROWS
from phasegate_dsl.finding import Finding, finding

if TYPE_CHECKING:
    from phasegate.cost.engine.flow import Value
    from phasegate.cost.engine.model import Model

_SAID = 10
"""Findings that are listed; more of them have one cause."""
_LEAST = 0.5
"""The least middle of a model error: what lies below is no factor, but a deviation that was written for one."""
_CHOICES = ("scenario", "option", "metric")
"""Definitions that are evaluated only on demand."""


def judge(on: Material) -> list[Finding]:
    """A finding at each place whose figure has no value, or whose cost is below zero, in some month or draw."""
    return of(on.figures) or _sums(on.figures)


def _no_factor(model: Model, value: Value) -> bool:
    """Whether a model error is no factor around one: below zero somewhere, or far below one in the middle."""
    from phasegate.cost.engine import flow
    from phasegate.cost.engine.stats import quantiles

    return flow.negative(value) or quantiles(model.column(MODEL_ERROR), (0.5,))[0] < _LEAST


def _sums(model: Model) -> list[Finding]:
    """A finding where the cost of the whole case, or of it under a scenario, has no value."""
    case = model.case
    if _beyond(model):
        return [finding("PG400", "no_total", case.span)]
    beyond = (one for one in case.scenarios if _worse(model, model.under(one)))
    found = [finding("PG400", "no_scenario", one.span, name=one.name) for one in beyond]
    return found[:_SAID]


def _beyond(model: Model) -> bool:
    """Whether the cost is no number in some draw, or so large that its spread is none."""
    import numpy as np

    with np.errstate(all="ignore"):
        return not bool(np.isfinite(np.sum(np.square(model.cost))))


def _worse(model: Model, under: Model) -> bool:
    """Whether a line that a scenario changes has no value under it; what it leaves alone was looked at."""
    from phasegate.cost.engine import flow

    costs = ((model.cash(line), under.cash(line)) for line in model.case.rows)
    return any(changed is not cash and not flow.finite(changed) for cash, changed in costs)


def of(model: Model) -> list[Finding]:
    """The same for a model by itself, such as that of a what-if."""
    from phasegate.cost.engine import flow

    found: list[Finding] = []
    for key, definition in model.case.definitions.items():
        if definition.kind in _CHOICES:
            continue
        value = model.value(key)
        if not flow.finite(value):
            found.append(finding("PG400", "no_value", definition.span, name=definition.name))
        elif key == MODEL_ERROR and _no_factor(model, value):
            found.append(finding("PG401", "model_error", definition.span))
        elif definition.kind == "contingency" and not definition.dim and flow.negative(flow.minus(1.0, value)):
            found.append(finding("PG401", "contingency", definition.span, name=definition.name))
        elif definition.kind in ROWS and flow.negative(value):
            found.append(finding("PG401", "negative", definition.span, name=definition.name))
    first = {f.span.key: f for f in reversed(found) if f.span}
    return [f for f in found if f.span and first[f.span.key] is f][:_SAID]
