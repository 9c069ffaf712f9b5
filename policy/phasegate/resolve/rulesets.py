"""Rulesets from their trees, merged over `extends` into one framework, with every rule's expressions checked."""

from __future__ import annotations

from dataclasses import replace

from phasegate.expr.records import CONTROL_STATES, RISKS
from phasegate.expr.rulescope import rule_scope
from phasegate.model.framework import Framework, RulesetInfo
from phasegate.resolve.declarations import ruleset as declarations
from phasegate.resolve.gathering import Found, gather
from phasegate.resolve.merging import Conditions, Merged, Reading
from phasegate.resolve.read import clause_names, fact, title
from phasegate.resolve.rules import read_rules
from phasegate_dsl.digest import digest
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.nearest import near
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl

__all__ = ["Found", "gather", "merge"]


def merge(rulesets: list[Found]) -> tuple[Framework, list[Finding]]:
    """One framework out of rulesets in order, bases first: the words of all, then the rules, which may use any of them."""
    findings: list[Finding] = []
    merged = Merged(words={"risk": set(RISKS), "control_state": set(CONTROL_STATES)})
    for source, decl in rulesets:
        if decl.name is not None:
            info = _info(source, decl, decl.name.id)
            merged.rulesets[info.name] = info
            merged.units |= frozenset(n.id for unit in decl.decls("unit") for n in clause_names(unit, "names"))
            declarations.read(Reading(source, decl, info, merged, findings))
    frame = merged.framework()
    scope = rule_scope(frame)
    for source, decl in rulesets:
        _conditions(Conditions(source, scope, findings), decl, frame)
    frame = replace(frame, rules=read_rules(frame, scope, merged.rules, findings))
    for control in frame.controls.values():
        _category(frame, control.category, control.span, findings)
    for role in frame.roles.values():
        _category(frame, role.category, role.span, findings)
    return frame, findings


def _info(source: Source, decl: Decl, name: str) -> RulesetInfo:
    return RulesetInfo(
        name,
        title(decl),
        fact(decl, "version"),
        source.span(decl.start, decl.head_end),
        digest(source.text[decl.start : decl.end].encode("utf-8", "surrogatepass"))[:12],
        fact(decl, "doc"),
        [n.id for extends in decl.decls("extends") for n in clause_names(extends, "names")],
    )


def _conditions(context: Conditions, decl: Decl, frame: Framework) -> None:
    """`applies when` of a ruleset, checked."""
    for item in decl.decls("applies"):
        clause = item.clause("is")
        if clause is not None and decl.name is not None:
            context.condition(clause.value)
            frame.rulesets[decl.name.id].applies.append((context.source, clause.value))


def _category(frame: Framework, word: str, span: Span, findings: list[Finding]) -> None:
    """The category of a control or a role is one that the rulesets define."""
    words = frame.vocabularies["category"]
    if word and word not in words:
        meant = near(word, words)

        findings.append(finding("PG202", "category", span, name=word, meant=meant))
