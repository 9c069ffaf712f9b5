"""Every mutant of a rule or of a ruleset's condition: what was changed, in words and as text, and the changed rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from itertools import islice

from phasegate.expr.meaning import Meaning, of_rule
from phasegate.expr.scope import Scope
from phasegate.expr.wording import text
from phasegate.model.framework import Requirement, Rule, RulesetInfo
from phasegate.packs.mutants.change import STEP, Mutation, changes
from phasegate.units import FTE
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Expr

MAX_MUTANTS = 400
"""Mutants of one rule; a rule that a person can review has a few dozen."""
_LEVELS = ("mandatory", "waivable", "advisory")


@slotted
class Mutant:
    """One changed rule; nothing in its place where the rule was taken out."""

    rule: Rule | None
    words: str
    before: str
    after: str
    span: Span


@slotted
class Mutants:
    """All mutants of one rule, without those that no test can tell from the rule or from each other."""

    made: list[Mutant] = field(default_factory=list)
    equivalent: int = 0
    """How many were left out because they mean what the rule means."""
    alike: int = 0
    """How many were left out because another mutant means the same."""
    more: bool = False
    """Whether there are more than are made of one rule."""


def of_rule_changed(rule: Rule, scope: Scope, most: int = MAX_MUTANTS) -> Mutants:
    """The mutants of a rule, in a fixed order; `most` is how many are made at most."""
    found = Mutants()
    seen: set[Meaning] = set()
    own = of_rule(rule, scope)
    for n, mutant in enumerate(_all(rule)):
        if n == most:
            found.more = True
            break
        if mutant.rule is None:
            found.made.append(mutant)
            continue
        meaning = of_rule(mutant.rule, scope)
        if meaning == own:
            found.equivalent += 1
        elif meaning in seen:
            found.alike += 1
        else:
            seen.add(meaning)
            found.made.append(mutant)
    return found


@slotted
class Condition:
    """A ruleset's `applies when` changed: what stands in its place, for every rule of the ruleset."""

    applies: list[tuple[Source, Expr]]
    mutant: Mutant


def of_condition_changed(info: RulesetInfo, scope: Scope, most: int = MAX_MUTANTS) -> tuple[list[Condition], Mutants]:
    """The mutants of a ruleset's `applies when`, and how many were left out."""
    found, made = Mutants(), []
    dummy = Rule(info.name, "", "", info.name, info.span, info.span.source)
    seen = {of_rule(replace(dummy, applies=info.applies), scope)}
    for at, (source, expr) in enumerate(info.applies):
        span = source.span(expr.start, expr.end)
        without = info.applies[:at] + info.applies[at + 1 :]
        tries = [(without, Mutant(None, "`applies when` is left out", _condition(expr), "", span))]
        some = list(islice(changes(expr), most + 1))
        found.more = found.more or len(some) > most
        for change in some[:most]:
            new = [*info.applies[:at], (source, change.expr), *info.applies[at + 1 :]]
            tries.append((new, Mutant(None, change.words, _condition(expr), _condition(change.expr), span)))
        for applies, mutant in tries:
            meaning = of_rule(replace(dummy, applies=applies), scope)
            if meaning in seen:
                found.equivalent += 1
                continue
            seen.add(meaning)
            made.append(Condition(applies, mutant))
            found.made.append(mutant)
    return made, found


def _condition(expr: Expr) -> str:
    return f"applies when {text(expr)}"


def _all(rule: Rule) -> Iterator[Mutant]:
    yield Mutant(None, "the rule is taken out", f"{rule.id} {rule.level}", "", rule.span)
    at = _LEVELS.index(rule.level)
    if at < len(_LEVELS) - 1:
        lower = _LEVELS[at + 1]
        yield Mutant(replace(rule, level=lower), f"the level becomes {lower}", rule.level, lower, rule.span)
    for n, when in enumerate(rule.when):
        without = replace(rule, when=rule.when[:n] + rule.when[n + 1 :])
        span = rule.source.span(when.start, when.end)
        yield Mutant(without, "`when` is left out", f"when {text(when)}", "", span)
        yield from _expression(rule, "when ", when, _setter(rule, n))
    for n, (name, expr) in enumerate(rule.lets):
        yield from _let(rule, n, name, expr)
    for n, requirement in enumerate(rule.requires):
        yield from _required(rule, n, requirement)


def _setter(rule: Rule, n: int) -> Callable[[Expr], Rule]:
    return lambda expr: replace(rule, when=[*rule.when[:n], expr, *rule.when[n + 1 :]])


def _expression(rule: Rule, word: str, expr: Expr, make: Callable[[Expr], Rule]) -> Iterator[Mutant]:
    for change in changes(expr):
        yield _changed(rule, word, expr, change, make)


def _changed(rule: Rule, word: str, expr: Expr, change: Mutation, make: Callable[[Expr], Rule]) -> Mutant:
    span = rule.source.span(expr.start, expr.end)
    return Mutant(make(change.expr), change.words, word + text(expr), word + text(change.expr), span)


def _let(rule: Rule, n: int, name: str, expr: Expr) -> Iterator[Mutant]:
    def make(new: Expr) -> Rule:
        return replace(rule, lets=[*rule.lets[:n], (name, new), *rule.lets[n + 1 :]])

    for change in changes(expr, condition=False):
        yield _changed(rule, f"let {name} = ", expr, change, make)


def _required(rule: Rule, n: int, requirement: Requirement) -> Iterator[Mutant]:
    def put(*new: Requirement) -> Rule:
        return replace(rule, requires=[*rule.requires[:n], *new, *rule.requires[n + 1 :]])

    before = _written(requirement)
    if len(rule.requires) > 1:
        yield Mutant(put(), "`require` is left out", before, "", requirement.span)
    if requirement.expr is not None:
        yield from _expression(rule, "require ", requirement.expr, lambda expr: put(replace(requirement, expr=expr)))
        return
    for words, new in _named(requirement):
        yield Mutant(put(new), words, before, _written(new), requirement.span)


def _named(requirement: Requirement) -> Iterator[tuple[str, Requirement]]:
    """Changes of required controls, roles, categories or lines."""
    if len(requirement.names) > 1:
        for name in requirement.names:
            names = [n for n in requirement.names if n != name]
            yield f"`{name}` is left out of the list", replace(requirement, names=names)
    if requirement.evidenced:
        yield "`with evidence` is left out", replace(requirement, evidenced=False)
    if requirement.recurring:
        yield "`recurring` is left out", replace(requirement, recurring=False)
    if requirement.amount is not None:
        amount = requirement.amount
        yield f"`{amount.value:g} fte` is left out", replace(requirement, amount=None)
        for factor in (1 + STEP, 1 - STEP):
            new = replace(amount, value=float(f"{amount.value * factor:.12g}"))
            yield f"{amount.value:g} fte becomes {new.value:g} fte", replace(requirement, amount=new)


def _written(requirement: Requirement) -> str:
    if requirement.expr is not None:
        return f"require {text(requirement.expr)}"
    amount = f" {requirement.amount.value:g} fte" if requirement.amount and requirement.amount.dim == FTE else ""
    tail = " with evidence" * requirement.evidenced + " recurring" * requirement.recurring
    return f"require {requirement.what} {', '.join(requirement.names)}{amount}{tail}"
