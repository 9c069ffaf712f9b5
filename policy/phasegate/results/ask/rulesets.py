"""What lint, tests and mutants said of rulesets, as answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from phasegate.packs.coverage import Covered, Unused
from phasegate.packs.lint.run import Linted
from phasegate.packs.mutants.run import Mutated, Score
from phasegate.packs.run import Tested, TestRun
from phasegate.results.answers.rulesets import (
    LintReport,
    MutantOutcome,
    MutationReport,
    MutationScore,
    RuleCoverage,
    TestOutcome,
    TestReport,
    UnusedName,
)
from phasegate.results.fill import outside
from phasegate.results.plain import number


def linted(done: Linted) -> LintReport:
    """What lint found."""
    told = outside(done.findings)
    return LintReport(done.exit_code, tuple(done.rulesets), told.findings, told.excerpts)


def tested(done: TestRun, rows: Sequence[Covered], unused: Sequence[Unused]) -> TestReport:
    """How tests came out; `rows` and `unused` are what is to be said of coverage."""
    told = outside(done.findings)
    shown = outside([*done.findings, *(one for test in done.tests for one in test.findings)])
    return TestReport(
        exit_code=done.exit_code,
        findings=told.findings,
        tests=tuple(map(_test, done.tests)),
        coverage=tuple(RuleCoverage(**asdict(one)) for one in rows),
        unused=tuple(UnusedName(**asdict(one)) for one in unused),
        excerpts=shown.excerpts,
    )


def _test(one: Tested) -> TestOutcome:
    return TestOutcome(
        name=one.name,
        path=one.span.path,
        line=one.span.line,
        passed=one.passed,
        expected=tuple(one.expected),
        missing=tuple(one.missing),
        why=tuple(tuple(short.why) for short in one.shortfalls),
        got=tuple(one.got),
        findings=outside(one.findings).findings,
    )


def mutated(done: Mutated, exit_code: int) -> MutationReport:
    """Which mutants the tests noticed."""
    return MutationReport(exit_code, tuple(map(_score, done.scores)))


def _score(one: Score) -> MutationScore:
    each = tuple(MutantOutcome(**asdict(row)) for row in one.rows)
    return MutationScore(
        ruleset=one.ruleset,
        mutants=len(each),
        killed=one.killed,
        score=number(round(one.share, 6)),
        equivalent=one.equivalent,
        alike=one.alike,
        cut=tuple(one.cut),
        survivors=tuple(row for row in each if not row.killed_by),
        noticed=tuple(row for row in each if row.killed_by),
        each=each,
    )
