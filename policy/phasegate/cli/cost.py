"""`phasegate cost CASE`: the figures of a case; what moves them; scenarios and what-ifs beside it; rows for other tools."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from phasegate.cli import coloured
from phasegate.cli.asking import asked, deliver, form, refuse, reviews, unknown, world
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

if TYPE_CHECKING:
    from phasegate.cost.asked.compare import Column
    from phasegate.model.case import Definition, Scenario
    from phasegate.report.paint import Paint
    from phasegate.rules.review import Review


def run(args: argparse.Namespace) -> int:
    """Print the figures of every case in the file; findings about the input go to standard error."""
    chosen = form(args)
    wrong = _call(args, chosen)
    if wrong:
        return refuse(wrong)
    found = reviews(args)
    if found is None:
        return 2
    answers: list[Any] = []
    for review in found:
        one = _answer(args, review, chosen)
        if isinstance(one, list):
            return refuse(one)
        answers.append(one())
    return deliver(_joined(chosen, answers), args.output, args.case)


def _call(args: argparse.Namespace, chosen: str) -> list[Finding]:
    """What of the call does not go together."""
    if args.accuracy and (args.tornado or args.scenario or args.changes or chosen == "focus"):
        return [_said("--accuracy", "", "accuracy")]
    several = len(args.scenario) + bool(args.changes) > 1 or "all" in args.scenario
    if args.of and not args.tornado:
        return [_said("--of", args.of, "of")]
    if args.tornado and several:
        return [_said("--tornado", "", "tornado")]
    if chosen == "focus" and (args.tornado or several):
        return [_said("--format", "focus", "focus")]
    if chosen == "svg":
        return [_said("--output", str(args.output), "drawing")]
    return []


def _said(option: str, text: str, kind: str) -> Finding:
    source = Source(option, text)
    return finding("PG900", kind, source.span(0, len(text)))


def _answer(args: argparse.Namespace, review: Review, chosen: str) -> Callable[[], Any] | list[Finding]:
    """What was asked of one case, ready to be made; or what is wrong with the question."""
    scenarios = _scenarios(args.scenario, review)
    changed = _changed(args.changes, review)
    wrong = [f for f in (*scenarios, *changed[1]) if isinstance(f, Finding)]
    named: list[Scenario] = [s for s in scenarios if not isinstance(s, Finding)]
    if wrong:
        return wrong
    if args.accuracy:
        return lambda: _accuracy(args, review, chosen)
    if args.tornado:
        return _tornado(args, review, chosen, named, changed[0])
    if chosen == "focus" or (chosen == "csv" and not named and not changed[0]):
        return lambda: _rows(review, chosen, named, changed[0])
    if named or changed[0]:
        return lambda: _compared(args, review, chosen, named, changed[0])
    return lambda: _figures(args, review, chosen)


def _scenarios(names: list[str], review: Review) -> list[Scenario | Finding]:
    known = {s.name: s for s in review.case.scenarios}
    if "all" in names and "all" not in known:
        return list(known.values())
    names = list(dict.fromkeys(names))
    return [known.get(name) or unknown("--scenario", name, "no_scenario", [*known, "all"]) for name in names]


def _changed(texts: list[str], review: Review) -> tuple[dict[str, Definition], list[Finding]]:
    """What `--set` changes, checked as the language is, and calculated once to see that it has a value."""
    if not texts:
        return {}, []
    from phasegate.checks import finite
    from phasegate.cost.asked.compare import under
    from phasegate.resolve.whatif import changes

    model = review.subject.model
    made, wrong = changes(review.case, model.scope, review.subject.frame, texts)
    return made, wrong or [f for f in finite.of(under(model, made)) if f.level == "error"]


def _tornado(
    args: argparse.Namespace, review: Review, chosen: str, named: list[Scenario], changed: dict[str, Definition]
) -> Callable[[], Any] | list[Finding]:
    from phasegate.cost.asked.compare import under
    from phasegate.cost.asked.sensitivity import tornado
    from phasegate.cost.figures.inputs import World
    from phasegate.report import tornado as report

    base = world(review)
    of = World(under(base.model, named[0].changes if named else changed), base.frame)
    one = asked(of, "--of", args.of or "cost")
    if isinstance(one, Finding):
        return [one]

    def made() -> Any:
        found = tornado(of, one)
        if chosen == "json":
            return report.document(of, found)
        if chosen == "csv":
            return report.HEAD, report.rows(of, found)
        return report.text(of, found, _paint(args))

    return made


def _accuracy(args: argparse.Namespace, review: Review, chosen: str) -> Any:
    from phasegate.cost.asked.accuracy import accuracy
    from phasegate.report import accuracy as report

    model = review.subject.model
    found = accuracy(model, frame=review.subject.frame)
    if chosen == "json":
        return report.document(model, found)
    if chosen == "csv":
        return report.HEAD, report.rows(model, found)
    return report.text(model, found, _paint(args))


def _rows(review: Review, chosen: str, named: list[Scenario], changed: dict[str, Definition]) -> Any:
    """The forecast by month, phase and line."""
    from phasegate.cost.asked.compare import BASE, SET, under

    scenario = named[0].name if named else SET.lstrip("-") if changed else BASE
    model = under(review.subject.model, named[0].changes if named else changed)
    if chosen == "focus":
        from phasegate.report import focus

        return focus.COLUMNS, focus.monthly(model, scenario)
    from phasegate.report import csvrows

    return csvrows.HEAD, csvrows.monthly(model, scenario)


def _compared(
    args: argparse.Namespace, review: Review, chosen: str, named: list[Scenario], changed: dict[str, Definition]
) -> Any:
    from phasegate.cost.asked.compare import compare
    from phasegate.report import compare as report

    model = review.subject.model
    columns: list[Column] = compare(model, named, changed)
    if chosen == "json":
        return report.document(model, columns)
    if chosen == "csv":
        return report.HEAD, report.rows(model, columns)
    return report.text(model, columns, _paint(args))


def _figures(args: argparse.Namespace, review: Review, chosen: str) -> Any:
    from phasegate.report.cost import CostReport, document

    if chosen == "json":
        return {"initiative": review.case.name, **document(review)}
    return CostReport(review, _paint(args)).render()


def _paint(args: argparse.Namespace) -> Paint:
    from phasegate.report.paint import Paint

    return Paint(args.output is None and coloured(sys.stdout))


def _joined(chosen: str, answers: list[Any]) -> str:
    """The answers of all cases as one text."""
    if chosen == "json":
        return json.dumps(answers, indent=2) + "\n"
    if chosen in ("csv", "focus"):
        from phasegate.report.csvrows import table

        return table(answers[0][0], [row for _, rows in answers for row in rows])
    return "\n".join(answers)
