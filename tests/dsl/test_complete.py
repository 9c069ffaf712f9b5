"""What may be written at a place: as offered by hand-made places, and at every place of the shipped files."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate_dsl.complete import Offer, complete
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Field
from phasegate_dsl.words import WORDS

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    [*ROOT.glob("examples/*.gate"), *ROOT.glob("rulesets/*/*.gate"), *ROOT.glob("rulesets/*/tests/*.gate")]
)


def offers(text: str) -> list[Offer]:
    """What is offered where `|` stands."""
    return complete(Source("t.gate", text.replace("|", "")), text.index("|"))


def words(text: str) -> list[str]:
    return [one.text for one in offers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|", ["import", "initiative", "shared", "ruleset", "test"]),
        ("ini|", ["initiative"]),
        ("initiative x { phase p { l|", ["line", "lever"]),
        ("initiative x { option o { | } }", ["over", "chosen"]),
        ("initiative x { line l |", ["in"]),
        ("initiative x { line l in labor |", ["costs"]),
        ("initiative x {\n  line l in labor costs $5 from scale s|", ["source"]),
        ("initiative x { line l in labor costs ($5 |", []),
        ("initiative x { decision d approved |", ["by"]),
        ('initiative x { decision d approved $5 by "A" a|', []),
        ('initiative x { waive R-1 until 2026-10-01 approved by "A" |', ["because"]),
        ("initiative x { request |", ["gate"]),
        ("ruleset r { phase p { delivery: |", ["yes", "no"]),
        ("ruleset r { rule R-1 |", ["mandatory", "waivable", "advisory"]),
        ("ruleset r { rule R-1 { require c|", ["control", "category"]),
        ('initiative x { owner: "l|', []),
        ("initiative x { # l|", []),
        ("initiative x { line = = | }", []),
        ('test "t" { given "a.gate" with { | } }', []),
    ],
)
def test_what_is_offered(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_fields_and_clauses_are_offered_once_and_with_what_they_mean() -> None:
    found = {one.text: one for one in offers('initiative x {\n  owner: "A"\n  currency: USD\n  |\n}')}
    assert "owner" not in found and "currency" not in found
    assert found["start"].kind == "field" and found["start"].doc == WORDS["initiative"].fields["start"].doc
    assert found["line"].kind == "statement" and found["line"].example == WORDS["line"].example
    assert words("initiative x { line l in labor costs $5 funds a source |") == []
    after = words('initiative x { line l in labor costs $5 funds a source "x" |')
    assert after == ["from", "until", "capitalized over"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_stands_in_the_shipped_files_is_offered_there(path: Path) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    todo: list[Decl | Field] = list(parse(source).document.body)
    seen = 0
    while todo:
        item = todo.pop()
        seen += 1
        if isinstance(item, Decl):
            todo += item.body or []
        if seen % 7:
            continue  # each place is read from the start of the text
        if isinstance(item, Field):
            known = {field for word in WORDS.values() for field in word.fields}
            assert item.name.id in [o.text for o in complete(source, item.start)] or item.name.id not in known
            continue
        word = WORDS[item.kind]
        if word.lead and item.kind != "with":
            assert word.lead in [o.text for o in complete(source, item.start)], source.span(item.start, item.end).text
        for clause in item.clauses:
            written = source.text[clause.start :].startswith(clause.word)
            if written and clause.word in {part.word for part in word.tail or ()}:
                assert clause.word in [o.text for o in complete(source, clause.start)], clause.word
