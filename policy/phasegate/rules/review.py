"""A gate review: every rule judged, waivers laid over the findings, the gate's verdict."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from phasegate.cost.engine.model import Model
from phasegate.expr.scope import Scope
from phasegate.model.case import Case, Day, Waiver
from phasegate.model.framework import Framework, Gate
from phasegate.rules.judge import FAIL, PASS, Judge, Outcome
from phasegate.rules.subject import Subject
from phasegate_dsl.expected import near
from phasegate_dsl.finding import Cited, Finding, Waived, finding, sort_key
from phasegate_dsl.source import Span


@dataclass(slots=True)
class ControlRow:
    """One row of the control matrix."""

    name: str
    title: str
    rules: list[str]
    cites: list[Cited]
    funding: list[str]
    evidence: str
    dated: Day | None
    age: float | None
    """Months."""
    state: str
    waived: bool
    required: bool


@dataclass(slots=True)
class WaiverState:
    """A waiver and what it does: `in force`, `expired`, `no effect` or `refused`."""

    waiver: Waiver
    state: str
    findings: int
    days_left: int


@dataclass(slots=True)
class Review:
    """The result of judging one case at one gate on one day."""

    subject: Subject
    findings: list[Finding]
    outcomes: list[Outcome]
    waivers: list[WaiverState]
    gate_inferred: bool = False
    in_force: list[str] = field(default_factory=list)
    """The rulesets that apply."""

    @property
    def case(self) -> Case:
        """The case."""
        return self.subject.case

    @property
    def verdict(self) -> str:
        """`fail`, `conditional` (only waived findings) or `pass`."""
        if any(f.fails for f in self.findings):
            return "fail"
        return "conditional" if any(f.waiver for f in self.findings) else "pass"

    def count(self, level: str) -> int:
        """How many unwaived findings of a level there are."""
        return sum(f.level == level and not f.waiver for f in self.findings)


def choose_gate(case: Case, frame: Framework, asked: str, span: Span) -> tuple[Gate | None, bool, list[Finding]]:
    """The gate to judge: the one asked for, else the one requested, else the next one; whether it was inferred."""
    if asked and asked not in frame.gates:
        meant = near(asked, frame.gates)

        return None, False, [finding("PG204", "gate", None, name=asked, meant=meant, known=tuple(sorted(frame.gates)))]
    if asked or case.gate:
        return frame.gates.get(asked or case.gate), False, []
    decided = {d.phase for d in case.decisions}
    for phase in case.phases:
        gate = next((g for g in frame.gates.values() if g.to == phase.name and g.start != g.to), None)
        if gate is not None and phase.name not in decided:
            note = finding("PG212", "inferred", span, gate=gate.name)
            return gate, True, [note]
    return (
        None,
        True,
        [finding("PG212", "none", span)],
    )


def review(
    case: Case, scope: Scope, frame: Framework, model: Model, *, gate: Gate | None, inferred: bool, as_of: Day
) -> Review:
    """Judge a case at a gate on a day."""
    subject = Subject(case, scope, frame, model, as_of, gate)
    judge = Judge(subject)
    outcomes = [judge.judge(rule) for rule in frame.rules.values()]
    in_force = [r.name for r in frame.rulesets.values() if judge.applies(r.applies)]
    return conclude(subject, outcomes, in_force, inferred=inferred)


def conclude(subject: Subject, outcomes: list[Outcome], in_force: list[str], *, inferred: bool) -> Review:
    """The review that outcomes amount to: waivers laid over the findings, rulesets that do nothing named."""
    findings = [f for o in outcomes for f in o.findings]
    findings, waivers, notes = _waive(subject.case, findings, outcomes, subject.as_of)
    notes += _idle(subject.case, subject.frame, in_force)
    return Review(subject, sorted(findings + notes, key=sort_key), outcomes, waivers, inferred, in_force)


def _idle(case: Case, frame: Framework, in_force: list[str]) -> list[Finding]:
    """A ruleset that is followed and does not apply: said, because a misspelt industry would do that."""
    found = []
    for name, span in case.follows:
        if name in frame.rulesets and name not in in_force:
            info = frame.rulesets[name]
            source, expr = info.applies[0]
            condition = " ".join(source.text[expr.start : expr.end].split())
            found.append(finding("PG210", "idle", span, name=name, condition=condition))
    return found


def days_between(a: Day, b: Day) -> int:
    """Days from a to b."""
    from datetime import date

    return (date(*b) - date(*a)).days


def _waive(
    case: Case, findings: list[Finding], outcomes: list[Outcome], as_of: Day
) -> tuple[list[Finding], list[WaiverState], list[Finding]]:
    """Findings with their waivers; what each waiver does; findings about waivers that do nothing."""
    states: list[WaiverState] = []
    notes: list[Finding] = []
    rules = {o.rule.id: o for o in sorted(outcomes, key=lambda o: o.state == FAIL)}
    for waiver in case.waivers:
        hit = [f for f in findings if f.code == waiver.rule]
        left = days_between(as_of, waiver.until)
        outcome = rules.get(waiver.rule)
        if outcome is None:
            meant = near(waiver.rule, rules)
            notes.append(finding("PG208", "rule_unknown", waiver.span, rule=waiver.rule, meant=meant, level="advisory"))
            state = "no effect"
        elif outcome.rule.level == "mandatory":
            notes.append(finding("PG211", "mandatory", waiver.span, rule=waiver.rule))
            state = "refused"
        elif left < 0:
            notes.append(finding("PG211", "expired", waiver.span, rule=waiver.rule, days=-left))
            state = "expired"
        elif not waiver.by.strip() or not waiver.because.strip():
            notes.append(finding("PG211", "incomplete", waiver.span, rule=waiver.rule))
            state = "refused"
        elif not hit:
            why = "passes" if outcome.state == PASS else "elsewhere"
            notes.append(finding("PG211", why, waiver.span, rule=waiver.rule))
            state = "no effect"
        else:
            state = "in force"
            accepted = Waived(waiver.rule, waiver.by, waiver.until, waiver.because)
            findings = [
                replace(f, waiver=accepted) if f.code == waiver.rule and f.level != "mandatory" else f for f in findings
            ]
        states.append(WaiverState(waiver, state, len(hit), left))
    return findings, states, notes


def matrix(found: Review) -> list[ControlRow]:
    """The control matrix: every control that a rule in force requires or the case claims or funds."""
    s = found.subject
    required: dict[str, list[Outcome]] = {}
    for outcome in found.outcomes:
        if outcome.state in (PASS, FAIL):
            for requirement in outcome.rule.requires:
                for name in requirement.names if requirement.what == "control" else ():
                    required.setdefault(name, []).append(outcome)
    rows = []
    for name, control in s.frame.controls.items():
        claim, funding = s.claims.get(name), s.funding(name)
        outcomes = required.get(name, [])
        if not (outcomes or claim or funding):
            continue
        ids = sorted({o.rule.id for o in outcomes})
        cites = list(dict.fromkeys([*control.cites, *(c for o in outcomes for c in o.rule.cites)]))
        waived = any(f.waiver for f in found.findings if f.subject == name)
        rows.append(
            ControlRow(
                name, control.title, ids, cites, [line.name for line in funding], claim.evidence if claim else "", claim.dated if claim else None,
                s.age(name), s.state(name), waived, bool(outcomes),
            )
        )  # fmt: skip
    return sorted(rows, key=lambda r: (not r.required, r.name))
