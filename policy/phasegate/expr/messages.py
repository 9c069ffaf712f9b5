"""Messages about dimensions that teach: both sides shown, the missing factor named, the likely fix."""

from __future__ import annotations

from phasegate.units import CURRENCIES, Dim, parts, show, times
from phasegate_dsl.finding import Shown

_VERB = {
    "add": ("add", "and"),
    "subtract": ("subtract", "and"),
    "compare": ("compare", "with"),
    "span from": ("span a range from", "to"),
    "look for": ("look for", "in"),
}


def mismatch(
    action: str, left: str, left_dim: Dim, right: str, right_dim: Dim, currency: str
) -> tuple[str, str, tuple[Shown, ...]]:
    """Message, help and the two sides one under the other, for two sides that measure different things."""
    verb, joint = _VERB[action]
    message = f"cannot {verb} `{left}` ({show(left_dim, currency)}) {joint} `{right}` ({show(right_dim, currency)})"
    shown = sides(f"`{left}`", left_dim, f"`{right}`", right_dim, currency)
    return message, _help(action, left, left_dim, right, right_dim, currency), shown


def sides(left: str, left_dim: Dim, right: str, right_dim: Dim, currency: str) -> tuple[Shown, ...]:
    """Two dimensions factor under factor, and under them what the sides differ by."""
    missing = times(left_dim, right_dim, -1)
    factors = list(dict.fromkeys(factor for row in (left_dim, right_dim, missing) for factor in parts(row, currency)))
    factors.sort(key=lambda f: f.startswith("/"))
    rows = ((left, left_dim), (right, right_dim), ("they differ by", missing))
    return tuple(Shown(label, _columns(dimension, factors, currency)) for label, dimension in rows)


def _columns(dimension: Dim, factors: list[str], currency: str) -> str:
    here = set(parts(dimension, currency))
    if not here:
        return "a plain number"
    cells = [factor if factor in here else " " * len(factor) for factor in factors]
    text = " ".join(cells).rstrip()
    if not any(not f.startswith("/") for f in here):
        text = (
            f"1 {text.lstrip()}"
            if len(text) - len(text.lstrip()) < 2
            else f"{text[: len(text) - len(text.lstrip()) - 2]}1 {text.lstrip()}"
        )
    return text


def currencies(left: Dim, right: Dim) -> str:
    """The foreign currency in which two dimensions differ, if that is the only difference."""
    for one, other in ((left, right), (right, left)):
        for base, _ in one:
            if base in CURRENCIES and tuple(sorted(("money" if b == base else b, e) for b, e in one)) == other:
                return base
    return ""


def _help(action: str, left: str, left_dim: Dim, right: str, right_dim: Dim, currency: str) -> str:
    foreign = currencies(left_dim, right_dim)
    if foreign:
        return f"say how {foreign} converts: `fx {foreign} = … {currency}`"
    missing = times(left_dim, right_dim, -1)
    if missing == (("time", 1),):
        return f"`{right}` is per time and `{left}` is not: multiply `{right}` by a time, or write `{left}/mo`"
    if missing == (("time", -1),):
        return f"`{left}` is per time and `{right}` is not: write `{right}/mo`, or give `{left}` per phase (`annual(…)` turns a phase's cost into money per year)"
    for side, dimension, other in ((left, left_dim, right_dim), (right, right_dim, left_dim)):
        if not dimension and len(other) == 1:
            return f"`{side}` has no unit: write it in `{show(other, currency)}`"
    if action == "add" and len(times(left_dim, right_dim, 1)) < len(left_dim) + len(right_dim):
        return f"did you mean `{left} * {right}`, which measures {show(times(left_dim, right_dim, 1), currency)}?"
    inverse = times((), missing, -1)
    needed = missing if sum(e for _, e in missing) <= sum(e for _, e in inverse) else inverse
    side = right if needed is missing else left
    if needed and not any(b in CURRENCIES for b, _ in needed):
        return f"multiply `{side}` by a factor in `{show(needed, currency)}`"
    return "both sides must measure the same thing"


def not_a_cost(dimension: Dim, currency: str, known: dict[str, Dim]) -> str:
    """Help for a cost that is not money: the factor that would make it so, by name where the case has one."""
    needed = times(_cost(dimension), dimension, -1)
    for name, measures in known.items():
        if measures == needed:
            return f"multiply by `{name}`, which measures {show(needed, currency)}"
        if measures == times((), needed, -1):
            return f"divide by `{name}`, which measures {show(measures, currency)}"
    price = dict(needed).get("money", 0) > 0
    return f"multiply by a {'price' if price else 'factor'} in `{show(needed, currency)}`"


def cost_sides(name: str, dimension: Dim, currency: str) -> tuple[Shown, ...]:
    """What a line's expression measures, under what the nearest cost would."""
    return sides("a cost", _cost(dimension), f"`{name}`", dimension, currency)


def _cost(dimension: Dim) -> Dim:
    return (("money", 1), ("time", -1)) if dict(dimension).get("time", 0) < 0 else (("money", 1),)
