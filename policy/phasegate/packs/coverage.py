"""Coverage: whether tests made each rule pass, fail or not apply, and which names of a ruleset were never used."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span

if TYPE_CHECKING:  # a review brings numpy
    from phasegate.model.framework import Framework, Rule
    from phasegate.rules.review import Review


@slotted
class Covered:
    """What the tests made of one rule at one gate: how often it passed, failed and did not apply."""

    ruleset: str
    rule: str
    gate: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def whole(self) -> bool:
        """Whether some test made it pass and some test made it fail."""
        return bool(self.passed and self.failed)


@slotted
class Unused:
    """A name of a ruleset that no test needed: a `let` that was never read, a definition that nothing spoke of."""

    kind: str
    name: str
    ruleset: str
    rule: str
    path: str
    line: int


@slotted
class Coverage:
    """The outcomes of rules and the uses of names over all tests of a call."""

    rows: dict[tuple[str, str, str], Covered] = field(default_factory=dict)
    names: dict[tuple[str, str, str, str], tuple[Unused, bool]] = field(default_factory=dict)
    """By ruleset, rule, kind and name: the name, and whether something used it."""

    def add(self, review: Review, *, reads: bool = False) -> None:
        """Count what a review says; with `reads` also which names its rules read."""
        for outcome in review.outcomes:
            rule, gates = outcome.rule, ", ".join(outcome.rule.gates)
            row = self.rows.setdefault((rule.ruleset, gates, rule.id), Covered(rule.ruleset, rule.id, gates))
            row.passed += outcome.state == "pass"
            row.failed += outcome.state == "fail"
            row.skipped += outcome.state == "not applicable"
        if reads:
            self._lets(review)
            self._definitions(review)

    def _lets(self, review: Review) -> None:
        from phasegate.packs.quick import Reads

        judge = Reads(review.subject)
        for rule in review.subject.frame.rules.values():
            if not rule.lets:
                continue
            judge.read = set()
            judge.judge(rule)
            for name, expr in rule.lets:
                self._note(
                    "let", name, rule.ruleset, rule.id, rule.source.span(expr.start, expr.end), name in judge.read
                )

    def _definitions(self, review: Review) -> None:
        frame = review.subject.frame
        used = _spoken(review)
        for kind, name, span in definitions(frame):
            self._note(kind, name, owner(frame, span), "", span, (kind, name) in used)

    def _note(self, kind: str, name: str, ruleset: str, rule: str, span: Span, used: bool) -> None:
        key = (ruleset, rule, kind, name)
        before = self.names.get(key)
        one = before[0] if before else Unused(kind, name, ruleset, rule, span.path, span.line)
        self.names[key] = (one, used or (before is not None and before[1]))

    def of(self, rulesets: set[str]) -> list[Covered]:
        """The rows of these rulesets (of all, where none is named), by ruleset, gate and rule."""
        return [self.rows[k] for k in sorted(self.rows) if not rulesets or k[0] in rulesets]

    def unused(self, rulesets: set[str]) -> list[Unused]:
        """The names of these rulesets (of all, where none is named) that nothing used."""
        found = [one for one, used in self.names.values() if not used and (not rulesets or one.ruleset in rulesets)]
        return sorted(found, key=lambda u: (u.ruleset, u.path, u.line, u.kind, u.name))


def definitions(frame: Framework) -> list[tuple[str, str, Span]]:
    """Kind, name and place of everything that rulesets define for others to speak of."""
    kinds = (
        ("control", frame.controls),
        ("role", frame.roles),
        ("category", frame.categories),
        ("phase", frame.phases),
        ("gate", frame.gates),
    )
    return [(kind, name, item.span) for kind, items in kinds for name, item in items.items()]


def owner(frame: Framework, span: Span) -> str:
    """The ruleset that a definition stands in."""
    held = [r for r in frame.rulesets.values() if r.span.source is span.source and r.span.start <= span.start]
    return max(held, key=lambda r: r.span.start).name if held else ""


def _spoken(review: Review) -> set[tuple[str, str]]:
    """Kind and name of all that the case uses and the rules that judged it speak of."""
    case, frame = review.case, review.subject.frame
    used = {("gate", review.subject.gate.name if review.subject.gate else "")}
    used |= {("phase", p.name) for p in case.phases}
    for line in case.lines:
        used |= {("category", line.category), ("role", line.role)}
        used |= {("control", c) for c in line.funds}
    used |= {("control", claim.name) for claim in case.controls}
    for outcome in review.outcomes:
        if outcome.state != "not applicable":
            used |= spoken_by(outcome.rule)
    for control in [c for k, c in used if k == "control" and c in frame.controls]:
        used.add(("category", frame.controls[control].category))
    return used


def spoken_by(rule: Rule) -> set[tuple[str, str]]:
    """Kind and name of all that a rule may speak of: a bare word counts for every kind that could know it."""
    from phasegate.expr.walk import words

    exprs = [*rule.when, *(e for _, e in rule.lets), *(r.expr for r in rule.requires if r.expr is not None)]
    exprs += [e for _, e in rule.applies] + [p for p in (rule.fix.parts if rule.fix else ()) if not isinstance(p, str)]
    bare = {w for e in exprs for w in words(e)}
    kinds = ("control", "role", "category", "phase", "gate")
    used = {(kind, word) for kind in kinds for word in bare} | {("gate", g) for g in rule.gates}
    return used | {(r.what, name) for r in rule.requires for name in r.names}
