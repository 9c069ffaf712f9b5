"""`phasegate curve CASE --over NAME`: run cost and unit cost over any assumption, and where levers bend it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from phasegate.cli.asking import answer
from phasegate.report.formats import chosen

if TYPE_CHECKING:
    from phasegate.results.ask.asked import Review


def run(args: argparse.Namespace) -> int:
    """Print or draw the curve of every case in the file."""
    return answer(args, chosen(args.format, args.output), lambda review: _ask(args, review))


def _ask(args: argparse.Namespace, review: Review) -> Any:
    from phasegate.results.ask.curve import over

    return over(review, args.over, args.at)
