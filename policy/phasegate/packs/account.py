"""The outcome of a rule, for the author of its test: each condition with the values it rests on."""

from __future__ import annotations

import numpy as np

from phasegate.model.framework import Requirement, Rule
from phasegate.rules.evaluate import Evaluate
from phasegate.rules.explain import Explanation, listed, name_of
from phasegate.rules.judge import Judge
from phasegate.rules.missing import Missing
from phasegate.rules.requirements import lacking
from phasegate.rules.subject import Subject
from phasegate_dsl.messages import sentence, spoken
from phasegate_dsl.messages.values import phrase
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
            self.say(f"`{self.text(node.args[0].value)}` is given")
        elif isinstance(node, Call) and node.func.id in ("funded", "claimed", "evidenced"):
            name = str(self.evaluate.value(node.args[0].value))
            self.say(spoken(phrase(f"state_{self.evaluate.s.state(name)}", name=name)))
        else:
            self.of(node)

    def text(self, node: Expr) -> str:
        """A node as it is written, on one line."""
        return written(self.evaluate.source, node)

    def say(self, words: str) -> None:
        """Add words to the verdict."""
        said = phrase("text", text=words)
        self.verdict = phrase("both", first=self.verdict, then=said) if self.verdict else said

    def _every(self, node: Call) -> None:
        comp = node.comp
        assert comp is not None
        found = self.evaluate.items(node)
        names = listed([name_of(i) for i, v in found if bool(v) or node.func.id != "any"])
        if not found:
            self.say(f"`{self.text(comp.over)}` has none to look at")
        elif node.func.id == "none":
            self.say(f"holds for none of {names}")
        else:
            self.say(f"holds for {names}")

    def words(self, node: Expr, true: bool) -> str:
        """Why a condition is true, or is not, in one line."""
        try:
            (self.held if true else self.of)(node)
        except Missing as missing:
            self.say(spoken(missing.reason))
        parts = [spoken(self.verdict)] if self.verdict else []
        parts += [
            f"`{s.expression}` is {s.value}" if s.role == "value" else f"{s.label}: {s.value}"
            for s in self.shown
        ]  # fmt: skip
        return "; ".join(dict.fromkeys(parts))


def written(source: Source, node: Expr) -> str:
    """A node as it is written, on one line."""
    return source.span(node.start, node.end).one_line


def account(subject: Subject, rule: Rule) -> list[str]:
    """Why a rule passed, failed or did not apply, a line for each of its conditions that decided it."""
    gate = subject.gate.name if subject.gate else ""
    if rule.gates and gate not in rule.gates:
        here = f"this case is judged at `{gate}`" if gate else "this case is judged at no gate"
        return [f"it is judged at {listed(list(rule.gates))}; {here}"]
    judge = Judge(subject)
    for source, expr in rule.applies:
        if not judge.applies([(source, expr)]):
            why = Account(Evaluate(subject, source), judge.scope).words(expr, False)
            return [_line(f"`{rule.ruleset}` applies when `{written(source, expr)}`", "no", why)]
    evaluate, scope = judge.lets(rule)
    lines = []
    for when in rule.when:
        truth, why = _weigh(Account(evaluate, scope), when)
        lines.append(_line(f"when `{written(rule.source, when)}`", "yes" if truth else "no", why))
        if not truth:
            return lines[-1:]
    for requirement in rule.requires:
        if requirement.expr is None:
            lines += _names(subject, requirement)
            continue
        truth, why = _weigh(Account(evaluate, scope), requirement.expr)
        verb = "holds" if truth else "does not hold"
        lines.append(_line(f"require `{written(rule.source, requirement.expr)}`", verb, why))
    return lines


def _weigh(explain: Account, node: Expr) -> tuple[bool, str]:
    try:
        truth = bool(np.all(explain.evaluate.value(node)))
    except Missing as missing:
        return False, spoken(missing.reason)
    return truth, explain.words(node, truth)


def _line(what: str, verdict: str, why: str) -> str:
    if why.startswith(verdict):  # a collection says it itself
        return f"{what}: {why}"
    return f"{what}: {verdict}" + (f": {why}" if why else "")


def _names(subject: Subject, requirement: Requirement) -> list[str]:
    """What is there, and what is missing, of required controls, roles, categories or lines."""
    lacks = {lack.subject: sentence("rule", lack.kind, lack.args) for lack in lacking(subject, requirement)}
    lines = []
    for name in requirement.names:
        if name in lacks:
            lines.append(f"require {requirement.what} `{name}`: missing: {lacks[name]}")
            continue
        how = ""
        if requirement.what == "control":
            funding = [line.name for line in subject.funding(name)]
            how = f", it is {subject.state(name)}" + (f", paid for by {listed(funding)}" if funding else "")
        elif requirement.what == "role":
            fte = sum(line.fte for line in subject.active_lines if line.role == name)
            how = f", {fte:g} fte"
        elif requirement.what == "category":
            lines_of = [line.name for line in subject.active_lines if line.category == name]
            how = f": {listed(lines_of)}" if lines_of else ""
        lines.append(f"require {requirement.what} `{name}`: there{how}")
    return lines
