"""A case as arrays: every named quantity evaluated once, every line laid on the grid as cash."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine import correlate, flow
from phasegate.cost.engine.change import Change
from phasegate.cost.engine.draws import Mixing, Streams, uniforms
from phasegate.cost.engine.evaluate import Evaluator, Standing, standing
from phasegate.cost.engine.exactness import MOST, Exactness, of_ranges
from phasegate.cost.engine.flow import Flow, Value
from phasegate.cost.engine.room import Room
from phasegate.cost.engine.timeline import Array, Grid, build, last_month, last_year
from phasegate.cost.engine.whole import added
from phasegate.cost.engine.widening import since, widened
from phasegate.expr.scope import Scope
from phasegate.model.case import (
    MODEL_ERROR,
    Case,
    CommonDriver,
    Definition,
    Line,
    Phase,
    Scenario,
    Window,
    stream_of,
)
from phasegate.model.names import COSTED, COSTS, find_key, lines_by_name
from phasegate_dsl.finding import Finding
from phasegate_dsl.tree import Expr

DRAWS = 4096
SEED = 1
_CASH = "*"
"""What all lines cost together, where a metric or a value is made from it: no key of a definition."""


class Model:
    """The figures of a case; arrays are (draws, segments) or broadcast to it, results (draws,) or (draws, months)."""

    def __init__(
        self,
        case: Case,
        scope: Scope,
        *,
        seed: int = SEED,
        draws: int = DRAWS,
        change: Change | None = None,
        streams: Streams | None = None,
        room: Room | None = None,
        grid: Grid | None = None,
        norms: tuple[str, ...] = (),
    ) -> None:
        self.case = case
        self.scope = scope
        self.seed = seed
        self.draws = draws
        self.change = change or Change()
        self.room = room or Room()
        self.findings: list[Finding] = []
        self.grid = grid or build(case)
        if streams is None:
            mixing, self.findings = correlate.mixing(case)
            streams = Streams(seed, draws, mixing, (one.name for d in case.definitions.values() for one in d.streams))
            streams.keeping = case.ranges <= MOST
        self._streams = streams
        streams.norms.update(dict.fromkeys(norms))
        own = ref(self)  # a model holds large arrays and is gone with its last user, without waiting for a collector

        def lookup(name: str, place: Standing) -> Value | None:
            model = own()
            return None if model is None else model._lookup(name, place)

        self._evaluator = Evaluator(scope, self.grid, self._streams, lookup)
        self.lines_named = lines_by_name(case.definitions)
        self._in_phase: dict[str, list[Line]] = {}
        self._priced = {line.key: line for line in case.rows}
        self._values: dict[str, Value] = {}
        self._told_by: dict[tuple[str, ...], Exactness] = {}
        self._flows: dict[str, Flow] = {}
        self._named: dict[str, Value] = {}
        """What the name of each line stands for in other expressions."""
        self._used: dict[str, set[str]] = {}
        """The keys that each value was made from, and `_CASH` where it was made from what all lines cost."""
        self._under: dict[str, Model] = {}
        self._driven: dict[float, Model] = {}

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Pickles what it is made from, not its arrays: the other process computes the same ones again."""
        norms = tuple(self._streams.norms)
        again = partial(Model, seed=self.seed, draws=self.draws, change=self.change, norms=norms)
        return again, (self.case, self.scope)

    def changed(self, change: Change) -> Model:
        """The same case with something changed, under the same draws."""
        other = self.like(self.case)
        other.change = change
        other._share(self, self.change.keys | change.keys)
        return other

    def like(self, case: Case, streams: Streams | None = None) -> Model:
        """Another version of the same case, in the same months; what both draw is the same."""
        if streams is None and case is self.case:
            streams = self._streams
        return Model(
            case,
            self.scope,
            seed=self.seed,
            draws=self.draws,
            change=self.change,
            streams=streams,
            room=self.room,
            grid=self.grid,
        )

    def under(self, scenario: Scenario) -> Model:
        """The case under one of its scenarios, beside what is changed already; the same model each time."""
        found = self._under.get(scenario.name)
        if found is None:
            own = self.change
            change = Change({**own.definitions, **scenario.changes}, own.fixed, own.factors)
            found = self._under[scenario.name] = self.changed(change)
        return found

    def probe(self, change: Change, streams: Streams | None = None, draws: int = DRAWS) -> Model:
        """The case under draws of its own, the same whatever was asked for, to look at single values."""
        draws = draws if streams is None else streams.draws
        return Model(self.case, self.scope, draws=draws, change=change, streams=streams)

    @property
    def mixing(self) -> Mixing:
        """What makes the scores of the streams."""
        return self._streams.mixing

    def part(self, holder: Definition, node: Expr) -> Value:
        """The value of a part of a definition's expression where that stands."""
        with np.errstate(all="ignore"):
            return self._evaluator.value(node, standing(holder))

    def driven(self, rank: float) -> Model:
        """The case with one driver behind all its ranges, which draw the same numbers besides; the same model each time."""
        found = self._driven.get(rank)
        if found is None:
            case = replace(self.case, common=CommonDriver(rank, self.case.span))
            found = self._driven[rank] = self.like(case, self._streams.mixed(correlate.mixing(case)[0]))
            found._share(self, {key for key, one in self.case.definitions.items() if one.streams} | self.change.keys)
        return found

    def made_of(self, stream: str) -> frozenset[str]:
        """The independent scores that a stream is mixed from: streams that share one are correlated."""
        return self._streams.made_of(stream)

    def scores(self, stream: str) -> Array:
        """`(draws,)` standard normal scores of a stream, as its range draws them."""
        return self._streams.scores(stream)

    def tax_stream(self, name: str) -> Array:
        """`(draws,)` uniform numbers that the governance tax draws a norm from."""
        name = stream_of(self.case.name, f"tax.{name}")
        self._streams.norms[name] = None
        return uniforms(self.seed, name, self.draws)

    def mean_error(self, values: Array) -> float | None:
        """The standard error of the mean of a `(draws,)` figure of the case; none where it cannot be told."""
        return self._exactness(()).error(values)

    def taxed_error(self, values: Array) -> float | None:
        """The same of a figure that the governance tax is in."""
        return self._exactness(tuple(self._streams.norms)).error(values)

    def _exactness(self, norms: tuple[str, ...]) -> Exactness:
        """What errors are told by: made once for all models with the same ranges."""
        found = self._told_by.get(norms)
        if found is None:
            definitions = self.case.definitions
            ranges = [one for key, d in definitions.items() for one in self.change.definitions.get(key, d).streams]
            found = of_ranges(self._streams, ranges, norms, lambda: [self.value(each) for each in definitions])
            self._told_by[norms] = found
        return found

    def _share(self, base: Model, changed: set[str]) -> None:
        """Take over each value and flow of a model that rests on nothing that is changed: it would be the same again."""
        moved = {*changed, _CASH}
        for key in base._values:  # each stands after those that it was made from
            if moved.isdisjoint(base._used.get(key, ())) and key not in moved:
                self._values[key] = base._values[key]
                self._used[key] = base._used.get(key, set())
            else:
                moved.add(key)
        self._flows.update((key, found) for key, found in base._flows.items() if key in self._values)
        self._named.update((key, found) for key, found in base._named.items() if key in self._values)

    def value(self, key: str) -> Value:
        """The value of a definition by key, in base units, with its overrides in phases laid in."""
        found = self._values.get(key)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._evaluate(key)
            self._values[key] = found  # after those that it was made from
            if isinstance(found, Flow):
                found.keep(self.room)
        return found

    def _evaluate(self, key: str) -> Value:
        definition = self.case.definitions[key]
        self._rest_on(key)
        result = self._base(key, definition)
        if definition.kind == "assumption" and not definition.phase:
            for index, phase in enumerate(self.case.phases):
                own = f"{phase.name}.{definition.name}"
                if own in self.case.definitions:
                    self._note(key, own)
                    result = flow.chosen(self.grid.phase == index, self.value(own), result)
        return result

    def _rest_on(self, key: str) -> None:
        """Evaluate first what the cash of a row moves with, though its expression does not name it."""
        row = self._priced.get(key)
        moving = [line.key for line in self.case.lines] if row is not None and row.proportional else []
        if key in self.widened:
            moving.append(MODEL_ERROR)
        for each in moving:
            self.value(each)
            self._note(key, each)

    @cached_property
    def widened(self) -> frozenset[str]:
        """The keys of the lines whose cash the model error widens."""
        return widened(self.case, self.scope)

    def _base(self, key: str, definition: Definition) -> Value:
        if key in self.change.fixed:
            return self.change.fixed[key]
        instead = self.change.definitions.get(key, definition)
        result = self._evaluator.value(instead.expr, standing(instead, definition))
        return flow.times(result, self.change.factors[key]) if key in self.change.factors else result

    def _lookup(self, name: str, place: Standing) -> Value | None:
        if name in COSTS and place.key.startswith(COSTED) and name not in self.case.definitions:
            self._note(place.key, _CASH)
            return self.rate(recurring=name == "run_cost")
        key = find_key(self.case.definitions, name, place.phase, place.key, self.lines_named)
        if key is None:
            return None
        self._note(place.key, key)
        if place.key == f"{place.phase}.{name}" and key == name:  # an override that uses what it overrides
            found = self._base(key, self.case.definitions[key])
            self._used.setdefault(place.key, set()).update(self._used.get(key, ()))
            return found
        line = self._priced.get(key)
        if line is None:
            return self.value(key)
        # What is widened as a whole rests on others as they were before: else it would be widened twice.
        return self.named(line, before=place.key in self.widened)

    def _note(self, key: str, used: str) -> None:
        """Keep in mind that a value is made from another."""
        self._used.setdefault(key, set()).add(used)

    def rate_of(self, code: str) -> float | None:
        """What one unit of a currency is in the case's (mean of its exchange rate); none where no rate is given."""
        if code == self.case.currency:
            return 1.0
        return float(np.mean(self.column(f"fx.{code}"))) if f"fx.{code}" in self.case.definitions else None

    def column(self, key: str) -> Array:
        """`(draws,)` values of an assumption at one point in time: as drawn, or over its last twelve months for a series."""
        found = self.value(key)
        if not isinstance(found, Flow):
            value = np.asarray(found, dtype=float)
            if value.ndim < 2:
                return np.full(self.draws, float(value))
            if value.shape[1] == 1:
                return np.broadcast_to(value[:, 0], (self.draws,))
        return self.mean_over(found, last_year(0.0, self.case.horizon))

    def cash(self, line: Line) -> Flow:
        """What a line costs in each segment."""
        found = self._flows.get(line.key)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._flows[line.key] = self._lay(line).keep(self.room)
        return found

    def _lay(self, line: Line) -> Flow:
        grid = self.grid
        if line.proportional:
            share = self.value(line.key)
            return Flow.of(flow.times(self.recurring + self.once, share), grid.size).masked(self.paid(line))
        value = Flow.of(self.price(line), grid.size)
        return value.masked(self.paid(line), grid.length) if line.recurring else value.masked(self.paid(line))

    def price(self, line: Line) -> Value:
        """What a line costs per month, or once, at the prices of each segment, whether it is paid then or not."""
        return self._as_wide(line, self._risen(line))

    def _risen(self, line: Line) -> Value:
        """The same before the model error."""
        value = self.value(line.key)
        if line.escalates is None:
            return value
        share, period = line.escalates
        periods = self.grid.when / period
        return flow.times(value, np.power(1 + share, periods if line.continuously else np.floor(periods))[None, :])

    def _as_wide(self, line: Line, price: Value) -> Value:
        """A price with the model error, from the moment on from which that counts."""
        if line.key not in self.widened:
            return price
        wide, counts = flow.times(price, self.value(MODEL_ERROR)), self.grid.middle > since(self.case)
        return wide if counts.all() else flow.chosen(counts, wide, price)

    def named(self, line: Line, *, before: bool = False) -> Value:
        """What a line's name stands for: its cash per month in each segment, none while it is not paid; the sum of a one-off.

        `before` is the same before the model error.
        """
        before = before and line.key in self.widened
        key = f"{line.key} before" if before else line.key
        found = self._named.get(key)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._named[key] = self._as_named(line, self._risen(line) if before else self.price(line))
            if isinstance(found, Flow):
                found.keep(self.room)
        return found

    def _as_named(self, line: Line, value: Value) -> Value:
        if line.proportional:
            return self.cash(line) / self.grid.length[None, :]
        paid = self.paid(line)
        if not line.recurring:
            if isinstance(value, float):
                return value
            return Flow.of(value, self.grid.size).total(paid.astype(float))[:, None]
        return value if paid.all() else Flow.of(value, self.grid.size).masked(paid)

    def paid(self, line: Line) -> NDArray[np.bool_]:
        """`(segments,)` whether a line is paid in each."""
        if line.proportional:
            return self.grid.inside(line.window) & self._busy
        if line.recurring:
            return self.grid.inside(line.window)
        found = np.zeros(self.grid.size, dtype=bool)
        found[self.grid.at(line.starts)] = True
        return found

    @cached_property
    def _busy(self) -> NDArray[np.bool_]:
        """`(segments,)` whether any line is paid in each."""
        return np.any([np.zeros(self.grid.size, dtype=bool), *(self.paid(line) for line in self.case.lines)], axis=0)

    def sum_cash(self, lines: list[Line]) -> Flow:
        """The sum of lines in each segment."""
        flows = [self.cash(line) for line in lines]
        rests = [one.rest for one in flows if one.rest is not None]
        return (
            Flow(
                np.sum([np.zeros(self.grid.size), *(one.base for one in flows)], axis=0),
                (column for one in flows for column in one.columns),
                (row for one in flows for row in one.rows),
                added(rests),
            )
            .merged()
            .keep(self.room, costly=True)
        )

    @cached_property
    def recurring(self) -> Flow:
        """Recurring cost in each segment."""
        return self.sum_cash([line for line in self.case.lines if line.recurring])

    @cached_property
    def once(self) -> Flow:
        """One-off cost in each segment."""
        return self.sum_cash([line for line in self.case.lines if not line.recurring])

    @cached_property
    def reserve(self) -> Flow:
        """What reserves cost in each segment: a part of all that is spent, and of no run cost."""
        return self.sum_cash(self.case.reserves)

    @cached_property
    def spent(self) -> Flow:
        """All cost in each segment: recurring, one-off and reserves."""
        found = self.recurring + self.once
        return found + self.reserve if self.case.reserves else found

    def rate(self, *, recurring: bool = True) -> Flow:
        """Cost per month as a series over the segments, recurring or all."""
        return (self.recurring if recurring else self.spent) / self.grid.length[None, :]

    def total(self, cash: Flow, window: Window | None = None) -> Array:
        """`(draws,)` sum of a flow over a window, or over the horizon."""
        inside = np.ones(self.grid.size) if window is None else self.grid.inside(window).astype(float)
        return self.wide(cash.total(inside))

    def wide(self, values: Array) -> Array:
        """`(draws,)` from (1,) or (draws,)."""
        return np.broadcast_to(values, (self.draws,)) if values.shape[0] != self.draws else values

    def mean_over(self, series: Value, window: Window) -> Array:
        """`(draws,)` mean of a series over a window, weighted by the length of segments."""
        weights = np.where(self.grid.inside(window), self.grid.length, 0.0)
        if not weights.any():
            return np.zeros(self.draws)
        return self.wide(Flow.of(series, self.grid.size).total(weights) / weights.sum())

    @cached_property
    def cost(self) -> Array:
        """All that is spent over the horizon."""
        return self.total_spent()

    def total_spent(self, window: Window | None = None) -> Array:
        """`(draws,)` all that is spent in a window, or over the horizon."""
        found = self.total(self.recurring, window) + self.total(self.once, window)
        return found + self.total(self.reserve, window) if self.case.reserves else found

    @cached_property
    def run_cost(self) -> Array:
        """Recurring cost per month, mean of the horizon's last twelve months."""
        return self._run_cost(Window(0.0, self.case.horizon))

    def _run_cost(self, span: Window) -> Array:
        return self.per_month(self.recurring, last_year(span.start, span.end))

    def per_month(self, cash: Flow, window: Window) -> Array:
        """`(draws,)` money per month of a flow over a window; none over one without length."""
        length = window.end - window.start
        return self.total(cash, window) / length if length > 0 else np.zeros(self.draws)

    @property
    def run_window(self) -> Window:
        """The last twelve months of the last phase, in which production is looked at once it runs."""
        phases = self.case.phases
        return last_year(phases[-1].start, phases[-1].end) if phases else last_year(0.0, self.case.horizon)

    def phase_window(self, phase: Phase) -> Window:
        """The stretch of a phase."""
        return Window(phase.start, phase.end)

    def phase_cost(self, phase: Phase) -> Array:
        """All that is spent in a phase."""
        return self.total_spent(self.phase_window(phase))

    def phase_run_cost(self, phase: Phase) -> Array:
        """Recurring cost per month of a phase, mean of its last twelve months."""
        return self._run_cost(self.phase_window(phase))

    def phase_exit_rate(self, phase: Phase) -> Array:
        """Recurring cost per month in the last month of a phase: what it goes on with."""
        return self.per_month(self.recurring, last_month(phase.start, phase.end))

    def line_cost(self, line: Line, window: Window | None = None) -> Array:
        """What a line costs over a window, or over the horizon."""
        return self.total(self.cash(line), window)

    def line_run_cost(self, line: Line) -> Array:
        """A line's part of the run cost of the stretch that is asked of it, or of the horizon: all parts add up to it."""
        stretch = line.within or Window(0.0, self.case.horizon)
        return (
            self.per_month(self.cash(line), last_year(stretch.start, stretch.end))
            if line.recurring
            else np.zeros(self.draws)
        )

    def by_month(self, cash: Flow) -> Flow:
        """A flow over the segments as a flow over the months."""
        return cash.regrouped(self.grid.first_of_month)

    def lines_of(self, phase: Phase) -> list[Line]:
        """Lines and roles that are active during a phase."""
        found = self._in_phase.get(phase.name)
        if found is None:
            window = self.phase_window(phase)
            found = self._in_phase[phase.name] = [line for line in self.case.lines if line.touches(window)]
        return found

    def value_flow(self, definition: Definition, window: Window) -> Flow:
        """What a value stream is worth in each segment."""
        series = Flow.of(self.value(definition.key), self.grid.size)
        return series.masked(self.grid.inside(window), self.grid.length)

    @cached_property
    def values(self) -> Flow:
        """All value streams in each segment."""
        total = Flow(np.zeros(self.grid.size))
        for stream in self.case.values:
            total = total + self.value_flow(stream.definition, stream.window)
        return total

    def metric(self, key: str, window: Window | None = None) -> Array:
        """`(draws,)` mean of a metric over a window; default the horizon's last twelve months."""
        return self.mean_over(self.value(key), window or last_year(0.0, self.case.horizon))
