"""The figures of a case, as an answer."""

from __future__ import annotations

import numpy as np

from phasegate.cost.asked.accuracy import SHARES, at_most
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import summary
from phasegate.cost.figures.actuals import forecast_errors
from phasegate.cost.figures.history import history
from phasegate.cost.figures.overrides import left_alone
from phasegate.cost.figures.tax import Component
from phasegate.cost.figures.tax import Tax as Taxed
from phasegate.model.case import Definition, Phase, Scenario
from phasegate.results.answers import cost as answer
from phasegate.results.ask import outlook
from phasegate.results.ask.records import measure, statistics_of
from phasegate.results.fill.statistics import told
from phasegate.results.fill.units import written
from phasegate.results.plain import number
from phasegate.rules.review import Review


def costs(review: Review, *, whole: bool = True) -> answer.Costs:
    """The figures of a case; without `whole` only those that are published, which take less than half of the time."""
    model, case = review.subject.model, review.case
    curves = outlook.curves(model)
    target = review.subject.target or (case.phases[-1] if case.phases else None)
    return answer.Costs(
        initiative=case.name,
        currency=case.currency,
        draws=model.draws,
        seed=model.seed,
        cost=statistics_of(model.cost),
        run_cost_per_year=statistics_of(model.run_cost, 12),
        phases={one.name: _phase(model, one) for one in case.phases},
        governance_tax=_tax(review.subject.tax),
        years=tuple(answer.Year(one.label, told(one.cost), number(one.capex)) for one in summary.years(model)),
        by_category={
            one.label: answer.Capital(told(one.cost), number(one.capex)) for one in summary.by_category(model)
        },
        categories=_categories(model),
        npv=outlook.npv(model),
        curves={one.driver: one.levels for one in curves},
        levers=outlook.first_year(model, target),
        history=_history(model),
        prices=outlook.prices(model),
        scenarios={one.name: _scenario(model, one) for one in case.scenarios},
        head=answer.Head(case.title, case.horizon, (case.start[0], case.start[1])),
        capital=_capital(model),
        worth=outlook.worth(model) if whole else None,
        declared_curves=curves,
        options=outlook.options(model) if whole else (),
        each_lever=outlook.each_lever(model) if whole else (),
        assumptions=_assumptions(model),
        exactness=_exactness(model) if whole else None,
    )


def _scenario(model: Model, one: Scenario) -> answer.ScenarioCost:
    world = model.under(one)
    kept = tuple(f"{own.key} = {written(own)}" for own in left_alone(world, one.changes))
    return answer.ScenarioCost(statistics_of(world.cost), kept, one.title)


def _phase(model: Model, one: Phase) -> answer.PhaseFigures:
    cost, run = statistics_of(model.phase_cost(one)), statistics_of(model.phase_run_cost(one), 12)
    return answer.PhaseFigures(cost, run, number(one.duration), one.title)


def _tax(tax: Taxed | None) -> answer.Tax | None:
    if tax is None:
        return None
    parts = {name: _tax_part(one) for name, one in tax.components.items()}
    return answer.Tax(**parts, total=_tax_part(tax))


def _tax_part(one: Component | Taxed) -> answer.TaxPart:
    return answer.TaxPart(*map(statistics_of, (one.modelled, one.declared, one.gap)))


def _categories(model: Model) -> dict[str, dict[str, answer.Split]]:
    names = [one.name for one in model.case.phases]
    return {
        category: {
            name: answer.Split(number(cell.capex), number(cell.opex)) for name, cell in zip(names, cells, strict=True)
        }
        for category, cells in summary.categories(model).items()
    }


def _capital(model: Model) -> answer.CapitalCost:
    capital = model.total(model.sum_cash(summary.capital(model.case.lines)))
    means = (float(np.mean(capital)), float(np.mean(model.cost)), float(summary.amortisation(model).sum()))
    return answer.CapitalCost(*map(number, means))


def _history(model: Model) -> answer.Beside:
    found = history(model)
    told = found.reference
    return answer.Beside(
        reference_class=told.name,
        n=told.n,
        source=told.citation,
        own=answer.Three(*map(number, found.own)),
        as_history_would_have_it=answer.Three(*map(number, found.told)),
        spread=number(found.spread),
        class_spread=number(told.spread),
        within=dict(told.within),
        told=answer.ReferenceClass(told.title, told.ratio),
        measured=tuple(answer.Measured(phase.title, number(error)) for phase, error in forecast_errors(model)),
    )


def _assumptions(model: Model) -> tuple[answer.Assumed, ...]:
    return tuple(_assumed(model, one) for one in model.case.assumptions() if not one.phase)


def _assumed(model: Model, one: Definition) -> answer.Assumed:
    low, middle, high = map(number, quantiles(model.column(one.key), (0.1, 0.5, 0.9)))
    return answer.Assumed(one.name, low, middle, high, measure(one, model.case.currency))


def _exactness(model: Model) -> answer.Exactness | None:
    """How many digits the draws have earned; None where all costs are certain."""
    errors, digits = at_most(model.cost)
    if not any(errors):
        return None
    worst = max(e / abs(q) for e, q in zip(errors, quantiles(model.cost, SHARES), strict=True) if q)
    return answer.Exactness(digits, number(worst))
