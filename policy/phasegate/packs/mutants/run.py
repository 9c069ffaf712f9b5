"""Tests against mutants: each rule is changed a little, and some test that passed must then fail.

A case's figures do not depend on rules. So each test's case is calculated once in each worker, and only the changed rule
is judged again; a worker takes some of the rules through all tests and drops each mutant that one of them has noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from phasegate.guard import guarded
from phasegate.limits import LEAST_MADE, MAX_MADE, MAX_TRIED
from phasegate.packs import run as ruletests
from phasegate.packs.expectations import met
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding
from phasegate_dsl.records import slotted

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.model.framework import Framework, Rule
    from phasegate.packs.mutants.mutants import Condition, Mutant, Mutants
    from phasegate.packs.quick import Quick
    from phasegate.rules.judge import Outcome
    from phasegate.rules.review import Review

SHARDS = 8
"""Into how many shards rules are put: at most as many workers have something to do."""
Key: TypeAlias = tuple[str, str, int, str, str]
"""Ruleset, path, offset, gates and id: one rule, in whatever framework it is read."""


@slotted
class MutantRun:
    """One mutant and its outcome."""

    ruleset: str
    rule: str
    gate: str
    path: str
    line: int
    words: str
    before: str
    after: str
    killed_by: str = ""
    """The first test, in order, that noticed it: file, line and name; none for a survivor."""


@slotted
class Score:
    """How the tests did against the mutants of one ruleset."""

    ruleset: str
    rows: list[MutantRun] = field(default_factory=list)
    equivalent: int = 0
    """Left out: they mean what the rule means."""
    alike: int = 0
    """Left out: they mean what another mutant means."""
    cut: list[str] = field(default_factory=list)
    """Rules so large that only the first of their mutants were tried."""

    @property
    def killed(self) -> int:
        """How many were noticed."""
        return sum(bool(r.killed_by) for r in self.rows)

    @property
    def share(self) -> float:
        """The part that was noticed; one where there was nothing to notice."""
        return self.killed / len(self.rows) if self.rows else 1.0

    @property
    def survivors(self) -> list[MutantRun]:
        """The mutants that no test noticed."""
        return [r for r in self.rows if not r.killed_by]


@slotted
class Mutated:
    """The result of a whole run, by ruleset."""

    scores: list[Score] = field(default_factory=list)
    failing: list[int] = field(default_factory=list)
    """Tests (by place) that fail without any mutant: against them nothing can be shown."""
    reach: set[str] = field(default_factory=set)
    """The rulesets whose rules some test's case can be judged by."""
    findings: list[Finding] = field(default_factory=list)
    """Tests that were not run to the end; what they would notice is not known."""


@slotted
class _Fate:
    """A mutant with the first test that noticed it."""

    row: MutantRun
    killed_by: int | None = None


@slotted
class _Part:
    """What one worker found."""

    fates: dict[tuple[Key, int], _Fate] = field(default_factory=dict)
    left_out: dict[Key, tuple[int, int, bool]] = field(default_factory=dict)
    """Equivalent, alike, and whether there were too many of them."""
    failing: list[int] = field(default_factory=list)
    reach: set[str] = field(default_factory=set)
    findings: list[tuple[int, Finding]] = field(default_factory=list)


@slotted
class _Share:
    """What one worker does: some of the shards, in which rules are put in the order in which tests meet them.

    A shard belongs to one worker and has its part of all steps, so that what is tried does not depend on how many
    workers there are.
    """

    workspace: Workspace
    paths: list[Path]
    only: str
    rulesets: set[str]
    number: int
    workers: int


def mutate(
    workspace: Workspace,
    paths: list[Path],
    only: str,
    rulesets: set[str],
    jobs: int,
    *,
    starting: Callable[[], None] | None = None,
) -> Mutated:
    """Run every mutant of these rulesets (of all in reach, where none is named) against the tests in the paths.

    Each worker process calls `starting` first.
    """
    found, _ = ruletests.blocks(workspace, paths, only)
    jobs = max(1, min(jobs, len(found), SHARDS))
    shares = [_Share(workspace, paths, only, rulesets, number, jobs) for number in range(jobs)]
    if jobs == 1:
        parts = [_work(shares[0])]
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=starting) as pool:
            parts = list(pool.map(_work, shares))
    return _merge(parts, [f"{b.span.path}:{b.span.line} {b.name}" for b in found])


