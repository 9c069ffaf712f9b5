"""From a checked case to its packet: every figure is the engine's, every example prints, whatever its verdict."""

from __future__ import annotations

import hashlib
import io
import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pdftools import outside, pages, text

from phasegate.cli import main
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import stats
from phasegate.cost.figures import finance, spent
from phasegate.numbers.board import chance, money
from phasegate.packet.pdf import page_count, render_pdf
from phasegate.packet.sections import view_of
from phasegate.packet.tables import cost_table
from phasegate.packet.view import PacketView
from phasegate.pipeline import Checked, Options, check_paths
from phasegate.results.fill import fill
from phasegate.rules.review import Review

ROOT = Path(__file__).parents[2]
EXAMPLES = ("claims-copilot.gate", "support-bot.gate", "radiology-triage.yaml")
CLAIMS, SUPPORT, RADIOLOGY = EXAMPLES


@cache
def checked(name: str) -> Checked:
    return check_paths([ROOT / "examples" / name], Options()).cases[0]


@cache
def view(name: str) -> PacketView:
    return packet(checked(name))


def packet(one: Checked) -> PacketView:
    return view_of(fill(one, "full"))


def review(name: str) -> Review:
    found = checked(name).review
    assert isinstance(found, Review)
    return found


def model(name: str) -> Model:
    return review(name).subject.model


@pytest.fixture(scope="module")
def claims_pdf() -> bytes:
    return render_pdf(view(CLAIMS))


@pytest.mark.parametrize("name", EXAMPLES)
def test_sums_foot(name: str) -> None:
    seen, engine = view(name), model(name)
    assert seen.costs is not None
    assert seen.total is not None
    by_category = math.fsum(x for row in seen.costs.rows for x in (*row.capex, *row.opex))
    assert by_category == pytest.approx(engine.cost.mean())
    assert seen.total.cost.mean == pytest.approx(math.fsum(year.cost.mean for year in seen.years))
    assert sum(one.cost.mean for one in seen.years) == pytest.approx(cost_table(seen.costs).total.total)
    assert seen.monthly is not None
    assert len(seen.monthly.p50) == round(review(name).case.horizon)


@pytest.mark.parametrize("name", EXAMPLES)
def test_phases_of_the_cost_table_are_the_engines(name: str) -> None:
    seen, engine = view(name), model(name)
    assert seen.costs is not None
    for at, phase in enumerate(review(name).case.phases):
        column = math.fsum(row.capex[at] + row.opex[at] for row in seen.costs.rows)
        assert column == pytest.approx(engine.phase_cost(phase).mean())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_summary_says_what_the_engine_says(name: str) -> None:
    seen, at = view(name), review(name).subject
    shown = {figure.label: figure.value for figure in seen.summary.figures}
    run = stats(at.model.phase_run_cost(at.case.phases[-1])).scaled(12)
    assert money(run.p50) in shown.values()
    cliff = stats(spent.step(at.model)).p50
    assert (f"{cliff:.1f}×" if cliff >= 1 else f"{cliff:.2f}×") in shown.values()
    if at.tax is not None:
        assert money(float(at.tax.modelled.mean())) in shown.values()
    assert 4 <= len(seen.summary.figures) <= 6
    assert len(seen.summary.reasons) == 3


@pytest.mark.parametrize("name", EXAMPLES)
def test_counts_and_findings_are_the_reviews(name: str) -> None:
    seen, found = view(name), review(name)
    assert len(seen.findings) == len(found.findings)
    assert [f.id for f in seen.findings if f.waived] == [f.code for f in found.findings if f.waiver]
    counts = seen.summary.counts
    assert counts.rules == counts.passed + counts.mandatory + counts.waivable + counts.waived + counts.advisory
    assert (counts.mandatory > 0) == (found.count("mandatory") > 0)
    assert seen.cover.verdict == found.verdict


