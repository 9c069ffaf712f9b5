"""Answers are documents: plain, equal to themselves after JSON, in the published shape, the same in every form."""

from __future__ import annotations

import csv
import io
import json
import math
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, fields, is_dataclass
from functools import cache
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from phasegate.prices.source import shipped
from phasegate.report.formats import CSV, FORMATS, JSON, TEXT
from phasegate.report.paint import Paint
from phasegate.results.answers import schema
from phasegate.results.answers.record import published
from phasegate.results.ask.accuracy import accuracy
from phasegate.results.ask.asked import Versions, versions
from phasegate.results.ask.compare import compare
from phasegate.results.ask.cost import costs
from phasegate.results.ask.curve import over
from phasegate.results.ask.prices import compared, listing
from phasegate.results.ask.rows import rows
from phasegate.results.ask.tornado import tornado
from phasegate.results.ask.why import why
from phasegate.results.plain import number
from phasegate.results.read import RECORDS
from phasegate.rules.review import Review
from tests.conftest import ROOT
from tests.cost.asked.cases import example

NAMES = ("claims-copilot", "support-bot", "radiology-triage")
QUESTIONS: dict[str, Callable[[Review], Any]] = {
    "figures": costs,
    "accuracy": lambda review: accuracy(review, runs=3),
    "tornado": lambda review: tornado(review, "cost", Versions()),
    "tornado of an assumption": lambda review: tornado(review, review.case.assumptions()[0].key, Versions()),
    "scenarios": lambda review: compare(review, versions(review, ["all"], [])),
    "rows": lambda review: rows(review, Versions()),
    "curve": lambda review: over(review, review.case.assumptions()[0].key, None),
    "why": lambda review: why(review, "scale.cost"),
    "why a line": lambda review: why(review, review.case.lines[0].key),
    "why the tax": lambda review: why(review, "tax" if review.subject.frame.taxes else "run_cost"),
}


@cache
def answer(name: str, question: str) -> Any:
    """What an example answers to a question."""
    return QUESTIONS[question](example(name))


def restored(one: Any) -> Any:
    """An answer after JSON."""
    known: TypeAdapter[Any] = TypeAdapter(type(one))
    known.rebuild(_types_namespace=RECORDS)
    return known.validate_python(json.loads(json.dumps(asdict(one))))


EACH = pytest.mark.parametrize(("name", "question"), [(name, question) for name in NAMES for question in QUESTIONS])


@EACH
def test_an_answer_holds_plain_values(name: str, question: str) -> None:
    def look(value: Any) -> None:
        if is_dataclass(value):
            for field in fields(value):
                with pytest.raises(FrozenInstanceError):
                    setattr(value, field.name, None)
                look(getattr(value, field.name))
        elif isinstance(value, tuple | list):  # what a finding knows may be a list
            for one in value:
                look(one)
        elif isinstance(value, dict):
            assert all(type(key) is str for key in value)
            look(tuple(value.values()))
        else:
            assert type(value) in (str, int, float, bool, type(None)), (type(value), value)
            assert not isinstance(value, float) or value == number(value)

    look(answer(name, question))


@EACH
def test_an_answer_equals_itself_after_json_and_after_a_pickle(name: str, question: str) -> None:
    one = answer(name, question)
    assert restored(one) == one
    assert pickle.loads(pickle.dumps(one)) == one


@EACH
def test_an_answer_prints_the_same_after_json(name: str, question: str) -> None:
    one = answer(name, question)
    read = restored(one)
    forms = [form for form in FORMATS if type(one).__name__ in form.each]
    assert forms
    for form in forms:
        assert form.render([read], Paint(False)) == form.render([one], Paint(False))


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """The committed schema, as other programs would use it."""
    return jsonschema.Draft202012Validator(json.loads(schema.COMMITTED.read_text("utf-8")))


def test_the_committed_schema_is_that_of_the_records(validator: jsonschema.Draft202012Validator) -> None:
    assert schema.COMMITTED.read_text("utf-8") == schema.schema()
    validator.check_schema(validator.schema)


@EACH
def test_an_answer_keeps_to_the_published_schema(
    name: str, question: str, validator: jsonschema.Draft202012Validator
) -> None:
    one = answer(name, question)
    if type(one) not in schema.ASKED:
        assert question == "rows"  # those are for CSV and FOCUS
        return
    data = json.loads(JSON.render([one], Paint(False)))
    validator.validate(data)
    first = next(key for key, value in data[0].items() if isinstance(value, str))
    for broken in ([{**data[0], "surprise": 1}], [{k: v for k, v in data[0].items() if k != first}]):
        assert not validator.is_valid(broken)


def test_price_lists_keep_to_it_too(validator: jsonschema.Draft202012Validator) -> None:
    book, _ = shipped()
    assert book is not None
    models = list(book.models.values())
    for one in (listing(book, models), compared(book, book)):
        validator.validate(json.loads(JSON.render(one, Paint(False))))
        assert TEXT.render(one, Paint(False))


def test_hidden_fields_stay_out_and_spread_ones_lend_their_keys() -> None:
    data = published(answer("claims-copilot", "figures"))
    assert "result" not in data
    assert list(data["years"][0]) == ["months", "p10", "p50", "p80", "p90", "mean", "sd", "mean_error", "capex"]
    curve = published(answer("claims-copilot", "curve"))
    assert all(set(stretch) == {"from", "to"} for lever in curve["levers"] for stretch in lever["pays"])


def test_what_has_no_finite_value_is_null_in_json() -> None:
    assert published((1.5, math.inf, -math.inf, None)) == [1.5, None, None, None]
    assert [number(value) for value in (math.nan, -math.inf, 1 / 3)] == [math.inf, math.inf, 0.333333333333]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_tells_the_same_figure(name: str) -> None:
    figures, moved = answer(name, "figures"), answer(name, "tornado")
    assert figures.cost == moved.base == answer(name, "scenarios").scenarios[0].figures["cost"]
    forecast = answer(name, "rows")
    assert math.fsum(row.cost.mean for row in forecast.rows) == pytest.approx(figures.cost.mean, rel=1e-9)
    body = list(csv.DictReader(io.StringIO(CSV.render([forecast], Paint(False)))))
    assert math.fsum(float(row["mean"]) for row in body) == pytest.approx(figures.cost.mean, abs=0.0051)
    assert moved.measure.amount(figures.cost.p50) in TEXT.render(figures, Paint(False))


def test_the_table_of_formats_names_renderers_that_exist() -> None:
    for form in FORMATS:
        for document, where in ({**form.each, **form.whole}).items():
            module, _, function = where.partition(":")
            text = (ROOT / "policy/phasegate" / f"{module.replace('.', '/')}.py").read_text("utf-8")
            assert f"\ndef {function}(" in text, (form.name, document)
    endings = [ending for form in FORMATS for ending in form.endings]
    assert len(set(endings)) == len(endings) and len({form.name for form in FORMATS}) == len(FORMATS)
