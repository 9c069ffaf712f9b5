"""Random streams that depend only on seed and name: adding, removing or reordering lines moves no other figure.

Each name has its own sequence: the van der Corput sequence in base 2, its order shuffled and its values scrambled by
nested uniform permutations keyed by the name. A power of two of draws is perfectly stratified per name, nearly
independent between names (they correlate 1.2 times as far as plain draws do), and the first n draws of a longer run are
the draws of a run of n (but for the highest of a heavy tail, `tails`). Integers only: the same bits on every machine.

Stratified draws give more exact percentiles than plain random ones for the same work. Each name has a sequence of its
own, instead of one dimension of a common Sobol' sequence, because a dimension is a place in a list: a new line would
move the figures of all that follow it.

van der Corput (1935): the index with its bits reversed, read as a binary fraction. Owen (1995): a random flip of each
bit that depends on the higher bits only keeps the stratification. Laine & Karras (2011): one hash of the reversed word
makes all those flips at once. Burley ("Practical Hash-based Owen Scrambling", 2020): the same hash on the index
shuffles the order as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from functools import cache, cached_property
from math import pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from phasegate_dsl.digest import blake2b
from phasegate_dsl.records import frozen, slotted
from phasegate_dsl.tree import Expr

Array = NDArray[np.float64]
Words = NDArray[np.uint32]


def key_of(seed: int, name: str, purpose: str) -> int:
    """A 32-bit key made from seed and name."""
    return int.from_bytes(blake2b(f"{seed}\0{name}\0{purpose}".encode(), digest_size=4).digest(), "little")


_STEPS = tuple(
    (np.uint32(shift), np.uint32(mask)) for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F))
)
# Even factors: `x ^= x * even` lets a bit depend on lower bits only. The constants are Burley's (2020).
_FACTORS = tuple(np.uint32(f) for f in (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6))
_TOGETHER = 1 << 20
"""Scores that are made at a time: made together they cost half of what they cost one by one."""
LOOKED = 1 << 14
"""Draws of a stream that are kept to tell errors from: the first of a longer run, which are spread as evenly."""
_CHUNK = 1 << 15
"""Numbers that are worked on at a time: they and what is between stay in the processor's cache."""


def _reverse(x: Words, spare: Words) -> None:
    """Reverse the bits of each word, in place."""
    for shift, mask in _STEPS:
        np.right_shift(x, shift, out=spare)
        spare &= mask
        x &= mask
        x <<= shift
        x |= spare
    x.byteswap(inplace=True)


def _permute(x: Words, keys: Words, spare: Words) -> None:
    """Laine-Karras permutation, in place: a bit depends only on itself and lower bits. `keys` is (names, 1)."""
    x += keys
    for factor in _FACTORS:
        np.multiply(x, factor, out=spare)
        x ^= spare


def words(seed: int, names: list[str], draws: int, start: int = 0) -> Words:
    """`(names, draws)` scrambled 32-bit words, a row for each name, of the draws from `start` on."""
    index = np.arange(start, start + draws, dtype=np.uint32)
    _reverse(index, np.empty_like(index))
    bits = np.repeat(index[None, :], len(names), axis=0)
    return _scrambled(bits, *_keys(seed, names), np.empty_like(bits))


def _keys(seed: int, names: list[str]) -> tuple[Words, Words]:
    """`(names, 1)` keys of the order and of the values of each name."""
    orders = np.array([[key_of(seed, name, "order")] for name in names], dtype=np.uint32)
    values = np.array([[key_of(seed, name, "value")] for name in names], dtype=np.uint32)
    return orders, values


def _scrambled(bits: Words, orders: Words, values: Words, spare: Words) -> Words:
    """Reversed indices to scrambled words, in place."""
    _permute(bits, orders, spare)  # with the reversals around it a nested uniform permutation of the order, ...
    _reverse(bits, spare)
    _permute(bits, values, spare)  # ... and this of the values: the inner reversals cancel
    _reverse(bits, spare)
    return bits


def uniforms(seed: int, name: str, draws: int) -> Array:
    """`(draws,)` numbers strictly between 0 and 1 for a name; their count is best a power of two."""
    return (words(seed, [name], draws)[0].astype(np.float64) + 0.5) / 4294967296.0


# Wichura, algorithm AS 241 (1988): the normal quantile to about 1e-16.
_A = (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3)  # fmt: skip
_B = (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3)  # fmt: skip
_C = (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4)  # fmt: skip
_D = (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)  # fmt: skip
_E = (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7)  # fmt: skip
_F = (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15)  # fmt: skip


def _poly(coefficients: tuple[float, ...], x: Array) -> Array:
    result = np.full_like(x, coefficients[-1])
    for c in coefficients[-2::-1]:
        result *= x
        result += c
    return result


def normal_quantile(u: Array) -> Array:
    """The standard normal quantile of numbers strictly between 0 and 1."""
    q = u - 0.5
    r = 0.180625 - q * q
    out = _poly(_A, r)
    out *= q
    out /= _poly(_B, r)
    tail = np.flatnonzero(r < 0.180625 - 0.425 * 0.425)
    if tail.size:
        out[tail] = _tail_quantile(u[tail])
    return out


