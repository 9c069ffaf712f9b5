"""Tests of rulesets for people and for build servers (JUnit XML)."""

from __future__ import annotations

import re
import textwrap
from xml.sax.saxutils import escape, quoteattr

from phasegate.report.excerpt import Lines
from phasegate.report.paint import Paint, safe
from phasegate.report.text import finding
from phasegate.results.answers.rulesets import RuleCoverage, TestOutcome, TestReport, UnusedName

WIDTH = 110
_NOT_XML = re.compile("[\ufffe\uffff]|[\U0001fffe-\U0001ffff]")


def text(done: TestReport, paint: Paint) -> str:
    """Every test that failed, with what it expected, what it got and why; the count; what the tests cover."""
    source = Lines(done.excerpts)
    lines = [finding(one, source, paint) for one in done.findings]
    lines += [_failed(one, source, paint) for one in done.tests if not one.passed]
    failed = sum(not one.passed for one in done.tests)
    colour = "red" if failed or not done.tests or done.exit_code else "green"
    lines.append(paint(f"{len(done.tests) - failed} passed, {failed} failed", colour, "bold"))
    return "\n".join(lines) + "\n" + _coverage(done, paint)


def _failed(test: TestOutcome, source: Lines, paint: Paint) -> str:
    lines = [f"{paint('FAILED', 'red', 'bold')} {safe(test.name)}  {safe(test.path)}:{test.line}"]
    for missing, reasons in zip(test.missing, test.why, strict=True):
        lines += _wrapped(missing, "   ")
        for why in reasons:
            lines += _wrapped(why, "      - ")
    lines += [finding(one, source, paint) for one in test.findings if one.level == "error"]
    if test.got:
        lines += _wrapped(f"got: {', '.join(test.got)}", "   ")
    return "\n".join(lines) + "\n"


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        safe(words), WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    ) or [indent]


def _coverage(done: TestReport, paint: Paint) -> str:
    """The rules that are not made to pass and to fail, the names that nothing used, and the share that is whole."""
    lines = [_partly(row, paint) for row in done.coverage if not row.whole]
    lines += [_unused(one, paint) for one in done.unused]
    if done.coverage:
        whole = sum(row.whole for row in done.coverage)
        told = f"coverage: {whole} of {len(done.coverage)} rules made to pass and to fail ({done.covered:.1%})"
        lines.append(paint(told, "bold"))
    return "".join(f"{line}\n" for line in lines)


def _partly(row: RuleCoverage, paint: Paint) -> str:
    never = " and ".join(word for word, count in (("pass", row.passed), ("fail", row.failed)) if not count)
    if row.skipped and not row.passed and not row.failed:
        never += ", it never applied"
    where = f" at {row.gate}" if row.gate else ""
    return f"{paint('never made to ' + never, 'yellow')}: {safe(row.rule)}{safe(where)} ({safe(row.ruleset)})"


def _unused(one: UnusedName, paint: Paint) -> str:
    what = "never read: let" if one.kind == "let" else f"never used: {one.kind}"
    of = f" of {one.rule}" if one.rule else ""
    return f"{paint(what, 'yellow')} `{safe(one.name)}`{safe(of)} ({safe(one.ruleset)}) {safe(one.path)}:{one.line}"


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


def junit(done: TestReport, paint: Paint) -> str:
    """The run as JUnit XML: a suite for each file; findings of reading the files are errors of a suite of their own."""
    cases: dict[str, list[tuple[str, str]]] = {}
    plain, source = Paint(False), Lines(done.excerpts)
    for one in done.findings:
        path = one.place.path if one.place else "phasegate test"
        if one.level == "error":
            element = case(one.title, path, "error", one.message, finding(one, source, plain))
            cases.setdefault(path, []).append(("error", element))
    for test in done.tests:
        errors = [one.message for one in test.findings if one.level == "error"]
        wrong = "error" if errors else "failure"
        outcome = "" if test.passed else wrong
        message = "; ".join(test.missing) or "; ".join(errors)
        element = case(test.name, test.path, outcome, message, _failed(test, source, plain) if outcome else "")
        cases.setdefault(test.path, []).append((outcome, element))
    return suites(cases)
