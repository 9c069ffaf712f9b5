"""The figures of a case, as an answer: made from a result with the sections that it shows."""

from __future__ import annotations

from phasegate.cost.engine.stats import MeanError, stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.table import figures
from phasegate.cost.figures.usage import DOMINATED
from phasegate.results.answers import cost as answer
from phasegate.results.answers.prices import PricesUsed, UsedPrice
from phasegate.results.ask.prices import listed
from phasegate.results.ask.records import unit
from phasegate.results.fill import part
from phasegate.results.fill.statistics import statistics, told
from phasegate.results.parts.choices import Level, Levers, ScenarioRecord
from phasegate.results.parts.costs import Costs, History
from phasegate.results.parts.figures import Statistics
from phasegate.results.parts.register import Prices
from phasegate.results.plain import number
from phasegate.results.result import Result, needed
from phasegate.rules.review import Review

SHOWN = (
    "figures",
    "phases",
    "costs",
    "contingencies",
    "risks",
    "common",
    "history",
    "columns",
    "curves",
    "levers",
    "options",
    "scenarios",
    "worth",
    "metrics",
    "assumptions",
    "prices",
    "exchange",
)
"""The sections of a result that the answer is made from."""


def costs(review: Review, *, listed: bool = True) -> answer.CostReport:
    """The figures of a case; `listed` with every one by its name too, which takes as long as the rest and people do not see."""
    result, model = part(review, SHOWN), review.subject.model
    initiative, tables, whole = needed(result.initiative), needed(result.costs), result.figure("cost")
    curves, submitted = needed(result.curves), needed(result.columns)[0]
    return answer.CostReport(
        initiative=initiative.name,
        currency=initiative.currency,
        draws=result.draws,
        seed=result.seed,
        about=initiative,
        rulesets=result.rulesets,
        target=result.target,
        last=result.last,
        figures=_named(review) if listed else {},
        cost=whole.value,
        errors=whole.errors,
        capital=whole.capital or 0.0,
        written_off=tables.written_off,
        run_cost_per_year=_yearly(model.run_cost, model.mean_error),
        phases={
            one.name: answer.PhaseFigures(
                title=one.title,
                cost=result.figure(f"{one.name}.cost").value,
                run_cost_per_year=_yearly(model.phase_run_cost(drawn), model.mean_error),
                exit_rate_per_year=_yearly(model.phase_exit_rate(drawn), model.mean_error),
                months=number(one.end - one.start),
                norm=one.norm,
            )
            for one, drawn in zip(needed(result.phases), review.case.phases, strict=True)
        },
        governance_tax=_tax(result),
        years=tuple(answer.YearFigures(f"{one.start} to {one.end}", one.cost, one.capital) for one in tables.years),
        by_category={one.name: _category(result, one.name) for one in tables.categories},
        categories=_categories(result, tables),
        npv=submitted.returns.npv if submitted.returns else None,
        contingencies=needed(result.contingencies),
        risks=needed(result.risks),
        common_driver=result.common,
        worth=result.worth,
        metrics=needed(result.metrics),
        columns=needed(result.columns),
        exchange_rates=needed(result.exchange),
        curves={one.driver: tuple(map(_level, one.levels)) for one in curves},
        elasticities={one.driver: one.elasticity for one in curves},
        options=needed(result.options),
        dominance=DOMINATED,
        levers=_levers(result.levers),
        history=_history(needed(result.history)),
        measurements=result.measurements,
        assumptions=needed(result.assumptions),
        prices=_prices(review, result.prices),
        scenarios={one.name: _scenario(one) for one in needed(result.scenarios)},
        result=result,
    )


def _named(review: Review) -> dict[str, answer.NamedFigure]:
    """Every figure by its name."""
    world = review.subject.world
    return {
        name: answer.NamedFigure(
            one.title, unit(one.dim, review.case.currency), statistics(one.drawn(world), one.error(one.world(world)))
        )
        for name, one in figures(world).items()
    }


def _level(one: Level) -> answer.LevelFigures:
    return answer.LevelFigures(one.level, one.label, one.run_cost)


def _scenario(one: ScenarioRecord) -> answer.ScenarioFigures:
    kept = tuple(f"{each.assumption} = {each.expression}" for each in one.left_alone)
    return answer.ScenarioFigures(one.title, one.cost, kept, one.chance, one.with_missing)


def _yearly(monthly: Array, error: MeanError) -> Statistics:
    """A figure by the month for a year, rounded once: twelve times a number of twelve digits has fewer."""
    return told(stats(monthly, error).scaled(12))


def _tax(result: Result) -> answer.GovernanceTax | None:
    if result.tax is None:
        return None
    parts = {one.name: _component(result, f"tax.{one.name}") for one in result.tax.components}
    return answer.GovernanceTax(**parts, total=_component(result, "tax"))


def _component(result: Result, name: str) -> answer.TaxFigures:
    return answer.TaxFigures(
        *(result.figure(one).value for one in (name, f"{name}.declared", f"{name}.surplus", f"{name}.gap"))
    )


def _category(result: Result, name: str) -> answer.CategoryFigures:
    found = result.figure(f"category.{name}")
    return answer.CategoryFigures(found.value, found.capital or 0.0)


def _categories(result: Result, tables: Costs) -> dict[str, dict[str, answer.Split]]:
    names = [one.name for one in needed(result.phases)]
    return {
        one.name: {
            name: answer.Split(capital, operating)
            for name, capital, operating in zip(names, one.capital, one.operating, strict=True)
        }
        for one in tables.categories
    }


def _levers(found: Levers | None) -> answer.LeverFigures | None:
    if found is None:
        return None
    first_year = found.first_year_of, found.saved, found.of_run_cost, found.of_lines, found.norm
    return answer.LeverFigures(found.together, found.overlap, *first_year, each=found.levers)


def _history(found: History) -> answer.Beside:
    known = found.reference
    return answer.Beside(
        reference_class=known.name,
        title=known.title,
        n=known.programmes,
        ratio=known.ratio,
        source=known.source,
        own=found.own,
        as_history_would_have_it=found.told,
        spread=found.spread,
        class_spread=known.spread,
        within=dict(known.within),
        mean=known.mean,
        p95=known.p95,
        largest=known.largest,
        self_reported=known.self_reported,
        below=found.below,
        measured=found.measured,
    )


def _prices(review: Review, found: Prices | None) -> PricesUsed | None:
    """What the case pays, with all that the list knows of those models."""
    book = review.subject.scope.prices.opened
    if found is None or book is None:
        return None
    models = [book.models[name] for name in dict.fromkeys(one.model for one in found.used)]
    return PricesUsed(listed(book, models), tuple(UsedPrice(one.model, one.kind) for one in found.used))
