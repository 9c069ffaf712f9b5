"""Messages about dimensions that teach: both sides shown, the missing factor named, the likely fix."""

from __future__ import annotations

from policy.units import CURRENCIES, Dim, show, times

_VERB = {
    "add": ("add", "and"),
    "subtract": ("subtract", "and"),
    "compare": ("compare", "with"),
    "span from": ("span a range from", "to"),
    "look for": ("look for", "in"),
}


def mismatch(action: str, left: str, left_dim: Dim, right: str, right_dim: Dim, currency: str) -> tuple[str, str]:
    """Message and help for two sides that measure different things."""
    verb, joint = _VERB[action]
    a, b = show(left_dim, currency), show(right_dim, currency)
    message = f"cannot {verb} `{left}` ({a}) {joint} `{right}` ({b})"
    return message, _help(left, left_dim, right, right_dim, currency)


def currencies(left: Dim, right: Dim) -> str:
    """The foreign currency in which two dimensions differ, if that is the only difference."""
    for one, other in ((left, right), (right, left)):
        for base, _ in one:
            if base in CURRENCIES and tuple(sorted(("money" if b == base else b, e) for b, e in one)) == other:
                return base
    return ""


def _help(left: str, left_dim: Dim, right: str, right_dim: Dim, currency: str) -> str:
    foreign = currencies(left_dim, right_dim)
    if foreign:
        return f"say how {foreign} converts: `fx {foreign} = … {currency}`"
    missing = times(left_dim, right_dim, -1)
    if missing == (("time", 1),):
        return f"`{right}` is per time and `{left}` is not: multiply `{right}` by a time, or write `{left}/mo`"
    if missing == (("time", -1),):
        return f"`{left}` is per time and `{right}` is not: write `{right}/mo`, or give `{left}` per phase (`annual(…)` turns a phase's cost into money per year)"
    inverse = times((), missing, -1)
    needed = missing if sum(e for _, e in missing) <= sum(e for _, e in inverse) else inverse
    side = right if needed is missing else left
    if needed and not any(b in CURRENCIES for b, _ in needed):
        return f"multiply `{side}` by a factor in `{show(needed, currency)}`"
    return "both sides must measure the same thing"


def not_a_cost(dimension: Dim, currency: str) -> str:
    """Help for a cost that is not money: the factor that would make it so."""
    per_time = dict(dimension).get("time", 0) < 0
    wanted: Dim = (("money", 1), ("time", -1)) if per_time else (("money", 1),)
    return f"multiply by a price in `{show(times(wanted, dimension, -1), currency)}`"
