"""`phasegate check [PATHS]`: findings and verdicts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from policy.cli import coloured, emit
from policy.project import files
from policy.project.check import Options, check_paths


def options(args: argparse.Namespace) -> Options:
    """What the call asks for."""
    return Options(args.gate, args.as_of, args.seed, args.draws)


def run(args: argparse.Namespace) -> int:
    """Check the paths, or the repository around the working folder."""
    paths = args.paths or [files.root_of(Path.cwd() / "x")]
    done = check_paths(paths, options(args))
    if args.format == "json":
        from policy.report import json

        emit(json.render(done))
    else:
        from policy.report import text
        from policy.report.paint import Paint

        emit(text.render(done, Paint(coloured(sys.stdout))))
    return done.exit_code
