"""The rules of merged rulesets: a later rule of the same id replaces the earlier one if it is not looser."""

from __future__ import annotations

from phasegate.expr.constant import NotConstant, value
from phasegate.expr.scope import Scope
from phasegate.model.framework import Framework, Rule
from phasegate.resolve.declarations.ruleset import rule as rules
from phasegate.resolve.merging import Conditions, Unread
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.tree import Binary, Expr


def read_rules(frame: Framework, scope: Scope, unread: list[Unread], findings: list[Finding]) -> dict[str, Rule]:
    """All rules in the order of their rulesets, by id; what a gate requires, by id and gate, as several may require it."""
    placed: dict[str, Rule] = {}
    for one in unread:
        context = Conditions(one.ruleset.source, scope, findings)
        if one.decl.kind == "rule":
            rule = rules.read(context, one)
            if rule is not None:
                _place(placed, rule, rule.id, findings)
            continue
        for rule in rules.bare(context, one, frame):
            _place(placed, rule, f"{rule.id}@{one.gate.name if one.gate else ''}", findings)
    return placed


def _place(placed: dict[str, Rule], rule: Rule, key: str, findings: list[Finding]) -> None:
    before = placed.get(key)
    if before is None:
        placed[key] = rule
        return
    related = (Related(before.span, phrase("first_defined")),)
    if before.ruleset == rule.ruleset:
        findings.append(finding("PG113", "rule", rule.span, rule=rule.id, related=related))
    elif before.level == "mandatory" and (how := _looser(before, rule)):
        findings.append(
            finding("PG213", "loosened", rule.span, rule=rule.id, ruleset=before.ruleset, how=how, related=related)
        )
    else:
        placed[key] = rule


def _looser(before: Rule, after: Rule) -> Phrase | None:
    """What makes a redefinition looser; none if it is not."""
    if rules.LEVELS.index(after.level) < rules.LEVELS.index(before.level):
        return phrase("looser_level", level=after.level)
    if len(after.when) > len(before.when):
        return phrase("looser_cases")
    if after.gates and (not before.gates or set(before.gates) - set(after.gates)):
        return phrase("looser_gates")
    if len(after.requires) < len(before.requires):
        return phrase("requires_less")
    for one, other in zip(before.requires, after.requires, strict=False):
        if set(one.names) - set(other.names) or (one.evidenced and not other.evidenced):
            return phrase("requires_less")
        if _further_out(before, one.expr, after, other.expr):
            return phrase("bound_further_out")
    return None


def _further_out(before: Rule, one: Expr | None, after: Rule, other: Expr | None) -> bool:
    """Whether two comparisons of the same thing differ by a bound that lets more through."""
    if not isinstance(one, Binary) or not isinstance(other, Binary) or one.op != other.op:
        return False
    was, now = _bound(one), _bound(other)
    same = before.source.text[one.left.start : one.left.end] == after.source.text[other.left.start : other.left.end]
    if was is None or now is None or not same:
        return False
    return (one.op in ("<", "<=") and now > was) or (one.op in (">", ">=") and now < was)


def _bound(node: Binary) -> float | None:
    try:
        return value(node.right, Scope(rule=True))
    except NotConstant:
        return None