@pytest.mark.parametrize("name", [CLAIMS, RADIOLOGY])
def test_the_tax_is_the_engines_and_foots(name: str) -> None:
    seen, engine = view(name).tax, review(name).subject.tax
    assert seen is not None
    assert engine is not None
    assert seen.gap == pytest.approx(engine.gap.mean())
    found = {row[0]: row[1:] for row in seen.rows}
    medians = (np.median(model(name).cost + gap) for gap in (0, engine.gap))
    assert [cell.split()[0] for cell in found["Cost over 36 months, P50 (P80)"]] == [money(one) for one in medians]
    assert seen.coverage == pytest.approx(1 - engine.gap.mean() / engine.modelled.mean())
    for row in (*seen.components, seen):
        assert row.modelled.mean - row.declared + row.surplus == pytest.approx(row.gap, abs=1e-3)
    for side in ("declared", "surplus", "gap"):
        assert math.fsum(getattr(row, side) for row in seen.components) == pytest.approx(getattr(seen, side), abs=1e-3)


def test_both_columns_show_what_comes_after_the_decision_and_the_whole(tmp_path: Path) -> None:
    found = view(CLAIMS).tax
    assert found is not None and [len(row) for row in found.rows] == [3] * len(found.rows)
    names = [row[0] for row in found.rows[-2:]]
    assert names == [
        "From the decision: NPV, P50 (zero or more); payback",
        "Whole initiative, $705K of it spent before: the same",
    ]
    engine, tax = model(CLAIMS), review(CLAIMS).subject.tax
    assert tax is not None
    for row, since in zip(found.rows[-2:], (engine.case.decision, 0.0), strict=True):
        for cell, missing in zip(row[1:], (None, tax.missing), strict=True):
            npv, back = finance.npv(engine, missing, since), finance.payback(engine, missing, since)
            assert cell == f"{money(np.median(npv))} ({chance(np.mean(npv >= 0))}); {np.median(back):.0f} months"
    asked = "  request gate to_scale on 2026-11-20\n"
    case = tmp_path / "undecided.gate"
    case.write_text((ROOT / "examples" / CLAIMS).read_text().replace(asked, ""))
    undecided = packet(check_paths([case], Options(draws=256)).cases[0])
    assert undecided.tax is not None and undecided.value is not None
    assert [row[0] for row in undecided.tax.rows[-2:]] == [
        "Net present value, P50 (zero or more)",
        "Payback from the start, P50",
    ]
    assert [one.of for one in undecided.value.returns] == [""] and undecided.value.sunk == ""


def test_without_a_tax_the_key_figure_has_the_whole_initiative_too() -> None:
    (found,) = [one for one in view(SUPPORT).summary.figures if one.label == "Payback from the decision, P50"]
    assert found.value == "0 months" and found.note.endswith("$225K spent before, whole initiative −$144K")


def test_no_tax_without_a_ruleset_that_defines_one() -> None:
    assert view(SUPPORT).tax is None


def test_roles_are_priced_at_the_rate_of_the_case(tmp_path: Path) -> None:
    case = tmp_path / "euro.gate"
    case.write_text(
        (ROOT / "examples" / CLAIMS)
        .read_text()
        .replace("currency: USD", "currency: EUR\n  fx USD = 0.9 EUR")
        .replace("$", "€")
    )
    seen = packet(check_paths([case], Options()).cases[0])
    assert seen.symbol == "€"
    assert seen.tax is not None
    assert seen.tax.components[2].status.word == "funded"
    (rate,) = seen.exchange
    assert (rate.currency, rate.expression, rate.p50) == ("USD", "0.9 EUR", "0.9")
    ladder = seen.budgets[0]
    assert (ladder.norm, ladder.norm_abroad) == ((27_000, 90_000), ("USD", 30_000, 100_000))


def test_resolutions_are_in_board_language() -> None:
    assert view(CLAIMS).cover.resolution == (
        "Approve $2.75M per year for the phase Full production, as asked on 20 November 2026, on the two conditions of "
        "section 1."
    )
    assert view(SUPPORT).cover.resolution.startswith("Do not approve $600K for the phase Production, as asked on 20")
    assert view(SUPPORT).cover.resolution.endswith("waivable findings are mended or waived.")
    assert "Two reading rooms" in view(RADIOLOGY).cover.resolution


