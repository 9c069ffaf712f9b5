"""A case with errors, judged as far as it goes: a finding is kept only where nothing that was left out could undo it.

What a rule rests on is seen by watching it: the case and its figures are handed to the rule behind a watch that notes what
is read of them. A rule that reads a part of the case from which something was left out says nothing. A demand for a
control, role, category or line is the exception, since it names what it misses: it stands unless a broken statement speaks
of that name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from typing import Any, cast

from phasegate.cost.engine.model import Model
from phasegate.expr.scope import Scope
from phasegate.model.case import Case, Day
from phasegate.model.framework import Framework, Gate, Rule
from phasegate.rules.judge import Judge, Outcome
from phasegate.rules.subject import Subject
from phasegate.rules.waivers import lay
from phasegate_dsl.finding import Finding
from phasegate_dsl.nearest import near
from phasegate_dsl.records import slotted

PARTS: dict[str, frozenset[str]] = {
    "line": frozenset(["lines", "rows", "definitions", "figures"]),
    "role": frozenset(["lines", "rows", "definitions", "figures"]),
    "contingency": frozenset(["contingencies", "reserves", "rows", "definitions", "figures"]),
    "risk": frozenset(["risks", "reserves", "rows", "definitions", "figures"]),
    "assume": frozenset(["assumptions", "definitions", "figures"]),
    "correlate": frozenset(["correlations", "figures"]),
    "option": frozenset(["options", "definitions", "figures"]),
    "value": frozenset(["values", "definitions", "figures"]),
    "metric": frozenset(["metrics", "definitions"]),
    "lever": frozenset(["levers", "definitions"]),
    "scenario": frozenset(["scenarios"]),
    "curve": frozenset(["curves"]),
    "control": frozenset(["controls"]),
    "measured": frozenset(["measurements", "latest"]),
    "waive": frozenset(["waivers"]),
    "decision": frozenset(["decisions"]),
}
"""Which parts of a case a declaration that was left out is missing from; without any other there is nothing to judge."""
_NAMED = frozenset(["lines", "controls", "definitions", "lines_of"])
"""What a demand reads to look for the name that it misses."""
_CERTAIN = frozenset(["grid", "rate_of", "draws", "seed"])
"""What of the figures no line and no assumption changes."""


@slotted
class LeftOut:
    """What of a case could not be understood: declarations as people call them, their kinds, the words they speak of."""

    names: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    unclear: bool = False
    """Whether a category, control or role is meant that nobody knows: any that is demanded could be it."""

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the case that something is missing from."""
        return frozenset[str]().union(*(PARTS[kind] for kind in self.kinds))


class _Watch:
    """Stands for the case or its figures, and notes what is read."""

    def __init__(self, seen: set[str], watched: Any) -> None:
        self._seen, self._watched = seen, watched

    def __getattr__(self, name: str) -> Any:
        self._seen.add(name)
        return getattr(self._watched, name)


def provisional(
    case: Case, scope: Scope, frame: Framework, model: Model, left_out: LeftOut, *, gate: Gate | None, as_of: Day
) -> list[Finding]:
    """The findings of the rules that what was left out could not have changed, with the waivers that cover them."""
    outcomes = []
    for rule in frame.rules.values():
        read: set[str] = set()
        drawn: set[str] = set()
        subject = Subject(
            cast(Case, _Watch(read, case)),
            scope,
            frame,
            cast(Model, _Watch(drawn, model)),
            as_of,
            gate,
            whole="figures" not in left_out.parts,
        )
        # A judge each: what one keeps for the next rule would be read unseen.
        outcomes.append(_sound(Judge(subject), rule, left_out, read, drawn))
    findings = [one for outcome in outcomes for one in outcome.findings if one.code not in left_out.words]
    return lay(case.waivers, findings, outcomes, as_of)[0]


def _sound(judge: Judge, rule: Rule, left_out: LeftOut, read: set[str], drawn: set[str]) -> Outcome:
    """The outcome of a rule without the findings that rest on what was left out."""
    findings: list[Finding] = []
    outcome = judge.judge(replace(rule, requires=[]))
    if outcome.findings or _touched(left_out, read, drawn):
        return replace(outcome, findings=[])
    for requirement in rule.requires:
        outcome = judge.judge(replace(rule, requires=[requirement]))
        named = requirement.what != "expression"
        if not _touched(left_out, read, drawn, but=_NAMED if named and not left_out.unclear else frozenset()):
            findings += [one for one in outcome.findings if not (named and near(one.subject, left_out.words))]
    return replace(outcome, findings=findings)


def _touched(left_out: LeftOut, read: Iterable[str], drawn: set[str], but: frozenset[str] = frozenset()) -> bool:
    """Whether what was read of the case or drawn of its figures misses something."""
    if left_out.parts & set(read) - but:
        return True
    return "figures" in left_out.parts and bool(drawn - _CERTAIN - but)
