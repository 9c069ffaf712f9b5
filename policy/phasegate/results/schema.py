"""The shape of the JSON report and of the answers, as pydantic models; the files in `schemas/` are made from them.

`python -m phasegate.results.schema` writes the schemas; a test holds them against the models and the output against both.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from phasegate.data import checkout
from phasegate.report.json import SCHEMA

COMMITTED: Path = checkout("schemas", "report.schema.json")


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


class Value(Shape):
    """A sub-expression of a failed condition with its value as people read it."""

    expression: str
    value: str


class Related(Shape):
    """Another place that a finding rests on."""

    label: str
    location: Place | None


class Cite(Shape):
    """A law, standard or article; `in_force` is an ISO date or empty."""

    instrument: str
    sections: list[str]
    in_force: str
    url: str
    note: str


class Finding(Shape):
    """One result of one rule or check at one place."""

    code: str
    level: Literal["error", "mandatory", "waivable", "advisory"]
    title: str
    message: str
    location: Place | None
    values: list[Value]
    related: list[Related]
    because: str
    help: str
    proposal: str
    """A line of the language that would mend it."""
    money: str
    """What the missing thing costs, as people read it."""
    cites: list[Cite]
    ruleset: str
    gate: str
    subject: str
    waiver: str
    fails: bool
    """Whether it stops a pull request."""


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


class Ruleset(Shape):
    """A ruleset in force."""

    name: str
    version: str
    digest: str


class Case(Shape):
    """One business case."""

    path: str
    initiative: str
    title: str
    verdict: Literal["pass", "conditional", "fail", "not judged"]
    gate: str
    as_of: str
    rulesets: list[Ruleset]
    figures: Figures | None
    findings: list[Finding]


class Report(Shape):
    """What `phasegate check --format json` prints."""

    schema_: str = Field(alias="schema")
    phasegate: str
    exit_code: Literal[0, 1, 2]
    findings: list[Finding]
    cases: list[Case]


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the report, as text."""
    made: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **Report.model_json_schema(),
    }
    return json.dumps(made, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    COMMITTED.parent.mkdir(exist_ok=True)
    COMMITTED.write_text(schema(), "utf-8")
    from phasegate.results.answers import schema as answers

    answers.COMMITTED.write_text(answers.schema(), "utf-8")
