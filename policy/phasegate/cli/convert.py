"""`phasegate convert CASE --to gate|yaml|json`: the same case in another form."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from phasegate.cli import coloured, complain, say
from phasegate.cli.asking import deliver, unable
from phasegate.convert.writing import Converted, convert, read
from phasegate.guard import guarded, start_of
from phasegate.numbers import plural
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import outside
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import aim
from phasegate_dsl.check import check

UNFINISHED = ("PG112", "PG201")
"""What keeps a case from being checked, but not from being written in another form."""


def run(args: argparse.Namespace) -> int:
    """Write the case to standard output or to a file; 2 where it cannot be read or written, and nothing is written then."""
    workspace = Workspace()
    target = None if args.output is None else aim(workspace, args.output, args.case)
    if isinstance(target, str):
        return unable(target)
    done = guarded(
        lambda: _converted(workspace, args.case, args.to),
        start_of(workspace.shown(args.case)),
        lambda wrong: Converted("", [wrong]),
    )
    if done.findings:
        paint = Paint(coloured(sys.stderr))
        complain(text.found(outside(done.findings), paint).rstrip("\n"))
        return 2
    if done.lost:
        say(f"JSON has no comments: {plural(done.lost, 'comment')} of `{workspace.shown(args.case)}` left out")
    return deliver(workspace, target, done.text)


def _converted(workspace: Workspace, case: Path, form: str) -> Converted:
    """The case in another form, or the findings that keep it from that."""
    source, findings = workspace.read(case)
    if source is None:
        return Converted("", findings)
    parsed = read(source)
    known = parsed.findings + [one for one in check(parsed.document) if one.code not in UNFINISHED]
    wrong = [one for one in known if one.level == "error"]
    return Converted("", wrong) if wrong else convert(source, parsed, form)
