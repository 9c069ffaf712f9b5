"""No figure differs between two places of any output: each printed amount is that of the one figure of its name."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.figures.table import figures
from phasegate.numbers import unit_of
from phasegate.packet.html import render_html
from phasegate.packet.sections import view_of
from phasegate.report import text as checktext
from phasegate.report.formats import CSV, JSON, TEXT
from phasegate.report.paint import Paint
from phasegate.results.ask.accuracy import accuracy
from phasegate.results.ask.asked import Versions
from phasegate.results.ask.compare import compare
from phasegate.results.ask.cost import costs
from phasegate.results.ask.rows import rows as monthly
from phasegate.results.ask.tornado import tornado
from phasegate.results.ask.why import why
from phasegate.results.fill import fill
from phasegate.results.result import Result
from phasegate.rules.review import Review
from tests.cost.asked.cases import EXAMPLES
from tests.helpers import checked
from tests.results.checked import example
from tests.results.shown import FIVE, Shown, parts, records, rows, spread, tables
from tests.results.test_names import FOREIGN

PLAIN = Paint(False)
FRANCS = re.sub(
    r"£([\d.]+[KM]?)",
    r"\1 CHF",
    FOREIGN.replace("£8K to £12K/mo", "£8K to 12K/mo").replace("£90 to £140", "£90 to 140"),
)
FRANCS = (
    FRANCS.replace("GBP", "CHF")
    .replace("8K CHF to 12K/mo", "8K to 12K CHF/mo")
    .replace("90 CHF to 140/case", "90 to 140 CHF/case")
)
NAMES = [*(path.name for path in EXAMPLES), "pounds", "francs"]
LEVERS = "Levers (not in the forecast): what each saves over the horizon, after those above it"
EACH = pytest.mark.parametrize("name", NAMES)


@cache
def case(name: str) -> tuple[Result, Result, Review]:
    """A case with all that a result tells of it, with what a plain check tells, and as it was judged."""
    one = (
        example(name)
        if name.endswith((".gate", ".yaml"))
        else checked({"pounds": FOREIGN, "francs": FRANCS}[name]).cases[0]
    )
    assert isinstance(one.review, Review), [found.message for found in one.findings]
    return fill(one, "full"), fill(one, "findings"), one.review


@cache
def exact(name: str) -> dict[str, Stats]:
    """The numbers of every figure of a case, from the one list."""
    world = case(name)[2].subject.world
    return {key: stats(one.drawn(world)) for key, one in figures(world).items()}


def agree(name: str, found: Iterator[Shown], least: int) -> None:
    """Whether all that is printed is what the list says, and so much of it was found."""
    printed, known = list(found), exact(name)
    wrong = [
        (one, getattr(known[one.figure], one.share))
        for one in printed
        if not one.holds(getattr(known[one.figure], one.share))
    ]
    assert wrong == []
    assert len(printed) >= least, len(printed)


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


def moments(name: str) -> list[tuple[str, str]]:
    """Of what returns are told, the one that is decided on first: the end of a figure's name, and what text calls it."""
    (column, *_) = case(name)[0].columns or ()
    both = column.from_decision is not None
    tails = {"start": "", "decision": "_from_decision"}
    labels = {"start": " of the whole initiative", "decision": " from the decision"}
    return [(tails[moment], labels[moment] if both else "") for moment, _ in column.moments]


def _taxed(name: str, found: list[list[str]], unit: float) -> Iterator[Shown]:
    """The table of the tax, in `cost` or in `check`."""
    whole = case(name)[0]
    for lines in found:
        table = {row[0]: row[1:] for row in rows(lines)}
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
            *((f"net present value{of}, P50", f"npv{tail}", "p50", 1) for tail, of in moments(name)),
            *((f"payback{of}, P50", f"payback{tail}", "p50", 1) for tail, of in moments(name)),
            *((f"internal rate of return{of}, P50 a year", f"irr{tail}", "p50", 1) for tail, of in moments(name)),
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
        yield from _taxed(name, [lines], unit)


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


# -- packet ---------------------------------------------------------------------------------------------------------------