def test_conditions_are_waivers_and_earlier_conditions() -> None:
    vendor, report = view(CLAIMS).summary.conditions
    assert "FS-VENDOR-1" in vendor
    assert "31 January 2027" in vendor
    assert report.startswith("Report cost per claim monthly")
    assert view(SUPPORT).summary.conditions == ()


def test_the_ladder_compares_what_is_comparable() -> None:
    pilot, foundation, scale = view(CLAIMS).budgets
    assert (pilot.approved, foundation.approved, scale.asked) == (75_000, 320_000, pytest.approx(2_750_000))
    assert scale.norm == pytest.approx((1e6, 3e6))
    assert foundation.forecast is not None
    assert foundation.forecast_error == pytest.approx(301_000 / foundation.forecast.p50 - 1)
    assert (scale.measured, scale.status.word) == (None, "asked now")
    pilot, production = view(SUPPORT).budgets
    assert (pilot.approved, pilot.asked_as, pilot.status.word) == (None, "planned", "no decision on record")
    assert production.norm is None  # stated per year, asked in one sum
    assert production.status.word == "asked now, not by the year"


def test_budgets_are_spread_over_their_months() -> None:
    seen = view(CLAIMS).monthly
    assert seen is not None
    months = round(review(CLAIMS).case.horizon)
    scale = review(CLAIMS).case.phases[-1]
    assert math.fsum(seen.budget) == pytest.approx(75_000 + 320_000 + 2_750_000 / 12 * (months - scale.start))
    assert seen.budget[-1] == pytest.approx(2_750_000 / 12)


def test_value_usage_and_drivers_are_the_engines() -> None:
    seen, engine = view(CLAIMS), model(CLAIMS)
    assert seen.value is not None
    onward, whole = seen.value.returns
    for told, since in ((onward, engine.case.decision), (whole, 0.0)):
        assert told.npv.p50 == pytest.approx(np.median(finance.npv(engine, since=since)))
        assert told.payback.startswith(f"{np.median(finance.payback(engine, since=since)):.0f} months")
    assert seen.usage is not None
    assert [point.label for point in seen.usage.points] == ["1,000", "10,000", "100,000", "300,000"]
    for point in seen.usage.points:
        assert point.unit_cost.p50 == pytest.approx(point.run_cost.p50 / point.level)
    assert {driver.name for driver in seen.drivers} <= {d.name for d in review(CLAIMS).case.assumptions()}
    spreads = [abs(driver.high - driver.low) for driver in seen.drivers]
    assert spreads == sorted(spreads, reverse=True)
    assert all(min(d.low, d.high) < (seen.drivers_middle or 0) < max(d.low, d.high) for d in seen.drivers)


def test_a_case_without_ranges_says_so() -> None:
    assert view(SUPPORT).drivers == ()
    assert "single figure" in view(SUPPORT).summary.reasons[2]
    assert any("without any range" in figure.note for figure in view(SUPPORT).summary.figures)


def test_assumptions_are_in_the_units_they_are_written_in() -> None:
    shown = {one.name: one for one in view(CLAIMS).assumptions}
    assert (shown["price_large_in"].p50, shown["price_large_in"].unit) == ("$3.00", "per 1M token")
    assert shown["price_large_in"].point
    assert (shown["cache_hit_rate"].p50, shown["cache_hit_rate"].unit) == ("50%", "")
    assert (shown["claims"].unit, shown["claims"].expression) == ("claim/mo", "90_000 to 120_000 claim/mo")
    assert shown["model_calls"].derived
    assert shown["coverage (in foundation)"].p50 == "4%"
    gpu = {one.name: one for one in view(RADIOLOGY).assumptions}["gpu_seconds"]
    assert (gpu.p50, gpu.unit) == ("3.87", "gpu_second/study")


def test_signers_are_roles_of_the_case() -> None:
    assert view(CLAIMS).signoff.approvers == ("VP Claims Operations", "CFO", "Investment Committee", "CRO")
    assert view(SUPPORT).signoff.approvers == ("Sponsor (not named in the case)", "CFO")


