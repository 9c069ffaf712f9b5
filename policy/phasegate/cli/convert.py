"""`phasegate convert CASE --to gate|yaml|json`: the same case in another form."""

from __future__ import annotations

import argparse
import sys

from phasegate.cli import coloured, complain, say
from phasegate.cli.asking import deliver, unable
from phasegate.convert.writing import convert, read
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
    source, findings = workspace.read(args.case)
    if source is not None:
        parsed = read(source)
        known = parsed.findings + [f for f in check(parsed.document) if f.code not in UNFINISHED]
        findings = [f for f in known if f.level == "error"]
        if not findings:
            done = convert(source, parsed, args.to)
            findings = done.findings
    if source is None or findings:
        paint = Paint(coloured(sys.stderr))
        complain(text.found(outside(findings), paint).rstrip("\n"))
        return 2
    if done.lost:
        say(f"JSON has no comments: {plural(done.lost, 'comment')} of `{workspace.shown(args.case)}` left out")
    return deliver(workspace, target, done.text)
