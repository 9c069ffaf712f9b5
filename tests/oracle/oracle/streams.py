"""Flows of money over the segments.

Every cost and value of the three cases is a sum of (amount per segment) x (a product of assumptions that does not move
with time). So a `Stream` holds, per product of assumptions, what one unit of it costs in each segment; a figure adds up
segments first and meets the draws last. Which keeps 40,000 draws affordable without an array library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from .draws import Draws
from .grid import Phase, Segment, segments_of

ONE = "1"
"""The product of no assumptions: an amount that is certain."""
Rate = float | Callable[[Segment], float]
"""Dollars per month, or a function of the segment."""
Rates = Mapping[str, Rate]
"""Per product of assumptions, the rate of one unit of it."""
Weight = Callable[[Segment], float]
"""How much of a segment counts."""
Amounts = dict[str, float]
"""Per product of assumptions, dollars per unit of it."""


@dataclass
class Stream:
    """A flow of money over the segments: a line, a role or a value."""

    name: str
    category: str
    recurring: bool
    capital: bool = False
    role: bool = False
    flows: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, product: str, segment: int, amount: float) -> None:
        """Adds money per unit of a product of assumptions in a segment."""
        flow = self.flows.setdefault(product, {})
        flow[segment] = flow.get(segment, 0.0) + amount


@dataclass
class Model:
    """A case: its grid, its streams and the draws of the products of assumptions that they name."""

    phases: dict[str, Phase]
    draws: dict[str, Draws]
    costs: list[Stream] = field(default_factory=list)
    values: list[Stream] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lays the grid."""
        self.segments = segments_of(self.phases)
        self.horizon = self.segments[-1].end

    def recurring(self, name: str, category: str, rates: Rates, phases: Sequence[str], *, role: bool = False) -> None:
        """A cost per month, active in `phases`; `rates` gives dollars per month per unit of each product."""
        self.costs.append(self._flowing(Stream(name, category, True, role=role), rates, phases))

    def one_off(self, name: str, category: str, amount: float, phase: str, *, capital: bool = False) -> None:
        """Money that falls at the start of a phase."""
        stream = Stream(name, category, False, capital)
        stream.add(ONE, next(i for i, s in enumerate(self.segments) if s.phase == phase), amount)
        self.costs.append(stream)

    def value(self, name: str, rates: Rates, phases: Sequence[str]) -> None:
        """A value stream, active in `phases`."""
        self.values.append(self._flowing(Stream(name, "", True), rates, phases))

    def _flowing(self, stream: Stream, rates: Rates, phases: Sequence[str]) -> Stream:
        for product, rate in rates.items():
            for i, segment in enumerate(self.segments):
                if segment.phase in phases:
                    per_month = rate(segment) if callable(rate) else rate
                    stream.add(product, i, per_month * segment.length)
        return stream

    def total(self, streams: Iterable[Stream], weight: Weight) -> Amounts:
        """Streams added up over the segments, each counted `weight` times."""
        out: Amounts = {}
        weights = [weight(s) for s in self.segments]
        for stream in streams:
            for product, flow in stream.flows.items():
                out[product] = out.get(product, 0.0) + sum(amount * weights[i] for i, amount in flow.items())
        return out

    def draw(self, amounts: Amounts) -> Draws:
        """Amounts met with the draws: one value per draw, or a single one where the sum is certain."""
        fixed = amounts.get(ONE, 0.0)
        moving = [(amount, self.draws[product]) for product, amount in amounts.items() if product != ONE and amount]
        if not moving:
            return [fixed]
        if len(moving) == 1:
            amount, draws = moving[0]
            return [fixed + amount * x for x in draws]
        sizes = [amount for amount, _ in moving]
        rows = zip(*(draws for _, draws in moving), strict=True)
        return [fixed + sum(map(mul, sizes, row)) for row in rows]


def everywhere(_: Segment) -> float:
    """The whole horizon."""
    return 1.0


def in_month(month: int) -> Weight:
    """The segments of a month."""
    return lambda s: float(s.month == month)


def within(start: float, end: float) -> Weight:
    """The share of a segment that lies in a window."""
    return lambda s: max(0.0, min(s.end, end) - max(s.start, start)) / s.length


def in_phase(name: str) -> Weight:
    """The segments of a phase."""
    return lambda s: 1.0 if s.phase == name else 0.0


def scaled(amounts: Amounts, by: float) -> Amounts:
    """Amounts, each times a number."""
    return {product: amount * by for product, amount in amounts.items()}


def joined(*parts: Amounts) -> Amounts:
    """Amounts added up."""
    out: Amounts = {}
    for part in parts:
        for product, amount in part.items():
            out[product] = out.get(product, 0.0) + amount
    return out
