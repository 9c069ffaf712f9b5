"""The standard errors of means, told from the draws at hand: not one more run.

The draws of a stream are spread evenly, so what a figure owes to one stream alone has hardly any error, and the textbook's
standard deviation over the root of the draws is several times too large. What does not cancel is what a figure owes to
several streams at once (Stein, "Large sample properties of simulations using Latin hypercube sampling", 1987). So the part
of single streams is taken off by least squares, on the score of each stream, its square and its value, and the rest counts
as plain draws do: each residual over one less its leverage, as if its draw had been left out (HC3, MacKinnon & White, 1985).
What the even spread leaves of the fitted part is added: the variance within strata, of as many strata as a block of draws
has, for the draws are as many even blocks as their number has binary digits.

With more than `MOST` streams nothing is taken off, and the error is the textbook's: too large, of a figure whose many parts
even out. Where the variance of a stream is infinite (`pareto` with a tail of 2 or less) and the figure follows that tail, its
error cannot be told from any number of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.draws import LOOKED, Drawn, Streams
from phasegate.model.case import Stream
from phasegate_dsl.records import frozen

Array = NDArray[np.float64]
MOST = 96
"""Columns that are fitted: three for each stream, one where they are many, none where even these are too many."""
STRETCHES = 64
"""Stretches of a stream: in each the rest that it explains is a straight line."""
EXCESS = 1.19**2
"""What the draws of two streams vary together by more than independent ones would: their permutations are hashes.

Measured over 19,900 pairs of names, the same to a hundredth with 256 to 16,384 draws.
"""
_NEW = 1e-3
"""A stream's value is a column of its own where score and square leave more of it, in standard deviations."""
_GRAIN = 1e-5
_CLOSE = 0.9
"""The leverage from which on a draw counts as fitted by nothing but itself."""
_FOLLOWS = 0.05
"""A figure follows a tail whose highest draw makes more of its variance."""


@frozen
class Exactness:
    """What the means of a case's figures are told by: fitted columns `(draws, columns)`, and the variance that they leave."""

    draws: int
    columns: Array
    solved: Array
    """`(columns, draws)`: from a figure to its coefficients."""
    spread: Array
    """`(draws,)` weights of squared residuals."""
    within: Array
    """`(columns, columns)`: from coefficients to the variance of the mean within strata."""
    orders: NDArray[np.int64]
    """`(streams, draws)`: the draws of each stream by rank."""
    slopes: Array
    """`(streams, stretches, draws)` deviations of the score from its mean in each stretch, of length one."""
    tops: tuple[int, ...]
    """The highest draw of each stream whose variance is infinite."""

    def error(self, values: Array) -> float | None:
        """The standard error of the mean of `(draws,)` values; none where it cannot be told."""
        if values.strides == (0,) or values.min() == values.max():
            return 0.0
        if not np.isfinite(values).all():
            return None
        off = values - values.mean()
        whole = float(off @ off)
        if not np.isfinite(whole) or any(off[top] ** 2 > _FOLLOWS * whole for top in self.tops):
            return None
        first = off[: len(self.columns)]
        beta = self.solved @ first
        left, taken = self._smoothed(first - self.columns @ beta)
        free = EXCESS * float(np.square(left) @ self.spread) / (len(first) - taken)
        error = float(np.sqrt(free / self.draws + max(beta @ self.within @ beta, 0.0)))
        # What is less is left by rounding; three digits say enough of an error, and are the same on every machine.
        return float(f"{error:.3g}") if error > _GRAIN * whole**0.5 / self.draws else 0.0

    def _smoothed(self, left: Array) -> tuple[Array, int]:
        """Residuals less a straight line in each stretch of the streams that explain more by it than chance, and how many.

        A floor, a cap or a step is no curve.
        """
        _, many, size = self.slopes.shape
        ranked = left[self.orders[:, : many * size]].reshape(self.slopes.shape)
        sums = ranked.sum(axis=2)
        lines = np.einsum("sij,sij->si", ranked, self.slopes)
        explained = (np.square(sums) / size + np.square(lines)).sum(axis=1)
        chance = 2 * many / len(left) * float(left @ left)
        chosen = [at for at in np.argsort(-explained, kind="stable") if explained[at] > 2 * chance]
        for at in (*chosen, *chosen):  # twice: streams are only nearly independent
            order, slopes = self.orders[at, : many * size], self.slopes[at]
            inner = left[order].reshape(many, size)
            inner -= inner.mean(axis=1)[:, None]
            inner -= np.einsum("ij,ij->i", inner, slopes)[:, None] * slopes
            left[order] = inner.ravel()
        if chosen:  # what was a floor of one stream before looked a little like a curve of others
            left -= self.columns @ (self.solved @ left)
        return left, 2 * many * len(chosen)