def test_inputs_carry_the_digests_of_their_files() -> None:
    inputs = {part.name: part.digest for part in view(CLAIMS).method.inputs}
    assert hashlib.sha256((ROOT / "examples" / CLAIMS).read_bytes()).hexdigest() in inputs.values()
    for name in review(CLAIMS).in_force:
        file = ROOT / "rulesets" / name / f"{name}.gate"
        assert inputs[f"rulesets/{name}/{name}.gate"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_what_was_not_judged_has_no_packet() -> None:
    with pytest.raises(ValueError, match="judged"):
        packet(Checked("x", checked(CLAIMS).source))


def test_the_printed_packet_holds_the_key_figures(claims_pdf: bytes, tmp_path: Path) -> None:
    words = text(claims_pdf, tmp_path)
    for figure in view(CLAIMS).summary.figures:
        assert figure.value in words
    for needed in ("Conditional", "FS-VENDOR-1", "Investment Committee", "75%", "$6.08M"):
        assert needed in words
    assert outside(claims_pdf, tmp_path) == []
    assert pages(claims_pdf, tmp_path) == page_count(claims_pdf) <= 18


def test_same_case_same_bytes(claims_pdf: bytes) -> None:
    again = check_paths([ROOT / "examples" / CLAIMS], Options()).cases[0]
    assert render_pdf(packet(again)) == claims_pdf


@pytest.mark.parametrize(("name", "code"), [(CLAIMS, 0), (SUPPORT, 1), (RADIOLOGY, 1)])
def test_the_command_prints_every_verdict(
    name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "packet.pdf"
    assert main(["packet", str(ROOT / "examples" / name), "-o", str(target)]) == code
    said = capsys.readouterr()
    data = target.read_bytes()
    assert said.err == ""
    assert said.out.count("\n") == 1
    assert f"packet.pdf: {page_count(data)} pages, verdict {view(name).cover.verdict}" in said.out
    pypdf = pytest.importorskip("pypdf")
    files = pypdf.PdfReader(io.BytesIO(data)).attachments
    assert files[name][0] == (ROOT / "examples" / name).read_bytes()
    assert f"{Path(name).stem}.findings.json" in files
    validator = pytest.importorskip("page")
    for profile in ("ua1", "3a"):
        assert validator.validate_pdf_bytes(data, profile=profile).is_compliant


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command says when it prints nothing."""
    assert main(["packet", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_the_command_spares_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.pdf"
    case.write_bytes((ROOT / "examples" / SUPPORT).read_bytes())
    link = tmp_path / "link.pdf"
    link.symlink_to(case)
    before = case.read_bytes()
    for target in (case, link):
        assert "the case itself" in refused([str(case), "-o", str(target)], capsys)
    assert "is a PDF" in refused([str(case), "-o", str(tmp_path / "packet.gate")], capsys)
    assert "is a folder" in refused([str(tmp_path), "-o", str(tmp_path / "packet.pdf")], capsys)
    assert case.read_bytes() == before


def test_broken_and_doubled_cases_print_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (ROOT / "examples" / SUPPORT).read_text()
    target = tmp_path / "packet.pdf"
    broken = tmp_path / "broken.gate"
    broken.write_text(source.replace("tickets * api_cost * 10", "tickets * nothing"))
    assert "nothing" in refused([str(broken), "-o", str(target)], capsys)
    double = tmp_path / "double.gate"
    double.write_text(source + "\n" + source.replace("initiative support_bot", "initiative other_bot"))
    said = refused([str(double), "-o", str(target)], capsys)
    assert "`support_bot`, `other_bot`" in said
    assert refused([str(tmp_path / "none.gate"), "-o", str(target)], capsys)
    assert not target.exists()


def test_a_missing_press_points_at_the_doctor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from phasegate.packet import renderer
    from phasegate.packet.pdf import PdfUnavailable

    def missing() -> None:
        raise PdfUnavailable("no pango")

    monkeypatch.setattr(renderer, "weasyprint", missing)
    said = refused([str(ROOT / "examples" / SUPPORT), "-o", str(tmp_path / "packet.pdf")], capsys)
    assert "phasegate doctor" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "packet.pdf").exists()
