"""Scenarios and what-ifs side by side, as text, CSV and JSON."""

from __future__ import annotations

from typing import Any

from phasegate import numbers as figures
from phasegate.cost.asked.compare import Column
from phasegate.cost.engine.model import Model
from phasegate.model.case import Definition
from phasegate.report.cost import statistics_of
from phasegate.report.csvrows import Cell
from phasegate.report.json import place
from phasegate.report.paint import Paint, safe
from phasegate.report.table import table

HEAD = ("initiative", "scenario", "figure", "unit", "mean", "p10", "p50", "p80", "p90", "sd")
SHOWN = (("p50", "P50"), ("p80", "P80"), ("mean", "mean"))


def text(model: Model, columns: list[Column], paint: Paint) -> str:
    """One table: a column for each version of the case."""
    case, currency = model.case, model.case.currency
    body = [["", *(safe(c.name) for c in columns)]]
    for name in columns[0].figures:
        if name.endswith(".run_cost"):
            continue  # of each phase: in CSV and JSON
        yearly = name.endswith("run_cost")
        for attribute, label in SHOWN:
            shown = [getattr(c.figures[name], attribute) * (12 if yearly else 1) for c in columns]
            body.append([f"{name} {label}", *(figures.money(v, currency, "yr" if yearly else "") for v in shown)])
    body.append(["cost less base, P10", *(_signed(c.difference.p10, currency) for c in columns)])
    body.append(["cost less base, P90", *(_signed(c.difference.p90, currency) for c in columns)])
    body.append(["cost less base, mean", *(_signed(c.difference.mean, currency) for c in columns)])
    body.append(["costs more than base", *(figures.percent(c.dearer) for c in columns)])
    title = paint(f"{safe(case.title)}: scenarios side by side", "bold")
    lines = [f"{title}  {model.draws} draws, seed {model.seed}, the same for all", *table(body, paint)]
    for column in columns[1:]:
        lines.append(f"  {paint(safe(column.name), 'bold')}: {safe(column.title)}")
        for key, change in column.changes.items():
            lines.append(f"    {safe(key)} = {_written(change)} (base: {_written(case.definitions[key])})")
    return "\n".join(lines) + "\n"


def _signed(value: float, currency: str) -> str:
    shown = figures.money(value, currency)
    return shown if value <= 0 else f"+{shown}"


def _written(one: Definition) -> str:
    """A definition's value as it is written: behind the `=` of its place, before its clauses."""
    text = one.span.text
    text = text.split("=", 1)[1] if "=" in text else one.span.source.span(one.expr.start, one.expr.end).text
    return safe(" ".join(text.split(' source "', 1)[0].split()))


def rows(model: Model, columns: list[Column]) -> list[list[Cell]]:
    """A row for each version and figure."""
    body: list[list[Cell]] = []
    for column in columns:
        known = {**column.figures, "cost - base": column.difference}
        for name, s in known.items():
            unit = model.case.currency + ("/mo" if name.endswith("run_cost") else "")
            body.append([model.case.name, column.name, name, unit, s.mean, s.p10, s.p50, s.p80, s.p90, s.sd])
    return body


def document(model: Model, columns: list[Column]) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "initiative": model.case.name,
        "currency": model.case.currency,
        "draws": model.draws,
        "seed": model.seed,
        "scenarios": [
            {
                "name": c.name,
                "title": c.title,
                "changes": [
                    {"assumption": key, "expression": _written(d), "location": place(d.span)}
                    for key, d in c.changes.items()
                ],
                "figures": {name: statistics_of(s) for name, s in c.figures.items()},
                "less_base": statistics_of(c.difference),
                "dearer": figures.number(c.dearer),
            }
            for c in columns
        ],
    }
