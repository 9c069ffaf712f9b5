"""`phasegate check [PATHS]`: findings and verdicts."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from phasegate.cli import coloured, complain, emit
from phasegate.guard import start_of, together
from phasegate.numbers.words import plural
from phasegate.pipeline import Demands, Options, Run, check_paths
from phasegate.workspace import cache
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding

if TYPE_CHECKING:
    from phasegate.results.result import Result


def options(args: argparse.Namespace, *, provisional: bool = True) -> Options:
    """What the call asks for; `provisional` is whether rules are asked what holds of a case with errors."""
    return Options(args.gate, args.as_of, args.seed, args.draws, demanded(args), provisional)


def demanded(args: argparse.Namespace) -> Demands:
    """What the call and its environment demand of every case; commands that give no verdict demand nothing."""
    if not hasattr(args, "follows"):
        return Demands()
    return Demands(tuple(args.follows), args.require_gate, args.require_evidence, tuple(args.approved_by))


def run(args: argparse.Namespace) -> int:
    """Check the paths, or the repository around the working folder; the output is kept for the next time."""
    workspace = Workspace()
    done = check_paths(args.paths or [workspace.root_around()], options(args), workspace)
    output = _render(done, args.format)  # where a case cannot be told, the run knows it after this
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
    from phasegate.results.fill import outside, results

    chosen, paint = named(form), Paint(coloured(sys.stdout))

    def instead(one: Result, wrong: Finding) -> Result:
        done.findings.append(wrong)
        return outside([wrong], one.path)

    told = results(done, chosen.detail)
    return together(lambda several: chosen.render(several, paint), told, lambda one: start_of(one.path), instead)
