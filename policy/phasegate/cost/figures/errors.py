"""How far measured phases lay from their forecasts, and what errors as large make of the phases to come.

The factor is lognormal with median one. Its spread is the root mean square of the logarithms of measured over forecast, so that
one phase counts as much whether it came out above or below. It is one draw for the case: what was misjudged once is misjudged
everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

from phasegate.cost.engine.draws import Z95
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.engine.widening import measured_until
from phasegate.cost.figures.actuals import forecast_error
from phasegate.expr.scope import Scope
from phasegate.model.case import MODEL_ERROR, TINY, Case, Definition, Phase, Window
from phasegate.numbers import listed, percent
from phasegate.numbers.plain import signed
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Binary, Num


@frozen
class PhaseError:
    """A measured phase: how far its cost lay from its forecast, as a signed part of that."""

    phase: Phase
    error: float

    @property
    def told(self) -> str:
        """`Foundation +2.2%`."""
        return f"{self.phase.title} {signed(percent(self.error))}"


@frozen
class Outlook:
    """The phases after the last measured one: what they cost as submitted, and with errors like those measured, `(draws,)`."""

    errors: list[PhaseError]
    phases: list[Phase]
    own: Array
    widened: Array


def errors(model: Model) -> list[PhaseError]:
    """The errors of the phases whose cost was measured, by the latest measurement; none where one of the two is zero."""
    found = []
    for phase in model.case.phases:
        measured = model.case.latest("cost", phase.name)
        error = forecast_error(model, phase, measured) if measured is not None else None
        if error is not None and error > -1:
            found.append(PhaseError(phase, error))
    return found


def phases_to_come(case: Case) -> list[Phase]:
    """The phases after the last one whose cost was measured; none where none was."""
    until = measured_until(case)
    return [phase for phase in case.phases if phase.start > until - TINY] if until else []


def settled(case: Case, scope: Scope, *, seed: int, draws: int) -> Case:
    """A case whose model error is measured, with the factor; without a model error where nothing says how large that is."""
    if case.model_error != "measured":
        return case
    case = replace(case, model_error="")
    if case.measured_error is None or not phases_to_come(case):
        return case
    return _with_error(Model(case, scope, seed=seed, draws=draws), case.measured_error)


def outlook(model: Model) -> Outlook | None:
    """What errors like those measured make of the phases to come; none where no phase was measured, or none follows."""
    template, left = model.case.measured_error, phases_to_come(model.case)
    plain = model
    if model.case.model_error:
        plain = model.like(_without_error(model.case))
    found = errors(plain)
    if template is None or not left or not found:
        return None
    window = Window(left[0].start, left[-1].end)
    wide = model if model.case.model_error == "measured" else model.like(_with_error(plain, template))
    return Outlook(found, left, plain.total_spent(window), wide.total_spent(window))


def _without_error(case: Case) -> Case:
    definitions = {key: one for key, one in case.definitions.items() if key != MODEL_ERROR}
    return replace(case, model_error="", definitions=definitions)


def _with_error(plain: Model, template: Definition) -> Case:
    """The case with the factor that its measured errors make; without any, it has no model error."""
    case, found = plain.case, errors(plain)
    if not found:
        return case
    spread = sqrt(sum(log(1 + one.error) ** 2 for one in found) / len(found))
    span, told = template.span, listed([one.told for one in found])
    low, high = (Num(exp(sign * Z95 * spread), "", None, span.start, span.end) for sign in (-1, 1))
    expr = Binary("to", low, high, span.start, span.end)
    streams = tuple(replace(one, node=expr) for one in template.streams)
    made = replace(template, expr=expr, streams=streams, source=f"measured: {told}")
    return replace(case, model_error="measured", definitions={MODEL_ERROR: made, **case.definitions})
