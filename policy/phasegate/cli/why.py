"""`phasegate why CASE FIGURE`: from a figure to the lines and assumptions that make it."""

from __future__ import annotations

import argparse
import json
import sys

from phasegate.cli import coloured
from phasegate.cli.asking import asked, deliver, form, refuse, reviews, world
from phasegate_dsl.finding import Finding


def run(args: argparse.Namespace) -> int:
    """Print the walk for every case in the file."""
    found = reviews(args)
    if found is None:
        return 2
    from phasegate.cost.asked.why import why
    from phasegate.report import why as report
    from phasegate.report.paint import Paint

    made = []
    for review in found:
        of = world(review)
        one = asked(of, "FIGURE", args.figure)
        if isinstance(one, Finding):
            return refuse([one])
        made.append((of, why(of, one)))
    if form(args) == "json":
        text = json.dumps([report.document(*one) for one in made], indent=2) + "\n"
    else:
        paint = Paint(args.output is None and coloured(sys.stdout))
        text = "\n".join(report.text(*one, paint) for one in made)
    return deliver(text, args.output, args.case)