def _merge(parts: Iterable[_Part], names: list[str]) -> Mutated:
    fates: dict[tuple[Key, int], _Fate] = {}
    left_out: dict[Key, tuple[int, int, bool]] = {}
    failing: list[int] = []
    reach: set[str] = set()
    crashed: list[tuple[int, Finding]] = []
    for part in parts:
        failing += part.failing
        reach |= part.reach
        crashed += part.findings
        left_out.update(part.left_out)
        fates.update(part.fates)  # each mutant is one worker's
    scores: dict[str, Score] = {}
    for key in sorted(fates):
        fate = fates[key]
        fate.row.killed_by = names[fate.killed_by] if fate.killed_by is not None else ""
        scores.setdefault(fate.row.ruleset, Score(fate.row.ruleset)).rows.append(fate.row)
    for at in sorted(left_out):
        score = scores.setdefault(at[0], Score(at[0]))
        equivalent, alike, more = left_out[at]
        score.equivalent += equivalent
        score.alike += alike
        score.cut += [at[-1] or at[0]] if more else []
    return Mutated(
        [scores[name] for name in sorted(scores)],
        sorted(set(failing)),
        reach,
        [one for _, one in sorted(dict(crashed).items())],
    )


def _work(share: _Share) -> _Part:
    """Judge all tests, and every mutant of the worker's rules in their reach that is still unnoticed."""
    worker, allowance = _Worker(share), ruletests.Allowance()
    found, _ = ruletests.blocks(share.workspace, share.paths, share.only)
    for index, block in enumerate(found):
        if allowance.left(block):
            look = partial(_try, share.workspace, worker, index, block, allowance)
            guarded(look, block.span, partial(_crashed, worker.part, index))
    worker.part.findings += [(len(found) + at, one) for at, one in enumerate(allowance.findings())]
    return worker.done()


def _try(
    workspace: Workspace, worker: _Worker, index: int, block: ruletests.ReadBlock, allowance: ruletests.Allowance
) -> None:
    tested = ruletests.judge(workspace, block)
    if not tested.passed or tested.review is None:
        worker.part.failing.append(index)
    else:
        allowance.take(block, tested.review)
        worker.test(index, tested.review, block)


def _crashed(part: _Part, index: int, wrong: Finding) -> None:
    part.findings.append((index, wrong))


