"""`phasegate convert CASE --to gate|yaml|json`: the same case in another form."""

from __future__ import annotations

import argparse
import sys

from phasegate.cli import coloured, emit, say
from phasegate.convert.writing import convert, read
from phasegate.numbers import plural
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import outside
from phasegate.workspace.workspace import Workspace
from phasegate.workspace.writing import refusal, write
from phasegate_dsl.check import check

UNFINISHED = ("PG112", "PG201")
"""What keeps a case from being checked, but not from being written in another form."""


def run(args: argparse.Namespace) -> int:
    """Write the case to standard output or to a file; 2 where it cannot be read or written, and nothing is written then."""
    workspace = Workspace()
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
        sys.stderr.write(text.found(outside(findings), paint))
        return 2
    if done.lost:
        say(f"JSON has no comments: {plural(done.lost, 'comment')} of `{workspace.shown(args.case)}` left out")
    if args.output is None:
        emit(done.text)
        return 0
    trouble = refusal(workspace, args.output, args.case)
    trouble = trouble or write(workspace, args.output, done.text.encode("utf-8"))
    if trouble:
        say(trouble)
        return 2
    return 0
