"""One rule against one case: does it apply, does it hold, and if not, the finding that says why and how to mend it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from phasegate.expr.rulescope import rule_scope
from phasegate.expr.scope import Scope
from phasegate.model.framework import Requirement, Rule
from phasegate.rules.abroad import told
from phasegate.rules.evaluate import Evaluate, TooMuch
from phasegate.rules.explain import Explanation, enough, show
from phasegate.rules.missing import Missing
from phasegate.rules.requirements import Lack, lacking
from phasegate.rules.subject import Subject
from phasegate_dsl.finding import Cited, Finding, Related, Shown
from phasegate_dsl.messages import written
from phasegate_dsl.messages.values import Args, phrase
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source, Span
from phasegate_dsl.tree import Call, Expr

PASS, FAIL, SKIP = "pass", "fail", "not applicable"


@slotted
class Outcome:
    """The outcome of one rule: `pass`, `fail` or `not applicable`, with its findings."""

    rule: Rule
    state: str
    findings: list[Finding]
    lacks: list[Lack]


class Judge:
    """Judges rules over one subject; a rule's own names are shared by its expressions."""

    def __init__(self, subject: Subject) -> None:
        self.s = subject
        self.scope = rule_scope(subject.frame)

    def applies(self, conditions: list[tuple[Source, Expr]]) -> bool:
        """Whether a ruleset's `applies when` conditions hold; what cannot be decided applies."""
        for source, expr in conditions:
            try:
                if not bool(np.all(Evaluate(self.s, source).value(expr))):
                    return False
            except Missing:
                continue
        return True

    def judge(self, rule: Rule) -> Outcome:
        """The outcome of one rule; raises `TooMuch`, with the rule, beyond the limit of steps."""
        try:
            return self._judge(rule)
        except TooMuch:
            raise TooMuch(rule.span, rule.id) from None

    def _judge(self, rule: Rule) -> Outcome:
        gate = self.s.gate.name if self.s.gate else ""
        if (rule.gates and gate not in rule.gates) or not self.applies(rule.applies):
            return Outcome(rule, SKIP, [], [])
        evaluate = self.lets(rule)
        try:
            if not all(bool(np.all(evaluate.value(when))) for when in rule.when):
                return Outcome(rule, SKIP, [], [])
        except Missing as one:
            return Outcome(rule, FAIL, [self._undecided(rule, evaluate, one, "unapplied")], [])
        findings: list[Finding] = []
        lacks: list[Lack] = []
        for requirement in rule.requires:
            if requirement.what == "expression":
                found = self._expression(rule, requirement, evaluate)
                if found is not None:
                    findings.append(found)
            else:
                for lack in lacking(self.s, requirement):
                    lacks.append(lack)
                    findings.append(self._lack(rule, lack, evaluate))
        return Outcome(rule, FAIL if findings else PASS, findings, lacks)

    def lets(self, rule: Rule) -> Evaluate:
        """What evaluates the rule's expressions, with the values of its own names."""
        return self._named(Evaluate(self.s, rule.source), rule)

    def _named(self, evaluate: Evaluate, rule: Rule) -> Evaluate:
        for name, expr in rule.lets:
            evaluate.lets[name] = expr
            try:
                evaluate.names[name] = evaluate.value(expr)
            except Missing as one:
                evaluate.absent[name] = one
        return evaluate

    def scope_of(self, evaluate: Evaluate) -> Scope:
        """The scope that knows the types of a rule's own names; only what explains a rule asks for them."""
        scope = self.scope
        for name, expr in evaluate.lets.items():
            scope = scope.inner({name: Explanation(evaluate, scope).type_of(expr)})
        return scope

    def _expression(self, rule: Rule, requirement: Requirement, evaluate: Evaluate) -> Finding | None:
        expr = requirement.expr
        assert expr is not None
        try:
            if bool(np.all(evaluate.value(expr))):
                return None
        except Missing as one:
            return self._undecided(rule, evaluate, one, "undecided")
        explanation = Explanation(evaluate, self.scope_of(evaluate))
        explanation.of(expr)
        span, related = self._place(explanation)
        kind, args, shown = self._told(requirement, explanation)
        return self._finding(rule, evaluate, kind, args, span, shown, related)

    def _told(self, requirement: Requirement, explanation: Explanation) -> tuple[str, Args, tuple[Shown, ...]]:
        """The rule's title says what should be; the values say what is, and those that the message says are marked."""
        asked = ("requirement", requirement.span.one_line)
        shown = tuple(explanation.shown)
        if explanation.verdict:
            return "verdict", (asked, ("verdict", explanation.verdict)), shown
        values = [s for s in shown if s.role in ("value", "missing")][:3]
        if not values:
            return "fails", (asked,), shown
        parts = tuple(
            phrase("is", expression=s.expression, value=s.value)
            if s.role == "value"
            else phrase("lacks", value=s.value)
            for s in values
        )
        return "values", (asked, ("values", parts)), tuple(replace(s, said=s in values) for s in shown)

    def _place(self, explanation: Explanation) -> tuple[Span, tuple[Related, ...]]:
        """The finding stands at the first place of the case that it rests on, else at the case's head."""
        if not explanation.related:
            return self.s.case.span, ()
        first, *rest = explanation.related
        return first.span, tuple(rest)

    def _undecided(self, rule: Rule, evaluate: Evaluate, missing: Missing, kind: str) -> Finding:
        place = missing.span or self.s.case.span
        return self._finding(rule, evaluate, kind, (("reason", missing.reason),), place)

    def _lack(self, rule: Rule, lack: Lack, evaluate: Evaluate) -> Finding:
        made = self._finding(rule, evaluate, lack.kind, lack.args, lack.span, lack.shown, lack.related)
        return replace(
            made,
            subject=lack.subject,
            proposal=lack.proposal,
            cost=lack.cost,
            cites=tuple(dict.fromkeys([*self._cites(lack), *made.cites])),
        )

    def _cites(self, lack: Lack) -> tuple[Cited, ...]:
        """The citations of the control or role that is missing; a category or a line has none of its own."""
        frame, what = self.s.frame, lack.requirement.what
        if what == "control":
            return frame.controls[lack.subject].cites
        return frame.roles[lack.subject].cites if what == "role" else ()

    def _finding(
        self, rule: Rule, evaluate: Evaluate, kind: str, args: Args, span: Span | None,
        shown: tuple[Shown, ...] = (), related: tuple[Related, ...] = (),
    ) -> Finding:  # fmt: skip
        return Finding(
            rule.id, kind, rule.level, rule.title, args, span, fix=self._fix(rule, evaluate), because=self._told_here(rule.because), cites=rule.cites,
            shown=shown, related=related, ruleset=rule.ruleset, gate=self.s.gate.name if self.s.gate else "",
        )  # fmt: skip

    def _told_here(self, text: str) -> str:
        """A text of the ruleset with its amounts in the case's currency too."""
        return told(text, self.s.case.currency, self.s.model.rate_of)

    def _fix(self, rule: Rule, evaluate: Evaluate) -> str:
        """The rule's `fix` with its expressions as values."""
        if rule.fix is None:
            return ""
        explanation = Explanation(evaluate, self.scope_of(evaluate))
        parts = []
        for part in rule.fix.parts:
            if isinstance(part, str):
                parts.append(self._told_here(part))
                continue
            try:
                value, kind = evaluate.value(part), explanation.type_of(part)
                if isinstance(part, Call) and part.func.id == "enough":
                    value = enough(float(value), kind.dim)
                parts.append(written(show(value, kind, self.s.case.currency)))
            except Missing as missing:
                parts.append(written(phrase("not_known", reason=missing.reason)))
        return "".join(parts)
