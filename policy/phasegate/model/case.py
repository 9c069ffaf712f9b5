"""A business case as typed values: what `resolve` makes of the tree, and what cost engine and rules read."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from math import ceil, floor
from typing import NamedTuple

from phasegate.units import Dim
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Expr

Day = tuple[int, int, int]
"""Year, month, day: compares and sorts as a date, with no calendar import."""
ROWS = frozenset(("line", "role", "risk", "contingency"))
"""The kinds of definitions that make a priced row of the budget."""
MODEL_ERROR = "model_error"
"""The key of the factor on what the ranges of a case do not cover."""
TINY = 1e-9
"""Months: moments that lie no further apart are one (offsets are sums of parts of months)."""


def month_offset(start: tuple[int, int], day: Day, *, end: bool = False) -> float:
    """Months from the first of a month to the morning of a day, or to its end; a day is its part of its month."""
    real = 1 <= day[1] <= 12 and 1 <= day[0] <= 9999  # a day that is not in the calendar has a finding already
    days = monthrange(day[0], day[1])[1] if real else 31
    return (day[0] - start[0]) * 12 + (day[1] - start[1]) + (day[2] - 1 + end) / days


@frozen
class Amount:
    """A certain quantity in base units."""

    value: float
    dim: Dim
    span: Span


@frozen
class Bounds:
    """An interval of allowed values in base units."""

    low: float
    high: float
    dim: Dim
    span: Span


@frozen
class Window:
    """When something is active: offsets in months from the start of the horizon."""

    start: float
    end: float

    def touches(self, other: Window) -> bool:
        """Whether two windows share more than an edge."""
        return self.start < other.end - TINY and self.end > other.start + TINY

    def holds(self, at: float) -> bool:
        """Whether a moment lies in it: its start does, its end does not."""
        return self.start - TINY <= at < self.end - TINY


@dataclass(slots=True, frozen=True, eq=False)
class Stream:
    """A written range or distribution, and the name of the random stream that it draws from."""

    node: Expr
    name: str
    share: bool = False
    """Whether it is a range of shares of a whole, which never leaves 0 % to 100 % where its ends do not."""


def stream_of(owner: str, name: str) -> str:
    """The name of a random stream: that of the initiative and its own, so that two cases that share a word share no draw."""
    return f"{owner}/{name}"


SHARED = "shared"
"""What stands in place of the initiative in the streams of drivers that cases share."""


class Rate(NamedTuple):
    """A share per stretch of time: `9%/yr` is 0.09 in 12 months."""

    share: float
    months: float


@frozen
class Definition:
    """A named expression of the case; `key` is its qualified name."""

    name: str
    key: str
    kind: str
    """`assumption`, `line`, `role`, `risk`, `contingency`, `value`, `metric`, `lever`, `option`, `fx` or `curve`."""
    expr: Expr
    """Another expression has other streams: exchange it by `resolve.streams.rewritten`."""
    span: Span
    phase: str = ""
    title: str = ""
    source: str = ""
    since: float = 0.0
    """Months from the start of the horizon at which time-varying functions begin to count."""
    dim: Dim = ()
    uncertain: bool = False
    varies: bool = False
    shown_as: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    streams: tuple[Stream, ...] = ()
    """What its expression draws, in the order of its streams' numbers."""
    home: str = ""
    """The ruleset or the file that shares it with other cases; empty for the case's own."""

    @property
    def order(self) -> tuple[bool, tuple[str, int, int]]:
        """What definitions are sorted by: the case's own in the order in which they are written, then shared ones."""
        return bool(self.home), self.span.key


