"""`model_error: 90% to 130%` or `measured`: a factor on what the ranges of a case do not cover, as an assumption of its own."""

from __future__ import annotations

from phasegate.model.case import MODEL_ERROR, Definition, Measurement
from phasegate.resolve.definitions import Draft
from phasegate.resolve.read import field
from phasegate.resolve.resolving import Resolving
from phasegate.resolve.streams import streams
from phasegate.units import NUMBER
from phasegate_dsl.tree import Binary, Expr, Name, Num

MEASURED = "measured"
STATED = "model_error"
"""Where a stated factor is from: it cannot name a source, and none is asked of it."""


def define(resolving: Resolving) -> None:
    """The stated factor as an assumption."""
    given = field(resolving.decl, MODEL_ERROR)
    if given is None or _is_measured(given):
        return
    span = resolving.span(given)
    title, source = MODEL_ERROR.replace("_", " "), f"{STATED} of the case"
    resolving.definitions.add(
        Draft(MODEL_ERROR, MODEL_ERROR, "assumption", given, span, span, title=title, source=source, wants="factor")
    )


def kind(resolving: Resolving) -> str:
    """`stated`, `measured`, or empty where the case has none, or one that makes no sense."""
    given = field(resolving.decl, MODEL_ERROR)
    if given is None:
        return ""
    if _is_measured(given):
        return MEASURED
    return "stated" if MODEL_ERROR in resolving.definitions.settled else ""


def measured(resolving: Resolving) -> Definition | None:
    """The factor of measured errors with its stream, open for its ends; none where no cost was measured."""
    costs = [one for one in resolving.of(Measurement) if one.what == "cost"]
    if not costs:
        return None
    given = field(resolving.decl, MODEL_ERROR)
    span = resolving.span(given) if given is not None else costs[0].span
    one = Num(1.0, "", None, span.start, span.end)
    expr = Binary("to", one, one, span.start, span.end)
    return Definition(
        MODEL_ERROR,
        MODEL_ERROR,
        "assumption",
        expr,
        span,
        title=MODEL_ERROR.replace("_", " "),
        dim=NUMBER,
        uncertain=True,
        shown_as="share",
        streams=streams(resolving.name, MODEL_ERROR, expr),
    )


def _is_measured(given: Expr) -> bool:
    return isinstance(given, Name) and given.id == MEASURED
