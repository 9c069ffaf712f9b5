"""Expressions to values: constants stay scalars, ranges are (draws, 1), series (1, segments), both a sum of products."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dsl.tree import Binary, Call, Expr, ListExpr, Month, Name, Num, Unary
from policy.cost import distributions, flow, serving
from policy.cost.draws import Streams
from policy.cost.flow import Value
from policy.cost.timeline import Grid
from policy.expr import prices
from policy.expr.constant import foreign_drawn, period_rate, range_ends, unit_factor, value
from policy.expr.functions import DISTRIBUTIONS
from policy.expr.scope import Scope
from policy.expr.serving import SERVING
from policy.expr.walk import placed

_OPERATIONS = {"+": flow.plus, "-": flow.minus, "*": flow.times, "/": flow.over}


@dataclass(slots=True)
class Place:
    """Where an expression stands: the streams its ranges draw from, and when its series begin to count."""

    key: str
    phase: str
    since: float
    streams: dict[int, str]
    """The names of the streams, by the id of the range or distribution that draws from them."""


class Evaluator:
    """Evaluates checked expressions; `lookup` gives the value of a name at a place."""

    def __init__(
        self, scope: Scope, grid: Grid, streams: Streams, lookup: Callable[[str, Place], Value | None]
    ) -> None:
        self._scope = scope
        self._grid = grid
        self._streams = streams
        self._lookup = lookup

    def value(self, node: Expr, place: Place) -> Value:
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
            low, high = range_ends(node, self._scope)
            drawn = distributions.span(self._streams.scores(place.streams[id(node)]), low, high)[:, None]
            return self._converted(node, drawn, place) if self._scope.converts else drawn
        left, right = self.value(node.left, place), self.value(node.right, place)
        operation = _OPERATIONS.get(node.op)
        return operation(left, right) if operation else flow.apply(np.power, left, right)

    def _unit(self, name: Name, place: Place) -> Value:
        """A unit's factor; a foreign currency is its exchange rate, which may be uncertain."""
        if name.id in self._scope.converts:
            rate = self._lookup(f"fx.{name.id}", place)
            return 1.0 if rate is None else rate
        return unit_factor(name, self._scope)

    def _mark(self, node: Num, place: Place) -> Value:
        if node.mark in ("", "%"):
            return 1.0
        code = self._scope.code_of_sign(node.mark)
        if code in self._scope.converts:
            rate = self._lookup(f"fx.{code}", place)
            return 1.0 if rate is None else rate
        return 1.0

    def _converted(self, node: Expr, drawn: NDArray[np.float64], place: Place) -> Value:
        """What was drawn in a foreign currency, in the case's own (`value` takes any currency for 1)."""
        done: Value = drawn
        for code, power in foreign_drawn(node, self._scope).items():
            rate = self._lookup(f"fx.{code}", place)
            if rate is not None:
                for _ in range(abs(power)):
                    done = flow.times(done, rate) if power > 0 else flow.over(done, rate)
        return done

    # -- calls -------------------------------------------------------------------------------------------------

    def _call(self, node: Call, place: Place) -> Value:
        name = node.func.id
        by_place = placed(node)
        named = {a.name.id: a.value for a in node.args if isinstance(a.name, Name)}
        if name in DISTRIBUTIONS:
            drawn = self._drawn(name, by_place, named, place.streams[id(node)])[:, None]
            return self._converted(node, drawn, place) if self._scope.converts else drawn
        if name == "ramp":
            a, b = (self.value(v, place) for v in by_place)
            reached = flow.over(self._elapsed(place), self.value(named["over"], place))
            share = flow.apply(np.minimum, reached, 1.0)
            return flow.plus(a, flow.times(flow.minus(b, a), share))
        if name in SERVING:
            subject = self.value(by_place[0], place) if by_place else None
            return serving.value(name, subject, {key: self.value(v, place) for key, v in named.items()})
        if name == "price":
            return self._price(node, place)
        if name == "grow":
            return self._grow(by_place[0], named, place)
        if name == "steps":
            return self._steps(node, place)
        if name == "seasonal":
            return self._seasonal(by_place[0], named, place)
        values = [self.value(v, place) for v in by_place]
        if name in ("min", "max"):
            pick = np.minimum if name == "min" else np.maximum
            result = values[0]
            for other in values[1:]:
                result = flow.apply(pick, result, other)
            return result
        return flow.apply({"abs": np.abs, "ceil": np.ceil, "floor": np.floor}[name], values[0])

    def _price(self, node: Call, place: Place) -> Value:
        """The price of a token, in the case's currency."""
        asked, book = prices.asked(node), self._scope.prices.book
        assert asked is not None and book is not None  # else it has a finding, and nothing is evaluated
        rate = None if self._scope.currency == prices.CURRENCY else self._lookup(f"fx.{prices.CURRENCY}", place)
        amount = book.price(*asked)
        return amount if rate is None else flow.times(rate, amount)

    def _drawn(self, name: str, by_place: list[Expr], named: dict[str, Expr], stream: str) -> NDArray[np.float64]:
        scope = self._scope
        if name == "normal":
            return value(named["mean"], scope) + value(named["sd"], scope) * self._streams.scores(stream)
        if name == "lognormal":
            return distributions.span(
                self._streams.scores(stream), value(named["low"], scope), value(named["high"], scope)
            )
        u = self._streams.uniforms(stream)
        if name == "beta":
            return distributions.beta(u, value(named["alpha"], scope), value(named["beta"], scope))
        if name == "pareto":
            return distributions.pareto(u, value(named["min"], scope), value(named["tail"], scope))
        if name == "choice":
            listed, weights = by_place[0], named.get("weights")
            assert isinstance(listed, ListExpr)
            values = [value(v, scope) for v in listed.items]
            chances = [value(w, scope) for w in weights.items] if isinstance(weights, ListExpr) else [1.0] * len(values)
            return distributions.choice(u, values, chances)
        figures = [value(v, scope) for v in by_place]
        if name == "uniform":
            return figures[0] + (figures[1] - figures[0]) * u
        return {"triangular": distributions.triangular, "pert": distributions.pert}[name](u, *figures)

    def _elapsed(self, place: Place) -> NDArray[np.float64]:
        """Months since the series began to count, at the moment each segment is read; never below zero."""
        return np.maximum(self._grid.when - place.since, 0.0)[None, :]

    def _growth(self, node: Expr, place: Place, elapsed: NDArray[np.float64]) -> Value:
        written = period_rate(node, self._scope)
        if written is not None:
            rate, period = written
            return np.power(1 + rate, elapsed / period)
        return flow.apply(np.power, flow.plus(1.0, self.value(node, place)), elapsed)

    def _grow(self, node: Expr, named: dict[str, Expr], place: Place) -> Value:
        result = flow.times(self.value(node, place), self._growth(named["by"], place, self._elapsed(place)))
        return flow.apply(np.minimum, result, self.value(named["cap"], place)) if "cap" in named else result

    def _steps(self, node: Call, place: Place) -> Value:
        first = self._grid.first
        steps = sorted(
            ((a.name.year - first[0]) * 12 + a.name.month - first[1], self.value(a.value, place))
            for a in node.args
            if isinstance(a.name, Month)
        )
        result = steps[0][1]
        for month, step in steps[1:]:
            result = flow.chosen(self._grid.month >= month, step, result)
        return flow.plus(result, np.zeros((1, self._grid.size)))

    def _seasonal(self, node: Expr, named: dict[str, Expr], place: Place) -> Value:
        calendar = (self._grid.first[1] - 1 + self._grid.month) % 12 + 1
        off = flow.minus(calendar[None, :].astype(float), self.value(named["peak"], place))
        wave = flow.apply(lambda months: np.cos(2 * np.pi * months / 12), off)
        return flow.times(self.value(node, place), flow.plus(1.0, flow.times(self.value(named["swing"], place), wave)))
