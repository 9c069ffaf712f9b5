"""What changed between two price lists: models that came and went, prices by how far they moved, days of retirement."""

from __future__ import annotations

from phasegate.prices.book import KINDS, Day, PriceBook
from phasegate_dsl.records import frozen


@frozen
class Moved:
    """One price that is another now, in USD for a million tokens; nothing on a side where it has none."""

    model: str
    kind: str
    old: float | None
    new: float | None

    @property
    def change(self) -> float | None:
        """The change as a part of the old price; none where there is no ratio."""
        return (self.new - self.old) / self.old if self.old and self.new is not None else None


@frozen
class Changes:
    """All that differs between two lists."""

    moved: tuple[Moved, ...]
    """By size of the change, prices without a ratio first."""
    new: tuple[str, ...]
    gone: tuple[str, ...]
    retirements: tuple[tuple[str, Day | None, Day | None], ...]

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.moved or self.new or self.gone or self.retirements)


def changes(old: PriceBook, new: PriceBook) -> Changes:
    """From an old list to a new one."""
    both = [name for name in sorted(old.models) if name in new.models]
    moved = [
        Moved(name, kind, a.get(kind), b.get(kind))
        for name in both
        for a, b in [(old.models[name].prices, new.models[name].prices)]
        for kind in KINDS
        if a.get(kind) != b.get(kind)
    ]
    days = [(name, old.models[name].retires, new.models[name].retires) for name in both]
    return Changes(
        tuple(sorted(moved, key=_by_size)),
        tuple(name for name in sorted(new.models) if name not in old.models),
        tuple(name for name in sorted(old.models) if name not in new.models),
        tuple(day for day in days if day[1] != day[2]),
    )


def _by_size(one: Moved) -> tuple[bool, float, str]:
    change = one.change
    return change is not None, -abs(change or 0.0), one.model
