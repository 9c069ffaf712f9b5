"""What findings about dimensions know: both sides shown, the missing factor named, the likely fix."""

from __future__ import annotations

from phasegate.expr.types import measure
from phasegate.units import CURRENCIES, Dim, parts, show, times
from phasegate_dsl.finding import Shown
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import frozen


@frozen
class Sides:
    """Two expressions, as they are written, that measure different things in a case's currency."""

    left: str
    left_dim: Dim
    right: str
    right_dim: Dim
    currency: str

    def shown(self) -> tuple[Shown, ...]:
        """The two sides one under the other."""
        return _sides(
            Shown(f"`{self.left}`", ""), self.left_dim, Shown(f"`{self.right}`", ""), self.right_dim, self.currency
        )

    def hint(self, action: str) -> Phrase:
        """The likely fix: the exchange rate, the factor of time or the unit that is missing."""
        foreign = currencies(self.left_dim, self.right_dim)
        if foreign:
            return phrase("convert", foreign=foreign, currency=self.currency)
        missing = times(self.left_dim, self.right_dim, -1)
        if missing in ((("time", 1),), (("time", -1),)):
            per_time = "right_per_time" if missing == (("time", 1),) else "left_per_time"
            return phrase(per_time, left=self.left, right=self.right)
        for side, dimension, other in (
            (self.left, self.left_dim, self.right_dim),
            (self.right, self.right_dim, self.left_dim),
        ):
            if not dimension and len(other) == 1:
                return phrase("has_no_unit", side=side, unit=show(other, self.currency))
        return self._factor(action, missing)

    def _factor(self, action: str, missing: Dim) -> Phrase:
        product = times(self.left_dim, self.right_dim, 1)
        if action == "add" and _size(product) < _size(self.left_dim) + _size(self.right_dim):  # something cancels out
            return phrase("meant_product", left=self.left, right=self.right, unit=measure(product, self.currency))
        inverse = times((), missing, -1)
        needed = missing if sum(e for _, e in missing) <= sum(e for _, e in inverse) else inverse
        side = self.right if needed is missing else self.left
        if needed and not any(b in CURRENCIES for b, _ in needed):
            return phrase("multiply_factor_in", side=side, unit=show(needed, self.currency))
        return phrase("same_thing")


def _size(dimension: Dim) -> int:
    """How many factors a dimension has, above and below the line."""
    return sum(abs(exponent) for _, exponent in dimension)


def _sides(left: Shown, left_dim: Dim, right: Shown, right_dim: Dim, currency: str) -> tuple[Shown, ...]:
    """Two dimensions factor under factor, and under them what the sides differ by."""
    missing = times(left_dim, right_dim, -1)
    factors = list(dict.fromkeys(factor for row in (left_dim, right_dim, missing) for factor in parts(row, currency)))
    factors.sort(key=lambda f: f.startswith("/"))
    rows = ((left, left_dim), (right, right_dim), (Shown("", "", role="difference"), missing))
    return tuple(Shown(one.expression, _columns(dim, factors, currency), role=one.role) for one, dim in rows)


def _columns(dimension: Dim, factors: list[str], currency: str) -> str | Phrase:
    here = set(parts(dimension, currency))
    if not here:
        return phrase("plain_number")
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


def not_a_cost(dimension: Dim, currency: str, known: dict[str, Dim]) -> Phrase:
    """Help for a cost that is not money: the factor that would make it so, by name where the case has one."""
    needed = times(_cost(dimension), dimension, -1)
    for name, measures in known.items():
        if measures == needed:
            return phrase("multiply_by_name", name=name, unit=measure(needed, currency))
        if measures == times((), needed, -1):
            return phrase("divide_by_name", name=name, unit=measure(measures, currency))
    price = dict(needed).get("money", 0) > 0
    return phrase("multiply_by_price" if price else "multiply_by_factor", unit=measure(needed, currency))


def cost_sides(name: str, dimension: Dim, currency: str) -> tuple[Shown, ...]:
    """What a line's expression measures, under what the nearest cost would."""
    return _sides(Shown("", "", role="cost"), _cost(dimension), Shown(f"`{name}`", ""), dimension, currency)


def _cost(dimension: Dim) -> Dim:
    return (("money", 1), ("time", -1)) if dict(dimension).get("time", 0) < 0 else (("money", 1),)
