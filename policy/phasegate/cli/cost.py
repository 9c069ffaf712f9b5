"""`phasegate cost CASE`: the figures of a case; what moves them; scenarios and what-ifs beside it; rows for other tools."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from phasegate.cli.asking import answer, refuse
from phasegate.report.formats import CSV, FOCUS, SVG, TEXT, Format, chosen
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

if TYPE_CHECKING:
    from phasegate.results.ask.asked import Review


def run(args: argparse.Namespace) -> int:
    """Print the figures of every case in the file; findings about the input go to standard error."""
    form = chosen(args.format, args.output)
    wrong = _call(args, form)
    return refuse(wrong) if wrong else answer(args, form, lambda review: _ask(args, form, review))


def _call(args: argparse.Namespace, form: Format) -> list[Finding]:
    """What of the call does not go together."""
    if args.accuracy and (args.tornado or args.scenario or args.changes or form is FOCUS):
        return [_said("--accuracy", "", "accuracy")]
    several = len(args.scenario) + bool(args.changes) > 1 or "all" in args.scenario
    if args.of and args.tornado not in ("cost", args.of):
        return [_said("--of", args.of, "of")]
    if args.tornado and several:
        return [_said("--tornado", "", "tornado")]
    if form is FOCUS and (args.tornado or several):
        return [_said("--format", "focus", "focus")]
    if form is SVG:
        return [_said("--output", str(args.output), "drawing")]
    return []


def _said(option: str, text: str, kind: str) -> Finding:
    source = Source(option, text)
    return finding("PG900", kind, source.span(0, len(text)))


def _ask(args: argparse.Namespace, form: Format, review: Review) -> Any:
    """What was asked of one case, or what is wrong with the question."""
    from phasegate.results.ask import accuracy, asked, compare, cost, rows, tornado

    versions = asked.versions(review, args.scenario, args.changes)
    if isinstance(versions, list):
        return versions
    if args.accuracy:
        return accuracy.accuracy(review)
    if args.tornado:
        return tornado.tornado(review, args.of or args.tornado, versions)
    if form is FOCUS or (form is CSV and not versions):
        return rows.rows(review, versions)
    return compare.compare(review, versions) if versions else cost.costs(review, listed=form is not TEXT)
