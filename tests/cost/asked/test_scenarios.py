"""Scenarios and what-ifs beside the case: the same draws, the language's own checks."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.cost.asked.compare import compare, what_if
from phasegate.resolve.whatif import changes
from phasegate.results.answers.schema import adapter
from phasegate.rules.review import Review
from tests.conftest import Run
from tests.cost.asked.cases import case, example, review

CLAIMS = "examples/claims-copilot.gate"
BODY = "assume n = {}\nassume m = n * 2\nline x in compute costs m * $1K/case"


def changed(of: Review, *texts: str):  # type: ignore[no-untyped-def]
    return changes(of.case, of.subject.model.scope, of.subject.frame, list(texts))


@pytest.mark.parametrize("value", ["30 to 50 case/mo", "7 case/mo", "ramp(1 case/mo, 9 case/mo, over: 6 months)",
                                   "uniform(1 case/mo, 3 case/mo)", "grow(5 case/mo, by: 3%/mo)"])  # fmt: skip
def test_a_what_if_is_the_case_with_that_written_in(value: str) -> None:
    of, apart = review(case(BODY.format("10 to 20 case/mo"))), review(case(BODY.format(value)))
    made, wrong = changed(of, f"n={value}")
    assert wrong == []
    assert (what_if(of.subject.model, made).cost == apart.subject.model.cost).all()


def test_what_a_change_says_of_itself_is_what_the_case_says() -> None:
    of = review(case(BODY.format("10 to 20 case/mo") + "\nscenario twice { n = n * 2 }"))
    made, wrong = changed(of, "n = n * 2")
    assert wrong == []
    base, scenario, what_if = compare(of.subject.model, of.case.scenarios, made)
    assert what_if.figures == scenario.figures
    assert what_if.model.cost == pytest.approx(2 * base.model.cost)
    assert what_if.dearer == 1 and base.dearer == 0 and base.difference.p90 == 0


def test_scenarios_have_the_figures_of_the_case() -> None:
    of = example("claims-copilot")
    columns = compare(of.subject.model, of.case.scenarios, {})
    assert [c.name for c in columns] == ["base", "downside", "success"]
    for column in columns:
        model = what_if(of.subject.model, column.changes)
        assert column.figures["cost"].mean == pytest.approx(float(model.cost.mean()))
        base = of.subject.model.cost
        assert column.difference.mean == pytest.approx(float((model.cost - base).mean()))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("n=5", "PG300", 3),
        ("n = 5 case/mo + $3", "PG300", 5),
        ("k=5", "PG200", 1),
        ("x=$5/mo", "PG200", 1),
        ("n", "PG100", 1),
        ("", "PG100", 1),
        ("=5", "PG100", 1),
        ("n==5 case/mo", "PG100", 1),
        ("n=", "PG100", 3),
        ("n=5 case/mo to", "PG100", 15),
        ("n=3..4 case/mo", "PG306", 3),
        ("n=9 to 3 case/mo", "PG308", 3),
        ("n=unknown * 3 case/mo", "PG200", 3),
        ('n="text"', "PG114", 3),
        ("n=m", "PG206", 1),
        ("n=min(m, 3 case/mo)", "PG206", 1),
        ("n=" + "(" * 90 + "1 case/mo" + ")" * 90, "PG109", 67),
        ("n=1 case/mo" + " " * 5000, "PG108", 1),
        ("n=1 case/mo\u202e", "PG10", 12),
        ("n=\ud800", "PG10", 3),
        ("n=uniform(3 case/mo, 1 case/mo)", "PG308", 3),
    ],
)
def test_a_wrong_change_is_a_finding_at_its_place(text: str, code: str, column: int) -> None:
    of = review(case(BODY.format("10 to 20 case/mo")))
    _, (first, *_) = changed(of, text)
    assert first.code.startswith(code), first.message
    assert first.span is not None and (first.span.path, first.span.line, first.span.column) == ("--set", 1, column)


def test_a_name_is_set_once() -> None:
    of = review(case(BODY.format("10 to 20 case/mo")))
    assert [f.code for f in changed(of, "n=1 case/mo", "n=2 case/mo")[1]] == ["PG113"]


WORDS = st.sampled_from(
    ["n", "m", "x", "=", "==", "1", "-2", "case", "/mo", "to", "..", "(", ")", "*", "+", "$", "%", "ramp", "min", ",",
     "over:", "12 months", "\n", "{", "}", '"', "\x00", "\u202e", "per", "choice", "[", "]", "2026-10", "from", " "]
)  # fmt: skip
SMALL = review(case(BODY.format("10 to 20 case/mo")), 64)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=12), st.booleans())
def test_any_text_is_a_change_or_a_finding(words: list[str], headed: bool) -> None:
    made, wrong = changed(SMALL, ("n=" if headed else "") + " ".join(words))
    assert wrong or made
    if not wrong:
        assert what_if(SMALL.subject.model, made).cost.shape == (64,)
    assert all(f.span is not None and f.message and "\n" not in f.message for f in wrong)


def test_the_phases_own_value_can_be_set() -> None:
    of = example("claims-copilot")
    made, wrong = changed(of, "foundation.coverage=8%")
    assert wrong == []
    base, what_if = compare(of.subject.model, [], made)
    assert what_if.figures["scale.cost"] == base.figures["scale.cost"]
    assert what_if.figures["foundation.cost"].mean > base.figures["foundation.cost"].mean


def test_side_by_side_in_all_formats(phasegate: Run) -> None:
    asked = ("cost", CLAIMS, "--scenario", "all", "--set", "cache_hit_rate=70%")
    (answer,) = adapter().validate_json(phasegate(*asked, "--format", "json").stdout)
    assert [s.name for s in answer.scenarios] == ["base", "downside", "success", "--set"]
    assert [c.expression for c in answer.scenarios[3].changes] == ["70%"]
    rows = list(csv.DictReader(io.StringIO(phasegate(*asked, "--format", "csv").stdout)))
    costs = {r["scenario"].lstrip("'"): float(r["p50"]) for r in rows if r["figure"] == "cost"}
    assert costs == {s.name: s.figures["cost"].p50 for s in answer.scenarios}
    text = phasegate(*asked).stdout
    assert "cache_hit_rate = 10% to 20% (base: 40% to 60%)" in text and "cost less base, mean" in text


def test_a_tornado_of_a_scenario_is_of_that_scenario(phasegate: Run) -> None:
    def base(*words: str) -> float:
        done = phasegate("cost", CLAIMS, "--tornado", "--format", "json", *words)
        (answer,) = adapter().validate_json(done.stdout)
        assert sum(d.variance for d in answer.drivers) + answer.interaction == pytest.approx(1)
        return float(answer.base.p50)

    plain = phasegate("cost", CLAIMS, "--scenario", "downside", "--format", "json")
    versions = {s["name"]: s["figures"]["cost"]["p50"] for s in json.loads(plain.stdout)[0]["scenarios"]}
    assert base() == versions["base"]
    assert base("--scenario", "downside") == versions["downside"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--scenario", "doom"), "PG200"),
        (("--scenario", "downside", "--set", "claims=1 claim/mo", "--tornado"), "PG900"),
        (("--scenario", "all", "--format", "focus"), "PG900"),
        (("--of", "cost"), "PG900"),
        (("--tornado", "--of", "nothing"), "PG200"),
        (("--set", "cache_hit_rate=150%"), "PG401"),
        (("--set", "claims=5"), "PG300"),
    ],
)
def test_a_wrong_call_is_a_finding(phasegate: Run, words: tuple[str, ...], code: str) -> None:
    done = phasegate("cost", CLAIMS, *words)
    assert done.returncode == 2 and done.stdout == "" and f"error[{code}]" in done.stderr


def test_output_is_written_whole(phasegate: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / "t.csv"
    target.parent.mkdir()
    assert phasegate("cost", CLAIMS, "--tornado", "-o", target).returncode == 0
    assert target.read_text("utf-8").startswith("initiative,figure,driver")
    assert [p.name for p in target.parent.iterdir()] == ["t.csv"]
