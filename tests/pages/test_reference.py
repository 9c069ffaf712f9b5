"""The language reference is current, and every example in it is read without a finding."""

from __future__ import annotations

import pytest

from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.records import RECORDS, ROOTS
from phasegate.pages.reference import PAGE, explain, page
from phasegate_dsl.check import check
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from phasegate_dsl.words import WORDS

HEAD = "currency: USD; start: 2026-10; horizon: 36 months\n"
AROUND = {
    "": "%s\n",
    "initiative": "initiative t {\n" + HEAD + "%s\n}\n",
    "phase": "initiative t {\n" + HEAD + "phase p {\n%s\n}\n}\n",
    "ruleset": 'ruleset r {\nversion: "1"\n%s\n}\n',
    "rule": 'ruleset r {\nversion: "1"\nrule R-1 "x" mandatory {\n%s\n}\n}\n',
    "gate": 'ruleset r {\nversion: "1"\ngate g from a to b {\n%s\n}\n}\n',
    "control": 'ruleset r {\nversion: "1"\ncontrol c {\n%s\n}\n}\n',
    "option": "initiative t {\n" + HEAD + "option o {\na: $5/mo\n%s\n}\n}\n",
    "scenario": "initiative t {\n" + HEAD + "scenario s {\n%s\n}\n}\n",
    "test": 'test "t" {\n%s\n}\n',
    "given": 'test "t" {\ngiven "a.gate" %s\n}\n',
}


def findings(text: str) -> list[str]:
    """Everything that reading a text finds wrong."""
    parsed = parse(Source("t.gate", text))
    return [f"{f.code} {f.message}" for f in parsed.findings + check(parsed.document)]


def test_the_page_is_that_of_the_tables() -> None:
    assert PAGE.read_text("utf-8") == page()


@pytest.mark.parametrize("name", [k for k in WORDS if k != "initiative"])
def test_every_example_of_a_declaration_is_read_where_it_belongs(name: str) -> None:
    spec = WORDS[name]
    example = spec.example.replace("{ … }", "{ }").replace("; … }", " }")
    if name == "ruleset":
        example = example.replace("{ }", '{ version: "1" }')
    for place in spec.places:
        if place in AROUND and not (name == "phase" and place == "ruleset"):
            assert findings(AROUND[place] % example) == [], place


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_example_of_a_field_is_read(kind: str) -> None:
    spec = WORDS[kind]
    for name, field in spec.fields.items():
        text = AROUND["" if kind == "initiative" else "initiative"]
        holder = f"initiative t {{ {name}: {field.example} }}" if kind == "initiative" else ""
        if holder:
            assert not [f for f in findings(text % holder) if "PG112" not in f], name


@pytest.mark.parametrize("name", list(FUNCTIONS))
def test_every_form_of_a_function_is_read(name: str) -> None:
    assert findings(AROUND["rule"] % f"require {FUNCTIONS[name].form} > 0") == []


def test_every_word_has_an_entry() -> None:
    for word in (*WORDS, *FUNCTIONS, *RECORDS):
        assert explain(word), word
    assert all(f"`{root}`" in page() for root in ROOTS)
