"""Findings for a case with more ranges, versions of itself or phases than are worked on: what is left out is said."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate.limits import LEAST_LINES, MAX_PHASES, MAX_VERSIONS
from phasegate.model.case import Case
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Span


def judge(on: Material) -> list[Finding]:
    """A finding where the case has more ranges than the tornado, `why` and the packet move one by one."""
    from phasegate.cost.asked.sensitivity import movable

    ranges = on.case.ranges
    most = movable(on.case)
    if ranges <= most:
        return []
    return [finding("PG108", "drivers", on.case.span, ranges=ranges, most=most, level="advisory")]


def declared(case: Case) -> list[Finding]:
    """An error where a case declares so much that all lines would be calculated anew too often; asked before anything is."""
    found = []
    if len(case.phases) > MAX_PHASES:
        place = case.phases[MAX_PHASES].span
        found.append(finding("PG108", "phases", place, phases=len(case.phases), most=MAX_PHASES))
    most = MAX_VERSIONS // max(LEAST_LINES, len(case.lines))
    asked = [(one.span, 1) for one in case.scenarios] + [(one.span, len(one.points)) for one in case.curves]
    count = sum(each for _, each in asked)
    if count > most:
        place = _beyond(asked, most)
        found.append(finding("PG108", "versions", place, versions=count, lines=len(case.lines), most=most))
    return found


def _beyond(asked: list[tuple[Span, int]], most: int) -> Span:
    """The declaration with which a limit is exceeded."""
    for span, each in asked:
        most -= each
        if most < 0:
            return span
    raise ValueError("nothing is beyond the limit")
