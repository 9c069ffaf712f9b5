"""`phasegate test [PATHS]`: the tests of rulesets."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from policy.cli import coloured, emit
from policy.project import files, ruletests
from policy.report import text
from policy.report.json import finding
from policy.report.paint import Paint, safe


def run(args: argparse.Namespace) -> int:
    """Run the tests in the paths, or in the repository around the working folder."""
    done = ruletests.run(args.paths or [files.root_of(Path.cwd() / "x")])
    emit(_json(done) if args.format == "json" else _text(done, Paint(coloured(sys.stdout))))
    return done.exit_code


def _text(done: ruletests.TestRun, paint: Paint) -> str:
    lines = [text.finding(f, paint) for f in done.findings]
    for test in done.tests:
        if test.passed:
            continue
        lines.append(f"{paint('FAILED', 'red', 'bold')} {safe(test.name)}  {safe(test.span.path)}:{test.span.line}")
        lines += [f"   {safe(m)}" for m in test.missing]
        lines += [text.finding(f, paint) for f in test.findings if f.level == "error"]
        if test.got:
            lines.append(f"   got: {safe(', '.join(test.got))}")
    failed = sum(not t.passed for t in done.tests)
    lines.append(
        paint(
            f"{len(done.tests) - failed} passed, {failed} failed",
            "red" if failed or not done.tests else "green",
            "bold",
        )
    )
    return "\n".join(lines) + "\n"


def _json(done: ruletests.TestRun) -> str:
    tests = [
        {
            "name": t.name,
            "path": t.span.path,
            "line": t.span.line,
            "passed": t.passed,
            "expected": t.expected,
            "missing": t.missing,
            "got": t.got,
            "findings": [finding(f) for f in t.findings],
        }
        for t in done.tests
    ]
    return (
        json.dumps(
            {"exit_code": done.exit_code, "findings": [finding(f) for f in done.findings], "tests": tests}, indent=2
        )
        + "\n"
    )