def printed(name: str) -> Iterator[Shown]:
    """What the packet prints in its tables."""
    whole = case(name)[0]
    page = tables(render_html(view_of(whole)))
    unit = unit_of(whole.figure("cost").value.mean)
    assert whole.costs is not None and whole.phases is not None and whole.columns is not None
    known = exact(name)
    titles = {one.title: one.name for one in whole.costs.categories}
    kind = ""
    for row in page["Expected cost by category and phase"]:
        kind = {"Capital (CapEx)": "capital", "Operating (OpEx)": "operating"}.get(row[0], kind)
        for phase, cell in zip(whole.phases, row[1:], strict=False):
            figure = f"{phase.name}.category.{titles.get(row[0], '')}"
            figure = f"{figure}.{kind}" if f"{figure}.{kind}" in known else figure
            if figure in known and row[0] in titles and (kind == "operating" or figure.endswith(kind)):
                yield Shown(figure, "mean", cell, unit=unit, where="packet, categories")
            if row[0] == "Total":
                yield Shown(f"{phase.name}.cost", "mean", cell, unit=unit, where="packet, categories")
    for at, row in enumerate(page["Cost by year"]):
        figure = f"year.{at + 1}" if at < len(whole.costs.years) else "cost"
        yield from spread(figure, [*row[1:5], row[7]], "packet, years", unit=unit)
    taxed = next((body for caption, body in page.items() if caption.startswith("Governance tax")), [])
    for row, figure in zip(taxed, ("tax.timeline", "tax.operations", "tax.roles", "tax"), strict=False):
        sides = ((figure, 2), (f"{figure}.declared", 4), (f"{figure}.surplus", 5), (f"{figure}.gap", 6))
        yield from (Shown(one, "mean", row[at], unit=unit, where="packet, tax") for one, at in sides)
    for row, scenario in zip(page.get("Scenarios", []), whole.scenarios or (), strict=True):
        shares = zip(("p50", "p80", "p90"), row[2:5], strict=True)
        yield from (
            Shown(f"scenario.{scenario.name}", share, cell, unit=unit, where="packet, scenarios")
            for share, cell in shares
        )
    if whole.worth is not None:
        rates = [(f"value.{one.name}.rate", 12) for one in whole.worth.streams]
        figures_ = [*rates, *((f"npv{tail}", 1) for tail, _ in moments(name))]
        for (figure, factor), row in zip(figures_, page["Return on the money"], strict=True):
            yield from spread(figure, row[1:], "packet, value", factor, unit)
    for option in whole.options or ():
        body = next(rows_ for caption, rows_ in page.items() if caption.lower() == option.title.lower())
        for one, row in zip(option.alternatives, body, strict=True):
            yield from spread(f"option.{option.name}.{one.name}", row[1:], "packet, options")
    checks = {check.phase: check for check in whole.columns[0].budgets}
    for phase, row in zip(whole.phases, page["Budgets"], strict=True):
        if phase.name in checks:
            factor = 12 if checks[phase.name].budget.per_year else 1
            for share, cell in zip(("p50", "p80"), row[3:5], strict=True):
                yield Shown(f"{phase.name}.needed", share, cell, factor, unit, "packet, budgets")
    years = [
        f"{phase}.year.{at + 1}"
        for phase, check in checks.items()
        if check.budget.per_year
        for at in range(len(check.years))
    ]
    for figure, row in zip(years, page.get("Each year of a yearly budget", []), strict=True):
        yield from (
            Shown(figure, share, cell, 1, unit, "packet, years")
            for share, cell in zip(("p50", "p80"), row[2:4], strict=True)
        )
    yield from _both(name, page)
    yield from _pictured(name, page)


