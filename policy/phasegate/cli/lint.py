"""`phasegate lint [PATHS]`: what is wrong with rulesets before any case is judged."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from phasegate.cli import coloured, emit
from phasegate.numbers import plural
from phasegate.packs.lint.run import Linted, lint
from phasegate.report import text
from phasegate.report.json import finding
from phasegate.report.paint import Paint
from phasegate.results.fill import outside
from phasegate.workspace import files


def run(args: argparse.Namespace) -> int:
    """Lint the rulesets in the paths, or in the repository around the working folder."""
    done = lint(args.paths or [files.root_around(Path.cwd())])
    emit(_json(done) if args.format == "json" else _text(done, Paint(coloured(sys.stdout))))
    return done.exit_code


def _text(done: Linted, paint: Paint) -> str:
    lines = [text.found(outside(done.findings), paint)] if done.findings else []
    count, found = len(done.rulesets), len(done.findings)
    told = f"{plural(count, 'ruleset')}, {plural(found, 'finding', zero='no')}"
    lines.append(paint(told, "red" if done.exit_code else "green", "bold"))
    return "\n".join(lines) + "\n"


def _json(done: Linted) -> str:
    found = [finding(f) for f in done.findings]
    data = {"exit_code": done.exit_code, "rulesets": done.rulesets, "findings": found}
    return json.dumps(data, indent=2) + "\n"