def _tail_quantile(u: Array) -> Array:
    """The quantile of numbers below 0.075 or above 0.925."""
    p = np.sqrt(-np.log(np.minimum(u, 1 - u)))
    value = _poly(_C, p - 1.6)
    value /= _poly(_D, p - 1.6)
    far = np.flatnonzero(p > 5.0)
    if far.size:
        value[far] = _poly(_E, p[far] - 5.0) / _poly(_F, p[far] - 5.0)
    return np.asarray(np.copysign(value, u - 0.5))


Z95 = 1.6448536269514722
"""The normal quantile at 95 %: `a to b` runs from P5 to P95."""
_CELLS = 1 << 16
_EDGE = _CELLS // 64


@cache
def _cells() -> tuple[Array, Array]:
    """The quantile as a straight line in each of 65,536 cells: its value at the start and its slope."""
    ends: Array = np.arange(_EDGE, _CELLS - _EDGE + 1) / float(_CELLS)
    z = normal_quantile(ends)
    slope = np.diff(z) / 65536.0
    outside = np.zeros(_EDGE)
    return (
        np.concatenate((outside, z[:-1] + slope / 2, outside)),
        np.concatenate((outside, slope, outside)),
    )


def scores(seed: int, names: list[str], draws: int) -> Array:
    """`(names, draws)` standard normal numbers: by lines to 4e-8 up to 2.15 deviations, beyond that the quantile itself."""
    out = np.empty((len(names), draws))
    orders, values = _keys(seed, names)
    together, stretch = max(1, _CHUNK // draws), min(draws, _CHUNK)
    lines, spare = _Lines(together * stretch), np.empty((together, stretch), dtype=np.uint32)
    for start in range(0, draws, stretch):
        index = np.arange(start, min(start + stretch, draws), dtype=np.uint32)
        _reverse(index, np.empty_like(index))
        for row in range(0, len(names), together):
            some = slice(row, row + together)
            bits = np.repeat(index[None, :], len(orders[some]), axis=0)
            _scrambled(bits, orders[some], values[some], spare[: bits.shape[0], : bits.shape[1]])
            out[some, start : start + stretch] = lines(bits.ravel()).reshape(bits.shape)
    return out


class _Lines:
    """Normal quantiles of words by straight lines; the arrays between are kept, as making them anew costs more."""

    def __init__(self, size: int) -> None:
        self.words = np.empty(size, dtype=np.uint32)
        self.cells = np.empty(size, dtype=np.intp)
        self.places = np.empty(size)
        self.slopes = np.empty(size)
        self.out = np.empty(size)

    def __call__(self, bits: Words) -> Array:
        constant, slope = _cells()
        size = len(bits)
        word, cell = self.words[:size], self.cells[:size]
        place, rise, out = self.places[:size], self.slopes[:size], self.out[:size]
        np.right_shift(bits, np.uint32(16), out=word)
        np.copyto(cell, word)
        np.bitwise_and(bits, np.uint32(0xFFFF), out=word)
        np.copyto(place, word)
        slope.take(cell, out=rise, mode="clip")  # with `clip` numpy writes straight to `out`
        constant.take(cell, out=out, mode="clip")
        place *= rise
        out += place
        np.subtract(bits, np.uint32(_EDGE << 16), out=word)
        tail = np.flatnonzero(word >= np.uint32((_CELLS - 2 * _EDGE) << 16))
        u = bits[tail].astype(np.float64)
        u += 0.5
        u *= 1.0 / 4294967296.0
        out[tail] = _tail_quantile(u)
        return out


Weights = tuple[tuple[str, float], ...]
"""Names of independent scores, each with what it counts for in a score that is mixed from them."""


@slotted
class Mixing:
    """How the scores of a case are mixed: by a common driver behind them all, and as pairs of them are stated."""

    rho: float = 0.0
    """The correlation of the scores of any two ranges that the common driver makes; zero without one."""
    common: Weights = ()
    """The score of the common driver, its own stream last; none without one."""
    shared: frozenset[str] = frozenset()
    """Names whose scores are the same in every case: these are never mixed."""
    events: frozenset[str] = frozenset()
    """Names that say whether a risk happens: an event, which no driver of prices and volumes makes likelier."""
    stated: dict[str, Weights] = field(default_factory=dict)
    """The scores of the names that are in stated pairs."""


@frozen
class Drawn:
    """What was drawn from a stream: its `(draws,)` values, whether their mean is exact, and their highest draw.

    The highest draw is known only where the variance of the stream is infinite.
    """

    values: Array
    exact: bool = False
    top: int | None = None


class Streams:
    """Normal scores per name, with the rank correlations of the case laid over them by a Gaussian copula."""

    def __init__(self, seed: int, draws: int, mixing: Mixing | None = None, expected: Iterable[str] = ()) -> None:
        self.seed = seed
        self.draws = draws
        self.mixing = mixing or Mixing()
        self._expected = list(dict.fromkeys(expected))
        """Names whose scores are made together: one by one they cost twice as much."""
        self._scores: dict[str, Array] = {}
        self.keeping = False
        """Whether what is drawn is kept: not where the ranges are too many to tell errors from."""
        self._kept: dict[int, tuple[Expr, Drawn]] = {}
        """What was drawn for each range and distribution, by its id; the node stays, so that no other has that id."""

        self.norms: dict[str, None] = {}
        """The streams that the governance tax draws from, in the order in which it does."""
        self.exactness: dict[tuple[object, ...], Any] = {}
        """How exact means are (`exactness.Exactness`), by the ranges that they rest on."""

    def keep(self, node: Expr, drawn: Drawn) -> None:
        """Keep what was drawn for a range or distribution, as far as anybody looks at it."""
        if self.keeping or drawn.top is not None:
            values = drawn.values if len(drawn.values) <= LOOKED else drawn.values[:LOOKED].copy()
            self._kept[id(node)] = (node, Drawn(values, drawn.exact, drawn.top))

    def drawn(self, node: Expr) -> Drawn | None:
        """What was drawn for a range or distribution; none where nothing was kept."""
        found = self._kept.get(id(node))
        return found[1] if found is not None else None

    def mixed(self, mixing: Mixing) -> Streams:
        """The same streams under another mixing; what was drawn of them serves both."""
        other = Streams(self.seed, self.draws, mixing, self._expected)
        other._scores, other.keeping = self._scores, self.keeping
        return other

    def own(self, name: str) -> Array:
        """`(draws,)` standard normal scores of a name by itself, whatever it is correlated with."""
        found = self._scores.get(name)
        if found is None:
            more = max(1, _TOGETHER // self.draws) - 1
            names = [name, *[n for n in self._expected if n != name and n not in self._scores][:more]]
            self._scores.update(zip(names, scores(self.seed, names, self.draws), strict=True))
            found = self._scores[name]
        return found

    def stratified(self, name: str) -> bool:
        """Whether the draws of a name are spread evenly: not where they are mixed from those of several."""
        stated = self.mixing.stated.get(name)
        return len(stated) < 2 if stated is not None else not self._moves(name)

    def made_of(self, name: str) -> frozenset[str]:
        """The names whose own scores make that of a name; itself where nothing is correlated with it."""
        behind = self.mixing.common if self._moves(name) else ()
        return frozenset(other for other, _ in self.mixing.stated.get(name, (*behind, (name, 1.0))))

    def scores(self, name: str) -> Array:
        """`(draws,)` standard normal scores of a name."""
        stated = self.mixing.stated.get(name)
        if stated is not None:
            return self._mixed(stated)
        if not self._moves(name):
            return self.own(name)
        made = sqrt(1 - self.mixing.rho) * self.own(name)
        made += self._behind
        return made

    def _moves(self, name: str) -> bool:
        """Whether a name moves with the common driver."""
        return bool(self.mixing.common) and name not in self.mixing.shared and name not in self.mixing.events

    @cached_property
    def _behind(self) -> Array:
        """What the common driver gives to each score."""
        return sqrt(self.mixing.rho) * self._mixed(self.mixing.common)

    def _mixed(self, weights: Weights) -> Array:
        return np.sum([weight * self.own(name) for name, weight in weights], axis=0)

    def uniforms(self, name: str) -> Array:
        """`(draws,)` uniform numbers of a name, correlated as its scores are."""
        if name not in self.mixing.stated and not self._moves(name):
            return uniforms(self.seed, name, self.draws)
        return normal_cdf(self.scores(name))


FIRST = 0.5 / 4294967296.0
"""The least uniform number that a stream ever draws; the greatest lies as far below 1."""


class StreamEnds(Streams):
    """Streams that stand at their first or last number, each in any combination, in half of the draws: no run goes further."""

    def __init__(self, mixing: Mixing) -> None:
        super().__init__(1, 512, mixing)

    def own(self, name: str) -> Array:
        """`(draws,)` scores of a name, the first half of them at the ends."""
        return normal_quantile(self._ended(name))

    def uniforms(self, name: str) -> Array:
        """`(draws,)` uniform numbers of a name, the first half of them at the ends."""
        return self._ended(name) if self.stratified(name) else super().uniforms(name)

    def _ended(self, name: str) -> Array:
        u = uniforms(self.seed, name, self.draws)
        half = u[: self.draws // 2]
        half[:] = np.where(half < 0.5, FIRST, 1 - FIRST)
        return u


def normal_cdf(z: Array) -> Array:
    """The standard normal distribution function to about 1e-15 (Hart 1968, as West 2005 gives it)."""
    size = np.abs(z)
    far = size + 1 / (size + 2 / (size + 3 / (size + 4 / (size + 0.65))))
    tail = np.where(size < 7.07106781186547, _poly(_ABOVE, size) / _poly(_BELOW, size), 1 / (far * sqrt(2 * pi)))
    tail *= np.exp(-0.5 * size * size)
    return np.where(z > 0, 1 - tail, tail)


_ABOVE = (220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688, 0.0352624965998911)  # fmt: skip
_BELOW = (440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207, 1.75566716318264, 0.0883883476483184)  # fmt: skip
