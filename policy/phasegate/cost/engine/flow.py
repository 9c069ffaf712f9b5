"""The algebra of sums of products: values over draws and time, kept as columns (draws) times rows (segments).

Most of a case is separable: an uncertain number times a series. Written as a matrix of draws by segments such a value
has low rank, and sums and products of values of low rank have low rank again. A sum of a few products takes a few
columns where the whole array takes one for every segment; a total over a window needs a handful of multiplications, and
the whole array is made, by one matrix product, only where a figure looks at each month.

A value is in one of three regimes, from cheap to dear, and each operation keeps it in the cheapest that it can:

1. Broadcast: a scalar, a column `(draws, 1)` or a row `(1, segments)`, left to numpy. Most names of a case are such.
2. A sum of products, `base + sum(column * row)`. Addition puts the terms together, multiplication crosses them. It ends
   at `MAX_TERMS`, where crossing costs more than the array that it avoids.
3. `rest`, a number for each draw and segment, made a block of draws at a time (`whole.py`). Functions that are not
   linear (`max`, `ceil`, the inverse of a sum) lead here, and there is no way back.

The three are the same numbers up to rounding, so a change of regime shows in time and memory only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Union

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.room import Room
from phasegate.cost.engine.whole import Whole, added, spans
from phasegate.limits import LARGEST

Array = NDArray[np.float64]
Value = Union[float, Array, "Flow"]
"""A scalar, (draws, 1), (1, segments), (draws, segments), or a sum of products of these."""
MAX_TERMS = 12
"""Products in one value; beyond that the whole array is smaller."""


class Flow:
    """`base + sum(column * row) + rest`: base (segments,), columns (draws,), rows (segments,), rest (draws, segments)."""

    __slots__ = ("base", "columns", "rest", "rows")
    __array_ufunc__ = None  # an array times a flow is a flow: numpy leaves it to `__rmul__`

    def __init__(
        self, base: Array, columns: Iterable[Array] = (), rows: Iterable[Array] = (), rest: Whole | None = None
    ) -> None:
        self.base = base
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.rest = rest

    @staticmethod
    def of(value: Value, size: int) -> Flow:
        """Any value as a flow over that many segments."""
        if isinstance(value, Flow):
            return value
        array = np.asarray(value, dtype=float)
        if array.ndim < 2:
            return Flow(np.full(size, float(array)))
        if array.shape[0] == 1:
            return Flow(np.broadcast_to(array[0], (size,)))
        if array.shape[1] == 1:
            return Flow(np.zeros(size), (array[:, 0],), (np.ones(size),))
        return Flow(np.zeros(size), rest=Whole(len(array), lambda start, stop: array[start:stop]))

    @property
    def size(self) -> int:
        """How many segments there are."""
        return len(self.base)

    @property
    def certain(self) -> bool:
        """Whether it is the same in all draws."""
        return not self.columns and self.rest is None

    @property
    def draws(self) -> int:
        """How many draws there are; one where it is certain."""
        return len(self.columns[0]) if self.columns else self.rest.draws if self.rest is not None else 1

    def keep(self, room: Room, *, costly: bool = False) -> Flow:
        """The same, marked as used more than once; `costly` where making it again sums many others."""
        if self.rest is not None:
            self.rest.keep(room, costly=costly)
        return self

    # -- arithmetic --------------------------------------------------------------------------------------------

    def __add__(self, other: Value) -> Flow:
        more = Flow.of(other, self.size)
        rest = added([r for r in (self.rest, more.rest) if r is not None])
        return Flow(self.base + more.base, self.columns + more.columns, self.rows + more.rows, rest)

    __radd__ = __add__

    def __neg__(self) -> Flow:
        return self * -1.0

    def __sub__(self, other: Value) -> Flow:
        return self + Flow.of(other, self.size) * -1.0

    def __rsub__(self, other: Value) -> Flow:
        return Flow.of(other, self.size) + self * -1.0

    def __mul__(self, other: Value) -> Flow:
        if isinstance(other, Flow):
            return _product(self, other)
        array = np.asarray(other, dtype=float)
        if array.ndim < 2 or array.shape[0] == 1:
            row = array if array.ndim < 2 else array[0]
            rest = None if self.rest is None else self.rest.map(lambda block: block * row)
            return Flow(self.base * row, self.columns, (r * row for r in self.rows), rest)
        if array.shape[1] == 1:
            return self._times_column(array[:, 0])
        return _product(self, Flow.of(array, self.size))

    __rmul__ = __mul__

    def _times_column(self, column: Array) -> Flow:
        rest, own = None, self.rest
        if own is not None:
            rest = Whole(own.draws, lambda start, stop: own.block(start, stop) * column[start:stop, None])
        columns, rows = tuple(c * column for c in self.columns), self.rows
        if self.base.any():
            columns, rows = (*columns, column), (*rows, self.base)
        return Flow(np.zeros(self.size), columns, rows, rest)

    def __truediv__(self, other: Value) -> Flow:
        return self * _inverse(other)

    def __rtruediv__(self, other: Value) -> Flow:
        return Flow.of(other, self.size) * _inverse(self)

    def masked(self, mask: NDArray[np.bool_], weights: Array | float = 1.0) -> Flow:
        """The same, weighted, in some segments; none in the others."""
        rest = None if self.rest is None else self.rest.map(lambda block: np.where(mask, block * weights, 0.0))
        rows = (np.where(mask, r * weights, 0.0) for r in self.rows)
        return Flow(np.where(mask, self.base * weights, 0.0), self.columns, rows, rest)

    def merged(self) -> Flow:
        """The same with one column for each row: lines that follow the same series are one product."""
        by_row: dict[bytes, tuple[Array, list[Array]]] = {}
        for column, row in zip(self.columns, self.rows, strict=True):
            by_row.setdefault(row.tobytes(), (row, []))[1].append(column)
        columns = (c[0] if len(c) == 1 else np.sum(c, axis=0) for _, c in by_row.values())
        return Flow(self.base, columns, (row for row, _ in by_row.values()), self.rest)

    # -- looking at it -----------------------------------------------------------------------------------------

    def total(self, weights: Array) -> Array:
        """`(draws,)` sum over the segments with these weights; `(1,)` where the flow is certain."""
        with np.errstate(over="ignore", invalid="ignore"):  # what is out of range is a finding, not a warning
            found: Any = float(self.base @ weights)
            for column, row in zip(self.columns, self.rows, strict=True):
                weight = float(row @ weights)
                if weight:
                    found = found + column * weight
            if self.rest is not None and weights.any():
                found = found + np.concatenate([block @ weights for block in self.rest.blocks()])
        return np.atleast_1d(np.asarray(found, dtype=float))

    def mean(self, weights: Array) -> float:
        """The mean over the draws of the sum over the segments with these weights."""
        with np.errstate(over="ignore", invalid="ignore"):
            found = float(self.base @ weights)
            for column, row in zip(self.columns, self.rows, strict=True):
                weight = float(row @ weights)
                found += float(column.mean()) * weight if weight else 0.0
            if self.rest is not None and weights.any():
                found += sum(float((block @ weights).sum()) for block in self.rest.blocks()) / self.rest.draws
        return found

    def regrouped(self, starts: NDArray[np.int64]) -> Flow:
        """Sums over groups of segments that start at these."""
        rest = None if self.rest is None else self.rest.map(lambda block: np.add.reduceat(block, starts, axis=-1))
        return Flow(
            np.add.reduceat(self.base, starts), self.columns, (np.add.reduceat(r, starts) for r in self.rows), rest
        )

    def block(self, start: int, stop: int) -> Array:
        """`(stop - start, segments)`: the draws of one block, or `(1, segments)` where the flow is certain."""
        whole: Array = self.base[None, :]
        if self.columns:
            whole = np.stack([c[start:stop] for c in self.columns], axis=1) @ np.stack(self.rows) + whole
        return whole if self.rest is None else self.rest.block(start, stop) + whole

    def blocks(self) -> Iterator[Array]:
        """All of it, block by block of draws."""
        return (self.block(start, stop) for start, stop in spans(self.draws))

    def dense(self) -> Array:
        """`(draws, segments)`, or `(1, segments)` where the flow is certain."""
        return np.concatenate(list(self.blocks()))

    def rows_of(self, start: int, stop: int) -> Array:
        """`(segments, draws)` of some segments, a row for each."""
        if self.columns:
            whole: Array = np.stack([row[start:stop] for row in self.rows], axis=1) @ np.stack(self.columns)
        else:
            whole = np.zeros((min(stop, self.size) - start, self.draws))
        if self.base.any():
            whole += self.base[start:stop, None]
        if self.rest is not None:
            for first, last in spans(self.draws):
                whole[:, first:last] += self.rest.block(first, last)[:, start:stop].T
        return whole

    def finite(self) -> bool:
        """Whether every number is finite, and none beyond `LARGEST`."""
        rest = () if self.rest is None else self.rest.blocks()
        terms = zip(self.columns, self.rows, strict=True)
        return (
            _most(self.base) <= LARGEST
            and all(_most(column) * _most(row) <= LARGEST for column, row in terms)
            and all(_most(block) <= LARGEST for block in rest)
        )

    def negative(self) -> bool:
        """Whether it is below zero anywhere."""
        parts = (self.base, *self.columns, *self.rows)
        if self.rest is None and not any(bool((p < 0).any()) for p in parts):
            return False
        return any(bool((block < 0).any()) for block in self.blocks())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.asarray(self.dense(), dtype=dtype)


def _product(a: Flow, b: Flow) -> Flow:
    # Every term meets every term, the base counting as one: (m + 1)(n + 1) at most.
    if a.rest is not None or b.rest is not None or (len(a.rows) + 1) * (len(b.rows) + 1) > MAX_TERMS:
        return _by_block(np.multiply, a, b)
    columns: list[Array] = []
    rows: list[Array] = []
    for one, other in ((a, b), (b, a)):
        if other.base.any():
            columns += one.columns
            rows += [row * other.base for row in one.rows]
    for column, row in zip(a.columns, a.rows, strict=True):
        columns += [column * c for c in b.columns]
        rows += [row * r for r in b.rows]
    return Flow(a.base * b.base, columns, rows)


def _by_block(function: Callable[..., Any], *flows: Flow) -> Flow:
    """What a function of numbers makes of flows, in each draw and segment."""
    size = flows[0].size
    if all(one.certain for one in flows):
        return Flow(np.asarray(function(*(one.base for one in flows)), dtype=float))
    draws = max(one.draws for one in flows)
    return Flow(
        np.zeros(size), rest=Whole(draws, lambda start, stop: function(*(one.block(start, stop) for one in flows)))
    )


def _inverse(value: Value) -> Value:
    if not isinstance(value, Flow):
        return np.true_divide(1.0, value)
    if value.certain:
        return Flow(1.0 / value.base)
    # A single product inverts factor by factor; the inverse of a sum is not a sum of products.
    if len(value.columns) == 1 and value.rest is None and not value.base.any():
        return Flow(np.zeros(value.size), (1.0 / value.columns[0],), (1.0 / value.rows[0],))
    return _by_block(np.reciprocal, value)


# -- operations on any values ------------------------------------------------------------------------------------------


def _crossed(a: Value, b: Value) -> bool:
    """Whether one is a column and the other a row, so that numpy would make the whole array."""
    if isinstance(a, Flow) or isinstance(b, Flow) or isinstance(a, float) or isinstance(b, float):
        return False
    x, y = np.shape(a), np.shape(b)
    return len(x) == len(y) == 2 and x[0] != y[0] and x[1] != y[1] and 1 in x and 1 in y


def _lift(a: Value, b: Value) -> Value:
    """A column as a flow over the segments of the row beside it."""
    return Flow.of(a, max(np.shape(a)[1], np.shape(b)[1])) if _crossed(a, b) else a


def plus(a: Value, b: Value) -> Value:
    """`a + b`."""
    return _lift(a, b) + b


def minus(a: Value, b: Value) -> Value:
    """`a - b`."""
    return _lift(a, b) - b


def times(a: Value, b: Value) -> Value:
    """`a * b`."""
    if _crossed(a, b):
        column, row = (a, b) if np.shape(a)[1] == 1 else (b, a)
        return Flow(np.zeros(np.shape(row)[1]), (np.asarray(column)[:, 0],), (np.asarray(row)[0],))
    return a * b


def over(a: Value, b: Value) -> Value:
    """`a / b`; a division by zero is infinite."""
    if isinstance(b, float) and b == 1.0:  # most divisions are by a unit
        return a
    if isinstance(a, Flow) or isinstance(b, Flow):
        return a / b
    return _lift(a, b) * _inverse(b) if _crossed(a, b) else np.true_divide(a, b) if not _plain(b) else a / b


def _plain(value: Value) -> bool:
    return isinstance(value, float) and value != 0


def apply(function: Callable[..., Any], *values: Value) -> Value:
    """What a function of numbers, such as `np.ceil`, makes of values, in each draw and segment."""
    sizes = [one.size if isinstance(one, Flow) else np.shape(one)[1] for one in values if np.ndim(one) == 2]
    columns = max(sizes, default=1) == 1 and not any(isinstance(one, Flow) for one in values)
    if columns or not any(_drawn(one) for one in values):
        found: Value = function(*(one.base[None, :] if isinstance(one, Flow) else one for one in values))
        return found
    return _by_block(function, *(Flow.of(one, max(sizes)) for one in values))


def _drawn(value: Value) -> bool:
    """Whether it differs from draw to draw."""
    return not value.certain if isinstance(value, Flow) else np.ndim(value) == 2 and np.shape(value)[0] > 1


def chosen(mask: NDArray[np.bool_], inside: Value, outside: Value) -> Value:
    """One value in some segments and another in the rest."""
    size = len(mask)
    return Flow.of(inside, size).masked(mask) + Flow.of(outside, size).masked(~mask)


def within(value: Value, margin: float) -> Value:
    """The value itself where it is a share, from 0 to 1; else cut off so far inside that what divides by it has a value."""
    blocks = value.blocks() if isinstance(value, Flow) else (np.asarray(value),)
    if all(bool(((block >= 0) & (block <= 1)).all()) for block in blocks):
        return value
    return apply(lambda numbers: np.clip(numbers, margin, 1 - margin), value)


def finite(value: Value) -> bool:
    """Whether every number is finite, and none beyond `LARGEST`."""
    return value.finite() if isinstance(value, Flow) else _most(np.asarray(value)) <= LARGEST


def _most(numbers: Array) -> float:
    """The largest size of some numbers; not a number where one is none."""
    return float(np.max(np.abs(numbers), initial=0.0))


def negative(value: Value) -> bool:
    """Whether it is below zero anywhere."""
    return value.negative() if isinstance(value, Flow) else bool((np.asarray(value) < 0).any())
