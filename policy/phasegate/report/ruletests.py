"""Tests of rulesets for people, for programs and for build servers (JUnit XML)."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import asdict
from xml.sax.saxutils import escape, quoteattr

from phasegate.packs.coverage import Covered, Unused
from phasegate.packs.run import Tested, TestRun
from phasegate.report.json import finding
from phasegate.report.paint import Paint, safe
from phasegate.report.text import found as findings_text
from phasegate.results.fill import outside

WIDTH = 110
_NOT_XML = re.compile("[\ufffe\uffff]|[\U0001fffe-\U0001ffff]")


def share(rows: list[Covered]) -> float:
    """The part of the rules that some test makes pass and some test makes fail."""
    return sum(r.whole for r in rows) / len(rows) if rows else 0.0


def text(done: TestRun, paint: Paint) -> str:
    """Every test that failed, with what it expected, what it got and why; then the count."""
    lines = [findings_text(outside([f]), paint) for f in done.findings]
    lines += [_failed(t, paint) for t in done.tests if not t.passed]
    failed = sum(not t.passed for t in done.tests)
    colour = "red" if failed or not done.tests or done.exit_code else "green"
    lines.append(paint(f"{len(done.tests) - failed} passed, {failed} failed", colour, "bold"))
    return "\n".join(lines) + "\n"


def _failed(test: Tested, paint: Paint) -> str:
    lines = [f"{paint('FAILED', 'red', 'bold')} {safe(test.name)}  {safe(test.span.path)}:{test.span.line}"]
    for one in test.shortfalls:
        lines += _wrapped(one.text, "   ")
        for why in one.why:
            lines += _wrapped(why, "      - ")
    lines += [findings_text(outside([f]), paint) for f in test.findings if f.level == "error"]
    if test.got:
        lines += _wrapped(f"got: {', '.join(test.got)}", "   ")
    return "\n".join(lines) + "\n"


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        safe(words), WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    ) or [indent]


def coverage(rows: list[Covered], unused: list[Unused], paint: Paint) -> str:
    """The rules that are not made to pass and to fail, the names that nothing used, and the share that is whole."""
    lines = []
    for row in rows:
        if not row.whole:
            never = " and ".join(word for word, count in (("pass", row.passed), ("fail", row.failed)) if not count)
            if row.skipped and not row.passed and not row.failed:
                never += ", it never applied"
            where = f" at {row.gate}" if row.gate else ""
            lines.append(
                f"{paint('never made to ' + never, 'yellow')}: {safe(row.rule)}{safe(where)} ({safe(row.ruleset)})"
            )
    for one in unused:
        what = "never read: let" if one.kind == "let" else f"never used: {one.kind}"
        of = f" of {one.rule}" if one.rule else ""
        lines.append(
            f"{paint(what, 'yellow')} `{safe(one.name)}`{safe(of)} ({safe(one.ruleset)}) {safe(one.path)}:{one.line}"
        )
    if rows:
        whole = sum(r.whole for r in rows)
        lines.append(
            paint(f"coverage: {whole} of {len(rows)} rules made to pass and to fail ({share(rows):.1%})", "bold")
        )
    return "".join(f"{line}\n" for line in lines)


def json_text(done: TestRun, rows: list[Covered], unused: list[Unused]) -> str:
    """The run as JSON."""
    tests = [
        {
            "name": t.name,
            "path": t.span.path,
            "line": t.span.line,
            "passed": t.passed,
            "expected": t.expected,
            "missing": t.missing,
            "why": [s.why for s in t.shortfalls],
            "got": t.got,
            "findings": [finding(f) for f in t.findings],
        }
        for t in done.tests
    ]
    data = {
        "exit_code": done.exit_code,
        "findings": [finding(f) for f in done.findings],
        "tests": tests,
        "coverage": [asdict(r) for r in rows],
        "unused": [asdict(u) for u in unused],
    }
    return json.dumps(data, indent=2) + "\n"


# -- JUnit -----------------------------------------------------------------------------------------------------------


def clean(words: str) -> str:
    """Text that XML can hold: what it forbids is shown as `<U+FFFE>`."""
    return _NOT_XML.sub(lambda m: f"<U+{ord(m[0]):04X}>", safe(words))


def _attribute(words: str) -> str:
    return quoteattr(clean(words))


def case(name: str, path: str, outcome: str, message: str = "", body: str = "") -> str:
    """One test case: `outcome` is empty for a pass, else `failure` or `error`."""
    head = f"    <testcase name={_attribute(name)} classname={_attribute(path)}"
    if not outcome:
        return f"{head}/>\n"
    inner = f"<{outcome} message={_attribute(message)}>{escape(clean(body))}</{outcome}>"
    return f"{head}>\n      {inner}\n    </testcase>\n"


def suites(cases: dict[str, list[tuple[str, str]]]) -> str:
    """The whole document: a suite for each path with its cases, each given as (outcome, element)."""
    parts, totals = [], [0, 0, 0]
    for path, found in cases.items():
        failures, errors = (sum(outcome == kind for outcome, _ in found) for kind in ("failure", "error"))
        totals = [a + b for a, b in zip(totals, (len(found), failures, errors), strict=True)]
        counts = f'tests="{len(found)}" failures="{failures}" errors="{errors}" skipped="0"'
        parts.append(f"  <testsuite name={_attribute(path)} {counts}>\n{''.join(e for _, e in found)}  </testsuite>\n")
    counts = f'tests="{totals[0]}" failures="{totals[1]}" errors="{totals[2]}"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<testsuites name="phasegate" {counts}>\n{"".join(parts)}</testsuites>\n'


def junit(done: TestRun) -> str:
    """The run as JUnit XML: a suite for each file; findings of reading the files are errors of a suite of their own."""
    cases: dict[str, list[tuple[str, str]]] = {}
    plain = Paint(False)
    for one in done.findings:
        path = one.span.path if one.span else "phasegate test"
        if one.level == "error":
            element = case(one.title, path, "error", one.message, findings_text(outside([one]), plain))
            cases.setdefault(path, []).append(("error", element))
    for test in done.tests:
        path = test.span.path
        errors = [f for f in test.findings if f.level == "error"]
        outcome = "" if test.passed else "error" if errors else "failure"
        message = "; ".join(test.missing) or "; ".join(f.message for f in errors)
        element = case(test.name, path, outcome, message, _failed(test, plain) if outcome else "")
        cases.setdefault(path, []).append((outcome, element))
    return suites(cases)
