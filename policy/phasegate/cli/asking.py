"""What the commands that ask the cost engine share: cases that make sense, findings of the call, where output goes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.cli import coloured, complain, emit
from phasegate.cli.check import options
from phasegate.pipeline import check_paths
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import refusal, write
from phasegate_dsl.expected import nearest
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

if TYPE_CHECKING:
    from phasegate.cost.figures.inputs import World
    from phasegate.cost.figures.table import Figure
    from phasegate.rules.review import Review

SHOWN = 5
"""Findings about one call that are shown."""
FORMATS = {".json": "json", ".csv": "csv", ".svg": "svg"}


def reviews(args: argparse.Namespace) -> list[Review] | None:
    """The judged cases of the file; nothing when there are none, and then it is said why."""
    from phasegate.report import text
    from phasegate.report.paint import Paint

    done = check_paths([args.case], options(args))
    found = [c.review for c in done.cases if c.review is not None]
    if done.exit_code == 2 or not found:
        complain(text.render(done, Paint(coloured(sys.stderr))).rstrip("\n"))
        return None
    return found


def world(review: Review) -> World:
    """What figures are asked of."""
    from phasegate.cost.figures.inputs import World

    return World(review.subject.model, review.subject.frame)


def refuse(found: Iterable[Finding]) -> int:
    """Say what is wrong with the call."""
    from phasegate.report import text
    from phasegate.report.paint import Paint

    paint, wrong = Paint(coloured(sys.stderr)), list(found)
    complain("\n".join(text.finding(one, paint) for one in wrong[:SHOWN]).rstrip("\n"))
    if len(wrong) > SHOWN:
        complain(f"\nand {len(wrong) - SHOWN} more")
    return 2


def unknown(option: str, name: str, kind: str, known: Iterable[str]) -> Finding:
    """A finding for a name in the call that the case does not have."""
    source = Source(option, name[:200])
    names = nearest(name[:200], known)
    return finding("PG200", kind, source.span(0, len(source.text)), name=name[:80], **names)


def asked(of: World, option: str, name: str) -> Figure | Finding:
    """The figure of a name, or the finding that there is none."""
    from phasegate.cost.figures.table import figure, known

    found = figure(of, name)
    return found if found is not None else unknown(option, name, "no_figure", known(of))


def form(args: argparse.Namespace) -> str:
    """The format asked for; else what the ending of the output says, else text."""
    chosen: str = args.format or (FORMATS.get(args.output.suffix.lower(), "text") if args.output else "text")
    return chosen


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
