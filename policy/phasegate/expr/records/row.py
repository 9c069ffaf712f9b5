"""The row of an attribute: its type, what it means, and how a case gives it.

Rows live here, beside the types, because rules are checked where no figure is calculated: editors, formatters and the
reference read types and texts without numpy. A getter may still ask for figures: it asks them of a `FactSource`, which
`phasegate.rules.facts` answers from the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from phasegate.expr.types import Type
from phasegate.model.case import (
    Case,
    ControlClaim,
    Curve,
    Day,
    Definition,
    Lever,
    Line,
    Metric,
    Option,
    Phase,
    Scenario,
    ValueStream,
)
from phasegate.model.framework import Framework, Gate
from phasegate_dsl.records import frozen


class FactSource(Protocol):
    """What getters ask of a case under judgement; each raises `Missing` where the case does not give the value.

    Distributions are `(draws,)` arrays in base units.
    """

    case: Case
    frame: Framework
    gate: Gate | None
    as_of: Day

    def record(self, kind: str, item: Any) -> Any:
        """An item as a record of a kind."""

    def records(self, kind: str, items: Iterable[Any]) -> list[Any]:
        """Items as records of a kind."""

    def budget(self, phase: Phase) -> float:
        """The budget of a phase, in the dimension of the rulesets' norm."""

    def month(self, offset: float) -> tuple[int, int]:
        """The calendar month at an offset from the start of the horizon."""

    def phase_cost(self, phase: Phase) -> Any:
        """All that is spent in a phase."""

    def phase_run_cost(self, phase: Phase) -> Any:
        """Recurring cost of a phase per month."""

    def phase_exit_rate(self, phase: Phase) -> Any:
        """Recurring cost of a phase per month in its last month."""

    def budgeted(self, phase: Phase) -> Any:
        """The budget of a phase with its years."""

    def year_label(self, year: Any) -> str:
        """The first and the last month of a budget year."""

    def phase_first_year(self, phase: Phase) -> Any:
        """Recurring cost in the first twelve months of a phase."""

    def lines_of(self, phase: Phase) -> list[Line]:
        """The lines that are active in a phase."""

    def line_cost(self, line: Line) -> Any:
        """All that a line costs."""

    def line_run_cost(self, line: Line) -> Any:
        """A line's part of the run cost per month."""

    def usage_driven(self, line: Line) -> bool:
        """Whether the cost of a line moves with usage."""

    def claim(self, control: str) -> ControlClaim | None:
        """The claim that a control is in place."""

    def state(self, control: str) -> str:
        """The state of a control."""

    def age(self, control: str) -> float | None:
        """Months between the evidence of a control and the day of judgement."""

    def funding(self, control: str) -> list[Line]:
        """The lines that pay for a control."""

    def overridden(self, assumption: Definition) -> Definition | None:
        """What a phase's own value of an assumption stands in for."""

    def derived(self, assumption: Definition) -> bool:
        """Whether an assumption is calculated from others."""

    def value(self, stream: ValueStream) -> Any:
        """All that a value is worth."""

    def chance(self, metric: Metric) -> float:
        """How likely a metric meets its target."""

    def improving(self, metric: Metric) -> bool:
        """Whether a metric moves towards its target."""

    def share(self, lever: Lever) -> Any:
        """The share that a lever cuts."""

    def lever_cost(self, lever: Lever) -> Any:
        """What a lever costs."""

    def saving(self, lever: Lever) -> Any:
        """What a lever saves over the horizon."""

    def saving_alone(self, lever: Lever) -> Any:
        """What a lever would save over the horizon without any other."""

    def first_saving(self, lever: Lever) -> Any:
        """What a lever saves in the first year after the gate."""

    def cheapest(self, option: Option) -> str:
        """The alternative of an option with the lowest mean cost."""

    def elasticity(self, curve: Curve) -> float:
        """By how many percent run cost moves with the driver of a curve."""

    def scenario_cost(self, scenario: Scenario) -> Any:
        """The cost of the case under a scenario."""

    def tax(self) -> Any:
        """The governance tax, as a record."""

    def figure(self, name: str) -> Any:
        """A figure of the whole case: `cost`, `run_cost`, `cliff`, `sunk_cost`, `payback`, `npv`, `irr`, or one `…_from_decision`."""


@frozen
class Fact:
    """An attribute, or a root name: its type, what it means, and how to get it of its item (of the case, for a root)."""

    type: Type
    doc: str
    get: Callable[[FactSource, Any], Any]
    lack: str = ""
    """The phrase that says that the case does not give it (`name` of the record, `attribute`); empty where it always does."""
