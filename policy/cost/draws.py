"""Random streams that depend only on seed and name: adding, removing or reordering lines moves no other figure.

Each name has its own sequence: the van der Corput sequence in base 2, its order shuffled and its values scrambled by
nested uniform (Owen) permutations keyed by the name (Burley, "Practical Hash-based Owen Scrambling", 2020). A power
of two of draws is perfectly stratified per name, independent between names, and the first n draws of a longer run are
the draws of a run of n. Integers only: the same bits on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from policy.digest import blake2b

Array = NDArray[np.float64]
Words = NDArray[np.uint32]


def key_of(seed: int, name: str, purpose: str) -> int:
    """A 32-bit key out of seed and name."""
    return int.from_bytes(blake2b(f"{seed}\0{name}\0{purpose}".encode(), digest_size=4).digest(), "little")


_MASKS = tuple(
    (np.uint32(shift), np.uint32(mask))
    for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF))
)


def _reverse(x: Words) -> Words:
    """Bits of each word in reverse order."""
    for shift, mask in _MASKS:
        x = ((x >> shift) & mask) | ((x & mask) << shift)
    return (x >> np.uint32(16)) | (x << np.uint32(16))


def _permute(x: Words, key: int) -> Words:
    """Laine-Karras permutation, in which a bit depends only on itself and lower bits."""
    x = x + np.uint32(key)
    for factor in (0x6C50B47C, 0xB82F1E52, 0xC7AFE638, 0x8D22F6E6):
        x = x ^ (x * np.uint32(factor))
    return x


def _nested(x: Words, key: int) -> Words:
    return _reverse(_permute(_reverse(x), key))


def uniforms(seed: int, name: str, draws: int) -> Array:
    """`(draws,)` numbers strictly between 0 and 1 for a name; their count is best a power of two."""
    index = np.arange(draws, dtype=np.uint32)
    shuffled = _nested(index, key_of(seed, name, "order"))
    bits = _nested(_reverse(shuffled), key_of(seed, name, "value"))
    return (bits.astype(np.float64) + 0.5) / 4294967296.0


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
        result = result * x + c
    return result


def normal_quantile(u: Array) -> Array:
    """The standard normal quantile of numbers strictly between 0 and 1."""
    q = u - 0.5
    central = np.abs(q) <= 0.425
    r = 0.180625 - q * q
    out = q * _poly(_A, r) / _poly(_B, r)
    tail = ~central
    if tail.any():
        p = np.sqrt(-np.log(np.where(q[tail] < 0, u[tail], 1 - u[tail])))
        near, far = p - 1.6, p - 5.0
        value = np.where(p <= 5.0, _poly(_C, near) / _poly(_D, near), _poly(_E, far) / _poly(_F, far))
        out[tail] = np.where(q[tail] < 0, -value, value)
    return out


class Streams:
    """Normal scores per name, with the rank correlations of the case laid over them by a Gaussian copula."""

    def __init__(
        self, seed: int, draws: int, correlated: Mapping[str, tuple[tuple[str, float], ...]] | None = None
    ) -> None:
        self.seed = seed
        self.draws = draws
        self._mix = correlated or {}
        """For a correlated name: the names and weights (a row of the Cholesky factor) that make its score."""
        self._scores: dict[str, Array] = {}

    def _own(self, name: str) -> Array:
        found = self._scores.get(name)
        if found is None:
            found = self._scores[name] = normal_quantile(uniforms(self.seed, name, self.draws))
        return found

    def scores(self, name: str) -> Array:
        """`(draws,)` standard normal scores of a name."""
        mix = self._mix.get(name)
        if mix is None:
            return self._own(name)
        return np.sum([weight * self._own(other) for other, weight in mix], axis=0)

    def uniforms(self, name: str) -> Array:
        """`(draws,)` uniform numbers of a name, correlated as its scores are."""
        if name not in self._mix:
            return uniforms(self.seed, name, self.draws)
        return normal_cdf(self.scores(name))


def normal_cdf(z: Array) -> Array:
    """The standard normal distribution function (by the complementary error function of the standard library)."""
    from math import erfc, sqrt

    return np.array([0.5 * erfc(-x / sqrt(2)) for x in z.tolist()])