@frozen
class Line:
    """A priced row: a `line`, the cost that a `role` makes, or a reserve, which is a `risk` or a `contingency`."""

    name: str
    key: str
    title: str
    category: str
    phase: str
    """The phase that holds it, empty at case level."""
    window: Window
    definition: Definition
    recurring: bool
    span: Span
    funds: list[str] = field(default_factory=list)
    capitalized: float | None = None
    """Months over which it is written off; none for operating cost."""
    escalates: Rate | None = None
    """Rise of its price, in a step at the end of each period of the rate."""
    continuously: bool = False
    """Whether it rises from day to day in place of steps."""
    at: float | None = None
    """When a one-off is paid; none: at the start of its window (ask `starts`)."""
    owner: str = ""
    vendor: str = ""
    source: str = ""
    role: str = ""
    """The role it pays, empty for a line."""
    fte: float = 0.0
    reserve: str = ""
    """`risk` or `contingency`, which is its category too; empty for a line and a role."""
    within: Window | None = None
    """The stretch that a rule asks of it, where it is one of a phase's lines; none: all its time."""

    @property
    def proportional(self) -> bool:
        """Whether it is a share of what all lines and roles cost in the same months."""
        return self.reserve == "contingency" and not self.definition.dim

    @property
    def starts(self) -> float:
        """When it is first paid, in months from the start of the horizon."""
        return self.at if self.at is not None else self.window.start

    @property
    def active(self) -> Window:
        """When it is paid, within the stretch that is asked of it."""
        if self.within is None:
            return self.window
        start = max(self.window.start, self.within.start)
        return Window(start, max(start, min(self.window.end, self.within.end)))

    def touches(self, window: Window) -> bool:
        """Whether it costs anything in a window: a recurring one by its own, a one-off by its date."""
        return self.window.touches(window) if self.recurring else window.holds(self.starts)


@frozen
class Risk:
    """What may happen: the row that it adds, which costs something in some draws, and how likely it is, from 0 to 1."""

    row: Line
    chance: float
    mitigation: str = ""
    """What is done against it."""


@frozen
class Phase:
    """A stretch of work, as offsets in months from the start of the horizon."""

    name: str
    title: str
    span: Span
    start: float
    end: float
    last: bool
    budget: Amount | None = None
    capital_budget: Amount | None = None
    """What is granted for capital expenditure, where that is funded apart from the budget."""
    governance_time: float = 0.0
    users: float | None = None
    length: Amount | None = None
    """The duration that is written for it, in months."""

    @property
    def duration(self) -> float:
        """Months from its start to its end."""
        return self.end - self.start


@frozen
class ControlClaim:
    """The claim that a control is in place."""

    name: str
    span: Span
    by: list[str] = field(default_factory=list)
    evidence: str = ""
    dated: Day | None = None
    phase: str = ""
    owner: str = ""


class ValueStream(NamedTuple):
    """Money that the initiative is worth per time, and when it flows."""

    definition: Definition
    window: Window
    bounded: bool = False
    """Whether it ends with a month or a day that is written (`until 2027-05`): whoever starts later has less of it."""


@frozen
class Metric:
    """A monthly series with a target in base units."""

    definition: Definition
    op: str = ""
    target: float | None = None


@frozen
class Lever:
    """A planned cut of a line's cost; `cost` is its own, as an expression."""

    name: str
    title: str
    cuts: str
    cut: Definition
    start: float
    end: float
    cost: Definition | None
    span: Span


@frozen
class Option:
    """An architecture decision with its alternatives' cost."""

    name: str
    title: str
    alternatives: list[Definition]
    over: str
    chosen: str
    span: Span


@frozen
class Curve:
    """Usage levels of a driver, in base units, with the text of each."""

    driver: str
    points: list[float]
    labels: list[str]
    span: Span


@frozen
class Scenario:
    """A named set of changed assumptions."""

    name: str
    title: str
    changes: dict[str, Definition]
    span: Span


@frozen
class Measurement:
    """An actual figure, in base units."""

    what: str
    """`cost` or `metric`."""
    name: str
    value: float
    dim: Dim
    on: Day
    source: str
    span: Span


@frozen
class Waiver:
    """An exception to one rule."""

    rule: str
    until: Day
    because: str
    by: str
    span: Span
    compensating: str = ""


@frozen
class Decision:
    """What a review board decided of a phase."""

    phase: str
    approved: float
    per_time: bool
    on: Day
    by: str
    conditions: list[str]
    span: Span


@frozen
class Correlation:
    """Rank correlation of two ranges: the names that the case has for them, and the streams that they draw from."""

    a: str
    b: str
    rank: float
    span: Span
    streams: tuple[str, str]


@frozen
class CommonDriver:
    """One driver behind all ranges of a case: `rank` is the rank correlation of any two of them."""

    rank: float
    span: Span


@frozen
class Request:
    """The gate whose decision the case asks for."""

    gate: str
    on: Day | None
    span: Span


