"""What a test expects against what its case got: each thing that did not come, with the values that made it so."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from phasegate_dsl.messages import spoken
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import near
from phasegate_dsl.records import slotted
from phasegate_dsl.tree import Expectation

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.rules.judge import Outcome
    from phasegate.rules.review import Review

MAX_BLOCKING = 8
"""Findings that are named one by one where a verdict is not the expected one."""


@slotted
class Shortfall:
    """One thing that a test expected and did not get."""

    text: str
    """What was expected and what came instead."""
    why: list[str] = field(default_factory=list)
    """What made it so, a line each."""


def words(expectation: Expectation) -> str:
    """An expectation as it is written."""
    rule = expectation.rule.id if expectation.rule else ""
    return f"none of {rule}" if expectation.word == "none" else f"{expectation.word} {rule}".strip()


def met(expectation: Expectation, review: Review) -> bool:
    """Whether a review brings what a test expects."""
    if expectation.rule is None:
        return review.verdict == expectation.word
    hits = [f for f in review.findings if f.code == expectation.rule.id]
    return not hits if expectation.word == "none" else any(f.level == expectation.word for f in hits)


def shortfall(expectation: Expectation, review: Review) -> Shortfall | None:
    """What is missing of an expectation, and why; none where it is met."""
    if met(expectation, review):
        return None
    if expectation.rule is None:
        return _verdict(expectation.word, review)
    rule = expectation.rule.id
    hits = [f for f in review.findings if f.code == rule]
    if expectation.word == "none":
        outcome = _deciding(rule, review)
        why = _reasons(outcome, review) if outcome is not None else []
        return Shortfall(f"expected no finding of {rule}, got: {hits[0].message}", why)
    if hits:
        found = next(o.rule for o in review.outcomes if o.rule.id == rule and o.findings)
        why = [f"the rule is {found.level} at {found.span.path}:{found.span.line}"]
        return Shortfall(f"expected {expectation.word} {rule}, got {hits[0].level} {rule}", why)
    return _no_finding(expectation.word, rule, review)


def _verdict(word: str, review: Review) -> Shortfall:
    blocking = [f for f in review.findings if f.fails]
    codes = sorted({f"{f.level} {f.code}" for f in blocking})
    more = f" and {len(codes) - MAX_BLOCKING} more" if len(codes) > MAX_BLOCKING else ""
    named = ", ".join(codes[:MAX_BLOCKING]) + more or "nothing fails"
    why = [f"{f.level} {f.code}: {f.message}" for f in blocking[:MAX_BLOCKING]]
    if len(blocking) > MAX_BLOCKING:
        why.append(f"and {len(blocking) - MAX_BLOCKING} more")
    waived = sorted({f.code for f in review.findings if f.waiver})
    if word == "conditional" and not waived:
        why.append("no finding is waived")
    elif waived:
        why.append(f"waived: {', '.join(waived)}")
    return Shortfall(f"expected the verdict {word}, got {review.verdict} ({named})", why)


def _no_finding(word: str, rule: str, review: Review) -> Shortfall:
    outcome = _deciding(rule, review)
    if outcome is None:
        meant = near(rule, {o.rule.id for o in review.outcomes})
        text = f"expected {word} {rule}, got no rule of this id in force"
        return Shortfall(text, [f"did you mean {meant}?"] if meant else [_followed(review)])
    came = "the rule passes" if outcome.state == "pass" else "the rule does not apply"
    return Shortfall(f"expected {word} {rule}, got {came}", _reasons(outcome, review))


def _deciding(rule: str, review: Review) -> Outcome | None:
    """Of the rules with an id (one at each of several gates, it may be) the one that went furthest."""
    order = ("fail", "pass", "not applicable")
    found = sorted((o for o in review.outcomes if o.rule.id == rule), key=lambda o: order.index(o.state))
    return found[0] if found else None


def _reasons(outcome: Outcome, review: Review) -> list[str]:
    from phasegate.packs.account import account

    rule = outcome.rule
    return [
        spoken(each)
        for each in (*account(review.subject, rule), phrase("rule_at", path=rule.span.path, line=rule.span.line))
    ]


def _followed(review: Review) -> str:
    names = ", ".join(f"`{n}`" for n in review.subject.frame.rulesets)
    return f"the case follows {names}" if names else "the case follows no ruleset"
