"""SECTIONS: the parts of a result that only an answer with figures shows; each is filled in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from phasegate.results.fill import choices, columns, costs, figures, register, reserves, worth
from phasegate.rules.subject import Subject

SECTIONS: Mapping[str, Callable[[Subject], Any]] = {
    "figures": figures.figures,
    "phases": costs.phases,
    "ask": costs.ask,
    "columns": columns.columns,
    "lines": costs.lines,
    "contingencies": reserves.contingencies,
    "risks": reserves.risks,
    "costs": costs.costs,
    "history": costs.history,
    "drivers": choices.drivers,
    "curves": choices.curves,
    "levers": choices.levers,
    "options": choices.options,
    "scenarios": choices.scenarios,
    "worth": worth.worth,
    "metrics": worth.metrics,
    "assumptions": register.assumptions,
    "decisions": register.decisions,
    "correlations": register.correlations,
    "common": register.common,
    "prices": register.prices,
    "exchange": register.exchange,
}
"""The filler of each field of a result that rests on nothing but the case's own figures."""
