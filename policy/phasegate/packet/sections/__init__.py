"""The sections of a packet, one row each: a file that builds its part of the view, a template that prints it.

A section is `sections/NAME.py`, `templates/packet/NAME.html` and a row of `SECTIONS`, in reading order. Those with nothing
to say drop out, the rest are numbered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phasegate.packet.rows import fitted
from phasegate.packet.sections import (
    assumptions,
    budgets,
    choices,
    cliff,
    controls,
    costs,
    cover,
    curve,
    findings,
    method,
    record,
    reserves,
    signoff,
    summary,
    tax,
    value,
)
from phasegate.packet.view import PacketView
from phasegate.results.result import Result
from phasegate_dsl.records import frozen


@frozen
class SectionSpec:
    """A section: its key (the template's name), its title, its builder, and whether a view has something for it."""

    key: str
    title: str
    build: Callable[[Result], dict[str, Any]]
    says: Callable[[PacketView], object] = lambda view: True
    flows: bool = False
    """Whether it follows the one before on the same page."""
    wide: bool = False
    """Whether it lies on landscape pages."""

    def named(self, view: PacketView) -> str:
        """The title on the page."""
        return "The three budgets" if self.key == "budgets" and len(view.budgets) == 3 else self.title


SECTIONS = (
    SectionSpec("summary", "Decision and summary", summary.build),
    SectionSpec("budgets", "Budgets", budgets.build, lambda view: view.budgets),
    SectionSpec("costs", "Cost by phase, category and year", costs.build, lambda view: view.costs or view.years),
    SectionSpec("reserves", "Contingency and risks", reserves.build, lambda view: view.contingencies or view.risks, flows=True),
    SectionSpec("curve", "Cost over time and usage", curve.build, lambda view: view.monthly or view.usage or view.drivers),
    SectionSpec("cliff", "From pilot to production", cliff.build, lambda view: view.cliff, flows=True),
    SectionSpec("tax", "The governance tax", tax.build, lambda view: view.tax, flows=True),
    SectionSpec("choices", "Levers, options and scenarios", choices.build, lambda view: view.levers or view.options or view.scenarios, flows=True),
    SectionSpec("value", "Value and unit economics", value.build, lambda view: view.value or view.metrics, flows=True),
    SectionSpec("controls", "Control matrix", controls.build, lambda view: view.controls, wide=True),
    SectionSpec("findings", "Findings", findings.build),
    SectionSpec("record", "Waivers and measured figures", record.build, lambda view: view.waivers or view.measured or (view.decisions and not view.budgets), flows=True),
    SectionSpec("assumptions", "Assumptions register", assumptions.build, lambda view: view.assumptions or view.exchange, flows=True),
    SectionSpec("method", "Method and limits", method.build, flows=True),
    SectionSpec("signoff", "Sign-off", signoff.build),
)  # fmt: skip
"""Every section in reading order; a new one is a file, a template and a row."""


@frozen
class Section:
    """A numbered section of one packet."""

    key: str
    title: str
    number: int
    flows: bool = False
    wide: bool = False


def view_of(result: Result) -> PacketView:
    """The packet of a case, from its result alone; raises `ValueError` for one that was not judged or not filled whole."""
    if not result.judged or result.detail != "full":
        raise ValueError("only a case that was judged has a packet, made from a result of full detail")
    fields = cover.build(result)
    for row in SECTIONS:
        fields |= row.build(result)
    return PacketView(**fitted(fields))


def sections(view: PacketView) -> tuple[Section, ...]:
    """The sections that this view prints, numbered from 1."""
    present = [row for row in SECTIONS if row.says(view)]
    return tuple(
        Section(row.key, row.named(view), number, row.flows, row.wide) for number, row in enumerate(present, start=1)
    )
