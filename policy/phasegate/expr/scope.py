"""What the type checker needs to know of the place an expression stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from phasegate.expr.types import Type
from phasegate.prices.source import PriceSource
from phasegate.units import DOLLARS, MONEY, NUMBER, SIGNS, Dim, unit_names, unit_of
from phasegate_dsl.nearest import Hints, near
from phasegate_dsl.records import slotted


@slotted
class Scope:
    """Names with their types, units, currencies and vocabularies as they are visible from one place."""

    names: dict[str, Type] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    """Counts of the document's own."""
    currency: str = "USD"
    converts: frozenset[str] = frozenset()
    """Currencies with an exchange rate into the case's currency."""
    vocabularies: dict[str, frozenset[str]] = field(default_factory=dict)
    budgets: dict[str, Dim] = field(default_factory=dict)
    """Dimension of each phase's budget, as the rulesets' norms give it."""
    rule: bool = False
    """Whether this is a rule: there money is any currency, and records and vocabularies can be spoken of."""
    prices: PriceSource = field(default_factory=PriceSource)
    """The prices of models; read when a case asks for one."""

    hints: Hints = field(default_factory=Hints)
    """How many more unknown names may be compared with known ones; shared by all scopes of a document."""

    def unit(self, name: str) -> tuple[float, Dim] | None:
        """Factor and dimension of a unit here; a currency that converts (or any, in a rule) measures money."""
        found = unit_of(name, self.units)
        if found and (found[1] and found[1][0][0] == name) and self.is_money(name):
            return 1.0, MONEY
        return found

    def is_money(self, code: str) -> bool:
        """Whether amounts in this currency count as the case's money here."""
        return (
            code == self.currency
            or code in self.converts
            or (
                self.rule
                and unit_of(code) == (1.0, ((code, 1),))
                and code.isupper()
                and len(code) == 3
                and code != "GB"
            )
        )

    def code_of_sign(self, sign: str) -> str:
        """The currency that a sign stands for: `$` is the case's own where that is a dollar, else USD."""
        if sign == "$" and self.currency in DOLLARS and not self.rule:
            return self.currency
        return SIGNS[sign]

    def mark(self, mark: str) -> Dim:
        """The dimension that a number's mark gives it."""
        if mark in ("", "%"):
            return NUMBER
        code = self.code_of_sign(mark)
        return MONEY if self.is_money(code) else ((code, 1),)

    def symbol_kinds(self, name: str) -> list[str]:
        """The vocabularies that hold a word, controls first."""
        first = ("control", "role", "category", "phase", "gate")
        order = [v for v in first if v in self.vocabularies] + sorted(v for v in self.vocabularies if v not in first)
        return [v for v in order if name in self.vocabularies[v]]

    def nearest(self, name: str, more: Iterable[str] = ()) -> str:
        """The nearest name in sight, or none."""
        if self.hints.left < 0:
            return ""
        return near(name, {*self.names, *unit_names(self.units), *more}, self.hints)

    def inner(self, names: dict[str, Type]) -> Scope:
        """The same place with more names in sight."""
        return Scope(
            {**self.names, **names},
            self.units,
            self.currency,
            self.converts,
            self.vocabularies,
            self.budgets,
            self.rule,
            self.prices,
            self.hints,
        )
