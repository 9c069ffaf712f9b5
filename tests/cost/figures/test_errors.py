"""The model error, stated or measured: each cash widened once, and what measured errors make of the phases to come."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest

from phasegate.cost.asked.sensitivity import tornado
from phasegate.cost.engine.distributions import Z95
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import errors
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figure
from phasegate.model.framework import Framework
from phasegate.pipeline import Options
from phasegate.resolve.initiative import resolve
from phasegate.results.fill import fill
from phasegate.results.result import needed
from phasegate_dsl.edits import apply
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.helpers import checked, codes, model

STATED = "model_error: 80% to 130%\n"


def line_of(found: Model, name: str) -> np.ndarray:
    (line,) = (one for one in found.case.rows if one.name == name)
    return found.line_cost(line)


# -- stated --------------------------------------------------------------------------------------------------------------


def test_it_is_one_factor_on_every_line_that_no_range_moves() -> None:
    body = "line gpu in compute costs $5K to $9K/mo\nline kit in compute costs $50K { at: 2026-10 }\n"
    without, found = model(body), model(STATED + body)
    factor = found.column("model_error")
    assert quantiles(factor, (0.05, 0.95)) == pytest.approx([0.8, 1.3], rel=0.01)
    for name in ("pilot", "people", "kit"):
        np.testing.assert_allclose(line_of(found, name), factor * line_of(without, name))
    assert np.array_equal(line_of(found, "gpu"), line_of(without, "gpu"))
    assert codes(STATED + body) == []


PHASED = """
  phase exploration { duration: 3 months; assume calls = 100 to 300 claim/mo; line early in compute costs calls * $3/claim }
  phase scale { assume most = 500 claim/mo; line late in compute costs calls * $3/claim }
