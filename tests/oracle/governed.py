"""The governance tax of a case by chance in one draw, and what is missing of it in each piece of the horizon.

By docs/governance-tax.md: what is implied is a share of what delivery costs while it lasts, a share of recurring cost
before governance after the first phase, and staff after the first phase; an interval implies what is declared where that
lies within, else its nearer end. What is missing falls when what is implied does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.oracle.plain import NEAR, Plain
from tests.properties.made import MONTHS_A_WEEK, Line, Norm

DELIVERY = ("foundation",)
"""The phases in which delivery is taxed."""


@dataclass(frozen=True)
class Row:
    """A component: what is implied and declared, and how what is implied spreads over the pieces."""

    implied: float
    declared: float
    spread: list[float]

    @property
    def missing(self) -> float:
        """What is declared too little."""
        return max(0.0, self.implied - self.declared)

    @property
    def surplus(self) -> float:
        """What is declared beyond what is implied."""
        return max(0.0, self.declared - self.implied)

    def flow(self) -> list[float]:
        """What is missing in each piece."""
        whole = sum(self.spread)
        return [self.missing * part / whole if whole > 0 else 0.0 for part in self.spread]


@dataclass
class Governed:
    """The tax; `drawn` has what the norms' ranges came to (`timeline`, `rate.officer` in dollars a month)."""

    plain: Plain
    drawn: Mapping[str, float]
    dollar: float
    """What a dollar is in the case's currency, on the mean of the draws."""
    rows: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        """Reckons the three rows."""
        self.rows = {"timeline": self._timeline(), "operations": self._operations(), "roles": self._roles()}

    def missing(self) -> list[float]:
        """What is missing in each piece, of all rows."""
        return [sum(parts) for parts in zip(*(row.flow() for row in self.rows.values()), strict=True)]

    def _implied(self, name: str, norm: Norm, base: float, declared: float) -> float:
        if norm.interval:
            return min(max(declared, norm.low * base), norm.high * base)
        return self.drawn.get(name, norm.low) * base

    def _timeline(self) -> Row:
        plain, norms = self.plain, self.plain.made.norms
        assert norms is not None
        implied, declared, spread = 0.0, 0.0, [0.0] * len(plain.pieces)
        for phase in (one for one in plain.made.phases if one.name in DELIVERY):
            start, end = plain.course.phases[phase.name]
            aside = phase.aside * MONTHS_A_WEEK
            flows = plain.flows(lambda line: not line.once)
            month = plain.total(flows, (start, end)) / (end - start)
            implied += self._implied("timeline", norms.timeline, month * (end - start - aside), month * aside)
            declared += month * aside
            for at, piece in enumerate(plain.pieces):
                if piece.phase == phase.name:
                    spread[at] += sum(flow[at] for flow in flows) * (end - start - aside) / (end - start)
        return Row(implied, declared, spread)

    def _after(self, flows: list[list[float]]) -> list[float]:
        """The sum of flows in each piece after the first phase."""
        phases = list(self.plain.course.phases.values())
        first = phases[0][1] if len(phases) > 1 else 0.0
        return [
            sum(flow[at] for flow in flows) if piece.start > first - NEAR else 0.0
            for at, piece in enumerate(self.plain.pieces)
        ]

    def _operations(self) -> Row:
        norms = self.plain.made.norms
        assert norms is not None
        declared = sum(self._after(self.plain.flows(_governs)))
        before = self._after(self.plain.flows(lambda line: not (line.once or line.fte or _governs(line))))
        return Row(self._implied("operations", norms.operations, sum(before), declared), declared, before)

    def _roles(self) -> Row:
        plain, norms = self.plain, self.plain.made.norms
        assert norms is not None
        people = [line for line in plain.made.lines if line.fte]
        declared = sum(self._after([plain.cash[line.name] for line in people]))
        rates = [self.drawn.get(f"rate.{name}", norm.low / 12) for name, norm in norms.rates]
        rate = self.dollar * sum(rates) / len(rates)
        months = self._after([[piece.months for piece in plain.pieces]])
        if not norms.roles.interval:
            return Row(self.drawn.get("roles", norms.roles.low) * rate * sum(months), declared, months)
        short, surplus = [0.0] * len(months), 0.0
        for at, length in enumerate(months):
            staff = sum(line.fte for line in people if plain.cash[line.name][at])
            short[at] = max(0.0, norms.roles.low - staff) * length
            if length and staff > norms.roles.high:
                spent = sum(plain.cash[line.name][at] for line in people)
                surplus += spent * (staff - norms.roles.high) / staff
        return Row(declared - surplus + rate * sum(short), declared, short)


def _governs(line: Line) -> bool:
    """Whether a line counts as operations of governance."""
    return not line.once and not line.fte and (line.category == "governance" or line.funds)
