"""The outcome of a rule, for the author of its test: each condition with the values it rests on."""

from __future__ import annotations

import numpy as np

from phasegate.model.framework import Requirement, Rule
from phasegate.rules.evaluate import Evaluate
from phasegate.rules.explain import Explanation, name_of, some
from phasegate.rules.judge import Judge
from phasegate.rules.missing import Missing
from phasegate.rules.requirements import lacking
from phasegate.rules.subject import Subject
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Binary, Call, Expr, Unary


class Account(Explanation):
    """Explains a condition that holds, too."""

    def held(self, node: Expr) -> None:
        """Explain why a condition is true."""
        if isinstance(node, Binary) and node.op == "and":
            self.held(node.left)
            self.held(node.right)
        elif isinstance(node, Binary) and node.op == "or":
            self.held(node.left if self._holds(node.left) else node.right)
        elif isinstance(node, Binary) and node.op == "implies":
            if self._holds(node.left):
                self.held(node.right)
            else:
                self.of(node.left)
        elif isinstance(node, Unary) and node.op == "not":
            self.of(node.operand)
        elif isinstance(node, Call) and node.func.id in ("all", "any", "none") and node.comp is not None:
            self._every(node)
        elif isinstance(node, Call) and node.func.id == "declared":
            self.say(phrase("is_given", text=self.text(node.args[0].value)))
        elif isinstance(node, Call) and node.func.id in ("funded", "claimed", "evidenced"):
            name = str(self.evaluate.value(node.args[0].value))
            self.say(phrase(f"state_{self.evaluate.s.state(name)}", name=name))
        else:
            self.of(node)

    def text(self, node: Expr) -> str:
        """A node as it is written, on one line."""
        return as_written(self.evaluate.source, node)

    def say(self, words: Phrase) -> None:
        """Add words to the verdict."""
        self.verdict = phrase("both", first=self.verdict, then=words) if self.verdict else words

    def _every(self, node: Call) -> None:
        comp = node.comp
        assert comp is not None
        found = self.evaluate.items(node)
        names = some(name_of(i) for i, v in found if bool(v) or node.func.id != "any")
        if not found:
            self.say(phrase("none_to_look_at", over=self.text(comp.over)))
        else:
            self.say(phrase("holds_for_none" if node.func.id == "none" else "holds_for_each", names=names))

    def reasons(self, node: Expr, true: bool) -> tuple[Phrase, ...]:
        """Why a condition is true, or is not."""
        try:
            (self.held if true else self.of)(node)
        except Missing as missing:
            self.say(missing.reason)
        parts = [self.verdict] if self.verdict else []
        parts += [
            phrase("is", expression=s.expression, value=s.value)
            if s.role == "value"
            else phrase("shown_as", label=phrase(s.role), value=s.value)
            for s in self.shown
        ]
        return tuple(dict.fromkeys(parts))


def as_written(source: Source, node: Expr) -> str:
    """A node as it is written, on one line."""
    return source.span(node.start, node.end).one_line


def account(subject: Subject, rule: Rule) -> list[Phrase]:
    """Why a rule passed, failed or did not apply: a phrase for each of its conditions that decided it."""
    gate = subject.gate.name if subject.gate else ""
    if rule.gates and gate not in rule.gates:
        return [phrase("judged_elsewhere", gates=some(rule.gates), gate=gate)]
    judge = Judge(subject)
    for source, expr in rule.applies:
        if not judge.applies([(source, expr)]):
            why = Account(Evaluate(subject, source), judge.scope).reasons(expr, False)
            what = phrase("applies_when", ruleset=rule.ruleset, condition=as_written(source, expr))
            return [_line(what, "no", why)]
    evaluate = judge.lets(rule)
    scope = judge.scope_of(evaluate)
    lines = []
    for when in rule.when:
        truth, why = _weigh(Account(evaluate, scope), when)
        lines.append(_line(_said("when", rule.source, when), "yes" if truth else "no", why))
        if not truth:
            return lines[-1:]
    for requirement in rule.requires:
        if requirement.expr is None:
            lines += _names(subject, requirement)
            continue
        truth, why = _weigh(Account(evaluate, scope), requirement.expr)
        lines.append(_line(_said("require", rule.source, requirement.expr), "holds" if truth else "does_not_hold", why))
    return lines


def _said(key: str, source: Source, node: Expr) -> Phrase:
    return phrase(key, condition=as_written(source, node))


def _weigh(explain: Account, node: Expr) -> tuple[bool, tuple[Phrase, ...]]:
    try:
        truth = bool(np.all(explain.evaluate.value(node)))
    except Missing as missing:
        return False, (missing.reason,)
    return truth, explain.reasons(node, truth)


_ITSELF = {
    "holds": frozenset(["holds_for", "holds_for_none", "holds_for_each"]),
    "does_not_hold": frozenset(["fails_for"]),
    "no": frozenset(
        ["no_item_fits", "state_missing", "field_not_given", "fields_not_given", "no_gate", "no_tax", "nothing_spent"]
    ),
    "yes": frozenset[str](),
}
"""Reasons that say the verdict themselves: it is not said twice."""


def _line(what: Phrase, verdict: str, why: tuple[Phrase, ...]) -> Phrase:
    reasons = phrase("reasons", each=why) if why else None
    if why and _first(why[0]).key in _ITSELF[verdict]:
        return phrase("weighed_itself", what=what, why=reasons)
    return phrase("weighed", what=what, verdict=phrase(verdict), why=reasons)


def _first(words: Phrase) -> Phrase:
    """What a phrase of several starts with."""
    while words.key == "both":
        first = dict(words.args)["first"]
        assert isinstance(first, Phrase)
        words = first
    return words


def _names(subject: Subject, requirement: Requirement) -> list[Phrase]:
    """What is there, and what is missing, of required controls, roles, categories or lines."""
    lacks = {lack.subject: Phrase(f"rule.{lack.kind}", lack.args) for lack in lacking(subject, requirement)}
    return [
        phrase("required_lacks", what=requirement.what, name=name, reason=lacks[name])
        if name in lacks
        else phrase("required_there", what=requirement.what, name=name, how=_how(subject, requirement.what, name))
        for name in requirement.names
    ]


def _how(subject: Subject, what: str, name: str) -> Phrase | None:
    """How a required thing is there."""
    if what == "control":
        funding = [line.name for line in subject.funding(name)]
        return phrase("how_funded", state=subject.state(name), lines=some(funding) if funding else None)
    if what == "role":
        return phrase("how_staffed", fte=sum(line.fte for line in subject.active_lines if line.role == name))
    lines = [line.name for line in subject.active_lines if line.category == name] if what == "category" else []
    return phrase("how_covered", lines=some(lines)) if lines else None
