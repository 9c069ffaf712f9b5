"""What is said of rulesets: what lint finds, how their tests came out, what those cover, which mutants they notice."""

from __future__ import annotations

from dataclasses import field

from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.findings import Excerpt, FindingRecord
from phasegate_dsl.records import frozen


@frozen
class LintReport:
    """`phasegate lint`: the rulesets that were read and what was found in them."""

    exit_code: int
    rulesets: tuple[str, ...]
    findings: tuple[FindingRecord, ...]
    excerpts: tuple[Excerpt, ...] = field(metadata=HIDDEN)


@frozen
class TestOutcome:
    """One `test` block with what it expected and got; it passes when nothing is missing."""

    name: str
    path: str
    line: int
    passed: bool
    expected: tuple[str, ...]
    missing: tuple[str, ...]
    why: tuple[tuple[str, ...], ...]
    """For each thing that is missing what came instead and why."""
    got: tuple[str, ...]
    findings: tuple[FindingRecord, ...]
    """Errors of the input that kept it from being judged."""


@frozen
class RuleCoverage:
    """How often the tests made one rule pass and fail at one gate, and how often it did not apply."""

    ruleset: str
    rule: str
    gate: str
    passed: int
    failed: int
    skipped: int

    @property
    def whole(self) -> bool:
        """Whether some test made it pass and some test made it fail."""
        return bool(self.passed and self.failed)


@frozen
class UnusedName:
    """A name of a ruleset that no test needed."""

    kind: str
    name: str
    ruleset: str
    rule: str
    path: str
    line: int


@frozen
class TestReport:
    """`phasegate test`: each test, and with `--coverage` what they made of the rules."""

    exit_code: int
    findings: tuple[FindingRecord, ...]
    tests: tuple[TestOutcome, ...]
    coverage: tuple[RuleCoverage, ...]
    unused: tuple[UnusedName, ...]
    excerpts: tuple[Excerpt, ...] = field(metadata=HIDDEN)

    @property
    def covered(self) -> float:
        """The part of the rules that some test makes pass and some test makes fail."""
        return sum(one.whole for one in self.coverage) / len(self.coverage) if self.coverage else 0.0


@frozen
class MutantOutcome:
    """A change of a rule, and the first test that noticed it; empty for none."""

    ruleset: str
    rule: str
    gate: str
    path: str
    line: int
    words: str
    before: str
    after: str
    killed_by: str


@frozen
class MutationScore:
    """How the tests did against the mutants of one ruleset; equivalent ones and doubles are left out."""

    ruleset: str
    mutants: int
    killed: int
    score: float
    equivalent: int
    alike: int
    cut: tuple[str, ...]
    """Rules so large that only the first of their mutants were tried."""
    survivors: tuple[MutantOutcome, ...]
    noticed: tuple[MutantOutcome, ...]
    each: tuple[MutantOutcome, ...] = field(metadata=HIDDEN)
    """All of them in order."""

    @property
    def share(self) -> float:
        """The part that was noticed; one where there was nothing to notice."""
        return self.killed / self.mutants if self.mutants else 1.0


@frozen
class MutationReport:
    """`phasegate test --mutate`: which changes of rules no test notices."""

    exit_code: int
    rulesets: tuple[MutationScore, ...]