def _pictured(name: str, page: dict[str, list[list[str]]]) -> Iterator[Shown]:
    """The key figures, what the picture of the tax says, the curve, the cost beside its reference class."""
    whole, view = case(name)[0], view_of(case(name)[0])
    amount = r"([-−]?(?:[$£€]|[A-Z]{3} )?[\d.,]+[KMB]?)"
    notes = {one.label: (one.value, one.note) for one in view.summary.figures}
    for label, (value, note) in notes.items():
        if "run cost per year, P50" in label:
            high = re.search(rf"P80 {amount}", note)
            total = re.search(rf"{amount} \(P50\)", note)
            assert high is not None and total is not None
            yield Shown(f"{whole.last}.run_cost", "p50", value, 12, where="packet, summary")
            yield Shown(f"{whole.last}.run_cost", "p80", high[1], 12, where="packet, summary")
            yield Shown("cost", "p50", total[1], where="packet, summary")
        if label.startswith("Governance tax implied"):
            yield Shown("tax", "mean", value, where="packet, summary")
            sides = re.search(rf"{amount} declared.*, {amount} missing", note)
            assert sides is not None
            yield from (
                Shown(f"tax.{side}", "mean", text, where="packet, summary")
                for side, text in zip(("declared", "gap"), sides.groups(), strict=True)
            )
        if label.startswith("Payback"):
            tail, worth = moments(name)[0][0], re.search(rf"NPV {amount}", note)
            assert worth is not None
            yield Shown(f"npv{tail}", "p50", worth[1], where="packet, summary")
            if "month" in value:
                yield Shown(f"payback{tail}", "p50", value, where="packet, summary")
            for figure, told in (("sunk", rf"{amount} spent before"), ("npv", rf"whole initiative {amount}")):
                yield from (Shown(figure, "p50", text, where="packet, summary") for text in re.findall(told, note))
    picture = re.search(r"Governance tax by component: ([^<\"]*)", render_html(view))
    for component, implied, declared in re.findall(
        rf"(\w+) implied {amount}, declared {amount}", picture[1] if picture else ""
    ):
        yield Shown(f"tax.{component.lower()}", "mean", implied, where="packet, chart")
        yield Shown(f"tax.{component.lower()}.declared", "mean", declared, where="packet, chart")
    for curve in whole.curves or ():
        levels = [one for one in curve.levels if one.unit_cost is not None]
        for level, row in zip(levels, page.get(f"Run cost by {curve.driver.replace('_', ' ')}", []), strict=False):
            figure = f"curve.{curve.driver}.{level.level:g}"
            yield from spread(figure, row[1:6], "packet, curve")
    for row in page["Cost over the horizon"][:1]:
        shares = zip(("p50", "p80", "p90"), row[1:4], strict=True)
        yield from (
            Shown("cost", share, cell, unit=unit_of(whole.figure("cost").value.mean), where="packet, class")
            for share, cell in shares
        )


def _both(name: str, page: dict[str, list[list[str]]]) -> Iterator[Shown]:
    """The table of the decision, both ways of counting."""
    whole = case(name)[0]
    amount = r"([-−]?(?:[$£€]|[A-Z]{3} )?[\d.,]+[KM]?)"
    for label, *cells in page.get("The decision, both ways of counting", []):
        for cell, tail in zip(cells, ("", ".with_missing"), strict=True):
            two = re.match(rf"{amount} \({amount}\)", cell)
            if label.startswith(("Cost over", "Run cost of", "Exit rate")) and two:
                figure = {"C": "cost", "R": f"{whole.last}.run_cost", "E": f"{whole.last}.exit_rate"}[label[0]] + tail
                yield Shown(figure, "p50", two[1], 1 if label[0] == "C" else 12, where="packet, decision")
                yield Shown(figure, "p80", two[2], 1 if label[0] == "C" else 12, where="packet, decision")
            elif label.startswith("Net present value"):
                yield Shown(f"npv{tail}", "p50", cell.split(" (")[0], where="packet, decision")
            elif label.startswith("Payback") and "month" in cell:
                yield Shown(f"payback{tail}", "p50", cell, where="packet, decision")
            elif label.startswith(("From the decision", "Whole initiative")):
                moment, (worth, back) = "_from_decision" if label[0] == "F" else "", cell.split("; ")
                yield Shown(f"npv{moment}{tail}", "p50", worth.split(" (")[0], where="packet, decision")
                if "month" in back:
                    yield Shown(f"payback{moment}{tail}", "p50", back, where="packet, decision")


@EACH
def test_the_packet_prints_the_figures_of_the_list(name: str) -> None:
    agree(name, printed(name), 30)
