"""The engine's figures of an example case, under the oracle's names.

Where the language has a name for a figure it is asked for in the language, as a rule would: `annual(scale.cost)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.months import monthly
from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.figures import elasticity as curves
from phasegate.cost.figures import finance, levers, summary, usage
from phasegate.cost.figures.crossover import crossings
from phasegate.cost.figures.rates import irr, without
from phasegate.model.case import Case
from phasegate.model.framework import CategoryDef, ControlDef, Framework, PhaseNorm, RoleDef, Share, TaxDef
from phasegate.pipeline import parse_source
from phasegate.resolve.initiative import resolve
from phasegate.rules.evaluate import Evaluate
from phasegate.rules.subject import Subject
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source, Span

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
    asked = Asked(case, draws, seed)
    return Run({name: value for name, amount in _figures(asked) for name, value in _spread(name, amount)}, draws)


def drawn(case: str, assumption: str) -> list[float]:
    """The draws of an assumption."""
    return [float(x) for x in Asked(case, DRAWS, 1).model.column(assumption)]


class Asked:
    """A case with its model, and a way to ask for figures in the language of rules."""

    def __init__(self, name: str, draws: int, seed: int) -> None:
        """Reads a case of the examples."""
        path = next(EXAMPLES.glob(f"{name}.*"))
        source = Source(path.name, path.read_text(encoding="utf-8"))
        document = parse_source(source).document
        frame = _framework(source.span(0, 0), TAXED.get(name))
        found = resolve(source, document.decls("initiative")[0], frame)
        self.case: Case = replace(found.case, decided_on=found.case.requested_on)
        self.model = Model(self.case, found.scope, seed=seed, draws=draws)
        self.subject = Subject(self.case, found.scope, frame, self.model, (2026, 11, 20), None)

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
    timeline, operations = (Share(*ends, of_whole=True) for ends in (terms.timeline, terms.operations))
    tax = TaxDef("norms", span, timeline, operations, Share(*terms.roles, interval=True))
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


def _figures(asked: Asked) -> Named:
    """Every figure: arrays over the draws, or single numbers."""
    yield from _phases(asked)
    yield from _horizon(asked)
    yield from _years(asked)
    yield from _values(asked)
    yield from _choices(asked)
    yield from _tax(asked)


def _phases(asked: Asked) -> Named:
    for phase in asked.case.phases:
        name = phase.name
        yield f"{name}.duration", float(asked.ask(f"{name}.duration")[0])
        yield f"{name}.cost", asked.ask(f"{name}.cost")
        yield f"{name}.annual_cost", asked.ask(f"annual({name}.cost)") * 12
        yield f"{name}.run_cost", asked.ask(f"{name}.run_cost")
        yield f"{name}.annual_run_cost", asked.ask(f"annual({name}.run_cost)") * 12
        yield f"{name}.exit_rate", asked.ask(f"{name}.exit_rate")
        yield f"{name}.dearest_year", asked.ask(f"{name}.dearest_year")
        yield f"{name}.capex", asked.ask(f"capex({name})")
        yield f"{name}.opex", asked.ask(f"opex({name})")
    for category, cells in summary.categories(asked.model).items():
        for phase, cell in zip(asked.case.phases, cells, strict=True):
            yield f"{phase.name}.category.{category}.mean", cell.capex + cell.opex
    for measured in (m for m in asked.case.measurements if m.what == "cost"):
        yield f"{measured.name}.forecast_error", float(asked.ask(f"forecast_error({measured.name})")[0])


def _horizon(asked: Asked) -> Named:
    for name in ("cost", "run_cost", "cliff", "npv", "payback"):
        yield name, asked.ask(name)
    for name in ("npv_from_decision", "payback_from_decision", "sunk_cost"):
        yield name, asked.ask(name)
    yield "payback.chance", float(np.isfinite(asked.ask("payback")).mean())
    if asked.case.values:
        rates = irr(asked.model)
        yield "irr.none", float(without(rates).mean())
        yield "irr.p50", float(np.sort(rates)[len(rates) // 2])
        yield "irr_from_decision.p50", float(np.sort(asked.ask("irr_from_decision"))[len(rates) // 2] * 12)
        yield "delay", finance.cost_of_delay(asked.model, 1.0)
    yield "total.capex", asked.ask("capex(cost)")
    yield "total.opex", asked.ask("opex(cost)")


def _years(asked: Asked) -> Named:
    written = summary.amortisation(asked.model).reshape(-1, 12).sum(axis=1)
    for year, (row, amount) in enumerate(zip(summary.years(asked.model), written, strict=True), start=1):
        yield from _percentiles(f"year{year}.cost", row.cost)
        yield f"year{year}.capex.mean", row.capex
        yield f"year{year}.opex.mean", row.cost.mean - row.capex
        yield f"year{year}.amortisation.mean", float(amount)
    months = monthly(asked.model, asked.model.recurring + asked.model.once)
    yield from ((f"month{month}.cost", months[:, month]) for month in range(months.shape[1]))


def _values(asked: Asked) -> Named:
    for one in asked.case.values:
        yield f"value.{one.definition.name}", asked.model.total(asked.model.value_flow(one.definition, one.window))
    for metric in asked.case.metrics:
        yield f"metric.{metric.definition.name}", asked.model.metric(metric.definition.key)


def _choices(asked: Asked) -> Named:
    model = asked.model
    for curve in asked.case.curves:
        yield from ((f"curve.{curve.driver}.{level:.0f}", cost) for level, cost in curves.declared(model, curve))
    for option in asked.case.options:
        for name, cost in usage.alternative_costs(model, option).items():
            yield f"option.{option.name}.{name}", cost
        crossing = crossings(model, option)
        assert crossing is not None
        yield f"option.{option.name}.crossover", crossing.first
    for lever in asked.case.levers:
        yield f"lever.{lever.name}.saving", model.total(levers.saving(model, lever))
        yield f"lever.{lever.name}.alone", model.total(levers.alone(model, lever))
    if asked.case.levers:
        yield "levers.saving", model.total(levers.total_saving(model))
        effect = levers.first_year_effect(model, asked.case.phases[-1])
        yield "levers.first_year", effect.saved
        yield "levers.first_year_share", effect.of_run_cost()
    for scenario in asked.case.scenarios:
        changed = model.changed(Change(definitions=scenario.changes))
        yield f"scenario.{scenario.name}.cost", changed.cost
        yield f"scenario.{scenario.name}.run_cost", changed.run_cost


def _tax(asked: Asked) -> Named:
    tax = asked.subject.tax
    if tax is None:
        return
    for what in ("modelled", "declared", "gap"):
        yield f"tax.{what}", asked.ask(f"tax.{what}")
        for component in ("timeline", "operations", "roles"):
            yield f"tax.{component}.{what}", asked.ask(f"tax.{component}.{what}")
    yield "tax.surplus", tax.surplus
    yield from ((f"tax.{name}.surplus", one.surplus) for name, one in tax.components.items())
