"""The formatter looks at its own output, and hostile texts neither slow it down nor break it."""

from __future__ import annotations

import time

import pytest

import phasegate_dsl.format as formatter
from phasegate_dsl.format import format_source
from phasegate_dsl.format.columns import table
from phasegate_dsl.format.document import Break, Doc, Fill, Group, Nest, Note, Printer, Seq, columns
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.conftest import ROOT

TEXT = "initiative a {\n  # why\n  currency:USD # what\n}\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["initiative a {", "  # why", "  currency: EUR  # what", "}"], "would not mean the same"),
        (["initiative a {", "  # why", "  currency: USD", "}"], "would have other comments"),
        (["initiative a {", "  # what", "  currency: USD  # why", "}"], "would have other comments"),
        (["initiative a {", "  # why", "  currency: USD  # what"], "cannot be read again"),
    ],
)
def test_a_layout_that_says_something_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, lines: list[str], said: str
) -> None:
    monkeypatch.setattr(formatter, "lines", lambda stream, width: lines)
    made = format_source(Source("a.gate", TEXT))
    assert made.text == TEXT
    assert [(f.code, f.level) for f in made.findings] == [("PG901", "error")]
    assert said in made.findings[0].message


@pytest.mark.slow
def test_a_hundred_kilobytes_take_a_few_parses() -> None:
    text = (ROOT / "rulesets/healthcare/healthcare.gate").read_text("utf-8") * 6
    assert len(text) > 100_000
    source = Source("a.gate", text)
    reading = min(timed(lambda: parse(source)) for _ in range(3))
    laying = min(timed(lambda: format_source(source)) for _ in range(3))
    assert laying < 12 * reading


def timed(run: object) -> float:
    start = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - start


HOSTILE = {
    "deep": "ruleset a { rule A-1 { require " + "(" * 60 + "x" + ")" * 60 + " } }",
    "deep blocks": "ruleset a { " * 60 + "}" * 60,
    "deep calls": "ruleset a { rule A-1 { require " + "f(a, " * 60 + "x" + ")" * 60 + " } }",
    "a long chain": "ruleset a { rule A-1 { require " + " + ".join(["x"] * 1_000) + " } }",
    "signs": "ruleset a { rule A-1 { require " + "-" * 900 + "x } }",
    "a long list": "initiative a { jurisdictions: [" + ",".join(["US"] * 900) + "] }",
    "many rows": "initiative a {\n" + "".join(f'unit u\nassume a{i} "{"x" * (i % 300)}" = 1\n' for i in range(4_000)) + "}",
    "one table": "initiative a {\n" + "".join(f'assume a{i} "{"x" * (i % 700)}" = 1 source "s"\n' for i in range(2_000)) + "}",
    "comments": "initiative a {\n" + "#\n" * 100_000 + "}",
    "comments behind": "initiative a {\n" + "".join(f"a{i}: 1 # {'x' * (i % 400)}\n" for i in range(4_000)) + "}",
    "comments in a list": "initiative a { b: [\n" + "x, # c\n# d\n" * 900 + "] }",
    "blank lines": "\n" * 500_000,
    "semicolons": "initiative a {" + ";" * 10_000 + "}",
    "fields on a line": "initiative a {\n" + "; ".join(f"a{i}: 1" for i in range(1_500)) + "\n}",
    "blocks on a line": "test \"\" { given \"x\" " + "with { a = 1 } " * 800 + "}",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(name: str) -> None:
    source = Source("a.gate", HOSTILE[name])
    assert parse(source).findings == []
    start = time.perf_counter()
    made = format_source(source, 40)
    assert made.findings == []
    assert format_source(Source("a.gate", made.text), 40).text == made.text
    assert time.perf_counter() - start < 15


def test_limits_are_findings() -> None:
    for text in ("x" * 1_000_001, "initiative a { b: " + "(" * 65 + "1" + ")" * 65 + " }", "a\x07"):
        made = format_source(Source("a.gate", text))
        assert made.text == text
        assert made.findings != []


# -- the document algebra ----------------------------------------------------------------------------------------


def printed(doc: Doc, width: int) -> list[str]:
    printer = Printer(width, 0)
    printer.put(doc)
    return printer.text()


def test_a_group_breaks_only_when_it_must() -> None:
    doc = Group(
        Seq(["f(", Nest(Seq([Break(""), Group(Seq(["a +", Break(), "b"])), ",", Break(), "c"])), Break(""), ")"])
    )
    assert printed(doc, 11) == ["f(a + b, c)"]
    assert printed(doc, 10) == ["f(", "  a + b,", "  c", ")"]
    assert printed(Seq([doc, " and", " more"]), 15) == ["f(", "  a + b,", "  c", ") and more"]


def test_lists_fill_their_lines_and_comments_end_them() -> None:
    items: list[Doc] = [f"{word}," for word in ("one", "two", "three", "four")]
    assert printed(Fill(items), 10) == ["one, two,", "three,", "four,"]
    assert printed(Fill(items, frozenset([2])), 10) == ["one,", "two, three,", "four,"]
    items[0] = Seq(["one,", Note("# 1", False)])
    items[3] = Seq([Note("# 4", True), "four,"])
    assert printed(Fill(items), 30) == ["one,  # 1", "two, three,", "# 4", "four,"]
    assert printed(Nest(Fill(items[1:3]), hang=True), 6) == ["two,", "three,"]


def test_columns_stand_where_most_rows_can() -> None:
    rows = [[("head", "a"), ("IN", "x"), ("FUNDS", "f")], [("head", "bbb"), ("IN", "yyyy"), ("FUNDS", "g")]]
    assert table(rows, 80) == ["a    x     f", "bbb  yyyy  g"]
    assert table(rows, 10) == ["a    x f", "bbb  yyyy g"]
    assert table([*rows, [("head", "c" * 60), ("IN", "z")]], 80) == ["a    x     f", "bbb  yyyy  g", "c" * 60 + " z"]
    assert table([[("head", "a"), ("title", '"t"')], [("head", "bb"), ("title", '"u"')]], 80) == ['a  "t"', 'bb "u"']


def test_wide_characters_take_two_columns() -> None:
    assert [columns(t) for t in ("abc", "é", "e\u0301", "漢字")] == [3, 1, 1, 4]
