"""Fast judging without explanations, for callers that need the outcome of a rule thousands of times (mutants)."""

from __future__ import annotations

from typing import Any

import numpy as np

from phasegate.expr.walk import free
from phasegate.model.framework import Requirement, Rule
from phasegate.rules.evaluate import Evaluate, TooMuch
from phasegate.rules.judge import FAIL, Judge, Outcome
from phasegate.rules.missing import Missing
from phasegate.rules.requirements import Lack
from phasegate.rules.subject import Subject
from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Attr, Call, Expr

STEPS_OF_ONE = 40
"""What judging any rule counts as besides the steps that it takes."""


class Remembered:
    """Values of the expressions of one case, by the node: rules that share a part of their trees share its value."""

    def __init__(self) -> None:
        self.values: dict[int, Any] = {}
        self.roots: dict[str, Any] = {}
        self.free: dict[int, frozenset[str]] = {}
        self.nodes: list[Expr] = []
        """The nodes themselves: an id must not be given to another while its value is here."""


class Remember(Evaluate):
    """Evaluates each part that rests on the case alone once."""

    def __init__(self, subject: Subject, source: Source, memory: Remembered) -> None:
        super().__init__(subject, source)
        self.memory = memory
        self.roots = memory.roots

    def value(self, node: Expr) -> Any:
        """The value of a node, remembered where no name of the rule is in it."""
        if not isinstance(node, Attr | Call):
            return super().value(node)
        memory, key = self.memory, id(node)
        if key in memory.values:
            found = memory.values[key]
            if isinstance(found, Missing):
                raise found
            return found
        names = memory.free.get(key)
        if names is None:
            names = memory.free[key] = free(node)
            memory.nodes.append(node)
        if any(n in self.names or n in self.absent for n in names):
            return super().value(node)
        try:
            found = memory.values[key] = super().value(node)
        except Missing as missing:
            memory.values[key] = missing
            raise
        return found


class Quick(Judge):
    """Judges as `Judge` does; its findings say only which rule failed, at which level."""

    def __init__(self, subject: Subject, memory: Remembered) -> None:
        super().__init__(subject)
        self.memory = memory
        self.spent = 0
        """The steps of all rules so far, and some for each that is judged."""

    def judge(self, rule: Rule) -> Outcome:
        """The outcome of one rule, which has all the steps of a case to itself."""
        self.s.steps = 0
        try:
            return super().judge(rule)
        except TooMuch:
            return Outcome(rule, FAIL, [_bare(rule)], [])
        finally:
            self.spent += self.s.steps + STEPS_OF_ONE

    def lets(self, rule: Rule) -> Evaluate:
        """What evaluates the rule's expressions, from memory where it can."""
        return self._named(Remember(self.s, rule.source, self.memory), rule)

    def _expression(self, rule: Rule, requirement: Requirement, evaluate: Evaluate) -> Finding | None:
        assert requirement.expr is not None
        try:
            holds = bool(np.all(evaluate.value(requirement.expr)))
        except Missing:
            holds = False
        return None if holds else _bare(rule)

    def _lack(self, rule: Rule, lack: Lack, evaluate: Evaluate) -> Finding:
        return _bare(rule)

    def _undecided(self, rule: Rule, evaluate: Evaluate, missing: Missing, kind: str) -> Finding:
        return _bare(rule)


def _bare(rule: Rule) -> Finding:
    return Finding(rule.id, "fails", rule.level, rule.title, ruleset=rule.ruleset)


class Reads(Judge):
    """Judges as `Judge` does, and notes which of a rule's own names are read."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.read: set[str] = set()
        """The names read of the rule judged last."""

    def lets(self, rule: Rule) -> Evaluate:
        """What evaluates the rule's expressions, with its own names watched from now on."""
        evaluate = super().lets(rule)
        self.read = set()
        evaluate.names = _Watched(evaluate.names, self.read)
        evaluate.absent = _Watched(evaluate.absent, self.read)
        return evaluate


class _Watched(dict[str, Any]):
    """A dictionary that notes what is asked for."""

    def __init__(self, items: dict[str, Any], read: set[str]) -> None:
        super().__init__(items)
        self._read = read

    def __getitem__(self, name: str) -> Any:
        self._read.add(name)
        return super().__getitem__(name)
