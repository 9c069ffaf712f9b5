"""Which definition a name stands for, by the phase in which it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from phasegate.model.case import ROWS

COSTS = ("cost", "run_cost")
"""The names by which a metric, a value or an option asks for what all lines cost."""
COSTED = ("metric.", "value.", "option.")
"""How the keys of those start."""


class Defined(Protocol):
    """What looking up a name asks of a definition."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """What it defines."""

    @property
    def phase(self) -> str:
        """The phase that holds it, empty at case level."""


def lines_by_name(definitions: Mapping[str, Defined]) -> dict[str, list[str]]:
    """The keys of the priced rows in phases, by their names."""
    found: dict[str, list[str]] = {}
    for key, one in definitions.items():
        if one.phase and one.kind in ROWS:
            found.setdefault(one.name, []).append(key)
    return found


def _lines_named(definitions: Mapping[str, Defined], name: str) -> list[str]:
    """The same for one name, without an index of all."""
    found = ((key, one) for key, one in definitions.items() if one.name == name and one.phase)
    return [key for key, one in found if one.kind in ROWS]


def find_key(
    definitions: Mapping[str, Defined],
    name: str,
    phase: str,
    current: str = "",
    lines: Mapping[str, list[str]] | None = None,
) -> str | None:
    """The key that a name stands for in a phase (or at case level): the phase's own, else the case's, else the one
    line of that name in another phase. `current` is the definition that asks: an override may use what it overrides.
    `lines` are `lines_by_name` of the same definitions, for code that looks lines up often."""
    own = f"{phase}.{name}"
    if phase and own in definitions and own != current:
        return own
    if name in definitions and name != current:
        return name
    elsewhere = _lines_named(definitions, name) if lines is None else lines.get(name, [])
    return elsewhere[0] if len(elsewhere) == 1 and elsewhere[0] != current else None
