"""Results as JSON, in the shape that `schemas/result.schema.json` publishes; and what the other answers share with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from phasegate.numbers import number
from phasegate.report.paint import Paint
from phasegate.results import write
from phasegate.results.result import Result
from phasegate_dsl.finding import Finding

SCHEMA = "https://phasegate.dev/schemas/report-1.json"


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
        "values": [{"expression": s.expression, "value": s.value} for s in one.shown],
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
        "waiver": one.waiver,
        "fails": one.fails,
    }


def place(span: Any) -> dict[str, Any] | None:
    """Where a span starts and ends."""
    if span is None:
        return None
    end_line, end_column = span.end_position
    return {"path": span.path, "line": span.line, "column": span.column, "end_line": end_line, "end_column": end_column}


def statistics(values: Any, factor: float = 1.0) -> dict[str, float | None]:
    """Percentiles, mean and standard deviation of a figure."""
    from phasegate.cost.engine.stats import stats

    found = stats(values).scaled(factor)
    return {name: number(getattr(found, name)) for name in ("p10", "p50", "p80", "p90", "mean", "sd")}


def figures(review: Any) -> dict[str, Any]:
    """The figures of a case: per phase, in all, governance tax; money in the case's currency."""
    subject = review.subject
    model, known = subject.model, subject.case
    tax = subject.tax
    return {
        "currency": known.currency,
        "draws": model.draws,
        "seed": model.seed,
        "cost": statistics(model.cost),
        "run_cost_per_year": statistics(model.run_cost, 12),
        "phases": {p.name: {"cost": statistics(model.phase_cost(p)), "run_cost_per_year": statistics(model.phase_run_cost(p), 12), "months": number(p.duration)} for p in known.phases},
        "governance_tax": None if tax is None else {
            **{name: {"modelled": statistics(c.modelled), "declared": statistics(c.declared), "gap": statistics(c.gap)} for name, c in tax.components.items()},
            "total": {"modelled": statistics(tax.modelled), "declared": statistics(tax.declared), "gap": statistics(tax.gap)},
        },
    }  # fmt: skip
