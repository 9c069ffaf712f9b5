"""`phasegate cost CASE`: the figures of a case."""

from __future__ import annotations

import argparse
import sys

from policy.cli import coloured, emit
from policy.cli.check import options
from policy.project.check import check_paths


def run(args: argparse.Namespace) -> int:
    """Print the figures of every case in the file; findings about the input go to standard error."""
    from policy.report import text
    from policy.report.paint import Paint

    done = check_paths([args.case], options(args))
    paint = Paint(coloured(sys.stdout))
    judged = [c for c in done.cases if c.review is not None]
    if done.exit_code == 2 or not judged:
        sys.stderr.write(text.render(done, Paint(coloured(sys.stderr))))
        return 2
    from policy.report.cost import CostReport, document

    if args.format == "json":
        import json

        emit(json.dumps([{"initiative": c.case.name, **document(c.review)} for c in judged if c.case], indent=2) + "\n")  # type: ignore[arg-type]
    else:
        emit("\n".join(CostReport(c.review, paint).render() for c in judged))  # type: ignore[arg-type]
    return 0
