"""Results as JSON, in the shape that `schemas/result.schema.json` publishes; and findings of lint and tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from phasegate.report.paint import Paint
from phasegate.results import write
from phasegate.results.result import Result
from phasegate_dsl.finding import Finding


def render(results: Iterable[Result], paint: Paint | None = None) -> str:
    """The results of a run as one JSON list; keys in fixed order, numbers to twelve significant digits."""
    return write.text(results)


def finding(one: Finding) -> dict[str, Any]:
    """One finding; positions count from 1, columns in characters."""
    return {
        "code": one.code,
        "level": one.level,
        "title": one.title,
        "message": one.message,
        "location": place(one.span),
        "values": [{"expression": s.label, "value": s.value} for s in one.shown],
        "related": [{"label": r.label, "location": place(r.span)} for r in one.related],
        "because": one.because,
        "help": one.help,
        "proposal": one.proposal,
        "money": one.money,
        "cites": [
            {
                "instrument": c.instrument,
                "sections": list(c.sections),
                "in_force": c.in_force,
                "url": c.url,
                "note": c.note,
            }
            for c in one.cites
        ],
        "ruleset": one.ruleset,
        "gate": one.gate,
        "subject": one.subject,
        "waiver": str(one.waiver) if one.waiver else "",
        "fails": one.fails,
    }


def place(span: Any) -> dict[str, Any] | None:
    """Where a span starts and ends."""
    if span is None:
        return None
    end_line, end_column = span.end_position
    return {"path": span.path, "line": span.line, "column": span.column, "end_line": end_line, "end_column": end_column}