"""


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("costs €5K/mo", True),
        ("costs £5K/mo", False),
        ("costs calls * $3/claim", True),
        ("costs calls * $3/claim from scale", False),
        ("costs 2 * early", True),
        ("costs 2 * late", False),
        ("costs most * $3/claim", True),
        ("costs most * $3/claim from scale", False),
        ("costs calls * $3/claim * 1 mo { at: 2026-02 }", True),
        ("costs calls * $3/claim * 1 mo { at: 2026-08 }", False),
    ],
)
def test_a_range_that_moves_a_line_while_it_is_paid_leaves_it_alone(line: str, moved: bool) -> None:
    head = "fx EUR = 1.0 to 1.2 USD; fx GBP = 1.3 USD\nassume calls = 200 claim/mo\nassume most = 400 to 600 claim/mo\n"
    body = f"{head}line asked in compute {line}\n"
    without, found = model(body, phases=PHASED), model(STATED + body, phases=PHASED)
    factor = 1.0 if moved else found.column("model_error")
    np.testing.assert_allclose(line_of(found, "asked"), factor * line_of(without, "asked"))


def test_what_rests_on_a_line_is_widened_once() -> None:
    body = (
        "line base in compute costs $10K/mo\nline half in compute costs 50% * base + $1K/mo\n"
        "line part in compute costs 20% to 40% * base\nline quarter in compute costs 50% * part\n"
        "assume told = 10% * base\nline from_told in compute costs told * 2\n"
    )
    without, found = model(body), model(STATED + body)
    factor = found.column("model_error")
    for name in ("base", "half", "part", "quarter", "from_told"):
        np.testing.assert_allclose(line_of(found, name), factor * line_of(without, name), err_msg=name)


def test_names_in_metrics_and_values_stand_for_the_cash_with_it() -> None:
    body = "line base in compute costs $10K/mo\nmetric unit = base / (1 user)\nvalue back = 2 * base\n"
    found = model(STATED + body)
    np.testing.assert_allclose(found.metric("metric.unit"), 10_000 * found.column("model_error"))
    np.testing.assert_allclose(found.total(found.values), 2 * line_of(found, "base"))


def test_a_share_of_contingency_follows_and_sums_and_risks_do_not() -> None:
    body = "contingency share costs 10%; contingency sum costs $1K/mo; risk loss chance 50% costs $9K at scale\n"
    without, found = model(body), model(STATED + body)
    np.testing.assert_allclose(line_of(found, "share"), found.column("model_error") * line_of(without, "share"))
    for name in ("sum", "loss"):
        assert np.array_equal(line_of(found, name), line_of(without, name))


def test_tornado_scenarios_and_changes_know_it() -> None:
    found = model(STATED + "scenario sure { model_error = 100% }\n")
    world = World(found, Framework())
    one = figure(world, "cost")
    assert one is not None
    assert [each.input.name for each in tornado(world, one).drivers] == ["model_error"]
    assert set(found.under(found.case.scenarios[0]).cost.tolist()) == {240_000.0}


def test_it_is_a_factor_around_one() -> None:
    for written, expected in (("90% to 130%", []), ("-10% to 30%", ["PG401"]), ("10%", ["PG401"]), ("$4", ["PG300"])):
        (case,) = checked(CASE.replace("MODEL", f"model_error: {written}")).cases
        assert [one.code for one in case.findings if one.level == "error"] == expected


# -- measured ------------------------------------------------------------------------------------------------------------

CASE = """initiative t "Test" {
  follows three_budget
  currency: USD; start: 2026-01; horizon: 24 months
  MODEL
  phase exploration "Pilot" { budget: $75K; duration: 3 months }
  phase foundation "Foundation" { budget: $300K; duration: 6 months }
  phase scale "Scale" { budget: $1M/yr; line extra in labor costs 50% * people; line api in compute costs $4K to $9K/mo }
  line people in labor costs $20K/mo
  contingency reserve costs 10%
  measured cost exploration = $88.308K on 2026-04-01 source "ledger"
  measured cost foundation = $118.8K on 2026-10-01 source "ledger"
  request gate to_scale on 2026-10-20
}
"""
ERRORS = (88.308 / 66 - 1, 118.8 / 132 - 1)  # +33.8 % and -10 %


def review_of(field: str, **options: object) -> Model:
    (case,) = checked(CASE.replace("MODEL", field), Options(**options)).cases  # type: ignore[arg-type]
    assert case.review is not None, [one.message for one in case.findings]
    return case.review.subject.model


def test_measured_phases_tell_how_far_their_forecasts_were_off() -> None:
    found = errors.errors(review_of(""))
    assert [one.phase.name for one in found] == ["exploration", "foundation"]
    assert [one.error for one in found] == pytest.approx(ERRORS)
    assert [one.told for one in found] == ["Pilot +33.8%", "Foundation -10%"]


def test_the_factor_has_the_root_mean_square_of_the_errors_and_counts_after_them() -> None:
    found, plain = review_of("model_error: measured"), review_of("")
    spread = sqrt(sum(log(1 + one) ** 2 for one in ERRORS) / 2)
    factor = found.column("model_error")
    low, middle, high = quantiles(factor, (0.05, 0.5, 0.95))
    assert (low, middle, high) == pytest.approx((exp(-Z95 * spread), 1, exp(Z95 * spread)), rel=0.01)
    for phase, before in zip(found.case.phases, plain.case.phases, strict=True):
        wide = 1.0 if phase.name != "scale" else factor
        np.testing.assert_allclose(found.phase_cost(phase), wide * plain.phase_cost(before))


def test_what_is_shown_beside_a_case_is_what_the_field_applies() -> None:
    shown, applied = errors.outlook(review_of("")), errors.outlook(review_of("model_error: measured"))
    stated = errors.outlook(review_of("model_error: 70% to 150%"))
    assert shown is not None and applied is not None and stated is not None
    for one in (applied, stated):
        np.testing.assert_array_equal(one.own, shown.own)
        np.testing.assert_array_equal(one.widened, shown.widened)
    model = review_of("model_error: measured")
    np.testing.assert_array_equal(applied.widened, model.phase_cost(model.case.phases[2]))
    assert quantiles(shown.widened, (0.9,))[0] > 1.2 * quantiles(shown.own, (0.9,))[0]


def test_the_result_says_it_with_and_without_the_field() -> None:
    results = []
    for field in ("", "model_error: measured", "model_error: 90% to 130%"):
        (case,) = checked(CASE.replace("MODEL", field)).cases
        results.append(needed(needed(fill(case, "full").history).measured))
    assert [(one.applied, one.stated) for one in results] == [(False, False), (True, False), (False, True)]
    assert len({(one.own, one.widened, one.errors, one.phases) for one in results}) == 1
    assert results[0].phases == ("scale",)


def test_on_an_earlier_day_less_was_measured() -> None:
    found = review_of("model_error: measured", as_of=(2026, 5, 1))
    (one,) = errors.errors(found)
    assert one.phase.name == "exploration"
    (phase,) = (one for one in found.case.phases if one.name == "foundation")
    assert np.std(found.phase_cost(phase)) > 0


def test_without_a_measured_phase_nothing_is_shown_and_the_field_is_an_error() -> None:
    text = "\n".join(line for line in CASE.split("\n") if "measured cost" not in line)
    (case,) = checked(text.replace("MODEL", "")).cases
    assert case.review is not None and errors.outlook(case.review.subject.model) is None
    wrong = text.replace("MODEL", "model_error: measured")
    (case,) = checked(wrong).cases
    (one,) = (each for each in case.findings if each.level == "error")
    assert (one.code, one.kind) == ("PG405", "nothing_measured")
    (fix,) = one.fixes
    mended = apply(wrong, fix.edits)
    assert mended is not None and "model_error" not in mended
    (case,) = checked(mended).cases
    assert not [each for each in case.findings if each.level == "error"]


def test_a_phase_that_is_measured_last_has_nothing_to_come() -> None:
    last = CASE.replace("request", "measured cost scale = $500K on 2027-12-31\n  request").replace(
        "2026-10-20", "2028-01-20"
    )
    (case,) = checked(last.replace("MODEL", "")).cases
    assert case.review is not None and errors.outlook(case.review.subject.model) is None
    (case,) = checked(last.replace("MODEL", "model_error: measured")).cases
    assert [one.kind for one in case.findings if one.level == "error"] == ["nothing_measured"]


def test_an_error_that_nobody_has_settled_is_no_quiet_one() -> None:
    source = Source("t.gate", CASE.replace("MODEL", "model_error: measured"))
    done = resolve(source, parse(source).document.decls("initiative")[0], Framework())
    with pytest.raises(KeyError):
        assert Model(done.case, done.scope, draws=64).cost.any()
