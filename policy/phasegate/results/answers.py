"""The shape of what the cost engine answers, as pydantic models; `schemas/answers.schema.json` is made from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter

from phasegate.results.plain import SCHEMA
from phasegate.results.schema import COMMITTED as REPORT
from phasegate.results.schema import Figures, Place, Shape, Statistics

COMMITTED: Path = REPORT.with_name("answers.schema.json")


class Answer(Shape):
    """What every answer of the cost engine says of itself; money is in the currency, shares are parts of one."""

    initiative: str
    currency: str
    draws: int
    seed: int


class Ends(Shape):
    """The figure's P50 and P80 with one range pinned."""

    p50: float | None
    p80: float | None


class Driver(Shape):
    """One range: its P10 and P90, the figure with it there, its share of the variance."""

    name: str
    unit: str
    p10: float | None
    p90: float | None
    at_p10: Ends
    at_p90: Ends
    variance: float | None
    location: Place | None
    source: str


class Tornado(Answer):
    """`phasegate cost --tornado`: the drivers by falling swing; variances and `interaction` add up to one."""

    figure: str
    title: str
    unit: str
    method: str
    base: Statistics
    drivers: list[Driver]
    explained: float | None
    interaction: float | None


class Changed(Shape):
    """What a scenario makes of an assumption."""

    assumption: str
    expression: str
    location: Place | None


class Version(Shape):
    """One version of the case; `dearer` is the part of draws in which it costs more than the base."""

    name: str
    title: str
    changes: list[Changed]
    figures: dict[str, Statistics]
    less_base: Statistics
    dearer: float | None


class Comparison(Answer):
    """`phasegate cost --scenario` and `--set`: versions of the case under the same draws, the base first."""

    scenarios: list[Version]


class CurvePoint(Shape):
    """Run cost per month, and per unit, at one level of the assumption."""

    level: float | None
    label: str
    run_cost_per_month: Statistics
    unit_cost: Statistics | None
    elasticity: float | None
    with_levers: Statistics
    with_levers_elasticity: float | None
    saved: float | None


class Stretch(Shape):
    """From one level to another; null where the first or the last level shown lies within."""

    from_: float | None = Field(alias="from")
    to: float | None


class CurveLever(Shape):
    """A lever: its cost, its saving over the horizon at each level (P50), and where that pays for it."""

    name: str
    cuts: str
    cost: float | None
    savings_p50: list[float | None]
    pays: list[Stretch]
    location: Place | None


class CostCurve(Answer):
    """`phasegate curve`: levels in base units (months, single pieces), rising."""

    over: str
    unit: str
    location: Place | None
    typical: float | None
    elasticity: float | None
    points: list[CurvePoint]
    levers: list[CurveLever]


class WhyPart(Shape):
    """A line, or a component of the tax, and its part of the mean."""

    name: str
    title: str
    category: str
    share: float | None
    cost: Statistics
    location: Place | None
    source: str
    rests_on: list[str]


class WhyRange(Shape):
    """A range and its share of the variance."""

    name: str
    variance: float | None
    location: Place | None
    source: str


class WhyAssumption(WhyRange):
    """An assumption that rests on no other."""

    unit: str
    value: Statistics
    elasticity: float | None


class WhyDefinition(Shape):
    """A definition on the way from the figure to its assumptions."""

    name: str
    kind: str
    expression: str
    unit: str
    value: Statistics
    uses: list[str]
    depth: int
    location: Place | None
    source: str


class Why(Answer):
    """`phasegate why`: parts by falling mean, ranges and assumptions by falling variance, definitions inwards."""

    figure: str
    title: str
    unit: str
    method: str
    location: Place | None
    base: Statistics
    parts: list[WhyPart]
    ranges: list[WhyRange]
    explained: float | None
    interaction: float | None
    assumptions: list[WhyAssumption]
    definitions: list[WhyDefinition]


class Quantile(Shape):
    """A quantile of a figure with its standard error."""

    share: float
    value: float | None
    standard_error: float | None


class ExactFigure(Shape):
    """A figure that is uncertain, and how many of its digits the draws have earned."""

    figure: str
    unit: str
    digits: int
    quantiles: list[Quantile]


class Accuracy(Answer):
    """`phasegate cost --accuracy`: standard errors, measured by runs under other seeds."""

    runs: int
    figures: list[ExactFigure]


class Capital(Statistics):
    """A figure whose mean is partly capital cost."""

    capex: float | None


class Year(Capital):
    """The cost of a year of the horizon."""

    months: str


class Split(Shape):
    """Means of capital and operating cost."""

    capex: float | None
    opex: float | None


class Level(Shape):
    """Run cost at one level of a driver."""

    level: float | None
    run_cost_per_month: Statistics


class FirstYear(Shape):
    """What the levers save together in the first year of a phase; shares are of its run cost and of the lines cut."""

    first_year_of: str
    saved: Statistics
    of_run_cost: Statistics
    of_lines_cut: Statistics
    norm: list[float]


class Three(Shape):
    """Three percentiles."""

    p50: float | None
    p80: float | None
    p90: float | None


class Beside(Shape):
    """The cost beside what its reference class would make of it; spreads are P90 / P50."""

    reference_class: str
    n: int
    source: str
    own: Three
    as_history_would_have_it: Three
    spread: float | None
    class_spread: float | None
    within: dict[str, float]


class Origin(Shape):
    """Where a price list is from."""

    name: str
    version: str
    licence: str
    gives: str
    url: str


class Model(Shape):
    """A model of a price list, USD for a million tokens of each kind."""

    name: str
    prices: dict[str, float]
    above: dict[str, dict[str, float]]
    from_: dict[str, dict[str, float]] = Field(alias="from")
    retired: str | None
    by_hour: bool


class Used(Shape):
    """A price that the case pays."""

    model: str
    kind: str


class Prices(Shape):
    """`phasegate prices show`: models of a list."""

    schema_: str = Field(alias="schema")
    date: str
    currency: str
    per: str
    sources: list[Origin]
    models: list[Model]


class PricesUsed(Prices):
    """The prices of models that a case pays."""

    used: list[Used]


class Costs(Figures):
    """`phasegate cost`: the figures of a case."""

    initiative: str
    years: list[Year]
    by_category: dict[str, Capital]
    categories: dict[str, dict[str, Split]]
    npv: Statistics | None
    curves: dict[str, list[Level]]
    scenarios: dict[str, Statistics]
    levers: FirstYear | None
    history: Beside
    prices: PricesUsed | None


ANSWER: TypeAdapter[Any] = TypeAdapter(
    list[Costs] | list[Accuracy] | list[Tornado] | list[Comparison] | list[CostCurve] | list[Why]
)
"""What the commands that ask the cost engine print as JSON: an answer for each case of the file."""


def schema() -> str:
    """The JSON Schema of the answers, as text."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA.replace("result", "answers"),
        **ANSWER.json_schema(by_alias=True),
    }
    return json.dumps(made, indent=2, sort_keys=True) + "\n"
