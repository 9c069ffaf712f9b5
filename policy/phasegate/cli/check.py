"""`phasegate check [PATHS]`: findings and verdicts."""

from __future__ import annotations

import argparse
import sys

from phasegate.cli import coloured, complain, emit
from phasegate.numbers.words import plural
from phasegate.pipeline import Options, Run, check_paths
from phasegate.workspace import cache
from phasegate.workspace.workspace import Workspace


def options(args: argparse.Namespace, *, provisional: bool = True) -> Options:
    """What the call asks for; `provisional` is whether rules are asked what holds of a case with errors."""
    return Options(args.gate, args.as_of, args.seed, args.draws, provisional)


def run(args: argparse.Namespace) -> int:
    """Check the paths, or the repository around the working folder; the output is kept for the next time."""
    workspace = Workspace()
    done = check_paths(args.paths or [workspace.root_around()], options(args), workspace)
    output = _render(done, args.format)
    if not args.no_cache and done.exit_code != 2:
        data = output.encode("utf-8", "backslashreplace")
        cache.store(args.words, coloured(sys.stdout), workspace.log, done.exit_code, data)
    emit(output)
    if args.timings:
        complain(_timings(done))
    return done.exit_code


def _timings(done: Run) -> str:
    """How long each stage took, over all cases: for the eye, and never in the output itself."""
    parts = [f"{stage} {seconds * 1e3:.1f} ms" for stage, seconds in done.seconds.items()]
    return f"{', '.join(parts)} ({plural(len(done.cases), 'case')})"


def _render(done: Run, form: str) -> str:
    from phasegate.report.formats import named
    from phasegate.report.paint import Paint
    from phasegate.results.fill import results

    chosen = named(form)
    return chosen.render(results(done, chosen.detail), Paint(coloured(sys.stdout)))
