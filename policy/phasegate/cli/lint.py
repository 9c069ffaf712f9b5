"""`phasegate lint [PATHS]`: what is wrong with rulesets before any case is judged."""

from __future__ import annotations

import argparse
import json
import sys

from phasegate.cli import coloured, emit
from phasegate.packs.lint.run import Linted, lint
from phasegate.report import text
from phasegate.report.json import finding
from phasegate.report.paint import Paint
from phasegate.workspace.workspace import Workspace


def run(args: argparse.Namespace) -> int:
    """Lint the rulesets in the paths, or in the repository around the working folder."""
    workspace = Workspace()
    done = lint(workspace, args.paths or [workspace.root_around()])
    emit(_json(done) if args.format == "json" else _text(done, Paint(coloured(sys.stdout))))
    return done.exit_code


def _text(done: Linted, paint: Paint) -> str:
    lines = [text.finding(f, paint) for f in done.findings]
    count, found = len(done.rulesets), len(done.findings)
    told = f"{count} ruleset{'s' if count != 1 else ''}, {found or 'no'} finding{'s' if found != 1 else ''}"
    lines.append(paint(told, "red" if done.exit_code else "green", "bold"))
    return "\n".join(lines) + "\n"


def _json(done: Linted) -> str:
    found = [finding(f) for f in done.findings]
    data = {"exit_code": done.exit_code, "rulesets": done.rulesets, "findings": found}
    return json.dumps(data, indent=2) + "\n"
