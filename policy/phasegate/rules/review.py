"""A gate review: every rule judged, waivers laid over the findings, the gate's verdict."""

from __future__ import annotations

from dataclasses import field

from phasegate.model.case import Case
from phasegate.model.framework import Framework, Gate
from phasegate.rules.judge import Judge, Outcome
from phasegate.rules.subject import Subject
from phasegate.rules.waivers import WaiverState, lay
from phasegate_dsl.finding import Finding, finding, sort_key
from phasegate_dsl.nearest import near
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Span


@slotted
class Review:
    """The result of judging one case at one gate on one day."""

    subject: Subject
    findings: list[Finding]
    outcomes: list[Outcome]
    waivers: list[WaiverState]
    gate_inferred: bool = False
    in_force: list[str] = field(default_factory=list)
    """The rulesets that apply."""
    steps: int = 0
    """The steps that judging took."""

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


def review(subject: Subject, *, inferred: bool) -> Review:
    """Judge a case at a gate on a day; raises `TooMuch` where its rules ask for more steps than they may."""
    frame, judge = subject.frame, Judge(subject)
    outcomes = [judge.judge(rule) for rule in frame.rules.values()]
    in_force = [r.name for r in frame.rulesets.values() if judge.applies(r.applies)]
    steps, subject.steps = subject.steps, 0  # what is asked of the judged case later has the same bound
    done = conclude(subject, outcomes, in_force, inferred=inferred)
    done.steps = steps
    return done


def conclude(subject: Subject, outcomes: list[Outcome], in_force: list[str], *, inferred: bool) -> Review:
    """The review that outcomes amount to: waivers laid over the findings, rulesets that do nothing named."""
    findings = [f for o in outcomes for f in o.findings]
    findings, waivers, notes = lay(subject.case.waivers, findings, outcomes, subject.as_of, subject.approvers)
    notes += _idle(subject.case, subject.frame, in_force)
    return Review(subject, sorted(findings + notes, key=sort_key), outcomes, waivers, inferred, in_force)


def _idle(case: Case, frame: Framework, in_force: list[str]) -> list[Finding]:
    """A ruleset that is followed and does not apply: said, because a misspelt industry would do that."""
    found = []
    for name, span in case.follows:
        if name in frame.rulesets and name not in in_force:
            info = frame.rulesets[name]
            source, expr = info.applies[0]
            condition = source.span(expr.start, expr.end).one_line
            found.append(finding("PG210", "idle", span, name=name, condition=condition))
    return found
