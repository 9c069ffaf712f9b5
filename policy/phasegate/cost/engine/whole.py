"""Arrays over draws and segments that are made a block of draws at a time, whatever their size.

What is not a product of a column and a row needs a number for every draw in every segment. Such an array is a function
of a block of draws; a named one keeps the blocks it has made while there is room, and is made again where there is none.
The blocks are always the same, so that no figure depends on how much room there was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.room import Room

Array = NDArray[np.float64]
BLOCK = 4096
"""Draws in a block."""


class Whole:
    """A `(draws, segments)` array; `make(start, stop)` gives some of its draws."""

    __slots__ = ("_kept", "_most", "_room", "draws", "make")

    def __init__(self, draws: int, make: Callable[[int, int], Array]) -> None:
        self.draws = draws
        self.make = make
        self._kept: dict[int, Array] | None = None
        self._room: Room | None = None
        self._most = 0

    def __del__(self) -> None:
        if self._kept and self._room is not None:
            self._room.give_back(sum(block.nbytes for block in self._kept.values()))

    def keep(self, room: Room, *, costly: bool = False) -> Whole:
        """The same, marked as used more than once: its blocks are kept while there is room.

        Those that are sums of many others (`costly`) may take the second half of it too.
        """
        if self._kept is None:
            self._kept, self._room = {}, room
        self._most = max(self._most, room.size if costly else room.size // 2)
        return self

    def block(self, start: int, stop: int) -> Array:
        """`(stop - start, segments)`: the draws of one block."""
        found = self._kept.get(start) if self._kept is not None else None
        if found is None:
            with np.errstate(all="ignore"):
                found = self.make(start, stop)
            if self._kept is not None and self._room is not None and self._room.take(found.nbytes, self._most):
                self._kept[start] = found
        return found

    def blocks(self) -> Iterator[Array]:
        """All of it, block by block."""
        return (self.block(start, stop) for start, stop in spans(self.draws))

    def map(self, change: Callable[[Array], Array]) -> Whole:
        """Each block changed."""
        return Whole(self.draws, lambda start, stop: change(self.block(start, stop)))


def spans(draws: int) -> Iterator[tuple[int, int]]:
    """Where the blocks start and end."""
    return ((start, min(start + BLOCK, draws)) for start in range(0, draws, BLOCK))


def added(parts: list[Whole]) -> Whole | None:
    """The sum of several arrays; none if there are none."""
    if len(parts) < 2:
        return parts[0] if parts else None

    def make(start: int, stop: int) -> Array:
        total = np.array(parts[0].block(start, stop))
        for one in parts[1:]:
            total += one.block(start, stop)
        return total

    return Whole(parts[0].draws, make)