class _Worker:
    def __init__(self, share: _Share) -> None:
        self.share = share
        self.rulesets = share.rulesets
        self.part = _Part()
        self.rules: dict[Key, Mutants] = {}
        self.conditions: dict[Key, list[Condition]] = {}
        self._shards: dict[Key, int] = {}
        self._left = [MAX_TRIED // SHARDS] * SHARDS
        """The steps that the mutants of each shard may still take."""
        self._untried: set[tuple[Key, int]] = set()

    def done(self) -> _Part:
        """What was found; of a mutant that was not tried to the end it is not known whether a test would notice it."""
        fates = self.part.fates
        for key in {key for key, _ in self._untried}:
            equivalent, alike, _ = self.part.left_out[key]
            self.part.left_out[key] = equivalent, alike, True
        self.part.fates = {at: one for at, one in fates.items() if at not in self._untried}
        return self.part

    def _mine(self, key: Key) -> bool:
        """Whether the mutants of a rule are this worker's."""
        shard = self._shards.setdefault(key, len(self._shards) % SHARDS)
        return shard % self.share.workers == self.share.number

    def test(self, index: int, review: Review, block: ruletests.ReadBlock) -> None:
        """Try every mutant that this test can notice."""
        from phasegate.packs.quick import Quick, Remembered

        one = _Test(index, review, block, Quick(review.subject, Remembered()))
        frame = review.subject.frame
        self.part.reach |= {o.rule.ruleset for o in review.outcomes}
        for at, outcome in enumerate(review.outcomes):
            rule = outcome.rule
            key = rule_key(rule)
            if (not self.rulesets or rule.ruleset in self.rulesets) and self._mine(key):
                made = self.rules.get(key)
                if made is None:
                    made = self.rules[key] = self._new(key, rule, frame)
                self._rule(one, key, at, made)
        self._conditions(one, frame)

    def _new(self, key: Key, rule: Rule, frame: Framework) -> Mutants:
        from phasegate.expr.rulescope import rule_scope
        from phasegate.packs.mutants.mutants import of_rule_changed

        made = of_rule_changed(rule, rule_scope(frame), _most(frame, _length(rule)))
        self._enter(key, made, rule.id, ", ".join(rule.gates))
        return made

    def _enter(self, key: Key, made: Mutants, rule: str, gate: str) -> None:
        self.part.left_out[key] = (made.equivalent, made.alike, made.more)
        for n, mutant in enumerate(made.made):
            self.part.fates[key, n] = _Fate(_row(mutant, key[0], rule, gate))

    def _rule(self, one: _Test, key: Key, at: int, made: Mutants) -> None:
        before = one.review.outcomes[at]
        if not one.reaches(before.rule):
            return
        for n, mutant in enumerate(made.made):
            self._tried(key, n, one, partial(one.notices, at, before, mutant.rule))

    def _tried(self, key: Key, n: int, one: _Test, notices: Callable[[], bool]) -> None:
        """Try a mutant that is still unnoticed, as long as its shard has steps left."""
        fate, shard = self.part.fates[key, n], self._shards[key]
        if fate.killed_by is not None:
            return
        if self._left[shard] <= 0:
            self._untried.add((key, n))
            return
        before = one.quick.spent
        if notices():
            fate.killed_by = one.index
        self._left[shard] -= one.quick.spent - before

    def _conditions(self, one: _Test, frame: Framework) -> None:
        from phasegate.expr.rulescope import rule_scope
        from phasegate.packs.mutants.mutants import of_condition_changed

        for info in frame.rulesets.values():
            if not info.applies or (self.rulesets and info.name not in self.rulesets):
                continue
            key = (info.name, info.span.path, info.span.start, "", "")
            if not self._mine(key):
                continue
            if key not in self.conditions:
                size = sum(expr.end - expr.start for _, expr in info.applies)
                self.conditions[key], made = of_condition_changed(info, rule_scope(frame), _most(frame, size))
                self._enter(key, made, "", "")
            for n, condition in enumerate(self.conditions[key]):
                self._tried(key, n, one, partial(one.notices_condition, info.name, condition))


def _length(rule: Rule) -> int:
    """The characters of a rule's expressions."""
    parts = [*rule.when, *(expr for _, expr in rule.lets), *(one.expr for one in rule.requires if one.expr is not None)]
    return sum(expr.end - expr.start for expr in parts)


def _most(frame: Framework, size: int) -> int:
    """How many mutants are made of a rule of so many characters: what each means is compared with what all others mean."""
    from phasegate.packs.mutants.mutants import MAX_MUTANTS

    return max(LEAST_MADE, min(MAX_MUTANTS, MAX_MADE // max(1, size * len(frame.rules))))


@slotted
class _Test:
    """One test that passes, with what it needs to see whether it would still."""

    index: int
    review: Review
    block: ruletests.ReadBlock
    quick: Quick

    def reaches(self, rule: Rule) -> bool:
        """Whether the rule is judged at this test's gate, in a ruleset that applies to its case."""
        gate = self.review.subject.gate
        return (not rule.gates or (gate is not None and gate.name in rule.gates)) and self.quick.applies(rule.applies)

    def notices(self, at: int, before: Outcome, rule: Rule | None) -> bool:
        """Whether the test fails with a rule changed, or taken out."""
        from phasegate.rules.judge import FAIL

        if rule is None:
            return before.state == FAIL and self._fails(self._instead({at: None}))
        after = self.quick.judge(rule)
        if after.state == before.state and (rule.level == before.rule.level or after.state != FAIL):
            return False
        return self._fails(self._instead({at: after}))

    def notices_condition(self, ruleset: str, condition: Condition) -> bool:
        """Whether the test fails with another `applies when` for a ruleset."""
        if self.quick.applies(condition.applies) == (ruleset in self.review.in_force):
            return False
        changed = {
            at: self.quick.judge(replace(o.rule, applies=condition.applies))
            for at, o in enumerate(self.review.outcomes)
            if o.rule.ruleset == ruleset
        }
        return self._fails(self._instead(changed))

    def _instead(self, changed: Mapping[int, Outcome | None]) -> list[Outcome]:
        found = [changed.get(at, o) for at, o in enumerate(self.review.outcomes)]
        return [o for o in found if o is not None]

    def _fails(self, outcomes: list[Outcome]) -> bool:
        from phasegate.rules.review import conclude

        review = conclude(self.review.subject, outcomes, self.review.in_force, inferred=self.review.gate_inferred)
        return not all(met(e, review) for e in self.block.expects)


def rule_key(rule: Rule) -> Key:
    """What a rule is known by in every framework that holds it."""
    return rule.ruleset, rule.span.path, rule.span.start, ", ".join(rule.gates), rule.id


def _row(mutant: Mutant, ruleset: str, rule: str, gate: str) -> MutantRun:
    span = mutant.span
    return MutantRun(ruleset, rule, gate, span.path, span.line, mutant.words, mutant.before, mutant.after)
