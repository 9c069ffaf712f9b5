"""The rules of merged rulesets: a later rule of the same id replaces the earlier one if it is shown to be as strict."""

from __future__ import annotations

from dataclasses import replace

from phasegate.expr.scope import Scope
from phasegate.model.framework import Framework, Rule
from phasegate.resolve.declarations.ruleset import rule as rules
from phasegate.resolve.merging import Conditions, Unread
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase


def read_rules(frame: Framework, scope: Scope, unread: list[Unread], findings: list[Finding]) -> dict[str, Rule]:
    """All rules in the order of their rulesets, by id; what a gate requires, by id and gate, as several may require it."""
    placed: dict[str, Rule] = {}
    for one in unread:
        context = Conditions(one.ruleset.source, scope, findings)
        if one.decl.kind == "rule":
            rule = rules.read(context, one)
            if rule is not None:
                _place(placed, rule, rule.id, scope, findings)
            continue
        for rule in rules.bare(context, one, frame):
            _place(placed, rule, f"{rule.id}@{one.gate.name if one.gate else ''}", scope, findings)
    return placed


def _place(placed: dict[str, Rule], rule: Rule, key: str, scope: Scope, findings: list[Finding]) -> None:
    before = placed.get(key)
    if before is None:
        placed[key] = rule
        return
    related = (Related(before.span, phrase("first_defined")),)
    if before.ruleset == rule.ruleset:
        findings.append(finding("PG113", "rule", rule.span, rule=rule.id, related=related))
        return
    how = None
    if before.level != "advisory":
        from phasegate.resolve.strictness.rules import looser  # few rulesets stand in for rules of others

        how = looser(before, rule, scope)
    if how is None:
        placed[key] = replace(rule, cites=tuple(dict.fromkeys((*rule.cites, *before.cites))))
        return
    findings.append(
        finding(
            "PG213", "loosened", rule.span, related=related,
            rule=rule.id, was=before.level, ruleset=before.ruleset, how=how,
        )
    )  # fmt: skip
