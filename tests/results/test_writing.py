"""A result pickles, is small, equals itself after JSON, keeps to its schema, and is all that an output needs."""

from __future__ import annotations

import json
import math
import pickle

import jsonschema
import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from phasegate.packet.html import render_html
from phasegate.packet.sections import view_of
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results import write
from phasegate.results.fill import results
from phasegate.results.plain import number
from phasegate.results.read import read
from phasegate.results.result import Detail, Result
from phasegate.results.schema import COMMITTED
from tests.properties.test_costs import Made, cases
from tests.results.checked import CLAIMS, EXAMPLES, result, run

SCHEMA = json.loads(COMMITTED.read_text("utf-8"))
PLAIN = Paint(False)


@pytest.mark.parametrize("detail", ["findings", "full"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_result_is_small_and_pickles(name: str, detail: Detail) -> None:
    one = result(name, detail)
    kept = pickle.dumps(one, protocol=pickle.HIGHEST_PROTOCOL)
    assert pickle.loads(kept) == one
    assert len(kept) <= 64 * 1024


@pytest.mark.parametrize("detail", ["findings", "full"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_result_equals_itself_after_json_and_keeps_to_the_schema(name: str, detail: Detail) -> None:
    one = result(name, detail)
    written = write.text([one])
    assert read(written) == (one,)
    jsonschema.validate(json.loads(written), SCHEMA)
    jsonschema.validate(write.data(one), SCHEMA)


@settings(max_examples=25, deadline=None)
@given(cases())
def test_results_of_any_case_equal_themselves_after_json(case: Made) -> None:
    body = "; ".join(f"assume {name} = {text}" for name, text in case.assumed)
    head = 'initiative t "Test" { currency: USD; start: 2026-01; horizon: 24 months; unit claim; follows three_budget\n'
    found = results(run(f"{head}{body}\n{case.phases()}}}\n"), "full")
    assert read(write.text(found)) == found
    assert all(one.judged or any(each.level == "error" for each in one.findings) for one in found)


@pytest.mark.parametrize("name", EXAMPLES)
def test_outputs_say_the_same_of_a_result_that_was_read(name: str) -> None:
    one = result(name)
    (again,) = read(write.text([one]))
    assert text.render([again], PLAIN) == text.render([one], PLAIN)
    assert render_html(view_of(again)) == render_html(view_of(one))


def test_the_text_needs_no_more_than_the_findings() -> None:
    for name in EXAMPLES:
        assert text.render([result(name, "findings")], PLAIN) == text.render([result(name)], PLAIN)


def test_numbers_have_twelve_digits_and_one_spelling() -> None:
    assert number(1 / 3) == 0.333333333333
    assert number(2_750_000.0000000004) == 2_750_000
    assert number(math.nan) == number(-math.inf) == math.inf
    assert write.data((math.inf, 1.0, None)) == [None, 1.0, None]


def test_what_has_no_value_is_null_and_comes_back(infinite: Result) -> None:
    assert infinite.columns is not None and infinite.columns[0].returns is not None
    assert infinite.columns[0].returns.payback.p50 == math.inf
    written = write.text([infinite])
    assert "Infinity" not in written and "NaN" not in written
    assert read(written) == (infinite,)


@pytest.fixture(scope="module")
def infinite() -> Result:
    (one,) = results(
        run(
            """initiative t "Test" {
              follows three_budget
              currency: USD
              start: 2026-01
              horizon: 24 months
              assume rate = 2
              value saved = $1/mo
              phase scale { line people in labor costs $10K/mo / rate }
            }"""
        ),
        "full",
    )
    return one


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.update(colour="red"),
        lambda one: one.update(verdict="perhaps"),
        lambda one: one.update(draws="4096"),
        lambda one: one["figures"][0].pop("value"),
        lambda one: one["findings"][0].update(level=3),
    ],
    ids=["another key", "another word", "text for a number", "a key that is missing", "a number for a word"],
)
def test_what_does_not_keep_to_the_schema_is_refused(change: object) -> None:
    (data,) = json.loads(write.text([result(CLAIMS)]))
    change(data)  # type: ignore[operator]
    with pytest.raises(ValidationError):
        read(json.dumps([data]))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([data], SCHEMA)
