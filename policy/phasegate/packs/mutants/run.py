"""Tests against mutants: each rule is changed a little, and some test that passed must then fail.

A case's figures do not depend on rules. So each test's case is calculated once, and only the changed rule is judged
again; a worker goes through its share of the tests and drops each mutant that one of them has noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from phasegate.packs import run as ruletests
from phasegate.packs.expectations import met
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.records import slotted

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.model.framework import Framework, Rule
    from phasegate.packs.mutants.mutants import Condition, Mutant, Mutants
    from phasegate.packs.quick import Quick
    from phasegate.rules.judge import Outcome
    from phasegate.rules.review import Review

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


@slotted
class _Fate:
    """A mutant as one worker saw it: what it is, and the first of its tests that noticed it."""

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
    jobs = max(1, min(jobs, len(found)))
    shares = [list(range(n, len(found), jobs)) for n in range(jobs)]
    if jobs == 1:
        parts = [_work(workspace, paths, only, rulesets, shares[0])]
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=starting) as pool:
            parts = list(pool.map(_work, [workspace] * jobs, [paths] * jobs, [only] * jobs, [rulesets] * jobs, shares))
    return _merge(parts, [f"{b.span.path}:{b.span.line} {b.name}" for b in found])


def _merge(parts: Iterable[_Part], names: list[str]) -> Mutated:
    fates: dict[tuple[Key, int], _Fate] = {}
    left_out: dict[Key, tuple[int, int, bool]] = {}
    failing: list[int] = []
    reach: set[str] = set()
    for part in parts:
        failing += part.failing
        reach |= part.reach
        left_out.update(part.left_out)
        for key, fate in part.fates.items():
            known = fates.setdefault(key, fate)
            by = [f.killed_by for f in (known, fate) if f.killed_by is not None]
            known.killed_by = min(by, default=None)
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
    return Mutated([scores[name] for name in sorted(scores)], sorted(failing), reach)


def _work(workspace: Workspace, paths: list[Path], only: str, rulesets: set[str], share: list[int]) -> _Part:
    """Judge a share of the tests, and every mutant in their reach that is still unnoticed."""
    worker = _Worker(rulesets)
    found, _ = ruletests.blocks(workspace, paths, only)
    for index in share:
        tested = ruletests.judge(workspace, found[index])
        if not tested.passed or tested.review is None:
            worker.part.failing.append(index)
        else:
            worker.test(index, tested.review, found[index])
    return worker.part


class _Worker:
    def __init__(self, rulesets: set[str]) -> None:
        self.rulesets = rulesets
        self.part = _Part()
        self.rules: dict[Key, Mutants] = {}
        self.conditions: dict[Key, list[Condition]] = {}

    def test(self, index: int, review: Review, block: ruletests.ReadBlock) -> None:
        """Try every mutant that this test can notice."""
        from phasegate.packs.quick import Quick, Remembered

        one = _Test(index, review, block, Quick(review.subject, Remembered()))
        frame = review.subject.frame
        self.part.reach |= {o.rule.ruleset for o in review.outcomes}
        for at, outcome in enumerate(review.outcomes):
            rule = outcome.rule
            if not self.rulesets or rule.ruleset in self.rulesets:
                key = rule_key(rule)
                made = self.rules.get(key)
                if made is None:
                    made = self.rules[key] = self._new(key, rule, frame)
                self._rule(one, key, at, made)
        self._conditions(one, frame)

    def _new(self, key: Key, rule: Rule, frame: Framework) -> Mutants:
        from phasegate.expr.rulescope import rule_scope
        from phasegate.packs.mutants.mutants import of_rule_changed

        made = of_rule_changed(rule, rule_scope(frame))
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
            fate = self.part.fates[key, n]
            if fate.killed_by is None and one.notices(at, before, mutant.rule):
                fate.killed_by = one.index

    def _conditions(self, one: _Test, frame: Framework) -> None:
        from phasegate.expr.rulescope import rule_scope
        from phasegate.packs.mutants.mutants import of_condition_changed

        for info in frame.rulesets.values():
            if not info.applies or (self.rulesets and info.name not in self.rulesets):
                continue
            key = (info.name, info.span.path, info.span.start, "", "")
            if key not in self.conditions:
                self.conditions[key], made = of_condition_changed(info, rule_scope(frame))
                self._enter(key, made, "", "")
            for n, condition in enumerate(self.conditions[key]):
                fate = self.part.fates[key, n]
                if fate.killed_by is None and one.notices_condition(info.name, condition):
                    fate.killed_by = one.index


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
