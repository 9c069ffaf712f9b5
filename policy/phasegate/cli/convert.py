"""`phasegate convert CASE --to gate|yaml|json`: the same case in another form."""

from __future__ import annotations

import argparse
import sys

from phasegate.cli import coloured, complain, emit
from phasegate.convert.writing import convert, read
from phasegate.numbers import plural
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import outside
from phasegate.workspace import files


def run(args: argparse.Namespace) -> int:
    """Write the case to standard output or to a file; 2 where it cannot be read or written, and nothing is written then."""
    source, findings = files.read(args.case)
    if source is not None:
        parsed = read(source)
        findings = [f for f in parsed.findings if f.level == "error"]
        if not findings:
            done = convert(source, parsed, args.to)
            findings = done.findings
    if source is None or findings:
        paint = Paint(coloured(sys.stderr))
        sys.stderr.write(text.found(outside(findings), paint))
        return 2
    if done.lost:
        complain(
            f"phasegate: JSON has no comments: {plural(done.lost, 'comment')} of `{files.shown(args.case)}` left out"
        )
    if args.output is None:
        emit(done.text)
        return 0
    if args.output.exists() and args.output.samefile(args.case):
        complain(f"phasegate: `{files.shown(args.output)}` is the case itself; write to another file")
        return 2
    trouble = files.write(args.output, done.text.encode("utf-8"))
    if trouble:
        complain(f"phasegate: {trouble}")
        return 2
    return 0
