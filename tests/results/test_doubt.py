"""What is said of printed means: their standard error where it can be seen, and where it cannot be told."""

from __future__ import annotations

import json

import pytest

from phasegate.results.doubt import doubt, shows
from phasegate.results.parts.figures import Statistics
from tests.conftest import Run
from tests.figures.known import CASES


def known(mean: float, error: float | None) -> Statistics:
    """A figure with a mean and its standard error."""
    return Statistics(mean, mean, mean, mean, mean, 1.0, error)


def money(amount: float) -> str:
    """An amount as the test writes it."""
    return f"${amount:,.0f}"


@pytest.mark.parametrize(
    ("error", "unit", "said"),
    [
        (0.0, 1000.0, ""),
        (499.0, 1000.0, ""),
        (501.0, 1000.0, "The means have a standard error of up to $501."),
        (4_990.0, None, ""),
        (5_010.0, None, "The means have a standard error of up to $5,010."),
        (None, 1000.0, "How exact the mean of a is cannot be told: it rests on a tail without a finite variance."),
    ],
)
def test_an_error_is_said_where_it_reaches_the_last_digit(error: float | None, unit: float | None, said: str) -> None:
    assert doubt([("a", known(6.14e6, error)), ("none", known(0.0, 0.0))], money, unit) == said
    assert shows(known(6.14e6, error)) == (error == 5_010.0)


def test_what_cannot_be_told_is_named_and_what_has_no_mean_left_out() -> None:
    rows = [("a", known(5.0, None)), ("b", known(6.0, None)), ("c", known(float("inf"), None)), ("d", known(9.0, 3.0))]
    assert doubt(rows, money).startswith("How exact the means of a and b are cannot be told: they rest on a tail")


def test_every_output_says_it(phasegate: Run) -> None:
    path = CASES / "pareto_mean.gate"
    shown = phasegate("cost", path).stdout
    assert "how exact the means of all, scale, 2026-01 to 2026-12 and incident_response are cannot be told" in shown
    assert "how exact cannot be told" in phasegate("why", path, "scale.cost").stdout
    (answer,) = json.loads(phasegate("cost", path, "--format", "json").stdout)
    assert answer["cost"]["mean_error"] is None and answer["phases"]["exploration"]["cost"]["mean_error"] == 0
    (result,) = json.loads(phasegate("check", path, "--format", "json").stdout)
    figures = {one["name"]: one["value"] for one in result["figures"]}
    assert figures["cost"] == answer["cost"] and figures["cost"]["mean"] == pytest.approx(360e3)
    why = json.loads(phasegate("why", path, "scale.cost", "--format", "json").stdout)
    assert (why[0] if isinstance(why, list) else why)["base"]["mean_error"] is None
    exact = phasegate("cost", path, "--accuracy").stdout
    assert "not told" in exact and "a tail without a finite variance is in it" in exact


def test_the_error_is_the_same_everywhere(phasegate: Run) -> None:
    path = "examples/claims-copilot.gate"
    (answer,) = json.loads(phasegate("cost", path, "--format", "json").stdout)
    (result,) = json.loads(phasegate("check", path, "--format", "json").stdout)
    whole = answer["cost"]["mean_error"]
    assert whole and {one["name"]: one["value"]["mean_error"] for one in result["figures"]}["cost"] == whole
    assert result["columns"][0]["cost"]["mean_error"] == whole
    assert f"the means have a standard error of up to ${whole / 1000:.2g}K" in phasegate("cost", path).stdout
    (exact,) = json.loads(phasegate("cost", path, "--accuracy", "--format", "json").stdout)
    measured = next(one for one in exact["figures"] if one["figure"] == "cost")
    assert measured["mean"] == answer["cost"]["mean"] and 0.5 < whole / measured["mean_error"] < 2
