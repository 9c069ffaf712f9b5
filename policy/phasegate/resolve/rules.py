"""The rules of merged rulesets: a later rule of the same id replaces the earlier one if it is no looser."""

from __future__ import annotations

from phasegate.expr.constant import NotConstant, value
from phasegate.expr.scope import Scope
from phasegate.model.framework import Framework, Rule
from phasegate.resolve.declarations.ruleset import rule as rules
from phasegate.resolve.merging import Conditions, Unread
from phasegate_dsl.finding import Finding, Related, finding
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
    related = (Related(before.span, "first defined here"),)
    if before.ruleset == rule.ruleset:
        message = f"the rule `{rule.id}` is defined twice"
        findings.append(finding("PG113", rule.span, message, help="give it an id of its own", related=related))
    elif before.level == "mandatory" and (how := _looser(before, rule)):
        message = f"`{rule.id}` is mandatory in `{before.ruleset}` and is loosened here: {how}"
        help = "a ruleset may tighten what it extends; use a waiver for an exception"
        findings.append(finding("PG213", rule.span, message, help=help, related=related))
    else:
        placed[key] = rule


def _looser(before: Rule, after: Rule) -> str:
    """What makes a redefinition looser, in words; nothing if it is not."""
    if rules.LEVELS.index(after.level) < rules.LEVELS.index(before.level):
        return f"its level is {after.level}"
    if len(after.when) > len(before.when):
        return "it applies to fewer cases"
    if after.gates and (not before.gates or set(before.gates) - set(after.gates)):
        return "it is judged at fewer gates"
    if len(after.requires) < len(before.requires):
        return "it requires less"
    for one, other in zip(before.requires, after.requires, strict=False):
        if set(one.names) - set(other.names) or (one.evidenced and not other.evidenced):
            return "it requires less"
        if _further_out(before, one.expr, after, other.expr):
            return "its bound is further out"
    return ""


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
