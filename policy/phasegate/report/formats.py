"""FORMATS: in which forms results and answers are written, a row each: a name, file endings, a renderer for each document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phasegate.report.paint import Paint
from phasegate.results.answers.record import published

if TYPE_CHECKING:  # the name of a form is asked for before anything is checked
    from phasegate.results.result import Detail, Result


@dataclass(frozen=True, slots=True)
class Format:
    """One form: how it is asked for, which file endings mean it, and who renders which document in it."""

    name: str
    endings: tuple[str, ...] = ()
    renderers: Mapping[str, str] = field(default_factory=dict)
    """`room.module:function` by the name of the document's class; imported when it is used, since some are heavy."""
    single: bool = False
    """Whether it holds one case only."""
    results: str = ""
    """`room.module:function` that renders the results of a check; empty where it has no form of them."""
    detail: Detail = "findings"
    """How much of a result it shows."""

    def renderer(self, answer: Any) -> Any:
        """The module and the function that render a document."""
        module, _, name = self.renderers[type(answer).__name__].partition(":")
        return getattr(import_module(f"phasegate.{module}"), name)


TEXT = Format(
    "text",
    (),
    {
        "Accuracy": "report.accuracy:text",
        "Comparison": "report.compare:text",
        "CostCurve": "report.curve:text",
        "Costs": "report.cost:text",
        "PriceChanges": "report.prices:changes",
        "Prices": "report.prices:text",
        "Tornado": "report.tornado:text",
        "Why": "report.why:text",
    },
    results="report.text:render",
)
JSON = Format("json", (".json",), results="report.json:render", detail="full")
CSV = Format(
    "csv",
    (".csv",),
    {
        "Accuracy": "report.accuracy:rows",
        "Comparison": "report.compare:rows",
        "CostCurve": "report.curve:rows",
        "Rows": "report.csvrows:rows",
        "Tornado": "report.tornado:rows",
    },
)
FOCUS = Format("focus", (), {"Rows": "report.focus:rows"})
SVG = Format("svg", (".svg",), {"CostCurve": "packet.drawing:cost_curve"}, single=True)
FORMATS = (TEXT, JSON, CSV, FOCUS, SVG)
BY_NAME = {one.name: one for one in FORMATS}


def chosen(name: str | None, output: Path | None) -> Format:
    """The format asked for; else what the ending of the output says, else text."""
    if name:
        return BY_NAME[name]
    ending = output.suffix.lower() if output else ""
    return next((one for one in FORMATS if ending in one.endings), TEXT)


def checked(form: Format, results: Sequence[Result], paint: Paint) -> str:
    """The results of a check in a form that has one of them; `paint` colours what is for people."""
    module, _, name = form.results.partition(":")
    made: str = getattr(import_module(f"phasegate.{module}"), name)(results, paint)
    return made


def render(form: Format, answers: Any, paint: Paint) -> str:
    """One document, or the answers for the cases of a file, in a form."""
    if form is JSON:
        return json.dumps(published(answers), indent=2) + "\n"
    several: Sequence[Any] = answers if isinstance(answers, Sequence) else (answers,)
    if form in (CSV, FOCUS):
        return _table(form, several)
    if form is SVG:
        return "\n".join(form.renderer(one)(one) for one in several)
    return "\n".join(form.renderer(one)(one, paint) for one in several)


def _table(form: Format, answers: Sequence[Any]) -> str:
    """The rows of all answers under one head."""
    from phasegate.report.csvrows import table

    render = form.renderer(answers[0])
    head = import_module(render.__module__).HEAD
    return table(head, [row for one in answers for row in render(one)])
