"""The grid: months cut at every phase boundary, so that each segment lies in one month and in one phase."""

from __future__ import annotations

from dataclasses import field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from phasegate.model.case import TINY, Case, Phase, Window
from phasegate_dsl.records import slotted

Array = NDArray[np.float64]


@slotted
class Grid:
    """Segments of the horizon; all arrays have one entry a segment, times are months from the start."""

    start: Array
    length: Array
    month: NDArray[np.int64]
    """The calendar month a segment lies in, counted from the first."""
    phase: NDArray[np.int64]
    """Index of the phase; -1 where the case has none."""
    when: Array
    """The moment at which series are read: the middle of the part of a month that lies in one phase. Cuts within that
    part (where a line or a lever starts) do not move it, so that they move no other figure."""
    months: int
    first: tuple[int, int]
    """Year and month of the first month."""
    middle: Array = field(init=False)
    """Middle of each segment."""
    _inside: dict[tuple[float, float], NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.middle = self.start + self.length / 2

    @property
    def size(self) -> int:
        """How many segments there are."""
        return len(self.start)

    def inside(self, window: Window) -> NDArray[np.bool_]:
        """Which segments lie in a window (its ends are segment boundaries)."""
        key = (window.start, window.end)
        found = self._inside.get(key)
        if found is None:
            found = self._inside[key] = (self.middle > window.start) & (self.middle < window.end)
            found.flags.writeable = False  # many lines share it
        return found

    def before(self, time: float) -> Array:
        """`(segments,)` the part of each segment that lies before a point in time."""
        return np.clip((time - self.start) / self.length, 0.0, 1.0)

    def at(self, time: float) -> int:
        """The segment that holds a point in time; the last one for the end of the horizon."""
        return min(int(np.searchsorted(self.start, time + TINY, side="right")) - 1, self.size - 1)

    @property
    def first_of_month(self) -> NDArray[np.int64]:
        """The first segment of each month."""
        return np.searchsorted(self.month, np.arange(self.months))

    def by_month(self, values: Array) -> Array:
        """Sums over the segments of each month: (…, segments) to (…, months)."""
        return np.add.reduceat(values, self.first_of_month, axis=-1)

    def calendar(self, month: int) -> tuple[int, int]:
        """Year and month of a month of the grid."""
        index = self.first[0] * 12 + self.first[1] - 1 + month
        return index // 12, index % 12 + 1


def last_year(start: float, end: float) -> Window:
    """The last twelve months of a stretch, or all of it when it is shorter."""
    return Window(max(start, end - 12), end)


def first_year(start: float, end: float) -> Window:
    """The first twelve months of a stretch, or all of it when it is shorter."""
    return Window(start, min(end, start + 12))


def last_month(start: float, end: float) -> Window:
    """The last month of a stretch, or all of it when it is shorter."""
    return Window(max(start, end - 1), end)


def budget_years(case: Case, phase: Phase) -> list[Window]:
    """The years that a yearly budget of a phase is granted for; the last may be shorter.

    They are twelve months each from the start of the phase or, where the case declares its fiscal year, the parts of the
    fiscal years that lie in the phase: then the first may be shorter too.
    """
    first = phase.start
    if case.fiscal_year is not None:
        first = float((case.fiscal_year - case.start[1]) % 12 - 12)
    cuts = [first + 12 * at for at in range(int((phase.end - first) // 12) + 2)]
    edges = [phase.start, *(at for at in cuts if phase.start + TINY < at < phase.end - TINY), phase.end]
    return [Window(*pair) for pair in pairwise(edges) if pair[1] - pair[0] > TINY]


def build(case: Case) -> Grid:
    """The grid of a case: cut at months, phases, the windows of lines, values and levers, and days on which sums are paid."""
    horizon = round(case.horizon)
    cells = _edges({float(m) for m in range(horizon + 1)} | {t for p in case.phases for t in (p.start, p.end)}, horizon)
    cuts = set(cells)
    for phase in case.phases:
        cuts |= {last_year(phase.start, phase.end).start, last_month(phase.start, phase.end).start}
        cuts |= {first_year(phase.start, phase.end).end, *(year.end for year in budget_years(case, phase))}
    for window in (*(line.window for line in case.rows), *(one.window for one in case.values)):
        cuts |= {window.start, window.end}
    cuts |= {line.starts for line in case.rows if not line.recurring}
    for lever in case.levers:
        cuts |= {lever.start, lever.end}
    edges = _edges(cuts, horizon)
    start = np.array(edges[:-1])
    length = np.diff(np.array(edges))
    middle = start + length / 2
    phase_of = np.full(len(start), -1, dtype=np.int64)
    for index, phase in enumerate(case.phases):
        phase_of[(middle > phase.start) & (middle < phase.end)] = index
    cell = np.searchsorted(np.array(cells), middle) - 1
    when = (np.array(cells)[cell] + np.array(cells)[cell + 1]) / 2
    return Grid(start, length, np.floor(middle).astype(np.int64), phase_of, when, horizon, case.start)


def _edges(cuts: set[float], horizon: int) -> list[float]:
    """Cuts within the horizon in order, each once up to rounding."""
    edges: list[float] = []
    for cut in sorted(c for c in cuts if -TINY < c < horizon + TINY):
        if not edges or cut - edges[-1] > TINY:
            edges.append(cut)
    return edges
