"""What is decided: the cover, the one-page summary, the three budgets and the sign-off."""

from __future__ import annotations

from datetime import date

from phasegate.packet.parts import Band, Mark, Status, Verdict, ViewPart


class GateRef(ViewPart):
    """The gate under review: its name in the ruleset (`to_scale`), title, and the phases it stands between."""

    id: str
    title: str
    from_phase: str
    to_phase: str


class RulesetRef(ViewPart):
    """A ruleset that the case follows, with its version and the digest of its text (hexadecimal, any length)."""

    id: str
    title: str
    version: str
    digest: str
    origin: str = ""
    """The file it stands in; empty for a pack that comes with Phasegate."""


class Cover(ViewPart):
    """Who asks whom for what; `as_of` is the request date (or the given as-of date), never the clock."""

    title: str
    initiative: str
    gate: GateRef
    resolution: str
    """The decision in the words of the minutes: `Approve $2.75M a year for phase Scale, subject to two conditions.`"""
    sum_asked: float | None
    sum_unit: str = ""
    """What the sum is per: `per year`, or empty for a one-off sum."""
    asks: str = "Decision requested"
    """The heading of the resolution."""
    verdict: Verdict
    as_of: date
    owner: str
    sponsor: str
    risk: str
    industry: str = ""
    jurisdictions: tuple[str, ...] = ()
    rulesets: tuple[RulesetRef, ...] = ()


class KeyFigure(ViewPart):
    """One large figure of the summary: `value` is display text (`$2.41M`), `label` names it, `note` compares it."""

    value: str
    label: str
    note: str = ""
    mark: Mark = "none"


class Counts(ViewPart):
    """How many rules were judged, and how they came out."""

    rules: int
    passed: int
    mandatory: int = 0
    waivable: int = 0
    waived: int = 0
    advisory: int = 0
    not_applicable: int = 0


class Summary(ViewPart):
    """The page that a CFO reads: four to six figures, three sentences of why, the conditions."""

    figures: tuple[KeyFigure, ...]
    reasons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    counts: Counts


class DecisionEntry(ViewPart):
    """One entry of the decision log; `amount` in money, None when the decision carried none."""

    phase: str
    outcome: str
    amount: float | None = None
    on: date
    by: str
    conditions: str = ""


class BudgetView(ViewPart):
    """One of the budgets that the programme climbs: what the norm allows, what was granted, forecast and measured.

    All money covers the same stretch, named by `period` (`in total`, `per year`). `norm` is the ruleset's interval.
    """

    phase: str
    title: str
    months: float
    period: str = "in total"
    norm: tuple[float, float] | None = None
    norm_abroad: tuple[str, float, float] | None = None
    """The interval as the rulesets state it, where that is in another currency: its code and both ends."""
    approved: float | None = None
    asked: float | None = None
    asked_as: str = "asked"
    """The word for a sum that is not granted: `asked` now, or `planned` in the case."""
    forecast: Band | None = None
    measured: float | None = None
    measured_on: date | None = None
    forecast_error: float | None = None
    """Measured against the P50 forecast, signed fraction: 0.03 is 3 % over."""
    status: Status


class BudgetYearView(ViewPart):
    """A year of a yearly budget, in money, with all cash that the budget pays for; chances are fractions."""

    label: str
    months: float
    budget: float
    """Of a part of a year its part."""
    cost: Band
    capital: float
    """Mean capital expenditure."""
    chance: float
    """How likely it stays within its budget as submitted."""
    with_missing: float | None = None
    """The same with what is missing of the governance tax; none where no tax is defined."""
    status: Status


class SignOff(ViewPart):
    """Who decides; the options are printed as boxes to tick, each a sentence: a bare "approve" could mean either thing."""

    approvers: tuple[str, ...]
    options: tuple[str, ...] = (
        "Resolved as requested above",
        "Another sum or further conditions are approved, as written below",
        "Held over to another day, as written below",
        "Rejected: the sum is not approved",
    )
    statement: str = ""


class CutTable(ViewPart):
    """What a table does not print of its rows."""

    section: str
    """The key of the section that prints the table."""
    what: str
    printed: int
    rows: int
    """All of them."""
