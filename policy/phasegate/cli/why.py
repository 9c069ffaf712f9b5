"""`phasegate why CASE FIGURE`: from a figure to the lines and assumptions that make it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from phasegate.cli.asking import answer
from phasegate.report.formats import JSON, TEXT, chosen

if TYPE_CHECKING:
    from phasegate.results.ask.asked import Review


def run(args: argparse.Namespace) -> int:
    """Print the walk for every case in the file."""
    form = chosen(args.format, args.output)
    return answer(args, form if form is JSON else TEXT, lambda review: _ask(args, review))


def _ask(args: argparse.Namespace, review: Review) -> Any:
    from phasegate.results.ask.why import why

    return why(review, args.figure)
