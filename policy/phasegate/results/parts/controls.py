"""What is demanded and met: the control matrix, waivers, how each rule came out."""

from __future__ import annotations

from typing import Literal

from phasegate.results.parts.findings import Cite, Level
from phasegate_dsl.records import frozen

ControlState = Literal["missing", "funded", "claimed", "stale", "evidenced"]
"""How far a control is there: `stale` is evidence that is too old, or of a day to come."""
WaiverState = Literal["in force", "expired", "refused", "no effect"]
RuleState = Literal["passes", "fails", "waived", "does not apply", "other gate"]


@frozen
class Control:
    """One row of the control matrix: a control that a rule in force demands, or that the case claims or funds."""

    name: str
    title: str
    state: ControlState
    required: bool
    waived: bool
    rules: tuple[str, ...] = ()
    cites: tuple[Cite, ...] = ()
    funding: tuple[str, ...] = ()
    """The lines that pay for it."""
    evidence: str = ""
    dated: str = ""
    """The date of the evidence (ISO), or empty."""
    age: float | None = None
    """Months from that date to the day of judgement; negative for a day to come."""


@frozen
class WaiverRecord:
    """An exception that the case states, and what it does on the day of judgement."""

    rule: str
    title: str
    """The title of the rule's first finding; empty where it has none."""
    state: WaiverState
    until: str
    because: str
    by: str
    instead: str
    findings: int
    """How many findings it is about."""
    days_left: int
    """From the day of judgement to its last day; negative when it is over."""


@frozen
class RuleRecord:
    """How a rule of the rulesets came out."""

    id: str
    level: Level
    ruleset: str
    state: RuleState
