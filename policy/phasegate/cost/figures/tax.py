"""The governance tax: what governing this case adds according to its rulesets, what the case sets aside, what is missing.

Three components, each over the horizon, per draw: `timeline` (delivery phases take longer, at the phase's burn),
`operations` (a part of recurring cost before governance, from the end of the first phase on) and `roles` (dedicated
staff over the same time). Where several rulesets define a tax, each component's largest range counts.
"""

from __future__ import annotations

import numpy as np

from phasegate.cost.engine import distributions
from phasegate.cost.engine.draws import normal_quantile, uniforms
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.finance import cost_of_delay
from phasegate.model.case import Line, Phase, Window
from phasegate.model.framework import Framework, RoleDef, Share
from phasegate_dsl.records import slotted


@slotted
class Component:
    """One component of the tax, `(draws,)` amounts of money over the horizon."""

    name: str
    modelled: Array
    declared: Array
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
    def coverage(self) -> Array:
        """Declared over modelled; one where nothing is implied."""
        with np.errstate(all="ignore"):
            return np.where(self.modelled > 0, self.declared / self.modelled, 1.0)


@slotted
class Tax:
    """The governance tax of a case."""

    components: dict[str, Component]
    model: Model

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
    def coverage(self) -> Array:
        """The funded part of what is implied."""
        with np.errstate(all="ignore"):
            return np.where(self.modelled > 0, 1 - self.gap / self.modelled, 1.0)


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
    first = model.case.phases[0]
    after = Window(first.end if len(model.case.phases) > 1 else 0.0, model.case.horizon)
    components = {
        "timeline": _timeline(model, frame),
        "operations": _operations(model, frame, after),
        "roles": _roles(model, frame, after),
    }
    return Tax(components, model)


def stream(model: Model, name: str) -> Array:
    """`(draws,)` uniform numbers that a range of the tax is drawn from: a component, or `rate.` and a role."""
    return uniforms(model.seed, f"tax.{name}", model.draws)


def drawn(name: str, share: Share, u: Array) -> Array:
    """A range at some uniform numbers: the staff evenly between its ends, all else between its P5 and P95."""
    if name == "roles":
        return share.low + (share.high - share.low) * u
    if share.low == share.high:
        return np.full(len(u), share.low)
    return distributions.span(normal_quantile(u), share.low, share.high)


def _delivery(model: Model, frame: Framework) -> list[Phase]:
    """Phases whose norm says so; where no norm says anything, all but the first and the last."""
    named = {n.name for n in frame.phases.values() if n.delivery}
    return [p for p in model.case.phases if p.name in named] if named else model.case.phases[1:-1]


def _timeline(model: Model, frame: Framework) -> Component:
    share = largest([t.timeline for t in frame.taxes])
    modelled, declared = np.zeros(model.draws), np.zeros(model.draws)
    months = declared_months = 0.0
    for phase in _delivery(model, frame):
        if phase.duration <= 0:
            continue
        burn = model.phase_cost(phase) / phase.duration
        declared = declared + burn * phase.governance_time
        declared_months += phase.governance_time
        if share is not None:
            added = drawn("timeline", share, stream(model, "timeline")) * (phase.duration - phase.governance_time)
            modelled = modelled + burn * added
            months += float(added.mean())
    return Component("timeline", modelled, declared, months=months, declared_months=declared_months)


def _operations(model: Model, frame: Framework, window: Window) -> Component:
    share = largest([t.operations for t in frame.taxes])
    lines = governance_lines(model, frame)
    declared = model.total(model.sum_cash(lines), window)
    if share is None:
        return Component("operations", np.zeros(model.draws), declared)
    own = {line.key for line in lines} | {line.key for line in governance_roles(model, frame)}
    before = [line for line in model.case.lines if line.recurring and line.key not in own]
    part = drawn("operations", share, stream(model, "operations"))
    return Component("operations", part * model.total(model.sum_cash(before), window), declared)


def _roles(model: Model, frame: Framework, window: Window) -> Component:
    share = largest([t.roles for t in frame.taxes])
    lines = governance_roles(model, frame)
    declared = model.total(model.sum_cash(lines), window)
    fte = sum(line.fte for line in lines)
    if share is None:
        return Component("roles", np.zeros(model.draws), declared, declared_fte=fte)
    staff = drawn("roles", share, stream(model, "roles"))
    rates = [_rate(model, role) for role in frame.roles.values() if frame.governs(role)]
    priced = [r for r in rates if r is not None]
    rate = np.mean(priced, axis=0) if priced else np.zeros(model.draws)
    months = window.end - window.start
    return Component("roles", staff * rate * months, declared, fte=float(staff.mean()), declared_fte=fte)


def _rate(model: Model, role: RoleDef) -> Array | None:
    """Money per full-time equivalent and month of a role in the case's currency; none where it is not known.

    The tax takes the mean over all governance roles that the rulesets price.
    """
    exchange = model.rate_of(role.currency)
    if role.rate is None or exchange is None:
        return None
    name = f"rate.{role.name}"
    return drawn(name, role.rate, stream(model, name)) * exchange
