"""No figure of the packet differs from the one of its name: tables, key figures, charts and the page of the decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phasegate.numbers import unit_of
from phasegate.packet.html import render_html
from phasegate.packet.sections import view_of
from tests.results.same import EACH, agree, case, exact, moments
from tests.results.shown import Shown, spread, tables


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