def of_ranges(
    streams: Streams, ranges: Sequence[Stream], norms: tuple[str, ...], draw: Callable[[], object]
) -> Exactness:
    """What tells how exact means are that rest on ranges and on norms of the tax: made once for all versions of a case.

    `draw` draws from every range, so that what they came to is known.
    """
    key = (norms, *(id(one.node) for one in ranges))
    found: Exactness | None = streams.exactness.get(key)
    if found is None:
        draw()
        drawn = {one.name: streams.drawn(one.node) for one in ranges}
        mixed = [other for name in drawn for other in sorted(streams.made_of(name) - {name})]
        named = {**dict.fromkeys((*mixed, *norms)), **drawn}
        found = streams.exactness[key] = exactness(streams, list(named), list(named.values()))
    return found


def exactness(streams: Streams, names: Sequence[str], drawn: Sequence[Drawn | None]) -> Exactness:
    """How exact the means of figures are that rest on these streams, with what was drawn from each by itself."""
    draws = streams.draws
    looked = min(draws, LOOKED)
    most = min(MOST, looked // 8 - 1)
    each = 3 if 3 * len(names) <= most else 1
    tops = tuple(one.top for one in drawn if one is not None and one.top is not None)
    names = names if each * len(names) <= most else ()
    blocks = [_columns(streams, name, one, each, looked) for name, one in zip(names, drawn, strict=False)]
    wide = sum(block.shape[1] for block in blocks) + 1
    columns = np.concatenate([np.ones((looked, 1)), *blocks], axis=1)
    scores = [streams.own(name)[:looked] for name in names]
    orders = np.array([np.argsort(one, kind="stable") for one in scores], dtype=np.int64).reshape(-1, looked)
    within, at = np.zeros((wide, wide)), 1
    for order, one, block in zip(orders, drawn, blocks, strict=False):
        here = slice(at, at + block.shape[1])
        if one is None or not one.exact:
            within[here, here] = _within(block[order], draws)
        at = here.stop
    many = max(1, min(STRETCHES, looked // 32))
    slopes = _slopes(
        np.array([one[order] for one, order in zip(scores, orders, strict=True)]).reshape(orders.shape), many
    )
    inverse = np.linalg.inv(columns.T @ columns + 1e-9 * looked * np.eye(wide))
    solved = inverse @ columns.T
    leverage = np.minimum(np.einsum("ij,ji->i", columns, solved), _CLOSE)
    return Exactness(draws, columns, solved, 1 / np.square(1 - leverage), within, orders, slopes, tops)


def _slopes(ranked: Array, many: int) -> Array:
    """`(streams, stretches, draws)` deviations of ranked scores from their mean in each stretch, of length one."""
    size = ranked.shape[1] // many
    parts = ranked[:, : size * many].reshape(-1, many, size)
    parts = parts - parts.mean(axis=2)[:, :, None]
    return np.asarray(parts / np.maximum(np.sqrt(np.square(parts).sum(axis=2)), 1e-300)[:, :, None])


def _columns(streams: Streams, name: str, one: Drawn | None, each: int, looked: int) -> Array:
    """`(looked, 1 to 3)` columns of a stream, of mean none and deviation one: its score, the square, its value."""
    score = streams.own(name)[:looked]
    plain = [score, np.square(score)] if each > 1 else []
    # A value of infinite variance is nearly all in one draw: as a column it would fit that draw and no other.
    sound = one is not None and one.top is None and bool(np.isfinite(one.values).all())
    own = [one.values] if one is not None and sound and streams.stratified(name) else []
    made: list[Array] = []
    for column in (*plain, *(own if plain or own else [score])):
        left = column - column.mean()
        size = float(np.sqrt(left @ left))
        for other in made:
            left = left - other * (other @ left) / looked
        rest = float(np.sqrt(left @ left))
        if np.isfinite(rest) and rest > _NEW * size:
            made.append(left * (looked**0.5 / rest))
    return np.stack(made, axis=1) if made else np.empty((looked, 0))


def _within(ordered: Array, draws: int) -> Array:
    """The variance of the mean of columns within the strata of even draws, from `(looked, columns)` in the stream's order."""
    looked, wide = ordered.shape
    steps = np.diff(ordered, axis=0)
    # The first and the last stratum may have no end: beyond it lies what an exponential tail has, whose mean excess over
    # the ninth value is its deviation.
    ends = np.stack([ordered[:8].mean(axis=0) - ordered[8], ordered[-8:].mean(axis=0) - ordered[-9]])
    found = np.zeros((wide, wide))
    for block in (1 << digit for digit in range(draws.bit_length()) if draws >> digit & 1):
        if block > looked // 8:
            # Neighbours lie 1 / looked apart, with a variance of a sixth of that squared: 12 * 7 / 6 = 14.
            found += steps.T @ steps * (looked / (14 * block)) + ends.T @ ends
            continue
        parts = ordered[: looked // block * block].reshape(block, -1, wide)
        parts = parts - parts.mean(axis=1, keepdims=True)
        found += np.einsum("bij,bik->jk", parts, parts) / parts.shape[1]
    return found / draws**2
