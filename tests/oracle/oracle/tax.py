"""The governance tax: what the norms imply for a case, what it declares, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from .draws import DRAWS, Draws, Figures, between, share, summarise, times
from .streams import Model, Weight, in_phase, within


@dataclass(frozen=True)
class TaxTerms:
    """What the rulesets' norms say of a case; the lines and roles that count as governance come from the rulesets."""

    timeline: tuple[float, float]
    operations: tuple[float, float]
    roles: tuple[float, float]
    role_rates: Mapping[str, tuple[float, float]]
    """Dollars per person and year, per governance role that the rulesets price."""
    governance_controls: tuple[str, ...]
    """Controls that the rulesets mark as governance."""
    governance_lines: frozenset[str]
    """The recurring lines that are in category governance or fund one of those, found by reading the case."""
    delivery: Mapping[str, float]
    """Delivery phases, with the governance time that the case sets aside in each, in months."""
    staff: Mapping[str, float]
    """Full-time equivalents in governance roles in each phase after the first: never more than the norm allows."""


def tax_figures(model: Model, terms: TaxTerms) -> Figures:
    """Governance tax by component and in total: modelled, declared, gap and surplus (neither below zero in any draw)."""
    components = {"timeline": _timeline, "operations": _operations, "roles": _role_tax}
    out: Figures = {}
    sums = {what: [0.0] * DRAWS for what in ("modelled", "declared", "gap", "surplus")}
    for name, component in components.items():
        modelled, declared = component(model, terms)
        gap = [max(0.0, m - d) for m, d in zip(modelled, declared, strict=True)]
        surplus = [max(0.0, d - m) for m, d in zip(modelled, declared, strict=True)]
        for what, draws in zip(sums, (modelled, declared, gap, surplus), strict=True):
            out |= summarise(f"tax.{name}.{what}", draws)
            sums[what] = [a + b for a, b in zip(sums[what], draws, strict=True)]
    for what, draws in sums.items():
        out |= summarise(f"tax.{what}", draws)
    return out


def _full(draws: Draws) -> Draws:
    """A certain amount as so many equal draws."""
    return draws * DRAWS if len(draws) == 1 else draws


def _timeline(model: Model, terms: TaxTerms) -> tuple[Draws, Draws]:
    """Share of the time left for delivery, times what recurs in the phase per month; governance time times the same."""
    part = share("tax timeline", *terms.timeline)
    modelled, declared = [0.0] * DRAWS, [0.0] * DRAWS
    for name, set_aside in terms.delivery.items():
        phase = model.phases[name]
        recurring = model.total([s for s in model.costs if s.recurring], in_phase(name))
        burn = [cost / phase.duration for cost in _full(model.draw(recurring))]
        modelled = [m + f * (phase.duration - set_aside) * b for m, f, b in zip(modelled, part, burn, strict=True)]
        declared = [d + set_aside * b for d, b in zip(declared, burn, strict=True)]
    return modelled, declared


def _after_first(model: Model) -> Weight:
    """From the end of the first phase to the horizon."""
    return within(next(iter(model.phases.values())).end, model.horizon)


def _operations(model: Model, terms: TaxTerms) -> tuple[Draws, Draws]:
    """A share of recurring cost before governance, after the first phase; governance lines in the same months."""
    window, recurring = _after_first(model), [s for s in model.costs if s.recurring]
    before = [s for s in recurring if not s.role and s.name not in terms.governance_lines]
    declared = [s for s in recurring if s.name in terms.governance_lines]
    part = share("tax operations", *terms.operations)
    modelled = times(part, _full(model.draw(model.total(before, window))))
    return modelled, _full(model.draw(model.total(declared, window)))


def _role_tax(model: Model, terms: TaxTerms) -> tuple[Draws, Draws]:
    """What the case staffs, and at the roles' mean rate what it lacks of the least that the norm allows, month by month."""
    declared = _full(model.draw(model.total([s for s in model.costs if s.role], _after_first(model))))
    least, most = terms.roles
    assert all(fte <= most for fte in terms.staff.values()), "no example has more staff than the norm allows"
    lacking = sum(max(0.0, least - fte) * model.phases[name].duration for name, fte in terms.staff.items())
    rates = zip(*(between(f"tax rate {role}", *ends) for role, ends in terms.role_rates.items()), strict=True)
    implied = [d + lacking * fmean(rate) / 12 for d, rate in zip(declared, rates, strict=True)]
    return implied, declared
