"""What the commands that ask the cost engine share: cases that make sense, findings of the call, where output goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phasegate.cli import coloured, complain, emit
from phasegate.cli.check import options
from phasegate.pipeline import check_paths
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import refusal, write
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

if TYPE_CHECKING:
    from phasegate.report.formats import Format
    from phasegate.results.ask.asked import Review

SHOWN = 5
"""Findings about one call that are shown."""


def answer(args: argparse.Namespace, form: Format, ask: Callable[[Review], Any]) -> int:
    """Ask each case of the file, and print or write the answers; findings instead of an answer refuse the call."""
    found = reviews(args)
    if found is None:
        return 2
    answers = []
    for review in found:
        one = ask(review)
        if isinstance(one, Finding | list):
            return refuse([one] if isinstance(one, Finding) else one)
        answers.append(one)
    if form.single and len(answers) > 1:
        return refuse([_single(form)])
    return deliver(rendered(args, form, answers), args.output, args.case)


def _single(form: Format) -> Finding:
    source = Source("--format", form.name)
    return finding("PG900", "drawings", source.span(0, len(form.name)))


def rendered(args: argparse.Namespace, form: Format, answers: Any) -> str:
    """Answers in a form, coloured where a person sees them."""
    from phasegate.report.paint import Paint

    return form.render(answers, Paint(getattr(args, "output", None) is None and coloured(sys.stdout)))


def reviews(args: argparse.Namespace) -> list[Review] | None:
    """The judged cases of the file; None when there are none, with the reason printed."""
    from phasegate.report import text
    from phasegate.report.paint import Paint
    from phasegate.results.fill import results

    done = check_paths([args.case], options(args, provisional=False))
    found = [c.review for c in done.cases if c.review is not None]
    if done.exit_code == 2 or not found:
        complain(text.render(results(done), Paint(coloured(sys.stderr))).rstrip("\n"))
        return None
    return found


def refuse(found: Iterable[Finding]) -> int:
    """Say what is wrong with the call."""
    from phasegate.report import text
    from phasegate.report.paint import Paint
    from phasegate.results.fill import outside

    paint, wrong = Paint(coloured(sys.stderr)), list(found)
    complain(text.found(outside(wrong[:SHOWN]), paint).rstrip("\n"))
    if len(wrong) > SHOWN:
        complain(f"\nand {len(wrong) - SHOWN} more")
    return 2


def deliver(text: str, output: Path | None, case: Path) -> int:
    """Print the answer, or write it whole to a file."""
    if output is None:
        emit(text)
        return 0
    workspace = Workspace()
    reason = refusal(workspace, output, case)
    reason = reason or write(workspace, output, text.encode("utf-8", "backslashreplace"))
    if reason:
        complain(f"phasegate: {reason}")
        return 2
    return 0
