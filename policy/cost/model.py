"""A case as arrays: every named quantity evaluated once, every line laid on the grid as cash."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from policy.cost import correlate
from policy.cost.draws import Streams
from policy.cost.evaluate import Evaluator, Place, Value
from policy.cost.timeline import Array, Grid, build, last_year
from policy.expr.scope import Scope
from policy.model.case import Case, Day, Definition, Line, Phase, Window, find_key, month_offset

DRAWS = 4096
SEED = 1
_TINY = 1e-9


@dataclass(slots=True)
class Change:
    """What a scenario, a curve or a what-if changes: definitions by assumption, fixed values, factors."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    fixed: dict[str, float] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)


class Model:
    """The figures of a case; arrays are (draws, segments) or broadcast to it, results (draws,) or (draws, months)."""

    def __init__(
        self, case: Case, scope: Scope, *, seed: int = SEED, draws: int = DRAWS, change: Change | None = None
    ) -> None:
        self.case = case
        self.scope = scope
        self.seed = seed
        self.draws = draws
        self.change = change or Change()
        self.grid: Grid = build(case)
        mix, self.findings = correlate.weights(case)
        self._streams = Streams(seed, draws, mix)
        self._evaluator = Evaluator(scope, self.grid, self._streams, self._lookup)
        self._values: dict[str, Value] = {}
        self._cash: dict[str, Array] = {}

    def changed(self, change: Change) -> Model:
        """The same case with something changed, under the same draws."""
        return Model(self.case, self.scope, seed=self.seed, draws=self.draws, change=change)

    # -- named quantities --------------------------------------------------------------------------------------

    def value(self, key: str) -> Value:
        """The value of a definition by key, in base units, with its overrides in phases laid in."""
        found = self._values.get(key)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._values[key] = self._evaluate(key)
        return found

    def _evaluate(self, key: str) -> Value:
        definition = self.case.definitions[key]
        result = self._base(key, definition)
        if definition.kind == "assumption" and not definition.phase:
            for index, phase in enumerate(self.case.phases):
                own = f"{phase.name}.{definition.name}"
                if own in self.case.definitions:
                    result = np.where((self.grid.phase == index)[None, :], self.value(own), result)
        return result

    def _base(self, key: str, definition: Definition) -> Value:
        if key in self.change.fixed:
            return self.change.fixed[key]
        instead = self.change.definitions.get(key, definition)
        result = self._evaluator.value(instead.expr, Place(key, definition.phase, definition.since))
        return result * self.change.factors[key] if key in self.change.factors else result

    def _lookup(self, name: str, place: Place) -> Value | None:
        if (
            name in ("cost", "run_cost")
            and place.key.startswith(("metric.", "value.", "option."))
            and name not in self.case.definitions
        ):
            return self.rate(recurring=name == "run_cost")
        key = find_key(self.case.definitions, name, place.phase, place.key)
        if key is None:
            return None
        if place.key == f"{place.phase}.{name}" and key == name:  # an override that uses what it overrides
            return self._base(key, self.case.definitions[key])
        return self.value(key)

    def rate_of(self, code: str) -> float | None:
        """What one unit of a currency is in the case's (mean of its exchange rate); nothing where no rate is given."""
        if code == self.case.currency:
            return 1.0
        return float(np.mean(self.column(f"fx.{code}"))) if f"fx.{code}" in self.case.definitions else None

    def column(self, key: str) -> Array:
        """`(draws,)` values of an assumption at one point in time: as drawn, or over its last twelve months for a series."""
        value = np.asarray(self.value(key), dtype=float)
        if value.ndim < 2:
            return np.full(self.draws, float(value))
        if value.shape[1] == 1:
            return np.broadcast_to(value[:, 0], (self.draws,))
        return self.mean_over(value, last_year(0.0, self.case.horizon))

    # -- cash --------------------------------------------------------------------------------------------------

    def cash(self, line: Line) -> Array:
        """What a line costs in each segment: (draws or 1, segments)."""
        found = self._cash.get(line.key)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._cash[line.key] = self._lay(line)
        return found

    def _lay(self, line: Line) -> Array:
        value, grid = np.atleast_2d(np.asarray(self.value(line.key), dtype=float)), self.grid
        if line.escalates is not None:
            share, period = line.escalates
            value = value * np.power(1 + share, grid.when / period)[None, :]
        if line.recurring:
            return value * np.where(grid.inside(line.window), grid.length, 0.0)[None, :]
        cash = np.zeros((value.shape[0], grid.size))
        at = grid.at(line.at if line.at is not None else line.window.start)
        cash[:, at] = value[:, at] if value.shape[1] > 1 else value[:, 0]
        return cash

    def sum_cash(self, lines: list[Line]) -> Array:
        """The sum of lines in each segment: (draws or 1, segments)."""
        total = np.zeros((1, self.grid.size))
        for line in lines:
            cash = self.cash(line)
            if cash.shape[0] > total.shape[0]:
                total = total + cash
            else:
                total += cash  # in place: new arrays cost more than the sum
        return total

    @cached_property
    def recurring(self) -> Array:
        """Recurring cost in each segment."""
        return self.sum_cash([line for line in self.case.lines if line.recurring])

    @cached_property
    def once(self) -> Array:
        """One-off cost in each segment."""
        return self.sum_cash([line for line in self.case.lines if not line.recurring])

    def rate(self, *, recurring: bool = True) -> Array:
        """Cost per month as a series over the segments, recurring or all."""
        return (self.recurring if recurring else self.recurring + self.once) / self.grid.length[None, :]

    # -- totals ------------------------------------------------------------------------------------------------

    def total(self, cash: Array, window: Window | None = None) -> Array:
        """`(draws,)` sum of a (…, segments) array over a window, or over the horizon."""
        part = cash if window is None else cash[:, self.grid.inside(window)]
        return self.wide(part.sum(axis=1))

    def wide(self, values: Array) -> Array:
        """`(draws,)` from (1,) or (draws,)."""
        return np.broadcast_to(values, (self.draws,)) if values.shape[0] != self.draws else values

    def mean_over(self, series: Value, window: Window) -> Array:
        """`(draws,)` mean of a series over a window, weighted by the length of segments."""
        values = np.atleast_2d(np.asarray(series, dtype=float))
        values = np.broadcast_to(values, (values.shape[0], self.grid.size))
        inside = self.grid.inside(window)
        weights = np.where(inside, self.grid.length, 0.0)
        if not inside.any():
            return np.zeros(self.draws)
        return self.wide((values[:, inside] * weights[inside]).sum(axis=1) / weights.sum())

    @cached_property
    def cost(self) -> Array:
        """All that is spent over the horizon."""
        return self.total(self.recurring) + self.total(self.once)

    @cached_property
    def run_cost(self) -> Array:
        """Recurring cost per month, mean of the horizon's last twelve months."""
        return self._run_cost(Window(0.0, self.case.horizon))

    def _run_cost(self, span: Window) -> Array:
        window = last_year(span.start, span.end)
        length = window.end - window.start
        return self.total(self.recurring, window) / length if length > 0 else np.zeros(self.draws)

    def phase_window(self, phase: Phase) -> Window:
        """The stretch of a phase."""
        return Window(phase.start, phase.end)

    def phase_cost(self, phase: Phase) -> Array:
        """All that is spent in a phase."""
        window = self.phase_window(phase)
        return self.total(self.recurring, window) + self.total(self.once, window)

    def forecast_by(self, phase: Phase, on: Day) -> Array:
        """What a phase was forecast to have cost by the end of a day: all of it once the phase is over."""
        time = month_offset(self.case.start, on, end=True)
        if time >= phase.end - _TINY:
            return self.phase_cost(phase)
        whole = np.clip((time - self.grid.start) / self.grid.length, 0.0, 1.0)
        inside = self.grid.inside(self.phase_window(phase))
        spent = self.recurring * (whole * inside)[None, :] + self.once * (inside & (self.grid.start < time))[None, :]
        return self.wide(spent.sum(axis=1))

    def phase_run_cost(self, phase: Phase) -> Array:
        """Recurring cost per month of a phase, mean of its last twelve months."""
        return self._run_cost(self.phase_window(phase))

    def line_cost(self, line: Line, window: Window | None = None) -> Array:
        """What a line costs over a window, or over the horizon."""
        return self.total(self.cash(line), window)

    def line_run_cost(self, line: Line) -> Array:
        """A line's recurring cost per month over the time it is active."""
        length = line.window.end - line.window.start
        return self.line_cost(line) / length if line.recurring and length > 0 else np.zeros(self.draws)

    def monthly(self, cash: Array) -> Array:
        """`(draws, months)` from a (…, segments) array."""
        months = self.grid.by_month(cash)
        return np.broadcast_to(months, (self.draws, months.shape[1]))

    def lines_of(self, phase: Phase) -> list[Line]:
        """Lines and roles that are active during a phase."""
        return [line for line in self.case.lines if self.active(line, phase)]

    def active(self, line: Line, phase: Phase) -> bool:
        """Whether a line costs anything in a phase: a recurring one by its window, a one-off by its date."""
        if line.recurring:
            return line.window.start < phase.end - 1e-9 and line.window.end > phase.start + 1e-9
        at = line.at if line.at is not None else line.window.start
        return phase.start - 1e-9 <= at < phase.end - 1e-9

    # -- value -------------------------------------------------------------------------------------------------

    def value_flow(self, definition: Definition, window: Window) -> Array:
        """What a value stream is worth in each segment."""
        series = np.atleast_2d(np.asarray(self.value(definition.key), dtype=float))
        return series * np.where(self.grid.inside(window), self.grid.length, 0.0)[None, :]

    @cached_property
    def values(self) -> Array:
        """All value streams in each segment."""
        total = np.zeros((1, self.grid.size))
        for definition, window in self.case.values:
            total = total + self.value_flow(definition, window)
        return total

    def metric(self, key: str, window: Window | None = None) -> Array:
        """`(draws,)` mean of a metric over a window; default the horizon's last twelve months."""
        return self.mean_over(self.value(key), window or last_year(0.0, self.case.horizon))

    def finite(self, values: NDArray[np.float64]) -> bool:
        """Whether every number is finite."""
        return bool(np.isfinite(values).all())
