"""The case as it is known on the day of judgement: what is dated later is left out, everywhere, and said.

Evidence of a later day stays where it is claimed: its control counts as stale, and rules that ask for it say why.
"""

from __future__ import annotations

from dataclasses import replace

from phasegate.model.case import Case, Day
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Span


def as_known(case: Case, day: Day, as_of: Day | None = None) -> tuple[Case, list[Finding]]:
    """The case without measurements and decisions of after a day, with a finding for each; with the day of the decision
    that is asked for, which is the as-of date where one is given."""
    found: list[Finding] = []

    def past(what: str, name: str, on: Day, span: Span) -> bool:
        if on > day:
            found.append(finding("PG215", what, span, name=name, on=on, day=day))
        return on <= day

    measured = [one for one in case.measurements if past("measured", one.name, one.on, one.span)]
    decided = [one for one in case.decisions if past("decided", one.phase, one.on, one.span)]
    decision = as_of or case.requested_on
    return replace(case, measurements=measured, decisions=decided, decided_on=decision), found
