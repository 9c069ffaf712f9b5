"""Rules that cannot do their work: never applying, never failing, never passing, or contradicting another rule."""

from __future__ import annotations

from collections import defaultdict

from phasegate.expr.claims import Known, Subject, facts
from phasegate.expr.meaning import TRUE, Meaning, in_rule
from phasegate.expr.rulescope import rule_scope
from phasegate.expr.scope import Scope
from phasegate.model.framework import Framework, Rule
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span

MAX_PAIRS = 500_000
"""Pairs of rules that are compared; the shipped packs together make a few dozen."""


@slotted
class RuleRead:
    """One rule with what its conditions and each of its requirements say."""

    rule: Rule
    when: Known
    requires: list[tuple[Span, Meaning, Known]]

    @property
    def demands(self) -> Known:
        """All that it requires."""
        found = Known()
        for _, _, one in self.requires:
            found = found.add(one)
        return found


def logic(frame: Framework, ruleset: str) -> list[Finding]:
    """Everything that is wrong with the logic of one ruleset's rules, and between them and those it extends."""
    scope = rule_scope(frame)
    rules = [read(rule, scope) for rule in frame.rules.values()]
    found: list[Finding] = []
    sound = []
    for one in rules:
        own = [] if one.rule.ruleset != ruleset else alone(one)
        found += own
        if not own and not one.when.impossible and not one.demands.impossible:
            sound.append(one)
    return found + fights(sound, ruleset)


def read(rule: Rule, scope: Scope) -> RuleRead:
    """A rule taken apart."""
    meaning = in_rule(rule, scope)
    when = Known()
    for expr in [*rule.when, *(e for _, e in rule.applies)]:
        when = when.add(facts(meaning(expr)))
    requires = []
    for requirement in rule.requires:
        if requirement.expr is not None:
            said = meaning(requirement.expr)
            requires.append((requirement.span, said, facts(said)))
    return RuleRead(rule, when, requires)


def alone(one: RuleRead) -> list[Finding]:
    """Findings about one rule by itself."""
    rule = one.rule
    if one.when.impossible:
        return [finding("PG601", _how(one.when), rule.span, rule=rule.id, subject=_named(one.when.clash))]
    found = []
    together = one.when
    for span, meaning, said in one.requires:
        here = span.one_line
        if meaning == TRUE or (said.known and one.when.imply(said)):
            how = "always" if meaning == TRUE else "already"
            found.append(finding("PG602", how, span, requirement=here, rule=rule.id))
            continue
        together = together.add(said)
        if together.impossible:
            subject = _named(together.clash)
            found.append(finding("PG603", _how(together), span, requirement=here, rule=rule.id, subject=subject))
            break
    return found


def _how(found: Known) -> str:
    """Whether a condition is false by itself, or leaves no value of its subject."""
    return "never" if found.never or found.clash is None else "clash"


def _named(subject: Subject | None) -> str:
    """A name for the subject of conditions; empty where it is too long."""
    return spoken(subject[0]) if subject is not None else ""


def spoken(meaning: Meaning) -> str:
    """A short name for a plain thing such as `scale.budget` or `p80(run_cost)`; none for anything longer."""
    if meaning[0] == "name":
        return str(meaning[1])
    if meaning[0] == "attr":
        owner = spoken(meaning[2])
        return f"{owner}.{meaning[1]}" if owner else ""
    if meaning[0] == "call" and all(not label for label, _ in meaning[2:]):
        inner = [spoken(arg) for _, arg in meaning[2:]]
        return f"{meaning[1]}({', '.join(inner)})" if all(inner) else ""
    return ""


def fights(rules: list[RuleRead], ruleset: str) -> list[Finding]:
    """Pairs of rules that may be judged of one case and cannot both pass."""
    demands = [(one, one.demands) for one in rules]
    by_subject: dict[Subject, list[int]] = defaultdict(list)
    for n, (_, facts_of) in enumerate(demands):
        for subject in facts_of.known:
            by_subject[subject].append(n)
    if sum(len(places) ** 2 for places in by_subject.values()) > 2 * MAX_PAIRS:
        return [finding("PG108", "too_many", rules[0].rule.span, ruleset=ruleset, level="advisory")]
    pairs = sorted({(a, b) for places in by_subject.values() for i, a in enumerate(places) for b in places[i + 1 :]})
    found = []
    for a, b in pairs:
        (one, first), (other, second) = demands[a], demands[b]
        if ruleset not in (one.rule.ruleset, other.rule.ruleset) or not _meet(one, other):
            continue
        both = first.add(second)
        if both.impossible:
            found.append(_fight(one, other, both, ruleset))
    return found


def _meet(one: RuleRead, other: RuleRead) -> bool:
    """Whether some case may be judged by both."""
    a, b = set(one.rule.gates), set(other.rule.gates)
    return (not a or not b or bool(a & b)) and not one.when.add(other.when).impossible


def _fight(one: RuleRead, other: RuleRead, both: Known, ruleset: str) -> Finding:
    here, there = (one, other) if one.rule.ruleset == ruleset and other.rule.ruleset != ruleset else (other, one)
    subject = both.clash
    assert subject is not None
    place = next((span for span, _, said in here.requires if subject in said.known), here.rule.span)
    against = next((span for span, _, said in there.requires if subject in said.known), there.rule.span)
    return finding(
        "PG608",
        "clash",
        place,
        rule=here.rule.id,
        other=there.rule.id,
        subject=_named(subject),
        related=(Related(against, phrase("rule_in", rule=there.rule.id, ruleset=there.rule.ruleset)),),
    )