@frozen
class Case:
    """A whole business case, as `phasegate.resolve.initiative.resolve` puts it together."""

    name: str
    title: str
    span: Span
    follows: list[tuple[str, Span]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    """Texts and words: owner, sponsor, industry, risk, description and further facts."""
    field_spans: dict[str, Span] = field(default_factory=dict)
    jurisdictions: list[str] = field(default_factory=list)
    currency: str = "USD"
    start: tuple[int, int] = (2000, 1)
    horizon: float = 12.0
    """Months."""
    discount: Rate | None = None
    fiscal_year: int | None = None
    """The month, 1 to 12, in which a fiscal year starts; none where budget years run from the start of a phase."""
    units: frozenset[str] = frozenset()
    phases: list[Phase] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    """Everything with an expression, by key, in an order in which each comes after what it uses."""
    model_error: str = ""
    """`stated`: the assumption `MODEL_ERROR` is a factor on lines that no range moves; `measured`: one on all that comes after
    the last measured phase; empty for none."""
    measured_error: Definition | None = None
    """The factor that measured forecast errors make, whose ends are known once there are figures; none without a measured cost."""
    lines: list[Line] = field(default_factory=list)
    """Lines and roles: what the work costs."""
    contingencies: list[Line] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    controls: list[ControlClaim] = field(default_factory=list)
    values: list[ValueStream] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    levers: list[Lever] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    correlations: list[Correlation] = field(default_factory=list)
    common: CommonDriver | None = None
    request: Request | None = None
    decided_on: Day | None = None
    """The day of the decision that is asked for: that of the request, or the as-of date; none where there is neither."""

    @property
    def decision(self) -> float:
        """When the decision is taken, in months from the start; zero where none is asked for within the horizon."""
        at = month_offset(self.start, self.decided_on) if self.decided_on is not None else 0.0
        return at if 0.0 < at < self.horizon else 0.0

    def after(self, day: Day) -> float:
        """The end of a day, in months from the start of the horizon."""
        return month_offset(self.start, day, end=True)

    @property
    def reserves(self) -> list[Line]:
        """Contingencies and risks: what is set aside for what no line knows. No rule on lines is about them."""
        return [*self.contingencies, *(one.row for one in self.risks)]

    @property
    def rows(self) -> list[Line]:
        """Every priced row: lines and roles, then reserves."""
        return [*self.lines, *self.reserves]

    @property
    def gate(self) -> str:
        """The gate that is requested, empty where none is."""
        return self.request.gate if self.request is not None else ""

    @property
    def requested_on(self) -> Day | None:
        """The day of the request."""
        return self.request.on if self.request is not None else None

    @property
    def request_span(self) -> Span | None:
        """Where the request stands."""
        return self.request.span if self.request is not None else None

    def month(self, at: float, *, end: bool = False) -> tuple[int, int]:
        """Year and month that hold a moment, in months from the start of the horizon; with `end` what lasts until then."""
        index = self.start[0] * 12 + self.start[1] - 1 + (max(ceil(at - TINY) - 1, 0) if end else floor(at + TINY))
        return index // 12, index % 12 + 1

    def paid(self, row: Line) -> tuple[tuple[int, int], tuple[int, int]]:
        """The first and the last month in which a row is paid."""
        first = self.month(row.window.start if row.recurring else row.starts)
        return first, self.month(row.window.end, end=True) if row.recurring else first

    def phase(self, name: str) -> Phase | None:
        """The phase of this name, if the case has it."""
        return next((p for p in self.phases if p.name == name), None)

    def latest(self, what: str, name: str) -> Measurement | None:
        """The latest measurement of a phase's `cost` or of a `metric`; of two on one day the one written last."""
        found = [one for one in self.measurements if one.what == what and one.name == name]
        return max(reversed(found), key=lambda one: one.on, default=None)

    @property
    def ranges(self) -> int:
        """How many ranges and distributions are drawn."""
        return sum(len(one.streams) for one in self.definitions.values())

    def assumptions(self) -> list[Definition]:
        """The assumptions in the order in which they are written."""
        found = [d for d in self.definitions.values() if d.kind == "assumption"]
        return sorted(found, key=lambda d: d.order)
