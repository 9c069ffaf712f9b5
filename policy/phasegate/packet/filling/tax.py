"""The governance tax: what the rulesets imply, what the case sets aside, what is missing."""

from __future__ import annotations

import numpy as np

from phasegate.cost.figures import tax as engine
from phasegate.model.framework import Share
from phasegate.numbers.board import weeks
from phasegate.numbers.words import listed, plural
from phasegate.packet.filling.common import Array, Desk, band, p50
from phasegate.packet.parts import Mark, Status
from phasegate.packet.view_cost import GovernanceTax, TaxComponent

NAMES = {"timeline": "Timeline", "operations": "Operations", "roles": "Roles"}
SMALL = 0.01
"""A gap below this part of what is implied is not worth a word."""


def mean(values: Array) -> float:
    """The mean of `(draws,)` amounts."""
    return float(np.mean(values))


def governance_tax(desk: Desk) -> GovernanceTax | None:
    """The tax of the case; nothing where no ruleset in force defines one."""
    tax = desk.subject.tax
    if tax is None:
        return None
    implied, gap = mean(tax.modelled), mean(tax.gap)
    return GovernanceTax(
        period=f"over {desk.case.horizon:g} months",
        components=tuple(_component(desk, part) for part in tax.components.values()),
        modelled=band(tax.modelled),
        declared=mean(tax.declared),
        gap=gap,
        coverage=1 - gap / implied if implied else 1.0,
        cost=p50(desk.model.cost),
        cost_with_gap=p50(desk.model.cost + tax.gap),
        headline=_headline(desk, tax),
        note=_note(desk, tax),
    )


def _component(desk: Desk, part: engine.Component) -> TaxComponent:
    implied, gap = mean(part.modelled), mean(part.gap)
    unpriced = part.name == "roles" and part.fte > 0 and implied == 0
    word: str
    mark: Mark
    word, mark = ("not priced", "warn") if unpriced else _state(implied, mean(part.declared), gap)
    return TaxComponent(
        name=NAMES[part.name],
        norm=_norm(desk, part.name) + (f", of which none is in {desk.currency}" if unpriced else ""),
        modelled=band(part.modelled),
        declared=mean(part.declared),
        gap=gap,
        declared_by=_declared_by(desk, part),
        status=Status(word=word, mark=mark),
    )


def _state(implied: float, declared: float, gap: float) -> tuple[str, Mark]:
    if gap <= SMALL * implied:
        return "funded", "good"
    if declared <= 0:
        return "not funded", "bad"
    return ("mostly funded", "warn") if gap <= 0.2 * implied else ("short", "warn")


def _norm(desk: Desk, name: str) -> str:
    share = engine.largest([getattr(t, name) for t in desk.frame.taxes])
    if share is None:
        return "no norm"
    if name == "roles":
        return f"{_ends(share, 1)} full-time roles, at the rulesets’ rates"
    return f"{_ends(share, 100)}% of " + ("delivery time" if name == "timeline" else "recurring cost before governance")


def _ends(share: Share, factor: float) -> str:
    low, high = f"{share.low * factor:g}", f"{share.high * factor:g}"
    return low if low == high else f"{low}% to {high}" if factor == 100 else f"{low} to {high}"


def _declared_by(desk: Desk, part: engine.Component) -> str:
    """What in the case stands against the component."""
    if part.name == "timeline":
        aside = f"{weeks(part.declared_months)} set aside" if part.declared_months else "nothing set aside"
        return f"{aside}; {weeks(part.months)} implied"
    if part.name == "roles":
        names = [line.role for line in engine.governance_roles(desk.model, desk.frame)]
        held = f"{part.declared_fte:g} in the case: {listed(names, 4)}" if names else "none in the case"
        return f"{held}; {part.fte:.1f} implied"
    names = [line.name for line in engine.governance_lines(desk.model, desk.frame)]
    return f"{plural(len(names), 'line')}: {listed(names, 4)}" if names else "no line"


def _headline(desk: Desk, tax: engine.Tax) -> str:
    implied, declared, gap = mean(tax.modelled), mean(tax.declared), mean(tax.gap)
    start = f"The rulesets imply {desk.money(implied)} of governance cost; the case sets aside {desk.money(declared)}."
    if gap <= SMALL * implied:
        return f"{start} Nothing of weight is missing."
    worst = max(tax.components.values(), key=lambda part: mean(part.gap))
    return f"{start} {desk.money(gap)} is missing, most of it in {worst.name} ({desk.money(mean(worst.gap))})."


def _note(desk: Desk, tax: engine.Tax) -> str:
    words = (
        "What is missing is counted draw by draw and by component, so one component’s surplus does not hide another’s "
        "gap; it can therefore be more than the implied sum less the declared one."
    )
    delayed = mean(tax.value_delayed)
    if delayed > 0:
        words += f" The added weeks also push {desk.money(delayed)} of value beyond the horizon (mean); it is not part of the tax."
    return words
