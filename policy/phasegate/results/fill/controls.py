"""The control matrix, the waivers, and how each rule came out."""

from __future__ import annotations

from typing import cast

from phasegate.numbers import iso
from phasegate.results.fill.findings import cites
from phasegate.results.parts.controls import Control, ControlState, RuleRecord, RuleState, WaiverRecord, WaiverState
from phasegate.results.parts.findings import Level
from phasegate.results.plain import maybe
from phasegate.rules.judge import FAIL, PASS, Outcome
from phasegate.rules.matrix import matrix
from phasegate.rules.review import Review

STATES: dict[str, RuleState] = {PASS: "passes", FAIL: "fails"}


def controls(review: Review) -> tuple[Control, ...]:
    """The control matrix of a review."""
    return tuple(
        Control(
            name=row.name,
            title=row.title,
            state=cast(ControlState, row.state),
            required=row.required,
            waived=row.waived,
            rules=tuple(row.rules),
            cites=cites(row.cites),
            funding=tuple(row.funding),
            evidence=row.evidence,
            dated=iso(row.dated) if row.dated else "",
            age=maybe(row.age),
        )
        for row in matrix(review)
    )


def waivers(review: Review) -> tuple[WaiverRecord, ...]:
    """Every waiver of the case with what it does on the day of judgement."""
    titles = {one.code: one.title for one in reversed(review.findings)}
    return tuple(
        WaiverRecord(
            rule=state.waiver.rule,
            title=titles.get(state.waiver.rule, ""),
            state=cast(WaiverState, str(state.state)),
            until=iso(state.waiver.until),
            because=state.waiver.because,
            by=state.waiver.by,
            instead=state.waiver.compensating,
            findings=state.findings,
            days_left=state.days_left,
        )
        for state in review.waivers
    )


def rules(review: Review) -> tuple[RuleRecord, ...]:
    """Every rule in the order of the rulesets."""
    gate = review.subject.gate.name if review.subject.gate else ""
    covered = {one.code for one in review.findings if one.waiver}
    return tuple(
        RuleRecord(one.rule.id, cast(Level, one.rule.level), one.rule.ruleset, _state(one, gate, covered))
        for one in review.outcomes
    )


def _state(one: Outcome, gate: str, covered: set[str]) -> RuleState:
    if one.rule.gates and gate not in one.rule.gates:
        return "other gate"
    if one.state == FAIL and one.rule.id in covered:
        return "waived"
    return STATES.get(one.state, "does not apply")
