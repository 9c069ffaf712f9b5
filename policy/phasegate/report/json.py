"""The JSON report: findings, verdicts and key figures, in the shape that `schemas/report.schema.json` publishes."""

from __future__ import annotations

import json
from typing import Any

from phasegate import __version__
from phasegate.pipeline import Checked, Run
from phasegate_dsl.finding import Finding

SCHEMA = "https://phasegate.dev/schemas/report-1.json"


def render(run: Run) -> str:
    """The report of a run as JSON text; keys in fixed order, numbers to twelve significant digits."""
    return json.dumps(document(run), ensure_ascii=True, indent=2) + "\n"


def document(run: Run) -> dict[str, Any]:
    """The report of a run as plain data."""
    return {
        "schema": SCHEMA,
        "phasegate": __version__,
        "exit_code": run.exit_code,
        "findings": [finding(f) for f in run.findings],
        "cases": [case(c) for c in run.cases],
    }


def case(one: Checked) -> dict[str, Any]:
    """One business case."""
    review: Any = one.review
    done: dict[str, Any] = {
        "path": one.path,
        "initiative": one.case.name if one.case else "",
        "title": one.case.title if one.case else "",
    }
    if review is None:
        return {
            **done,
            "verdict": "not judged",
            "gate": "",
            "as_of": "",
            "rulesets": [],
            "figures": None,
            "findings": [finding(f) for f in one.findings],
        }
    frame = review.subject.frame
    return {
        **done,
        "verdict": review.verdict,
        "gate": review.subject.gate.name if review.subject.gate else "",
        "as_of": day(review.subject.as_of),
        "rulesets": [
            {"name": n, "version": frame.rulesets[n].version, "digest": frame.rulesets[n].digest}
            for n in review.in_force
        ],
        "figures": figures(review),
        "findings": [finding(f) for f in one.findings],
    }


def day(value: tuple[int, int, int]) -> str:
    """A day in ISO form."""
    return f"{value[0]:04}-{value[1]:02}-{value[2]:02}"


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


def number(value: float) -> float | None:
    """A figure rounded to twelve digits, so that machines agree to the byte; nothing for what is not finite."""
    return float(f"{value:.12g}") if value == value and abs(value) != float("inf") else None


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
