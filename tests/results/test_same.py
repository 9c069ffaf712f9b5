"""No figure differs between two places of any output: each printed amount is that of the one figure of its name."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from phasegate.cost.figures.table import figures
from phasegate.numbers import unit_of
from phasegate.report import text as checktext
from phasegate.report.formats import CSV, JSON, TEXT
from phasegate.results.ask.accuracy import accuracy
from phasegate.results.ask.asked import Versions
from phasegate.results.ask.compare import compare
from phasegate.results.ask.cost import costs
from phasegate.results.ask.rows import rows as monthly
from phasegate.results.ask.tornado import tornado
from phasegate.results.ask.why import why
from tests.results.same import EACH, PLAIN, agree, case, exact, moments
from tests.results.shown import FIVE, Shown, parts, records, rows, spread

LEVERS = "Levers (not in the forecast): what each saves over the horizon, after those above it"

# -- cost -----------------------------------------------------------------------------------------------------------------


def told(name: str) -> Iterator[Shown]:
    """What `cost` prints in its tables and sentences."""
    whole, _, review = case(name)
    text = TEXT.render([costs(review)], PLAIN)
    found, unit = parts(text), unit_of(whole.figure("cost").value.mean)
    assert whole.phases is not None and whole.costs is not None
    phases = [one.name for one in whole.phases]
    for title, names in (
        ("Cost by phase", [f"{one}.cost" for one in phases]),
        ("Cost by year", [f"year.{at + 1}" for at in range(len(whole.costs.years))]),
        ("Cost by category", [f"category.{one.name}" for one in whole.costs.categories]),
    ):
        for figure, row in zip([*names, "cost"], rows(found[title])[1:], strict=False):
            yield from spread(figure, row[1:5], title)
            yield Shown(figure, "mean", row[7], unit=unit, where=title)
            for kind, cell in zip(("capital", "operating"), row[5:7], strict=True):
                if f"{figure}.{kind}" in exact(name):
                    yield Shown(f"{figure}.{kind}", "mean", cell, unit=unit, where=title)
    for row, category in zip(rows(found["Mean cost by category and phase"])[1:], whole.costs.categories, strict=False):
        for phase, cell in zip(phases, row[1:], strict=False):
            if f"{phase}.category.{category.name}" in exact(name):
                yield Shown(f"{phase}.category.{category.name}", "mean", cell, unit=unit, where="categories by phase")
        yield Shown(f"category.{category.name}", "mean", row[-1], unit=unit, where="categories by phase")
    for phase, row in zip(phases, rows(found["Run cost per year (mean of the last twelve months)"])[1:], strict=False):
        yield from spread(f"{phase}.run_cost", row[1:], "run cost", 12)
    yield from _budgets(name, found["Budgets, year by year: all cash, recurring, one-off and capital"])
    yield from _worth(name, found)
    yield from _taxed(name, [lines for head, lines in found.items() if head.startswith("Governance tax over")], unit)
    yield from _choices(name, found)


def _budgets(name: str, lines: list[str]) -> Iterator[Shown]:
    whole = case(name)[0]
    assert whole.columns is not None
    names = [
        f"{check.phase}.year.{at + 1}" if check.budget.per_year else f"{check.phase}.needed"
        for check in whole.columns[0].budgets
        for at in range(len(check.years))
    ]
    for figure, row in zip(names, rows(lines)[1:], strict=False):
        yield Shown(figure, "p50", row[2], where="budgets")
        yield Shown(figure, "p80", row[3], where="budgets")
        if len(row) > 5:
            yield Shown(f"{figure}.with_missing", "p80", row[5], where="budgets")
    needs = [re.search(r"; (\S+(?: [A-Z]{3})?) a year would hold", line) for line in lines]
    yearly = [check.phase for check in whole.columns[0].budgets if check.budget.per_year]
    for phase, match in zip(yearly, filter(None, needs), strict=True):
        yield Shown(f"{phase}.needed", "p80", match[1], 12, where="budgets")


def _worth(name: str, found: dict[str, list[str]]) -> Iterator[Shown]:
    whole = case(name)[0]
    if whole.worth is None:
        return
    lines = found["Value over the horizon"]
    names = [*(f"value.{one.name}" for one in whole.worth.streams), *(f"npv{tail}" for tail, _ in moments(name))]
    for figure, row in zip(names, rows(lines)[1:], strict=False):
        yield from spread(figure, row[1:], "value")
    said = "\n".join(lines)
    for tail, of in moments(name):
        (back,) = re.findall(rf"^  payback{of}: (.*); within", said, re.MULTILINE)
        for share, months in re.findall(r"P(10|50|90) (\d+ months?)", back):
            yield Shown(f"payback{tail}", f"p{share}", months, where="value")
        (rate,) = re.findall(
            rf"^  (?:no )?internal rate of return{of}(?:;| ((?:over )?\S+%) a year|$)", said, re.MULTILINE
        )
        if rate:
            yield Shown(f"irr{tail}", "p50", rate, where="value")
    if whole.worth.sunk is not None:
        (spent,) = re.findall(r"^  spent before the decision on \S+: (\S+(?: [A-Z]{3})?) \(P50", said, re.MULTILINE)
        yield Shown("sunk", "p50", spent, where="value")
    lost = re.search(
        r"loses value of (\S+(?: [A-Z]{3})?) \(P50; P10 to P90 (\S+(?: [A-Z]{3})?) to (\S+(?: [A-Z]{3})?)\)", said
    )
    assert lost is not None
    yield from (
        Shown("delay.1", share, text, where="delay")
        for share, text in zip(("p50", "p10", "p90"), lost.groups(), strict=True)
    )


def _taxed(name: str, found: list[list[str]], unit: float, *, returns: bool = True) -> Iterator[Shown]:
    """The table of the tax, in `cost` or in `check`."""
    whole = case(name)[0]
    for lines in found:
        table = {row[0]: row[1:] for row in rows(lines)}
        whens = moments(name) if returns else ()
        for component, figure in (
            *((one, f"tax.{one}") for one in ("timeline", "operations", "roles")),
            ("all", "tax"),
        ):
            sides = (figure, f"{figure}.declared", f"{figure}.surplus", f"{figure}.gap")
            yield from (
                Shown(one, "mean", cell, unit=unit, where="tax")
                for one, cell in zip(sides, table[component], strict=False)
            )
        for row, figure, share, factor in (
            ("all costs, mean", "cost", "mean", 1), ("all costs, P50", "cost", "p50", 1), ("all costs, P80", "cost", "p80", 1),
            ("budget asked: what it needs, P80", f"{whole.target}.needed", "p80", 0),
            *((f"net present value{of}, P50", f"npv{tail}", "p50", 1) for tail, of in whens),
            *((f"payback{of}, P50", f"payback{tail}", "p50", 1) for tail, of in whens),
            *((f"internal rate of return{of}, P50 a year", f"irr{tail}", "p50", 1) for tail, of in whens),
        ):  # fmt: skip
            times = factor or (12 if exact_rate(name, figure) else 1)
            counted = 0.0 if figure.startswith(("payback", "irr")) else unit
            for cell, tail in zip((table[row][0], table[row][-1]), ("", ".with_missing"), strict=True):
                if any(digit in cell for digit in "0123456789"):  # not a payback or a rate that there is none of
                    yield Shown(f"{figure}{tail}", share, cell, times, counted, "columns")
        for row, cells in table.items():
            if row.startswith("run cost of") and row.endswith("per year, P50"):
                yield Shown(f"{whole.last}.run_cost", "p50", cells[0], 12, unit, "columns")
                yield Shown(f"{whole.last}.run_cost.with_missing", "p50", cells[-1], 12, unit, "columns")


def exact_rate(name: str, figure: str) -> bool:
    """Whether a figure is money per month."""
    return figures(case(name)[2].subject.world)[figure].dim == (("money", 1), ("time", -1))


def _choices(name: str, found: dict[str, list[str]]) -> Iterator[Shown]:
    whole = case(name)[0]
    for curve in whole.curves or ():
        lines = rows(found[f"Cost curve over {curve.driver} (run cost per month)"])[1:]
        for level, row in zip(curve.levels, lines, strict=False):
            figure = f"curve.{curve.driver}.{level.level:g}"
            yield from (
                Shown(figure, share, cell, where="curve")
                for share, cell in zip(("p10", "p50", "p90"), row[1:], strict=False)
            )
            if f"{figure}.unit_cost" in exact(name):
                yield Shown(f"{figure}.unit_cost", "p50", row[4], where="curve")
    for option in whole.options or ():
        lines = rows(found[f"Option {option.title}"])[1:]
        for one, row in zip(option.alternatives, lines, strict=False):
            figure = f"option.{option.name}.{one.name}"
            yield from (
                Shown(figure, share, cell, where="option")
                for share, cell in zip(("p10", "p50", "p90"), row[1:], strict=False)
            )
        said = re.search(
            r"cost the same at (\S+) \S+ per month \(P50; P10 to P90 (\S+) to (\S+)\)",
            "\n".join(found[f"Option {option.title}"]),
        )
        if said is not None:
            shares = zip(("p50", "p10", "p90"), said.groups(), strict=True)
            yield from (
                Shown(f"option.{option.name}.crossover", share, text, where="option")
                for share, text in shares
                if text != "n/a"
            )
    if whole.levers is not None:
        lines, unit = found[LEVERS], unit_of(whole.figure("cost").value.mean)
        each = [(f"lever.{one.name}", row[2:]) for one, row in zip(whole.levers.levers, rows(lines)[1:], strict=False)]
        together = rows(lines)[len(each) + 1]
        assert together[0] == "together"
        for figure, cells in (*((f"{lever}.saving", cells) for lever, cells in each), ("levers.saving", together[1:])):
            shares = zip(("p10", "p50", "p90"), cells[:3], strict=True)
            yield from (Shown(figure, share, cell, where="levers") for share, cell in shares)
            yield Shown(figure, "mean", cells[3], unit=unit, where="levers")
        for lever, cells in each:
            yield Shown(f"{lever}.alone", "mean", cells[4], unit=unit, where="levers")
            yield Shown(f"{lever}.cost", "mean", cells[5], unit=unit, where="levers")
        saved = re.search(r"they save (\S+(?: [A-Z]{3})?) \(P50", "\n".join(lines))
        assert saved is not None
        yield Shown("levers.saved", "p50", saved[1], where="levers")
    for scenario, row in zip(
        whole.scenarios or (), rows(found.get("Scenarios: all costs over the horizon", ["", ""]))[2:], strict=False
    ):
        yield from spread(f"scenario.{scenario.name}", row[1:], "scenarios")


@EACH
def test_cost_prints_the_figures_of_the_list(name: str) -> None:
    agree(name, told(name), 60)


# -- check ----------------------------------------------------------------------------------------------------------------


def checks(name: str) -> Iterator[Shown]:
    """What `check` prints below its findings."""
    whole, few, _ = case(name)
    unit = unit_of(whole.figure("cost").value.mean)
    lines = checktext.key_figures(few, PLAIN)
    amount = r"(-?[$£€]?[\d.]+[KM]?(?: [A-Z]{3})?)(?:/yr)?"
    for figure, factor, line in ((f"{whole.last}.run_cost", 12, lines[0]), ("cost", 1, lines[1])):
        found = re.search(rf"{amount} \(P50\), {amount} \(P80\)", line)
        assert found is not None, line
        yield from (
            Shown(figure, share, text, factor, where="check")
            for share, text in zip(("p50", "p80"), found.groups(), strict=True)
        )
    for line in lines:
        found = re.match(rf"  (\w+): forecast {amount}, measured \S+(?: [A-Z]{{3}})?, forecast error ([\d.]+%)", line)
        if found:
            yield Shown(f"{found[1]}.forecast", "p50", found[2], where="check")
            sign = "-" if exact(name)[f"{found[1]}.forecast_error"].p50 < 0 else ""
            yield Shown(f"{found[1]}.forecast_error", "p50", sign + found[3], where="check")
    if whole.tax is not None:
        yield from _taxed(name, [lines], unit, returns=False)


@EACH
def test_check_prints_the_figures_of_the_list(name: str) -> None:
    agree(name, checks(name), 4)


# -- questions ------------------------------------------------------------------------------------------------------------


@EACH
def test_why_the_tornado_and_the_comparison_print_the_figures_of_the_list(name: str) -> None:
    review = case(name)[2]
    known = exact(name)
    (version, *_) = compare(review, Versions()).scenarios
    for figure, found in version.figures.items():
        assert (found.p50, found.mean) == pytest.approx((known[figure].p50, known[figure].mean), rel=1e-11), figure
    for figure in ("cost", "npv", "run_cost", f"{review.case.phases[-1].name}.run_cost", "payback"):
        told, moved = why(review, figure), tornado(review, figure, Versions())
        for base in (told.base, moved.base):  # type: ignore[union-attr]
            assert base.p50 == pytest.approx(known[figure].p50, rel=1e-11), figure


@EACH
def test_the_accuracy_is_of_the_figures_of_the_list(name: str) -> None:
    for one in accuracy(case(name)[2], runs=2).figures:
        found = known = exact(name)[one.figure]
        assert [each.value for each in one.quantiles] == pytest.approx(
            [found.p10, found.p50, found.p80, known.p90], rel=1e-9, abs=1e-9
        )


# -- JSON and CSV ---------------------------------------------------------------------------------------------------------


@EACH
def test_json_tells_the_figures_of_the_list(name: str) -> None:
    whole, _, review = case(name)
    known = exact(name)
    for record in whole.figures:
        assert (record.value.p50, record.value.mean) == pytest.approx(
            (known[record.name].p50, known[record.name].mean), rel=1e-11
        )
    (data,) = json.loads(JSON.render([costs(review)], PLAIN))
    for figure, share in ((one, share) for one in known for share in FIVE):
        value = getattr(known[figure], share)
        assert data["figures"][figure][share] == (pytest.approx(value, rel=1e-11) if math.isfinite(value) else None)
    for phase, one in data["phases"].items():
        assert one["cost"]["p50"] == data["figures"][f"{phase}.cost"]["p50"]
        assert one["run_cost_per_year"]["p50"] == pytest.approx(12 * known[f"{phase}.run_cost"].p50, rel=1e-11)
        assert one["exit_rate_per_year"]["p50"] == pytest.approx(12 * known[f"{phase}.exit_rate"].p50, rel=1e-11)


@EACH
def test_csv_adds_up_to_the_figures_of_the_list(name: str) -> None:
    review = case(name)[2]
    sums: dict[str, float] = defaultdict(float)
    body = records(CSV.render([monthly(review, Versions())], PLAIN))
    for row in body:
        for figure in (f"{row['phase']}.cost", f"category.{row['category']}", "cost"):
            sums[figure] += float(row["mean"])
    for figure, found in sums.items():
        assert found == pytest.approx(exact(name)[figure].mean, abs=0.01 * len(body)), figure
