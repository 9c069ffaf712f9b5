"""`phasegate test [PATHS]`: the tests of rulesets."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from policy.cli import coloured, complain, emit
from policy.project import files, ruletests
from policy.report import text
from policy.report.json import finding
from policy.report.paint import Paint, safe


def run(args: argparse.Namespace) -> int:
    """Run the tests in the paths, or in the repository around the working folder."""
    done = ruletests.run(args.paths or [files.root_of(Path.cwd() / "x")], args.filter)
    rows = ruletests.coverage(done, set(args.ruleset) or None) if args.coverage or args.threshold else []
    paint = Paint(coloured(sys.stdout))
    emit(_json(done, rows) if args.format == "json" else _text(done, paint) + _coverage(rows, paint))
    if done.exit_code == 0 and args.threshold and share(rows) * 100 < args.threshold:
        complain(
            f"phasegate: {share(rows):.1%} of the rules are made to pass and to fail; the threshold is {args.threshold:g} %"
        )
        return 1
    return done.exit_code


def share(rows: list[ruletests.Covered]) -> float:
    """The part of the rules that some test makes pass and some test makes fail."""
    return sum(r.whole for r in rows) / len(rows) if rows else 0.0


def _coverage(rows: list[ruletests.Covered], paint: Paint) -> str:
    """The rules that are not made to pass and to fail, and the share of those that are."""
    lines = []
    for row in rows:
        if not row.whole:
            never = " and ".join(word for word, count in (("pass", row.passed), ("fail", row.failed)) if not count)
            where = f" at {row.gate}" if row.gate else ""
            lines.append(
                f"{paint('never made to ' + never, 'yellow')}: {safe(row.rule)}{safe(where)} ({safe(row.ruleset)})"
            )
    if rows:
        whole = sum(r.whole for r in rows)
        lines.append(
            paint(f"coverage: {whole} of {len(rows)} rules made to pass and to fail ({share(rows):.1%})", "bold")
        )
    return "".join(f"{line}\n" for line in lines)


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


def _json(done: ruletests.TestRun, rows: list[ruletests.Covered]) -> str:
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
            {
                "exit_code": done.exit_code,
                "findings": [finding(f) for f in done.findings],
                "tests": tests,
                "coverage": [asdict(r) for r in rows],
            },
            indent=2,
        )
        + "\n"
    )
