"""`phasegate check [PATHS]`: findings and verdicts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from phasegate.cli import coloured, emit
from phasegate.pipeline import Options, Run, check_paths
from phasegate.workspace import cache, files


def options(args: argparse.Namespace) -> Options:
    """What the call asks for."""
    return Options(args.gate, args.as_of, args.seed, args.draws)


def run(args: argparse.Namespace) -> int:
    """Check the paths, or the repository around the working folder; the output for files is kept for the next time."""
    paths = args.paths or [files.root_around(Path.cwd())]
    keep = not args.no_cache and bool(args.paths) and not any(path.is_dir() for path in args.paths)
    files.reads = {} if keep else None
    try:
        done = check_paths(paths, options(args))
        reads, files.reads = files.reads, None
    finally:
        files.reads = None
    output = _render(done, args.format)
    if reads and done.exit_code != 2:
        cache.store(args.words, coloured(sys.stdout), reads, done.exit_code, output.encode("utf-8", "backslashreplace"))
    emit(output)
    return done.exit_code


def _render(done: Run, form: str) -> str:
    from phasegate.report.formats import named
    from phasegate.report.paint import Paint
    from phasegate.results.fill import results

    chosen = named(form)
    return chosen.render(results(done, chosen.detail), Paint(coloured(sys.stdout)))
