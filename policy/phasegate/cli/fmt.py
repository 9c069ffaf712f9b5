"""`phasegate fmt [PATHS|-]`: `.gate` files in the one layout."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from phasegate.cli import coloured, complain, emit
from phasegate.cli.asking import rendered
from phasegate.fmt import Layouts, layout, layouts, write
from phasegate.report.formats import JSON, named
from phasegate.report.paint import Paint
from phasegate.results.ask.layout import laid_out
from phasegate.workspace.workspace import Workspace, decode
from phasegate_dsl.finding import Finding
from phasegate_dsl.limits import LIMITS

STDIN = "-"


def run(args: argparse.Namespace) -> int:
    """Lay out the files in the paths, or in the repository around the working folder."""
    if Path(STDIN) in args.paths:
        if len(args.paths) > 1:
            complain("phasegate: `-` stands for standard input and cannot be mixed with paths")
            return 2
        return _stdin(args)
    workspace = Workspace()
    done = layouts(workspace, args.paths or [workspace.root_around()], args.width)
    told = laid_out(done, written=not (args.check or args.diff), diff=args.diff)
    if told.written:
        for one in done.changed:
            one.findings = write(workspace, one)
            done.findings += one.findings
        told = laid_out(done, written=True)
    form = named(args.format)
    emit(rendered(args, form, told))
    if form is not JSON:
        _complain(done.findings)
    return told.exit_code


def _stdin(args: argparse.Namespace) -> int:
    """Standard input to standard output; a text with slips is not printed."""
    source, findings = decode("<stdin>", sys.stdin.buffer.read(4 * LIMITS.text + 1))
    if source is None:
        _complain(findings)
        return 2
    one = layout(Path(STDIN), source, args.width)
    form = named(args.format)
    judged = args.check or args.diff or form is JSON
    if judged:
        told = laid_out(Layouts([one], one.findings), written=False, diff=args.diff, counted=False)
        emit(rendered(args, form, told))
    elif not one.findings:
        emit(one.text)
    if form is not JSON:
        _complain(one.findings)
    if one.findings:
        return 2
    return 1 if judged and one.changes else 0


def _complain(findings: list[Finding]) -> None:
    if findings:
        from phasegate.report import text
        from phasegate.results.fill import outside

        paint = Paint(coloured(sys.stderr))
        complain(text.found(outside(findings), paint).rstrip("\n"))
