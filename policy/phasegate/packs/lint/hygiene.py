"""What a rule owes its readers: a reason, a source, a remedy, a test; and names that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate.expr.walk import free
from phasegate.model.framework import Framework, Rule
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Decl


def hygiene(frame: Framework, ruleset: str, named: set[tuple[str, str]]) -> list[Finding]:
    """What the rules of one ruleset lack; `named` holds (level, id) of every finding that a test expects."""
    found: list[Finding] = []
    for rule in frame.rules.values():
        if rule.ruleset == ruleset:
            found += _texts(rule, frame)
            found += _lets(rule)
            if (rule.level, rule.id) not in named:
                found.append(finding("PG609", "untested", rule.span, level_of=rule.level, rule=rule.id))
    return found


def _texts(rule: Rule, frame: Framework) -> Iterator[Finding]:
    if not rule.because.strip():
        yield finding("PG605", "because", rule.span, rule=rule.id)
    if not rule.cites and not _cited(rule, frame):
        yield finding("PG606", "source", rule.span, rule=rule.id)
    if rule.fix is None and any(r.expr is not None for r in rule.requires):
        yield finding("PG607", "fix", rule.span, rule=rule.id)


def _cited(rule: Rule, frame: Framework) -> bool:
    """Whether what a rule requires cites something."""
    controls = [n for r in rule.requires if r.what == "control" for n in r.names if n in frame.controls]
    roles = [n for r in rule.requires if r.what == "role" for n in r.names if n in frame.roles]
    return any(frame.controls[n].cites for n in controls) or any(frame.roles[n].cites for n in roles)


def _lets(rule: Rule) -> Iterator[Finding]:
    """Names of a rule that nothing in it reads, also not by way of another name that is read."""
    fix = [p for p in rule.fix.parts if not isinstance(p, str)] if rule.fix else []
    asked = [*rule.when, *(r.expr for r in rule.requires if r.expr is not None), *fix]
    read = frozenset().union(*(free(e) for e in asked))
    for name, expr in reversed(rule.lets):
        if name in read:
            read |= free(expr)
        else:
            span = rule.source.span(expr.start, expr.end)

            yield finding("PG600", "let", span, name=name, rule=rule.id)


def shadows(source: Source, decl: Decl, bases: list[tuple[str, Source, Decl]]) -> Iterator[Finding]:
    """Rules that take the place of an extended ruleset's rule without saying so in their `because`."""
    theirs = {name: (base, span) for base, at, found in bases for name, span, _ in own_rules(at, found)}
    for name, span, rule in own_rules(source, decl):
        if name not in theirs:
            continue
        base, place = theirs[name]
        reasons = [source.text[d.start : d.end] for d in rule.decls("because")]
        if not any(base in text for text in reasons):
            yield finding(
                "PG604",
                "silently",
                span,
                name=name,
                base=base,
                related=(Related(place, phrase("rule_of", ruleset=base)),),
            )


def own_rules(source: Source, decl: Decl) -> list[tuple[str, Span, Decl]]:
    """Id, place and tree of the rules that stand in a ruleset itself."""
    rules = [*decl.decls("rule"), *(r for gate in decl.decls("gate") for r in gate.decls("rule"))]
    return [(r.name.id, source.span(r.start, r.head_end), r) for r in rules if r.name is not None]
