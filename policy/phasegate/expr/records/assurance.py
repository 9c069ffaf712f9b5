"""Controls, and what was measured, decided and waived."""

from __future__ import annotations

from phasegate.expr.records.row import Fact, FactSource
from phasegate.expr.types import BOOL, DATE, TEXT, certain, listing, record, symbol
from phasegate.model.case import ControlClaim
from phasegate.model.framework import ControlDef
from phasegate.units import MONEY, TIME

CONTROL: dict[str, Fact] = {
    "name": Fact(symbol("control"), "its name", lambda facts, control: control.name),
    "title": Fact(TEXT, "its title", lambda facts, control: control.title),
    "state": Fact(
        symbol("control_state"),
        "`missing`, `funded`, `claimed`, `stale` or `evidenced`",
        lambda facts, control: facts.state(control.name),
    ),
    "funded": Fact(
        BOOL,
        "whether a line of the phase after the gate pays for it",
        lambda facts, control: facts.state(control.name) != "missing",
    ),
    "claimed": Fact(
        BOOL, "whether the case claims it is in place", lambda facts, control: facts.claim(control.name) is not None
    ),
    "evidenced": Fact(
        BOOL,
        "whether dated evidence shows it, young enough on the day of judgement",
        lambda facts, control: facts.state(control.name) == "evidenced",
    ),
    "evidence": Fact(
        TEXT,
        "where the evidence is",
        lambda facts, control: _claimed(facts, control).evidence,
        "no_evidence_of",
    ),
    "dated": Fact(
        DATE,
        "the day of the evidence",
        lambda facts, control: _claimed(facts, control).dated,
        "no_date_of",
    ),
    "age": Fact(
        certain(TIME),
        "how old the evidence is on the day of judgement",
        lambda facts, control: facts.age(control.name),
        "no_date_of",
    ),
    "lines": Fact(
        listing(record("line")),
        "the lines that pay for it",
        lambda facts, control: facts.records("line", facts.funding(control.name)),
    ),
}

MEASUREMENT: dict[str, Fact] = {
    "what": Fact(TEXT, "`cost` or `metric`", lambda facts, measurement: measurement.what),
    "name": Fact(TEXT, "the phase or the metric", lambda facts, measurement: measurement.name),
    "on": Fact(DATE, "its day", lambda facts, measurement: measurement.on),
    "sourced": Fact(BOOL, "whether it names a source", lambda facts, measurement: bool(measurement.source)),
}

DECISION: dict[str, Fact] = {
    "phase": Fact(symbol("phase"), "the phase it is about", lambda facts, decision: decision.phase),
    "approved": Fact(certain(MONEY), "the money it approved", lambda facts, decision: decision.approved),
    "on": Fact(DATE, "its day", lambda facts, decision: decision.on),
    "by": Fact(TEXT, "who decided", lambda facts, decision: decision.by),
}

WAIVER: dict[str, Fact] = {
    "rule": Fact(TEXT, "the rule it waives", lambda facts, waiver: waiver.rule),
    "until": Fact(DATE, "its last day", lambda facts, waiver: waiver.until),
    "by": Fact(TEXT, "who approved it", lambda facts, waiver: waiver.by),
}


def _claimed(facts: FactSource, control: ControlDef) -> ControlClaim:
    """The claim of a control, an empty one where there is none."""
    return facts.claim(control.name) or ControlClaim(control.name, control.span)
