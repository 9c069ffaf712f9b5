"""Waivers laid over findings: an approved exception covers a waivable rule until its day; what it does is a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from phasegate.model.case import Day, Waiver
from phasegate.rules.judge import FAIL, PASS, Outcome
from phasegate_dsl.finding import Finding, Waived, finding
from phasegate_dsl.nearest import Hints, near
from phasegate_dsl.records import frozen


class Effect(StrEnum):
    """What a waiver does on the day of judgement."""

    IN_FORCE = "in force"
    EXPIRED = "expired"
    NO_EFFECT = "no effect"
    REFUSED = "refused"


@frozen
class WaiverState:
    """A waiver, what it does, how many findings its rule has, and how many days it has left (less than 0: expired)."""

    waiver: Waiver
    state: Effect
    findings: int
    days_left: int


def lay(
    waivers: list[Waiver],
    findings: list[Finding],
    outcomes: list[Outcome],
    as_of: Day,
    approvers: Sequence[str] = (),
) -> tuple[list[Finding], list[WaiverState], list[Finding]]:
    """Findings with the waivers that cover them; what each waiver does; findings about waivers that do nothing."""
    hints = Hints()
    # Of a rule that is judged at several gates the outcome that failed counts.
    rules = {o.rule.id: o for o in sorted(outcomes, key=lambda o: o.state == FAIL)}
    states: list[WaiverState] = []
    notes: list[Finding] = []
    for waiver in waivers:
        hits = sum(f.code == waiver.rule for f in findings)
        left = (date(*waiver.until) - date(*as_of)).days
        state, note = _effect(waiver, rules, hits, left, hints)
        if state is Effect.IN_FORCE and approvers and waiver.by.strip() not in approvers:
            state, note = Effect.REFUSED, _unapproved(waiver, approvers)
        if note is not None:
            notes.append(note)
        if state is Effect.IN_FORCE:
            findings = [_covered(f, waiver) for f in findings]
        states.append(WaiverState(waiver, state, hits, left))
    return findings, states, notes


def _unapproved(waiver: Waiver, approvers: Sequence[str]) -> Finding:
    return finding("PG211", "approver", waiver.span, rule=waiver.rule, by=waiver.by, approvers=tuple(approvers))


def _covered(one: Finding, waiver: Waiver) -> Finding:
    if one.code != waiver.rule or one.level == "mandatory":
        return one
    return replace(one, waiver=Waived(waiver.rule, waiver.by, waiver.until, waiver.because))


def _effect(
    waiver: Waiver, rules: dict[str, Outcome], hits: int, left: int, hints: Hints
) -> tuple[Effect, Finding | None]:
    """What a waiver does, and the finding that says so where it covers nothing."""
    rule, at, outcome = waiver.rule, waiver.span, rules.get(waiver.rule)
    if outcome is None:
        return Effect.NO_EFFECT, finding(
            "PG208", "rule_unknown", at, rule=rule, meant=near(rule, rules, hints), level="advisory"
        )
    if outcome.rule.level == "mandatory":
        return Effect.REFUSED, finding("PG211", "mandatory", at, rule=rule)
    if left < 0:
        return Effect.EXPIRED, finding("PG211", "expired", at, rule=rule, days=-left)
    if not waiver.by.strip() or not waiver.because.strip():
        return Effect.REFUSED, finding("PG211", "incomplete", at, rule=rule)
    if not hits:
        why = "passes" if outcome.state == PASS else "elsewhere"
        return Effect.NO_EFFECT, finding("PG211", why, at, rule=rule)
    return Effect.IN_FORCE, None
