"""FORMATS: in which forms documents are written. A row is a name, file endings, and a renderer for each kind of document.

A document is a Result, or an answer to a question (`results.answers`). Whoever adds a form adds a row; whoever adds a
kind of document names its renderer in the rows that show it, and JSON writes it without being told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from importlib import import_module
from pathlib import Path
from typing import Any

from phasegate.report.paint import Paint
from phasegate.results.answers.record import published
from phasegate.results.result import Detail
from phasegate_dsl.records import frozen

Documents = Sequence[Any]


@frozen
class Format:
    """One form: how it is asked for, which file endings mean it, and who renders which document in it."""

    name: str
    endings: tuple[str, ...] = ()
    each: Mapping[str, str] = field(default_factory=dict)
    """`room.module:function` of one document (`rows` of a table: its rows) by the name of its class."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """The same for a function that renders all documents of a kind together."""
    rows: bool = False
    """Whether renderers give rows of a table, whose head is their module's HEAD."""
    single: bool = False
    """Whether it holds one case only."""
    detail: Detail = "full"
    """How much of a Result it shows."""

    def render(self, documents: Any, paint: Paint) -> str:
        """One document, or the documents of all cases, as text; `paint` colours what is for people."""
        if self.name == "json":
            return json.dumps(published(documents), indent=2) + "\n"
        several: Documents = documents if isinstance(documents, Sequence) else (documents,)
        kind = type(several[0]).__name__ if several else ""
        if kind in self.whole:
            return str(_function(self.whole[kind])(several, paint))
        if self.rows:
            return _table(self.each[kind], several)
        render = _function(self.each[kind])
        return "\n".join(render(one, paint) for one in several)


def _function(where: str) -> Any:
    """A renderer; its module is imported now, since some are heavy."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"phasegate.{module}"), name)


def _table(where: str, documents: Documents) -> str:
    """The rows of all documents under one head."""
    from phasegate.report.csvrows import table

    rows = _function(where)
    head = import_module(rows.__module__).HEAD
    return table(head, [row for one in documents for row in rows(one)])


TEXT = Format(
    "text",
    each={
        "Accuracy": "report.accuracy:text",
        "ClassExplained": "report.explain:reference_class",
        "CodeExplained": "report.explain:code",
        "Comparison": "report.compare:text",
        "CostCurve": "report.curve:text",
        "CostReport": "report.cost:text",
        "LayoutReport": "report.layout:text",
        "LintReport": "report.lint:text",
        "MutationReport": "report.mutation:text",
        "PriceChanges": "report.prices:changes",
        "PriceListing": "report.prices:text",
        "RuleExplained": "report.explain:rule",
        "RulesetExplained": "report.explain:ruleset",
        "TestReport": "report.ruletests:text",
        "Tornado": "report.tornado:text",
        "Why": "report.why:text",
        "WordExplained": "report.explain:word",
    },
    whole={"Result": "report.text:render"},
    detail="findings",
)
JSON = Format("json", (".json",))
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
    rows=True,
)
FOCUS = Format("focus", each={"Rows": "report.focus:rows"}, rows=True)
SVG = Format("svg", (".svg",), {"CostCurve": "packet.drawing:cost_curve"}, single=True)
JUNIT = Format("junit", each={"MutationReport": "report.mutation:junit", "TestReport": "report.ruletests:junit"})
FORMATS = (TEXT, JSON, CSV, FOCUS, SVG, JUNIT)
"""Every form, the default first."""


def named(name: str) -> Format:
    """The form of a name; raises `StopIteration` for one that is not in the table."""
    return next(one for one in FORMATS if one.name == name)


def chosen(name: str | None, output: Path | None) -> Format:
    """The form asked for; else what the ending of the output says, else text."""
    if name:
        return named(name)
    ending = output.suffix.lower() if output else ""
    return next((one for one in FORMATS if ending in one.endings), TEXT)
