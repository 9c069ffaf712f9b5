"""What is demanded and met: controls, findings, waivers, measured figures, assumptions, method."""

from __future__ import annotations

from datetime import date

from phasegate.packet.parts import Citation, Level, Status, ViewPart


class ControlRow(ViewPart):
    """One line of the control matrix; `age` is display text (`3 months`), `funded_by` the names of cost lines."""

    control: str
    title: str
    rules: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    funded_by: tuple[str, ...] = ()
    evidence: str = ""
    dated: date | None = None
    age: str = ""
    status: Status


class FactView(ViewPart):
    """A sub-expression of a rule and the value it had."""

    expression: str
    value: str


class Remedy(ViewPart):
    """What would repair a finding: a sentence, the proposed lines of the case, their benchmark cost as display text."""

    text: str
    lines: str = ""
    cost: str = ""


class FindingView(ViewPart):
    """One result of one rule at one place of the case."""

    id: str
    level: Level
    title: str
    message: str
    because: str = ""
    facts: tuple[FactView, ...] = ()
    file: str = ""
    line: int | None = None
    fix: Remedy | None = None
    citations: tuple[Citation, ...] = ()
    waived: bool = False


class WaiverView(ViewPart):
    """An approved, dated, expiring exception; `days_left` counts from the packet's date, negative when over."""

    rule: str
    reason: str
    approver: str
    expires: date
    days_left: int
    status: Status


class Measured(ViewPart):
    """A figure taken from reality: its value and the forecast or target it answers, as display text."""

    name: str
    value: str
    against: str = ""
    on: date
    source: str
    status: Status


class MetricView(ViewPart):
    """A unit economic with its target, as display text; judged on the mean of the horizon's last twelve months."""

    name: str
    target: str
    forecast: str
    trend: str = ""
    status: Status


class AssumptionView(ViewPart):
    """A named quantity that the cost rests on; all figures as display text in `unit`."""

    name: str
    expression: str
    p10: str
    p50: str
    p90: str
    unit: str
    source: str = ""
    point: bool = False
    """A point estimate: no range was given for a quantity that can vary."""
    derived: bool = False
    """Computed from other assumptions: needs no source of its own."""
    planned: bool = False
    """A plan over time, certain by decision: needs no source either."""


class InputFile(ViewPart):
    """A file that the packet rests on, with the digest of its bytes."""

    name: str
    digest: str


class ExchangeView(ViewPart):
    """An exchange rate that the case uses; rates as display text, in the case's currency for one unit of the other."""

    currency: str
    expression: str
    p10: str
    p50: str
    p90: str
    source: str = ""


class Method(ViewPart):
    """How the figures were made: enough to make them again."""

    seed: int
    draws: int
    version: str
    conventions: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    inputs: tuple[InputFile, ...] = ()
