"""The finding about a model error that is to be as large as measured errors were, where none was measured."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate.model.case import MODEL_ERROR
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A finding where `model_error: measured` finds no measured cost of a phase that others follow, on the day of judgement."""
    case = on.case
    if case.fields.get(MODEL_ERROR) != "measured" or on.figures.case.model_error:
        return []
    return [finding("PG405", "nothing_measured", case.field_spans.get(MODEL_ERROR, case.span))]
