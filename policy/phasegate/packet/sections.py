"""Which sections a packet has: those with nothing to say drop out, the rest are numbered in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from phasegate.packet.view import PacketView


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `flows` follows the one before on the same page, `wide` lies on landscape pages."""

    key: str
    title: str
    number: int
    flows: bool = False
    wide: bool = False


def sections(view: PacketView) -> tuple[Section, ...]:
    """The sections that this view prints, numbered from 1."""
    present = [row for row in _all(view) if row[2]]
    return tuple(
        Section(key, title, number, flows="flows" in how, wide="wide" in how)
        for number, (key, title, _, how) in enumerate(present, start=1)
    )


def _all(view: PacketView) -> list[tuple[str, str, bool, str]]:
    record = bool(view.waivers or view.measured or (view.decisions and not view.budgets))
    choices = bool(view.levers or view.options or view.scenarios)
    return [
        ("summary", "Decision and summary", True, ""),
        ("budgets", "The three budgets" if len(view.budgets) == 3 else "Budgets", bool(view.budgets), ""),
        ("costs", "Cost by phase, category and year", bool(view.costs or view.years), ""),
        ("curve", "Cost over time and usage", bool(view.monthly or view.usage or view.drivers), ""),
        ("cliff", "From pilot to production", bool(view.cliff), "flows"),
        ("tax", "The governance tax", bool(view.tax), "flows"),
        ("choices", "Levers, options and scenarios", choices, "flows"),
        ("value", "Value and unit economics", bool(view.value or view.metrics), "flows"),
        ("controls", "Control matrix", bool(view.controls), "wide"),
        ("findings", "Findings", True, ""),
        ("record", "Waivers and measured figures", record, "flows"),
        ("assumptions", "Assumptions register", bool(view.assumptions), "flows"),
        ("method", "Method and limits", True, "flows"),
        ("signoff", "Sign-off", True, ""),
    ]
