"""The governance tax: what governing this case adds according to its rulesets, what the case sets aside, what is missing.

Three components, each over the horizon, per draw: `timeline` (delivery phases take longer, at what recurs in them),
`operations` (a part of recurring cost before governance, from the end of the first phase on) and `roles` (dedicated
staff over the same time). Where several rulesets define a tax, each component's largest range counts.

A norm that is a range (`20% to 40%`) is drawn. One that is an interval (`1 fte..2 fte`) is a set of allowed values and
never drawn: what the case declares is implied where it lies within, else the nearest end. docs/governance-tax.md has the
definitions.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from phasegate.cost.engine import distributions
from phasegate.cost.engine.draws import normal_quantile
from phasegate.cost.engine.flow import Flow
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.finance import cost_of_delay
from phasegate.model.case import Case, Line, Phase, Window
from phasegate.model.framework import Framework, RoleDef, Share
from phasegate_dsl.records import slotted


@slotted
class Component:
    """One component of the tax, `(draws,)` amounts of money over the horizon."""

    name: str
    modelled: Array
    declared: Array
    when: Flow
    """How what is implied spreads over the segments, up to a factor for each draw."""
    months: float = 0.0
    """Timeline only: mean months that governance adds to delivery."""
    declared_months: float = 0.0
    fte: float = 0.0
    """Roles only: mean full-time equivalents that the rulesets imply."""
    declared_fte: float = 0.0

    @property
    def gap(self) -> Array:
        """What is missing, never below zero."""
        return np.maximum(self.modelled - self.declared, 0.0)

    @property
    def surplus(self) -> Array:
        """What is declared beyond what is implied, never below zero: implied - declared + surplus = missing."""
        return np.maximum(self.declared - self.modelled, 0.0)

    @property
    def coverage(self) -> Array:
        """The funded part of what is implied."""
        return _funded(self.gap, self.modelled)

    def missing(self) -> Flow:
        """What is missing in each segment: it falls when what is implied does."""
        whole = self.when.total(np.ones(self.when.size))
        with np.errstate(all="ignore"):
            factor = np.where(whole > 0, self.gap / whole, 0.0)
        return self.when * factor[:, None]


class Tax:
    """The governance tax of a case."""

    def __init__(self, components: dict[str, Component], model: Model) -> None:
        self.components = components
        self.model = model

    @property
    def value_delayed(self) -> Array:
        """Value that the added months push out of the horizon, `(draws,)`; shown beside the tax, not part of it."""
        months = self.components["timeline"].months
        return cost_of_delay(self.model, months) if self.model.case.values else np.zeros(self.model.draws)

    @property
    def modelled(self) -> Array:
        """What the rulesets imply."""
        return np.sum([c.modelled for c in self.components.values()], axis=0)

    @property
    def declared(self) -> Array:
        """What the case sets aside."""
        return np.sum([c.declared for c in self.components.values()], axis=0)

    @property
    def gap(self) -> Array:
        """What is missing: gaps of the components added, so that one's surplus does not hide another's gap."""
        return np.sum([c.gap for c in self.components.values()], axis=0)

    @property
    def surplus(self) -> Array:
        """What components have beyond what is implied of them; it covers no gap of another."""
        return np.sum([c.surplus for c in self.components.values()], axis=0)

    @property
    def coverage(self) -> Array:
        """The funded part of what is implied."""
        return _funded(self.gap, self.modelled)

    @cached_property
    def missing(self) -> Flow:
        """What is missing in each segment; its sum is the gap."""
        parts = [one.missing() for one in self.components.values()]
        return sum(parts[1:], parts[0]).merged()


def _funded(gap: Array, implied: Array) -> Array:
    """One less the missing part; all of it where nothing is implied."""
    with np.errstate(all="ignore"):
        return np.where(implied > 0, 1 - gap / implied, 1.0)


def largest(shares: list[Share | None]) -> Share | None:
    """The range with the largest middle."""
    given = [s for s in shares if s is not None]
    return max(given, key=lambda s: (s.low + s.high, s.high), default=None)


def governance_lines(model: Model, frame: Framework) -> list[Line]:
    """Recurring lines, roles apart, of a governance category or funding a governance control."""
    controls = {c.name for c in frame.controls.values() if c.governance}
    return [
        line
        for line in model.case.lines
        if line.recurring and not line.role and (frame.governing(line.category) or controls.intersection(line.funds))
    ]


def governance_roles(model: Model, frame: Framework) -> list[Line]:
    """The lines of governance roles."""
    roles = {r.name for r in frame.roles.values() if frame.governs(r)}
    return [line for line in model.case.lines if line.role in roles or (line.role and frame.governing(line.category))]


def tax(model: Model, frame: Framework) -> Tax | None:
    """The tax of a case; none where no ruleset that it follows defines one."""
    if not frame.taxes or not model.case.phases:
        return None
    after = taxed_time(model.case)
    components = {
        "timeline": _timeline(model, frame),
        "operations": _operations(model, frame, after),
        "roles": _roles(model, frame, after),
    }
    return Tax(components, model)


def taxed_time(case: Case) -> Window:
    """The time in which operations and roles are taxed: after the first phase, or all of it where there is no other."""
    return Window(case.phases[0].end if len(case.phases) > 1 else 0.0, case.horizon)


def stream(model: Model, name: str) -> Array:
    """`(draws,)` uniform numbers that a range of the tax is drawn from: a component, or `rate.` and a role."""
    return model.tax_stream(name)


def drawn(share: Share, u: Array) -> Array:
    """A range at some uniform numbers, which lies between its P5 and its P95 in nine draws of ten."""
    if share.low == share.high:
        return np.full(len(u), share.low)
    return distributions.span(normal_quantile(u), share.low, share.high, share.of_whole)


def _implied(model: Model, name: str, share: Share, base: Array, declared: Array) -> Array:
    """`(draws,)` a share of a base: as drawn, or of an interval the allowed value nearest to what is declared."""
    if share.interval:
        return np.clip(declared, share.low * base, share.high * base)
    return drawn(share, stream(model, name)) * base


def _delivery(model: Model, frame: Framework) -> list[Phase]:
    """Phases whose norm says so; where no norm says anything, all but the first and the last."""
    named = {n.name for n in frame.phases.values() if n.delivery}
    return [p for p in model.case.phases if p.name in named] if named else model.case.phases[1:-1]


def _timeline(model: Model, frame: Framework) -> Component:
    share = largest([t.timeline for t in frame.taxes])
    found = Component("timeline", np.zeros(model.draws), np.zeros(model.draws), Flow(np.zeros(model.grid.size)))
    for phase in _delivery(model, frame):
        if phase.duration > 0:
            _delay(model, phase, share, found)
    return found


def _delay(model: Model, phase: Phase, share: Share | None, found: Component) -> None:
    """Add what governance delays in a delivery phase: a share of the time left for delivery, at what recurs a month.

    What is paid once is not paid again when a phase takes longer.
    """
    window, left = model.phase_window(phase), phase.duration - phase.governance_time
    burn = model.total(model.recurring, window) / phase.duration
    aside = burn * phase.governance_time
    found.declared = found.declared + aside
    found.declared_months += phase.governance_time
    if share is None:
        return
    found.modelled = found.modelled + _implied(model, "timeline", share, burn * left, aside)
    one, months = np.ones(model.draws), np.full(model.draws, phase.governance_time)
    found.months += float(_implied(model, "timeline", share, one * left, months).mean())
    inside = model.grid.inside(window)
    found.when = found.when + model.recurring.masked(inside, np.full(model.grid.size, left / phase.duration))


def _operations(model: Model, frame: Framework, window: Window) -> Component:
    share = largest([t.operations for t in frame.taxes])
    lines = governance_lines(model, frame)
    declared = model.total(model.sum_cash(lines), window)
    if share is None:
        return Component("operations", np.zeros(model.draws), declared, Flow(np.zeros(model.grid.size)))
    own = {line.key for line in lines} | {line.key for line in governance_roles(model, frame)}
    before = model.sum_cash([line for line in model.case.lines if line.recurring and line.key not in own])
    base = model.total(before, window)
    modelled = _implied(model, "operations", share, base, declared)
    return Component("operations", modelled, declared, before.masked(model.grid.inside(window)))


def _roles(model: Model, frame: Framework, window: Window) -> Component:
    share = largest([t.roles for t in frame.taxes])
    lines = governance_roles(model, frame)
    declared, fte = model.total(model.sum_cash(lines), window), sum(line.fte for line in lines)
    inside = model.grid.inside(window)
    length = np.where(inside, model.grid.length, 0.0)
    if share is None:
        return Component("roles", np.zeros(model.draws), declared, Flow(np.zeros(model.grid.size)), declared_fte=fte)
    rate = _mean_rate(model, frame)
    if not share.interval:
        staff = drawn(share, stream(model, "roles"))
        modelled = staff * rate * length.sum()
        return Component("roles", modelled, declared, Flow(length), fte=float(staff.mean()), declared_fte=fte)
    # In each segment: staff that is missing costs the rulesets' rate, staff beyond the norm is a surplus at its own.
    staffed = sum((np.where(model.grid.inside(line.window), line.fte, 0.0) for line in lines), np.zeros(len(length)))
    short = np.maximum(share.low - staffed, 0.0) * length
    beyond = np.divide(staffed - share.high, staffed, out=np.zeros(len(length)), where=staffed > share.high)
    surplus = model.total(model.sum_cash(lines).masked(inside, beyond))
    modelled = declared - surplus + rate * short.sum()
    implied = float(np.clip(fte, share.low, share.high))
    return Component("roles", modelled, declared, Flow(short), fte=implied, declared_fte=fte)


def _mean_rate(model: Model, frame: Framework) -> Array:
    """`(draws,)` money per full-time equivalent and month: the mean over all governance roles that the rulesets price."""
    rates = [_rate(model, role) for role in frame.roles.values() if frame.governs(role)]
    priced = [rate for rate in rates if rate is not None]
    return np.mean(priced, axis=0) if priced else np.zeros(model.draws)


def _rate(model: Model, role: RoleDef) -> Array | None:
    """Money per full-time equivalent and month of a role in the case's currency; none where it is not known."""
    exchange = model.rate_of(role.currency)
    if role.rate is None or exchange is None:
        return None
    name = f"rate.{role.name}"
    return drawn(role.rate, stream(model, name)) * exchange
