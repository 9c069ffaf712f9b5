"""The engine's figures of an example case, under the oracle's names.

Where the language has a name for a figure it is asked for in the language, as a rule would: `annual(scale.cost)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dsl.parse import parse_expression
from dsl.source import Source, Span
from policy.cost import curve as curves
from policy.cost import finance, levers, summary, usage
from policy.cost.model import Change, Model
from policy.cost.stats import Stats, stats
from policy.model.case import Case
from policy.model.framework import CategoryDef, ControlDef, Framework, PhaseNorm, RoleDef, Share, TaxDef
from policy.project.check import parse_source
from policy.resolve.initiative import resolve
from policy.rules.evaluate import Evaluate
from policy.rules.subject import Subject

from .oracle import claims_copilot, radiology_triage
from .oracle.tax import TaxTerms

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWS = 2**14
Array = NDArray[np.float64]
Named = Iterator[tuple[str, Array | float]]
TAXED: dict[str, TaxTerms] = {"claims-copilot": claims_copilot.TAX, "radiology-triage": radiology_triage.TAX}


@dataclass(frozen=True)
class Run:
    """Figures by name, and how many draws they rest on."""

    figures: dict[str, float]
    draws: int


@cache
def engine(case: str, draws: int = DRAWS, seed: int = 1) -> Run:
    """Computes an example case with the engine."""
    desk = Desk(case, draws, seed)
    return Run({name: value for name, amount in _figures(desk) for name, value in _spread(name, amount)}, draws)


def drawn(case: str, assumption: str) -> list[float]:
    """The draws of an assumption."""
    return [float(x) for x in Desk(case, DRAWS, 1).model.column(assumption)]


class Desk:
    """A case with its model, and a way to ask for figures in the language of rules."""

    def __init__(self, name: str, draws: int, seed: int) -> None:
        """Reads a case of the examples."""
        path = next(EXAMPLES.glob(f"{name}.*"))
        source = Source(path.name, path.read_text(encoding="utf-8"))
        document = parse_source(source).document
        frame = _framework(source.span(0, 0), TAXED.get(name))
        found = resolve(source, document.decls("initiative")[0], frame)
        self.case: Case = found.case
        self.model = Model(found.case, found.scope, seed=seed, draws=draws)
        self.subject = Subject(found.case, found.scope, frame, self.model, (2026, 11, 20), None)

    def ask(self, text: str) -> Array:
        """The value of an expression of the rule language, one per draw."""
        source = Source("question", text)
        expression, findings = parse_expression(source, 0, len(text))
        assert expression is not None, findings
        return self.model.wide(np.atleast_1d(np.asarray(Evaluate(self.subject, source).value(expression), dtype=float)))


def _framework(span: Span, terms: TaxTerms | None) -> Framework:
    """Norms of the three phases, and those of the governance tax that the oracle assumes."""
    names = ("exploration", "foundation", "scale")
    delivery = terms.delivery if terms else {}
    phases = {n: PhaseNorm(n, n, span, delivery=n in delivery) for n in names}
    if terms is None:
        return Framework(phases=phases)
    tax = TaxDef("norms", span, Share(*terms.timeline), Share(*terms.operations), Share(*terms.roles))
    roles = {
        name: RoleDef(name, name, span, "governance", governance=True, rate=Share(low / 12, high / 12))
        for name, (low, high) in terms.role_rates.items()
    }
    controls = {name: ControlDef(name, name, span, governance=True) for name in terms.governance_controls}
    categories = {"governance": CategoryDef("governance", "Governance", span, governance=True)}
    return Framework(phases=phases, roles=roles, controls=controls, categories=categories, taxes=[tax])


def _spread(name: str, amount: Array | float) -> Iterator[tuple[str, float]]:
    """The percentiles and the mean of a figure; a single number as it is."""
    if isinstance(amount, float):
        yield name, amount
        return
    yield from _percentiles(name, stats(np.asarray(amount)))


def _percentiles(name: str, found: Stats) -> Iterator[tuple[str, float]]:
    """The oracle's percentiles and the mean."""
    for what in ("mean", "p10", "p50", "p80", "p90"):
        yield f"{name}.{what}", getattr(found, what)


