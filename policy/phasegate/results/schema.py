"""The published schema of results, made from their records; and the shapes that the answers of the cost engine share.

`python -m phasegate.pages` writes them; tests hold the files against the records, and outputs against both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from phasegate.data import checkout
from phasegate.results.plain import SCHEMA

COMMITTED: Path = checkout("schemas", "result.schema.json")


class Shape(BaseModel):
    """An object whose keys are all listed."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Place(Shape):
    """Where something stands: lines and columns count from 1, columns in characters, the end is just past it."""

    path: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)


class Statistics(Shape):
    """A figure in the case's currency; null where it is not finite."""

    p10: float | None
    p50: float | None
    p80: float | None
    p90: float | None
    mean: float | None
    sd: float | None


class PhaseFigures(Shape):
    """The cost of a phase, its run cost per year, its length."""

    cost: Statistics
    run_cost_per_year: Statistics
    months: float | None


class TaxPart(Shape):
    """One component of the governance tax over the horizon."""

    modelled: Statistics
    declared: Statistics
    gap: Statistics


class Tax(Shape):
    """The governance tax over the horizon."""

    timeline: TaxPart
    operations: TaxPart
    roles: TaxPart
    total: TaxPart


class Figures(Shape):
    """The figures of a case."""

    currency: str
    draws: int
    seed: int
    cost: Statistics
    run_cost_per_year: Statistics
    phases: dict[str, PhaseFigures]
    governance_tax: Tax | None


def schema() -> str:
    """The JSON Schema (draft 2020-12) of a result, and of a list of results, as text."""
    from phasegate.results.read import adapter

    made = adapter().json_schema()
    records = made["$defs"]
    _simplify(records)
    root = {"anyOf": [{"$ref": "#/$defs/Result"}, {"type": "array", "items": {"$ref": "#/$defs/Result"}}]}
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Result",
        "description": "A checked case, or a list of them as `phasegate check --format json` prints it.",
    }
    return json.dumps({**about, **root, "$defs": records}, indent=2, sort_keys=True) + "\n"


def _simplify(records: dict[str, Any]) -> None:
    """Every key is always written, so each is required; titles that repeat a key and defaults say nothing to a reader."""
    for record in records.values():
        record["required"] = list(record["properties"])
        for one in record["properties"].values():
            one.pop("title", None)
            one.pop("default", None)
