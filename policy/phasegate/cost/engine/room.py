"""How many bytes the arrays of a run may keep for a second use, and how many they keep now."""

from __future__ import annotations

from dataclasses import dataclass

ROOM = 512 << 20
"""Bytes of a run that says nothing else."""


@dataclass(slots=True, eq=False)
class Room:
    """Room for arrays, shared by all models of a run; no figure depends on how much there is."""

    size: int = ROOM
    held: int = 0
    """Bytes that are kept now."""

    def take(self, size: int, most: int) -> bool:
        """Whether so many bytes fit below a mark; they are counted then."""
        if self.held + size > most:
            return False
        self.held += size
        return True

    def give_back(self, size: int) -> None:
        """Count bytes as free again."""
        self.held -= size