def _figures(desk: Desk) -> Named:
    """Every figure: arrays over the draws, or single numbers."""
    yield from _phases(desk)
    yield from _horizon(desk)
    yield from _years(desk)
    yield from _values(desk)
    yield from _choices(desk)
    yield from _tax(desk)


def _phases(desk: Desk) -> Named:
    for phase in desk.case.phases:
        name = phase.name
        yield f"{name}.duration", float(desk.ask(f"{name}.duration")[0])
        yield f"{name}.cost", desk.ask(f"{name}.cost")
        yield f"{name}.annual_cost", desk.ask(f"annual({name}.cost)") * 12
        yield f"{name}.run_cost", desk.ask(f"{name}.run_cost")
        yield f"{name}.annual_run_cost", desk.ask(f"annual({name}.run_cost)") * 12
        yield f"{name}.capex", desk.ask(f"capex({name})")
        yield f"{name}.opex", desk.ask(f"opex({name})")
    for category, cells in summary.categories(desk.model).items():
        for phase, cell in zip(desk.case.phases, cells, strict=True):
            yield f"{phase.name}.category.{category}.mean", cell.capex + cell.opex
    for measured in (m for m in desk.case.measurements if m.what == "cost"):
        yield f"{measured.name}.forecast_error", float(desk.ask(f"forecast_error({measured.name})")[0])


def _horizon(desk: Desk) -> Named:
    for name in ("cost", "run_cost", "cliff", "npv", "payback"):
        yield name, desk.ask(name)
    yield "payback.chance", float(np.isfinite(desk.ask("payback")).mean())
    if desk.case.values:
        rates = finance.irr(desk.model)
        yield "irr.none", float(np.isnan(rates).mean())
        yield "irr.p50", float(np.sort(np.where(np.isnan(rates), -np.inf, rates))[len(rates) // 2])
        yield "delay", finance.cost_of_delay(desk.model, 1.0)
    yield "total.capex", desk.ask("capex(cost)")
    yield "total.opex", desk.ask("opex(cost)")


def _years(desk: Desk) -> Named:
    written = summary.amortisation(desk.model).reshape(-1, 12).sum(axis=1)
    for year, (row, amount) in enumerate(zip(summary.years(desk.model), written, strict=True), start=1):
        yield from _percentiles(f"year{year}.cost", row.cost)
        yield f"year{year}.capex.mean", row.capex
        yield f"year{year}.opex.mean", row.cost.mean - row.capex
        yield f"year{year}.amortisation.mean", float(amount)
    months = desk.model.monthly(desk.model.recurring + desk.model.once)
    yield from ((f"month{month}.cost", months[:, month]) for month in range(months.shape[1]))


def _values(desk: Desk) -> Named:
    for definition, window in desk.case.values:
        yield f"value.{definition.name}", desk.model.total(desk.model.value_flow(definition, window))
    for metric in desk.case.metrics:
        yield f"metric.{metric.definition.name}", desk.model.metric(metric.definition.key)


def _choices(desk: Desk) -> Named:
    model = desk.model
    for curve in desk.case.curves:
        yield from ((f"curve.{curve.driver}.{level:.0f}", cost) for level, cost in curves.declared(model, curve))
    for option in desk.case.options:
        for name, cost in usage.alternative_costs(model, option).items():
            yield f"option.{option.name}.{name}", cost
        crossover = usage.crossover(model, option)
        assert crossover is not None
        yield f"option.{option.name}.crossover", crossover
    for lever in desk.case.levers:
        yield f"lever.{lever.name}.saving", model.total(levers.saving(model, lever))
    if desk.case.levers:
        yield "levers.saving", model.total(levers.total_saving(model))
        effect = levers.first_year_effect(model, desk.case.phases[-1])
        yield "levers.first_year", effect.saved
        yield "levers.first_year_share", effect.of_run_cost()
    for scenario in desk.case.scenarios:
        changed = model.changed(Change(definitions=scenario.changes))
        yield f"scenario.{scenario.name}.cost", changed.cost
        yield f"scenario.{scenario.name}.run_cost", changed.run_cost


def _tax(desk: Desk) -> Named:
    if not desk.subject.frame.taxes:
        return
    for what in ("modelled", "declared", "gap"):
        yield f"tax.{what}", desk.ask(f"tax.{what}")
        for component in ("timeline", "operations", "roles"):
            yield f"tax.{component}.{what}", desk.ask(f"tax.{component}.{what}")
