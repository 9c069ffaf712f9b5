"""What the commands that ask the cost engine share: cases that make sense, findings of the call, where output goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from phasegate.cli import coloured, complain, emit, say
from phasegate.cli.check import options
from phasegate.guard import guarded, together
from phasegate.pipeline import check_paths
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import OutputFile, aim, put
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source, Span

if TYPE_CHECKING:
    from phasegate.report.formats import Format
    from phasegate.results.ask.asked import Review

_Answer: TypeAlias = tuple[Span, Any]
"""What was answered about a case, and where that stands."""
SHOWN = 5
"""Findings about one call that are shown."""


def answer(args: argparse.Namespace, form: Format, ask: Callable[[Review], Any]) -> int:
    """Ask each case of the file, and print or write the answers; findings instead of an answer refuse the call."""
    workspace = Workspace()
    target = None if args.output is None else aim(workspace, args.output, args.case)
    if isinstance(target, str):
        return unable(target)
    found = reviews(args, workspace)
    if found is None:
        return 2
    answers: list[_Answer] = []
    failed: list[Finding] = []
    for review in found:
        one = guarded(partial(ask, review), review.case.span, lambda wrong: wrong)
        if isinstance(one, Finding) and one.code == "PG901":  # a defect of ours: the other cases are answered
            failed.append(one)
            continue
        if isinstance(one, Finding | list):
            return refuse([one] if isinstance(one, Finding) else one)
        answers.append((review.case.span, one))
    if form.single and len(answers) > 1:
        return refuse([_single(form)])
    output = together(
        lambda several: rendered(args, form, [told for _, told in several]) if several else "",
        answers,
        lambda one: one[0],
        lambda _, wrong: failed.append(wrong),
    )
    code = deliver(workspace, target, output) if output else 0
    return refuse(failed) if failed else code


def _single(form: Format) -> Finding:
    source = Source("--format", form.name)
    return finding("PG900", "drawings", source.span(0, len(form.name)))


def rendered(args: argparse.Namespace, form: Format, answers: Any) -> str:
    """Answers in a form, coloured where a person sees them."""
    from phasegate.report.paint import Paint

    return form.render(answers, Paint(getattr(args, "output", None) is None and coloured(sys.stdout)))


def reviews(args: argparse.Namespace, workspace: Workspace) -> list[Review] | None:
    """The judged cases of the file; None when there are none, with the reason printed."""
    from phasegate.report import text
    from phasegate.report.paint import Paint
    from phasegate.results.fill import results

    done = check_paths([args.case], options(args, provisional=False), workspace)
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


def deliver(workspace: Workspace, target: OutputFile | None, text: str) -> int:
    """Print the answer, or write it whole to a file."""
    if target is None:
        return 0 if emit(text) else 2  # the answer is all that was asked for
    reason = put(workspace, target, text.encode("utf-8", "backslashreplace"))
    return unable(reason) if reason else 0


def unable(reason: str) -> int:
    """Say why nothing was written."""
    say(reason)
    return 2
