"""Every figure of a result is the engine's, and its parts add up to it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from phasegate.cost.asked.sensitivity import tornado
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import stats
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures import finance, table
from phasegate.cost.figures.inputs import World
from phasegate.results.parts.figures import Statistics
from phasegate.results.result import Result
from phasegate.rules.review import Review
from tests.results.checked import CLAIMS, EXAMPLES, RADIOLOGY, SUPPORT, example, result


def review(name: str) -> Review:
    found = example(name).review
    assert isinstance(found, Review)
    return found


def model(name: str) -> Model:
    return review(name).subject.model


def same(told: Statistics, values: Array, factor: float = 1.0) -> None:
    """Whether told statistics are those of `(draws,)` values."""
    found = stats(values).scaled(factor)
    for name in ("p10", "p50", "p80", "p90", "mean"):
        assert getattr(told, name) == pytest.approx(getattr(found, name), rel=1e-11)
    assert told.sd == pytest.approx(found.sd, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", EXAMPLES)
def test_figures_are_the_engines(name: str) -> None:
    one, engine = result(name), model(name)
    same(one.figure("cost").value, engine.cost)
    same(one.figure("run_cost").value, engine.run_cost)
    for phase in engine.case.phases:
        same(one.figure(f"{phase.name}.cost").value, engine.phase_cost(phase))
        same(one.figure(f"{phase.name}.run_cost").value, engine.phase_run_cost(phase))
    for line in engine.case.lines:
        same(one.figure(f"line.{line.key}").value, engine.line_cost(line))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_that_can_be_asked_for_by_its_own_name_is_there_once(name: str) -> None:
    one, world = result(name), World(model(name), review(name).subject.frame)
    names = [figure.name for figure in one.figures]
    assert len(names) == len(set(names))
    assert names == list(table.figures(world, table.TOLD))


@pytest.mark.parametrize("name", EXAMPLES)
def test_means_of_parts_make_the_mean(name: str) -> None:
    known = {figure.name for figure in result(name).figures}
    for figure in result(name).figures:
        if figure.parts is not None:
            assert math.fsum(part.mean for part in figure.parts) == pytest.approx(figure.value.mean, rel=1e-9, abs=1e-6)
            assert {part.name for part in figure.parts} <= known
    whole = result(name).figure("cost")
    assert whole.capital is not None and 0 <= whole.capital <= whole.value.mean


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_and_series_add_up_to_the_whole(name: str) -> None:
    one = result(name)
    assert one.costs is not None and one.phases is not None
    whole = one.figure("cost").value.mean
    cells = [math.fsum(row) for row in zip(*((*c.capital, *c.operating) for c in one.costs.categories), strict=True)]
    assert math.fsum(cells) == pytest.approx(whole)
    assert math.fsum(year.cost.mean for year in one.costs.years) == pytest.approx(whole)
    assert math.fsum(year.capital for year in one.costs.years) == pytest.approx(one.figure("cost").capital)
    for at, phase in enumerate(one.phases):
        column = math.fsum(c.capital[at] + c.operating[at] for c in one.costs.categories)
        assert column == pytest.approx(one.figure(f"{phase.name}.cost").value.mean)
    for category in one.costs.categories:
        row = math.fsum((*category.capital, *category.operating))
        assert row == pytest.approx(one.figure(f"category.{category.name}").value.mean)
    assert one.initiative is not None
    months = one.costs.months
    assert len(months.p10) == len(months.p50) == len(months.p90) == len(months.budget) == round(one.initiative.horizon)


@pytest.mark.parametrize("name", [CLAIMS, RADIOLOGY])
def test_the_tax_is_the_engines_and_foots(name: str) -> None:
    one, engine = result(name), review(name).subject.tax
    assert one.tax is not None and engine is not None
    assert one.tax.gap == pytest.approx(engine.gap.mean())
    for what in ("modelled", "declared", "gap"):
        parts = math.fsum(getattr(part, what) for part in one.tax.components)
        assert parts == pytest.approx(getattr(one.tax, what))
    same(one.figure("tax").value, engine.modelled)
    same(one.figure("tax.gap").value, engine.gap)
    same(one.figure("cost.with_missing").value, model(name).cost + engine.gap)
    for component in one.tax.components:
        same(one.figure(f"tax.{component.name}").value, engine.components[component.name].modelled)


def test_no_tax_without_a_ruleset_that_defines_one() -> None:
    one = result(SUPPORT)
    assert one.tax is None and not any(figure.name.startswith("tax") for figure in one.figures)


def test_worth_choices_and_drivers_are_the_engines() -> None:
    one, engine = result(CLAIMS), model(CLAIMS)
    assert one.columns is not None and one.drivers is not None and one.scenarios is not None and one.curves is not None
    for told, since in ((one.columns[0].returns, 0.0), (one.columns[0].from_decision, engine.case.decision)):
        assert told is not None
        same(told.npv, finance.npv(engine, since=since))
        assert told.payback.p50 == pytest.approx(stats(finance.payback(engine, since=since)).p50)
    world = World(engine, review(CLAIMS).subject.frame)
    asked = table.figure(world, "scale.run_cost")
    assert asked is not None
    found = tornado(world, asked)
    assert [driver.name for driver in one.drivers.drivers] == [driver.input.name for driver in found.drivers]
    assert math.fsum(d.variance for d in one.drivers.drivers) + one.drivers.interaction == pytest.approx(1)
    for curve in one.curves:
        for level in curve.levels:
            if level.unit_cost is not None:
                assert level.unit_cost.p50 * level.level == pytest.approx(level.run_cost.p50)


@pytest.mark.parametrize("name", EXAMPLES)
def test_key_figures_are_those_of_the_whole_table(name: str) -> None:
    whole, few = result(name), result(name, "findings")
    for figure in few.figures:
        told = whole.figure(figure.name)
        plain = replace(told.value, mean_error=figure.value.mean_error)
        assert (figure.title, figure.unit, figure.value) == (told.title, told.unit, plain)
        assert figure.value.mean_error == (0.0 if told.value.certain else None) and told.value.mean_error is not None
    shared = ("findings", "verdict", "reasons", "waivers", "controls", "tax", "measurements", "excerpts", "digest")
    assert all(getattr(few, part) == getattr(whole, part) for part in shared)


@pytest.mark.parametrize("name", EXAMPLES)
def test_standard_errors_are_there_where_a_figure_is_uncertain(name: str) -> None:
    for figure in result(name).figures:
        if figure.parts is not None:
            assert (figure.errors is None) == (figure.value.p10 == figure.value.p90)
        if figure.errors is not None:
            assert 1 <= figure.errors.digits <= 15 and (
                figure.errors.p50 < abs(figure.value.p50) or not figure.value.p50
            )


def test_what_was_not_asked_for_is_not_there() -> None:
    few = result(CLAIMS, "findings")
    missing = ("rules", "phases", "lines", "costs", "history", "drivers", "curves", "options", "scenarios", "metrics")
    assert few.detail == "findings" and all(getattr(few, part) is None for part in missing)
    whole: Result = result(CLAIMS)
    assert whole.detail == "full" and all(getattr(whole, part) is not None for part in missing)
