"""`phasegate lint [PATHS]`: what is wrong with rulesets before any case is judged."""

from __future__ import annotations

import argparse

from phasegate.cli import emit
from phasegate.cli.asking import rendered
from phasegate.packs.lint.run import lint
from phasegate.report.formats import named
from phasegate.results.ask.rulesets import linted
from phasegate.workspace.workspace import Workspace


def run(args: argparse.Namespace) -> int:
    """Lint the rulesets in the paths, or in the repository around the working folder."""
    workspace = Workspace()
    done = lint(workspace, args.paths or [workspace.root_around()])
    emit(rendered(args, named(args.format), linted(done)))
    return done.exit_code
