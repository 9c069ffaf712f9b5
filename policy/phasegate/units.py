"""Dimensions, units and currencies: every number carries its unit, and nothing converts silently between counts.

Magnitudes are stored in base units: the month for time, the case's currency for money, one piece for each count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from phasegate_dsl.operators import SIGNS as SIGNS

Dim: TypeAlias = tuple[tuple[str, int], ...]
"""Sorted (base dimension, exponent) pairs; the empty tuple is a plain number."""

NUMBER: Dim = ()
MONEY: Dim = (("money", 1),)
TIME: Dim = (("time", 1),)
RATE: Dim = (("time", -1),)
MONEY_RATE: Dim = (("money", 1), ("time", -1))
TOKEN_PRICE: Dim = (("money", 1), ("token", -1))
TOKENS = 1_000_000
"""Prices of tokens are spoken of for so many."""
FTE: Dim = (("fte", 1),)
USER: Dim = (("user", 1),)

DAYS_PER_MONTH = 365 / 12
_TIME = {
    "day": 12 / 365, "week": 84 / 365, "mo": 1.0, "quarter": 3.0, "yr": 12.0,
    "hour": 12 / 365 / 24, "minute": 12 / 365 / 1440, "second": 12 / 365 / 86400,
}  # fmt: skip
_TIME_WORDS = {
    "d": "day",
    "wk": "week",
    "month": "mo",
    "year": "yr",
    "annum": "yr",
    "h": "hour",
    "min": "minute",
    "sec": "second",
    "s": "second",
}
COUNTS = ("user", "request", "call", "token", "fte", "person_hour", "GB", "instance", "replica", "gpu", "gpu_hour")
_SCALED = {
    "gpu_minute": ("gpu_hour", 1 / 60),
    "gpu_second": ("gpu_hour", 1 / 3600),
    "TB": ("GB", 1000.0),
    "MB": ("GB", 0.001),
}

SIGN_OF = {code: sign for sign, code in SIGNS.items()}
DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
CURRENCIES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BHD",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KES",
        "KRW",
        "KWD",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "OMR",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TND",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "UYU",
        "VND",
        "ZAR",
    ]
)


def dim(**exponents: int) -> Dim:
    """`dim(money=1, time=-1)`: a dimension from base dimensions and exponents."""
    return tuple(sorted((k, v) for k, v in exponents.items() if v))


def times(a: Dim, b: Dim, sign: int = 1) -> Dim:
    """The dimension of a product (`sign=-1`: of a quotient)."""
    if not b:
        return a
    merged = dict(a)
    for base, exponent in b:
        merged[base] = merged.get(base, 0) + sign * exponent
    return tuple(sorted((k, v) for k, v in merged.items() if v))


def power(a: Dim, exponent: int) -> Dim:
    """The dimension of an integer power."""
    return tuple((k, v * exponent) for k, v in a) if exponent else NUMBER


def unit_of(name: str, own: frozenset[str] = frozenset()) -> tuple[float, Dim] | None:
    """Factor to base units and dimension of a unit by name, singular or plural; `own` are the document's counts.

    Currencies come back under their ISO code; turning the case's own into money is the scope's business.
    """
    for candidate, found in _readings(name):
        if candidate in own:
            return 1.0, ((candidate, 1),)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1024)  # asked several hundred times a case, for a few dozen words
def _readings(name: str) -> tuple[tuple[str, tuple[float, Dim] | None], ...]:
    """What a name means as it stands, as a plural, and at last as a currency."""
    forms = tuple((candidate, _shipped(candidate)) for candidate in singulars(name))
    return (*forms, (name, (1.0, ((name, 1),)))) if name in CURRENCIES else forms


def _shipped(candidate: str) -> tuple[float, Dim] | None:
    if candidate in COUNTS:
        return 1.0, ((candidate, 1),)
    time = _TIME_WORDS.get(candidate, candidate)
    if time in _TIME:
        return _TIME[time], TIME
    if candidate in _SCALED:
        base, factor = _SCALED[candidate]
        return factor, ((base, 1),)
    return None


def singulars(name: str) -> tuple[str, ...]:
    """A word as it stands, and what it may be the plural of."""
    forms = [name]
    if name.endswith("ies"):
        forms.append(name[:-3] + "y")
    if name.endswith("es"):
        forms.append(name[:-2])
    if name.endswith("s"):
        forms.append(name[:-1])
    return tuple(forms)


def unit_names(own: frozenset[str] = frozenset()) -> list[str]:
    """Every unit name, for suggestions."""
    return sorted({*own, *COUNTS, *_TIME, "month", "year", *_SCALED})


def show(dimension: Dim, currency: str = "") -> str:
    """A dimension as people read it: `$/mo`, `claim/mo`, `a plain number`."""
    if not dimension:
        return "a plain number"
    factors = parts(dimension, currency)
    over = [f for f in factors if not f.startswith("/")]
    return "*".join(over or ["1"]) + "".join(f for f in factors if f.startswith("/"))


def parts(dimension: Dim, currency: str = "") -> list[str]:
    """The factors of a dimension, `$` and `call^2` above the line first, then `/mo` below it."""
    names = {"money": SIGN_OF.get(currency, currency) or "money", "time": "mo"}
    over = [_power(names.get(k, k), v) for k, v in sorted(dimension, key=_order) if v > 0]
    return over + [f"/{_power(names.get(k, k), -v)}" for k, v in sorted(dimension, key=_order) if v < 0]


def _order(pair: tuple[str, int]) -> tuple[bool, bool, str]:
    """Money first, time last, counts between by name."""
    return pair[0] == "time", pair[0] != "money", pair[0]


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"
