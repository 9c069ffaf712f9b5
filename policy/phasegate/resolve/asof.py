"""The case as it is known on the day of judgement: what is dated later is left out, everywhere, and said."""

from __future__ import annotations

from dataclasses import replace

from phasegate.model.case import Case, ControlClaim, Day
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Span


def as_known(case: Case, day: Day) -> tuple[Case, list[Finding]]:
    """The case without measurements, decisions and evidence of after a day, with a finding for each."""
    found: list[Finding] = []

    def past(what: str, name: str, on: Day, span: Span) -> bool:
        if on > day:
            found.append(finding("PG215", what, span, name=name, on=on, day=day))
        return on <= day

    def claimed(one: ControlClaim) -> ControlClaim:
        if one.dated is None or past("evidence", one.name, one.dated, one.span):
            return one
        return replace(one, evidence="", dated=None)

    measured = [one for one in case.measurements if past("measured", one.name, one.on, one.span)]
    decided = [one for one in case.decisions if past("decided", one.phase, one.on, one.span)]
    controls = [claimed(one) for one in case.controls]
    return (replace(case, measurements=measured, decisions=decided, controls=controls) if found else case), found
