"""The control matrix: what is there of every control that matters to a case, and which rules ask for it."""

from __future__ import annotations

from collections.abc import Container

from phasegate.expr.walk import walk
from phasegate.model.case import Day
from phasegate.rules.judge import FAIL, PASS, Outcome
from phasegate.rules.review import Review
from phasegate_dsl.finding import Cited
from phasegate_dsl.records import slotted
from phasegate_dsl.tree import Call, Expr, Name


@slotted
class ControlState:
    """One row of the control matrix."""

    name: str
    title: str
    rules: list[str]
    cites: list[Cited]
    funding: list[str]
    evidence: str
    dated: Day | None
    age: float | None
    """Months."""
    state: str
    waived: bool
    required: bool


def matrix(found: Review) -> list[ControlState]:
    """The control matrix: every control that a rule in force requires or misses, or that the case claims or funds."""
    s = found.subject
    required: dict[str, list[Outcome]] = {}
    for outcome in found.outcomes:
        for name in _asked(outcome, s.frame.controls) if outcome.state in (PASS, FAIL) else ():
            required.setdefault(name, []).append(outcome)
    rows, excused = [], _excused(found)
    for name, control in s.frame.controls.items():
        claim, funding = s.claims.get(name), s.funding(name)
        outcomes = required.get(name, [])
        if not (outcomes or claim or funding):
            continue
        ids = sorted({o.rule.id for o in outcomes})
        cites = list(dict.fromkeys([*control.cites, *(c for o in outcomes for c in o.rule.cites)]))
        rows.append(
            ControlState(
                name, control.title, ids, cites, [line.name for line in funding], claim.evidence if claim else "", claim.dated if claim else None,
                s.age(name), s.state(name), name in excused, bool(outcomes),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (not r.required, r.name))


def _asked(outcome: Outcome, controls: Container[str]) -> set[str]:
    """The controls that a rule requires by name and, where it fails, those that its conditions look at: they may be absent."""
    found: set[str] = set()
    for requirement in outcome.rule.requires:
        if requirement.what == "control":
            found |= set(requirement.names)
        elif requirement.expr is not None and outcome.state == FAIL and _looks(requirement.expr):
            found |= {node.id for node in walk(requirement.expr) if isinstance(node, Name) and node.id in controls}
    return found


def _looks(expr: Expr) -> bool:
    """Whether a condition asks what is there of a control."""
    return any(isinstance(node, Call) and node.func.id in ("funded", "claimed", "evidenced") for node in walk(expr))


def _excused(found: Review) -> set[str]:
    """The controls whose lack is waived; a role or a category may have the name of a control."""
    waived = {one.code for one in found.findings if one.waiver}
    looked_at = {
        name
        for outcome in found.outcomes
        if outcome.state == FAIL and outcome.rule.id in waived and not outcome.lacks
        for name in _asked(outcome, found.subject.frame.controls)
    }
    lacks = {
        (outcome.rule.id, lack.kind, lack.subject)
        for outcome in found.outcomes
        for lack in outcome.lacks
        if lack.requirement.what == "control"
    }
    return looked_at | {
        one.subject for one in found.findings if one.waiver and (one.code, one.kind, one.subject) in lacks
    }
