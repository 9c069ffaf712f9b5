"""What a result says of cases that pass, fail, make no sense or are not there, and where it points."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from phasegate.packet.sections import view_of
from phasegate.pipeline import Options, Run, check_paths
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import outside, results
from phasegate.results.fill.findings import LONG, PIECE
from phasegate.results.result import Result, exit_code
from phasegate_dsl.finding import finding
from phasegate_dsl.source import Source
from tests.conftest import ROOT
from tests.results.checked import CLAIMS, EXAMPLES, SUPPORT, example, result, run

PLAIN = Paint(False)
CASE = """initiative {name} "Test" {{
  follows three_budget
  currency: USD; start: 2026-01; horizon: 24 months
  {body}
  phase scale {{ line people in labor costs $10K/mo }}
}}
"""


@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_are_the_reviews(name: str) -> None:
    one, found = result(name), example(name).findings
    assert [(f.code, f.level, f.message, f.help, f.fails) for f in one.findings] == [
        (f.code, f.level, f.message, f.help, f.fails) for f in found
    ]
    for told, each in zip(one.findings, found, strict=True):
        place = each.span
        assert (told.place is None) == (place is None)
        if told.place is not None and place is not None:
            assert (told.place.path, told.place.line, told.place.column) == (place.path, place.line, place.column)


def test_reasons_say_what_decides() -> None:
    assert [(r.code, r.effect, r.findings) for r in result(CLAIMS).reasons] == [("FS-VENDOR-1", "waived", 1)]
    failing = result(SUPPORT)
    assert failing.verdict == "fail" and {r.effect for r in failing.reasons} == {"fails"}
    assert sum(r.findings for r in failing.reasons) == sum(f.fails for f in failing.findings)


def test_the_waiver_of_a_finding_is_a_record() -> None:
    (covered,) = [one for one in result(CLAIMS).findings if one.waiver]
    (stated,) = result(CLAIMS).waivers
    assert covered.waiver is not None and stated.state == "in force"
    assert (covered.waiver.until, covered.waiver.by) == (stated.until, stated.by) == ("2027-01-31", "CRO")


def test_a_case_with_errors_is_not_judged_and_never_passes() -> None:
    done = run(CASE.format(name="t", body="line x in labor costs 5 user"))
    (one,) = results(done, "full")
    assert one.verdict == "not judged" and not one.judged and one.initiative is not None
    assert [reason.effect for reason in one.reasons if reason.code == "PG301"] == ["error"]
    assert exit_code((one,)) == done.exit_code == 2
    assert one.figures == () and one.costs is None
    assert "line x in labor costs 5 user" in text.render([one], PLAIN)
    with pytest.raises(ValueError, match="judged"):
        view_of(one)


def test_a_case_that_follows_no_ruleset_is_not_judged() -> None:
    (one,) = results(run(CASE.format(name="t", body="").replace("follows three_budget", "")), "full")
    assert not one.judged and one.rulesets == () and one.rules is None
    assert [reason.code for reason in one.reasons] == ["PG214"]


def test_a_case_without_a_gate_has_none() -> None:
    body = 'decision scale approved $1M/yr on 2026-01-05 by "Board"'
    (one,) = results(run(CASE.format(name="t", body=body)), "full")
    assert one.judged and one.gate is None and one.ask is None
    assert [ruleset.name for ruleset in one.rulesets] == ["three_budget"]
    assert "\nunder three_budget 1.0.0 (shipped, " in text.render([one], PLAIN) and "no gate" in text.render(
        [one], PLAIN
    )
    assert view_of(one).cover.resolution.startswith("No gate is requested")


def test_each_initiative_of_a_file_has_its_own_result() -> None:
    done = run(CASE.format(name="a", body="") + CASE.format(name="b", body="line x in labor costs 5 user"))
    found = results(done)
    assert [(one.initiative.name, one.judged) for one in found if one.initiative] == [("a", True), ("b", False)]
    assert text.render(found, PLAIN).rstrip().splitlines()[-1].startswith("2 cases: 1 ")


def test_what_holds_no_case_has_a_result_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "rules.gate").write_text('ruleset r "R" { version: "1" }\n')
    done = check_paths([tmp_path / "rules.gate", tmp_path / "none.gate", ROOT / "examples" / SUPPORT], Options())
    found = results(done)
    assert [one.verdict for one in found] == ["not judged", "not judged", "fail"]
    assert [one.initiative is None for one in found] == [True, True, False]
    assert exit_code(found) == done.exit_code == 2


def test_exit_codes_are_those_of_the_run() -> None:
    assert exit_code(()) == Run().exit_code == 2
    assert exit_code((result(CLAIMS, "findings"),)) == 0
    assert exit_code((result(SUPPORT, "findings"),)) == 1


def test_a_packet_is_made_from_a_full_result_only() -> None:
    with pytest.raises(ValueError, match="full"):
        view_of(result(CLAIMS, "findings"))


def test_results_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        result(CLAIMS).verdict = "pass"  # type: ignore[misc]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_lines_that_are_shown_are_those_of_the_file(name: str) -> None:
    lines = {str(ROOT / "examples" / name): (ROOT / "examples" / name).read_text("utf-8").splitlines()}
    own = next(iter(lines.values()))
    for excerpt in result(name).excerpts:
        if excerpt.path.endswith(name):
            assert all(own[line.number - 1] == line.text for line in excerpt.lines)
    places = [f.place for f in result(name).findings if f.place]
    held = {(e.path, line.number) for e in result(name).excerpts for line in e.lines}
    assert {(place.path, place.line) for place in places} <= held


def test_of_a_very_long_line_only_the_piece_is_held(tmp_path: Path) -> None:
    padding = " " * (2 * LONG)
    done = run(CASE.format(name="t", body=f"{padding}line x in labor costs 5 user{padding}"))
    (one,) = results(done)
    pieces = [line for excerpt in one.excerpts for line in excerpt.lines if line.at]
    assert pieces and all(len(line.text) <= PIECE for line in pieces)
    assert "^^^^^^" in text.render([one], PLAIN) and "costs 5 user" in text.render([one], PLAIN)


def test_findings_of_a_call_are_shown_like_any_other() -> None:
    told: Result = outside([finding("PG900", "of", Source("--of", "scal").span(0, 4))])
    shown = text.found(told, PLAIN)
    assert "--of:1:1" in shown and "scal" in shown and "write `--tornado=FIGURE`" in shown
