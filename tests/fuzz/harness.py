"""One made document through the whole engine: checked, asked every question, written in every form, laid out, converted.

What goes wrong raises: an exception of the engine itself, a warning, or an output that breaks a rule of all outputs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from phasegate.convert.writing import convert
from phasegate.pipeline import Options, Run, check_source
from phasegate.report.formats import CSV, FOCUS, JSON, TEXT
from phasegate.report.paint import Paint
from phasegate.results.ask import accuracy, asked, compare, cost, curve, rows, tornado, why
from phasegate.results.fill import fill, results
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding
from phasegate_dsl.format import format_source
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.helpers import SHARED

PLAIN = Paint(False)
_RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|^::", re.MULTILINE)


def tried(text: str, *, draws: int = 64, packet: bool = False) -> bool:
    """Everything that can be done with a document; whether it reached a verdict."""
    source, run = Source("t.gate", text), Run()
    check_source(run, source, Path("t.gate"), Options(draws=draws), workspace=Workspace(shared=SHARED))
    _shown(TEXT, results(run))
    told = results(run, "full")
    json.loads(_shown(JSON, told), parse_constant=_no_number)
    judged = [one for one in run.cases if one.review is not None]
    for one in judged:
        assert one.review is not None
        _asked(one.review)
        if packet:
            _packet(fill(one, "full"))
    _laid_out(source)
    return bool(judged)


def _no_number(name: str) -> float:
    raise AssertionError(f"JSON has no {name}")


def _shown(form: Any, documents: Any) -> str:
    text: str = form.render(documents, PLAIN)
    wrong = _RAW.search(text)
    assert wrong is None, f"{form.name}: {wrong[0]!r} in an output"
    return text


def _asked(review: Any) -> None:
    """Each question that a command puts to a case."""
    base = asked.Versions()
    answers = [
        (cost.costs(review), (TEXT, JSON)),
        (accuracy.accuracy(review), (TEXT, JSON, CSV)),
        (rows.rows(review, base), (CSV, FOCUS)),
        (tornado.tornado(review, "cost", base), (TEXT, JSON, CSV)),
    ]
    scenarios = asked.versions(review, ["all"], [])
    if not isinstance(scenarios, list) and scenarios:
        answers.append((compare.compare(review, scenarios), (TEXT, JSON, CSV)))
    figures = ["cost", "npv", f"{review.case.phases[-1].name}.cost", *(line.name for line in review.case.lines[:2])]
    answers += [(why.why(review, name), (TEXT, JSON)) for name in figures]
    names = [one.name for one in review.case.assumptions()]
    answers += [(curve.over(review, name, None), (TEXT, JSON, CSV)) for name in names[:2]]
    for told, forms in answers:
        if isinstance(told, Finding | list):
            continue
        for form in forms:
            _shown(form, [told])


def _packet(result: Any) -> None:
    from phasegate.packet.html import render_html
    from phasegate.packet.sections import view_of

    assert "<script" not in render_html(view_of(result)).lower()


def _laid_out(source: Source) -> None:
    """The one layout, which is its own layout; and the case in other forms."""
    made = format_source(source)
    if made.findings:
        assert not any(one.code == "PG901" for one in made.findings)
        return
    assert format_source(Source("t.gate", made.text)).text == made.text
    case = Source("t.gate", source.text[source.text.index("initiative x") :])
    parsed = parse(case)
    for form in ("gate", "yaml", "json"):
        convert(case, parsed, form)
