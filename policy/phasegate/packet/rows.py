"""How many rows a packet prints: the longest tables give way first, and what is left out is said under each.

Whoever reads a packet cannot read ten thousand rows, and printing them takes minutes. The JSON inside the PDF has all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phasegate.packet.view_decision import CutTable

MAX_ROWS = 400
"""Rows of all the tables of a packet that are as long as the case makes them; the longest are cut, which is said there."""
TABLES = {
    "summary.conditions": ("summary", "conditions"),
    "budgets": ("budgets", "budgets"),
    "budget_years": ("budgets", "years"),
    "decisions": ("budgets", "decisions"),
    "levers": ("choices", "levers"),
    "options": ("choices", "options"),
    "scenarios": ("choices", "scenarios"),
    "value.streams": ("value", "values"),
    "metrics": ("value", "metrics"),
    "controls": ("controls", "controls"),
    "findings": ("findings", "findings"),
    "waivers": ("record", "waivers"),
    "measured": ("record", "measured figures"),
    "assumptions": ("assumptions", "assumptions"),
    "method.inputs": ("method", "files"),
}
"""The tables that are as long as the case makes them, by their field: the section that prints them, and their rows."""


def fitted(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a view with at most `MAX_ROWS` rows in all its tables, and what was left out of which."""
    kept = dict(fields)
    lengths = {path: len(rows) for path in TABLES if (rows := _rows(kept, path))}
    most = _share(sorted(lengths.values()), MAX_ROWS)
    left = []
    for path, length in lengths.items():
        if length > most:
            section, what = TABLES[path]
            _cut(kept, path, most)
            left.append(CutTable(section=_home(section, kept), what=what, printed=most, rows=length))
    return {**kept, "left_out": tuple(left)}


def _share(lengths: list[int], room: int) -> int:
    """The length at which tables are cut so that all fit into the room; short ones leave theirs to the others."""
    for at, length in enumerate(lengths):
        share = room // (len(lengths) - at)
        if length > share:
            return share
        room -= length
    return max(lengths, default=0)


def _home(section: str, fields: Mapping[str, Any]) -> str:
    """The section that prints a table: decisions stand by themselves where there are no budgets."""
    return "record" if section == "budgets" and not fields.get("budgets") else section


def _rows(fields: Mapping[str, Any], path: str) -> tuple[Any, ...]:
    owner, _, name = path.rpartition(".")
    held = fields.get(owner or name)
    found = getattr(held, name) if owner and held is not None else held
    return found or ()


def _cut(fields: dict[str, Any], path: str, most: int) -> None:
    owner, _, name = path.rpartition(".")
    rows = _rows(fields, path)[:most]
    fields[owner or name] = fields[owner].model_copy(update={name: rows}) if owner else rows
