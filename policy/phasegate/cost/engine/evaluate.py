"""Expressions to values: constants stay scalars, ranges are (draws, 1), series (1, segments), both a sum of products."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine import distributions, flow, serving, tails
from phasegate.cost.engine.draws import Drawn, Streams
from phasegate.cost.engine.flow import Value
from phasegate.cost.engine.timeline import Grid
from phasegate.expr import prices
from phasegate.expr.constant import foreign_drawn, period_rate, range_ends, unit_factor, value
from phasegate.expr.scope import Scope
from phasegate.expr.walk import placed
from phasegate.model.case import Definition, Stream
from phasegate_dsl.records import frozen, slotted
from phasegate_dsl.tree import Binary, Call, Expr, ListExpr, Month, Name, Num, Unary

_OPERATIONS = {"+": flow.plus, "-": flow.minus, "*": flow.times, "/": flow.over}


@slotted
class Standing:
    """Where an expression stands: the streams its ranges draw from, and when its series begin to count."""

    key: str
    phase: str
    since: float
    streams: dict[int, Stream]
    """The streams, by the id of the range or distribution that draws from them."""


def standing(written: Definition, base: Definition | None = None) -> Standing:
    """Where an expression stands: with the streams of what is written, in the place of what it is written for."""
    place = base or written
    return Standing(place.key, place.phase, place.since, {id(one.node): one for one in written.streams})


@frozen
class Given:
    """The arguments of a call, by place and by name."""

    node: Call
    by_place: list[Expr]
    named: dict[str, Expr]


class Evaluator:
    """Evaluates checked expressions; `lookup` returns the value of a name at a place."""

    def __init__(
        self, scope: Scope, grid: Grid, streams: Streams, lookup: Callable[[str, Standing], Value | None]
    ) -> None:
        self._scope = scope
        self._grid = grid
        self._streams = streams
        self._lookup = lookup

    def value(self, node: Expr, place: Standing) -> Value:
        """The value of an expression in base units."""
        if isinstance(node, Num):
            return node.value * (self._unit(node.unit, place) if node.unit else self._mark(node, place))
        if isinstance(node, Name):
            found = self._lookup(node.id, place)
            return self._unit(node, place) if found is None else found
        if isinstance(node, Unary):
            return -self.value(node.operand, place)
        if isinstance(node, Call):
            return self._call(node, place)
        assert isinstance(node, Binary)
        if node.op == "to":
            stream = place.streams[id(node)]
            ends = range_ends(node, self._scope)
            drawn = distributions.span(self._streams.scores(stream.name), *ends, share=stream.share)
            drawn = self._kept(node, drawn, tails.of_range(*ends, stream.share), stream.name)[:, None]
            return self._converted(node, drawn, place) if self._scope.converts else drawn
        left, right = self.value(node.left, place), self.value(node.right, place)
        operation = _OPERATIONS.get(node.op)
        return operation(left, right) if operation else flow.apply(np.power, left, right)

    def _unit(self, name: Name, place: Standing) -> Value:
        """A unit's factor; a foreign currency is its exchange rate, which may be uncertain."""
        if name.id in self._scope.converts:
            rate = self._lookup(f"fx.{name.id}", place)
            return 1.0 if rate is None else rate
        return unit_factor(name, self._scope)

    def _mark(self, node: Num, place: Standing) -> Value:
        if node.mark in ("", "%"):
            return 1.0
        code = self._scope.code_of_sign(node.mark)
        if code in self._scope.converts:
            rate = self._lookup(f"fx.{code}", place)
            return 1.0 if rate is None else rate
        return 1.0

    def _converted(self, node: Expr, drawn: NDArray[np.float64], place: Standing) -> Value:
        """What was drawn in a foreign currency, in the case's own (`value` takes any currency for 1)."""
        done: Value = drawn
        for code, power in foreign_drawn(node, self._scope).items():
            rate = self._lookup(f"fx.{code}", place)
            if rate is not None:
                for _ in range(abs(power)):
                    done = flow.times(done, rate) if power > 0 else flow.over(done, rate)
        return done

    # -- calls -------------------------------------------------------------------------------------------------

    def _call(self, node: Call, place: Standing) -> Value:
        name = node.func.id
        given = Given(node, placed(node), {a.name.id: a.value for a in node.args if isinstance(a.name, Name)})
        sampler = distributions.SAMPLERS.get(name)
        if sampler is not None:
            drawn = self._drawn(sampler, given, place.streams[id(node)].name)[:, None]
            return self._converted(node, drawn, place) if self._scope.converts else drawn
        handler = _HANDLERS.get(name)
        if handler is not None:
            return handler(self, given, place)
        values = [self.value(v, place) for v in given.by_place]
        if name in _ARITHMETIC:
            return _ARITHMETIC[name](values)
        named = {key: self.value(v, place) for key, v in given.named.items()}
        return serving.value(name, values[0] if values else None, named)

    def _drawn(self, sampler: distributions.Sampler, given: Given, stream: str) -> NDArray[np.float64]:
        """`(draws,)` values of a distribution."""
        numbers = self._streams.scores(stream) if sampler.scores else self._streams.uniforms(stream)
        by_place = [self._figures(v) for v in given.by_place]
        named = {key: self._figures(v) for key, v in given.named.items()}
        drawn = sampler.draw(numbers, *by_place, **named)
        return self._kept(given.node, drawn, sampler.tail(*by_place, **named) if sampler.tail else None, stream)

    def _kept(
        self, node: Expr, drawn: NDArray[np.float64], tail: tails.Tail | None, stream: str
    ) -> NDArray[np.float64]:
        """What was drawn from a stream, with the exact mean where it has a heavy tail; kept to tell errors from."""
        if tail is None:
            self._streams.keep(node, Drawn(drawn))
            return drawn
        stratified = self._streams.stratified(stream)
        drawn = tails.exact(drawn, tail, stratified)
        top = None if tail.finite else int(np.argmax(drawn))
        self._streams.keep(node, Drawn(drawn, stratified, top))
        return drawn

    def _figures(self, node: Expr) -> float | list[float]:
        """The written figure, or the written figures of a list, in base units."""
        if isinstance(node, ListExpr):
            return [value(item, self._scope) for item in node.items]
        return value(node, self._scope)

    def _price(self, given: Given, place: Standing) -> Value:
        """The price of a token, in the case's currency."""
        asked, book = prices.asked(given.node), self._scope.prices.book
        assert asked is not None and book is not None  # else it has a finding, and nothing is evaluated
        rate = None if self._scope.currency == prices.CURRENCY else self._lookup(f"fx.{prices.CURRENCY}", place)
        amount = book.price(*asked)
        return amount if rate is None else flow.times(rate, amount)

    def _elapsed(self, place: Standing) -> NDArray[np.float64]:
        """Months since the series began to count, at the moment each segment is read; never below zero."""
        return np.maximum(self._grid.when - place.since, 0.0)[None, :]

    def _growth(self, node: Expr, place: Standing, elapsed: NDArray[np.float64]) -> Value:
        written = period_rate(node, self._scope)
        if written is not None:
            rate, period = written
            return np.power(1 + rate, elapsed / period)
        return flow.apply(np.power, flow.plus(1.0, self.value(node, place)), elapsed)

    def _ramp(self, given: Given, place: Standing) -> Value:
        start, end = (self.value(v, place) for v in given.by_place)
        reached = flow.over(self._elapsed(place), self.value(given.named["over"], place))
        share = flow.apply(np.minimum, reached, 1.0)
        return flow.plus(start, flow.times(flow.minus(end, start), share))

    def _grow(self, given: Given, place: Standing) -> Value:
        start = self.value(given.by_place[0], place)
        result = flow.times(start, self._growth(given.named["by"], place, self._elapsed(place)))
        for name, bound in (("cap", np.minimum), ("floor", np.maximum)):
            end = given.named.get(name)
            result = result if end is None else flow.apply(bound, result, self.value(end, place))
        return result

    def _steps(self, given: Given, place: Standing) -> Value:
        first = self._grid.first
        steps = sorted(
            ((a.name.year - first[0]) * 12 + a.name.month - first[1], self.value(a.value, place))
            for a in given.node.args
            if isinstance(a.name, Month)
        )
        result = steps[0][1]
        for month, step in steps[1:]:
            result = flow.chosen(self._grid.month >= month, step, result)
        return flow.plus(result, np.zeros((1, self._grid.size)))

    def _seasonal(self, given: Given, place: Standing) -> Value:
        calendar = (self._grid.first[1] - 1 + self._grid.month) % 12 + 1
        off = flow.minus(calendar[None, :].astype(float), self.value(given.named["peak"], place))
        wave = flow.apply(lambda months: np.cos(2 * np.pi * months / 12), off)
        level = self.value(given.by_place[0], place)
        swing = flow.times(self.value(given.named["swing"], place), wave)
        return flow.times(level, flow.plus(1.0, swing))


def _extreme(pick: Callable[..., NDArray[np.float64]], values: list[Value]) -> Value:
    return reduce(partial(flow.apply, pick), values)


_HANDLERS: dict[str, Callable[[Evaluator, Given, Standing], Value]] = {
    "price": Evaluator._price,
    "ramp": Evaluator._ramp,
    "grow": Evaluator._grow,
    "steps": Evaluator._steps,
    "seasonal": Evaluator._seasonal,
}
"""Functions that need to know where they stand."""
_ARITHMETIC: dict[str, Callable[[list[Value]], Value]] = {
    "min": partial(_extreme, np.minimum),
    "max": partial(_extreme, np.maximum),
    "abs": lambda values: flow.apply(np.abs, values[0]),
    "ceil": lambda values: flow.apply(np.ceil, values[0]),
    "floor": lambda values: flow.apply(np.floor, values[0]),
}
EVALUATED = frozenset((*distributions.SAMPLERS, *_HANDLERS, *_ARITHMETIC, *serving.EVALUATORS))
"""The functions of cases that this engine knows: those that `phasegate.expr.functions` has a row for."""
