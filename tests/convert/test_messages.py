"""What goes wrong in a document's shape: the place, the words, the way out."""

from __future__ import annotations

import re

import pytest

from phasegate.convert.reading import read
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding
from phasegate_dsl.source import Source

HEAD = "initiative: x\ncurrency: USD\nstart: 2026-09\nhorizon: 36 months\n"


def found(text: str, path: str = "c.yaml") -> list[Finding]:
    parsed = read(Source(path, text))
    return parsed.findings + check(parsed.document)


# text behind the head -> code, what is underlined, message, help
CASES = [
    ("ownr: Team", "PG116", "ownr", "a case has no key `ownr`", "did you mean `owner`?"),
    ("foo: {a: b}\n", "PG116", "foo", "a case has no key `foo`", ""),
    ("cost center: x", "PG116", "cost center", "`cost center` is not a name", "`cost_center`"),
    ("people: 12", "PG201", "people", "`initiative` has no field `people`", ""),
    ("lines: {a: {in: labor, cost: $1}}", "PG116", "cost", "`line` has no key `cost`", "did you mean `costs`?"),
    ("lines: {a: {category: labor, costs: $1}}", "PG116", "category", "`line` has no key `category`", "`in`?"),
    ("lines: {a: {in: labor}}", "PG116", "a", "`a` needs `costs`", "`costs: $9K/mo`"),
    ("waivers: [{rule: A-1}]", "PG116", "{rule: A-1}", "this entry of `waivers` needs `until`, `because` and", ""),
    ("request: {gate: g}", "PG116", "request", "`request` needs `on`", "`on: 2026-11-20`"),
    ("owner: [a]", "PG116", "[a]", "`owner` takes a single value, not a list", "`owner: Claims Platform`"),
    ("phases: []", "PG116", "[]", "`phases` takes names with what belongs to each, not a list", "indented"),
    ("waivers: {a: b}", "PG116", "{a: b}", "`waivers` takes a list, not keys with values", "`- `"),
    ("request: x", "PG116", "x", "`request` takes keys with values, not a single value", ""),
    ("curves: {c: {}}", "PG116", "c", "`c` needs `at`", ""),
    ("owner:", "PG116", "owner", "`owner` is empty", "delete the key"),
    ("owner: ~", "PG116", "~", "`owner` is empty", ""),
    ("risk: very high", "PG114", "very high", "`risk` takes a word", "`risk: high`"),
    ("follows: [a b]", "PG114", "a b", "`follows` takes a name, found `a b`", ""),
    ("lines: {a: {in: labor, costs: 5 +}}", "PG100", "", "expected a value, found the end of the value", ""),
    (
        "lines: {a: {in: labor, costs: 5 5}}",
        "PG100",
        "5",
        "expected an operator or the end of the value, found `5`",
        "",
    ),
    ('lines: {a: {in: labor, costs: "5 # x"}}', "PG101", '"5 # x"', "`#` is not part of the language here", "comment"),
    ("lines: {a: {in: labor, costs: 5, from: next year}}", "PG114", "next year", "`from` takes a phase, a month", ""),
    ("request: {gate: g, on: soon}", "PG114", "soon", "`on` takes a date, found `soon`", "2026-10-01"),
    ("request: {gate: g, on: 2026-02-30}", "PG115", "2026-02-30", "month 2026-02 has 28 days", ""),
    ("metrics: {m: {is: 3, target: 3}}", "PG114", "3", "`target` takes a comparison with a value", "<="),
    ("waivers: [{rule: x, until: 2026-01-01, because: b, approved_by: c}]", "PG114", "x", "`rule` takes the id", ""),
    ("options: {h: {alternatives: {over: 1, b: 2}}}", "PG116", "over", "an alternative cannot be called `over`", ""),
    ("lines:\n  2nd: {in: labor, costs: $1}", "PG116", "2nd", "`2nd` is not a name", "`_2nd`"),
    # what YAML itself makes of a value
    ("assume:\n  c: ramp(1%, 9%, over: 1 mo)", "PG116", ":", "a `:` stands inside", '`c: "ramp(1%, 9%, over: 1 mo)"`'),
    ("assume: {c: {is: f(1, 2), from: p}}", "PG116", "f(1, 2)", "this value ends at its first `,`: `f(1`", '"f(1, 2)"'),
    ("curves: {c: [f(1, 2), 3]}", "PG116", "f(1, 2)", "this value ends at its first `,`", ""),
    ("owner: %x", "PG116", "%", "a value cannot start with `%` in YAML", "quotes"),
    ("metrics:\n  m:\n    is: 3\n    target: >= 3", "PG116", ">", "a value that starts with `>`", "quotes"),
    ('owner: "abc\n', "PG116", '"', "this quote is never closed", ""),
    ("fx: {EUR: 1\nowner: x", "PG116", "{", "this `{` is not closed where line 6 goes on", "`}`"),
    ("owner: - b", "PG116", "-", "a list's item cannot start here", ""),
    ("owner: a\n  sponsor: b", "PG116", ":", "this key stands below a line that holds a value already", "indent"),
    ("owner\nrisk: high", "PG116", "o", "a key is followed by `:` and its value", ""),
    ('owner: "a\\qb"', "PG116", "\\", "this is not an escape that YAML knows", ""),
    ("waivers:\n  - a: b\n  c: d", "PG116", "c", "this line does not belong to the list above", "`- `"),
]


@pytest.mark.parametrize("text, code, place, message, help", CASES, ids=[c[0][:40] for c in CASES])
def test_one_slip_one_finding(text: str, code: str, place: str, message: str, help: str) -> None:
    (one,) = found(HEAD + text)
    assert one.span is not None and (one.code, one.span.text) == (code, place)
    assert message in one.message and help in one.help
    assert one.span.line >= 5


@pytest.mark.parametrize("text", ["lines:", "phases: {scale: }", "waivers:", "assume: ~", "team: Payments\ntier: gold"])
def test_empty_groups_and_facts_are_fine(text: str) -> None:
    assert found(HEAD + text) == []


def test_one_slip_leaves_the_rest_of_the_case() -> None:
    parsed = read(Source("c.yaml", HEAD + "lines:\n  a: {in: labor, costs: 5 +}\n  b: {in: labor, costs: $5}\n"))
    assert [d.name.id for d in parsed.document.body[0].decls("line") if d.name] == ["b"]  # type: ignore[union-attr]


def test_no_python_words_reach_the_reader() -> None:
    for text, *_ in CASES:
        for one in found(HEAD + text):
            words = re.findall(r"[\w<>]+", f"{one.message} {one.help}".lower())
            assert not any(
                w in words for w in ("dict", "str", "string_type", "pydantic", "mapping", "<keys>", "nonetype")
            )


JSON = [
    ('{"initiative": "x",}', "}", "expected another entry after `,`, found `}`", "delete the last `,`"),
    ('{"initiative": "x" "a": 1}', '"', "expected `,` or `}`", "opened on line 1"),
    ('{"initiative": x}', "x", "expected a value, found `x`", '`"x"`'),
    ('{"initiative": $5K}', "$5K", "expected a value", '`"$5K"`'),
    ('{"initiative": NaN}', "NaN", "expected a value, found `NaN`", "not a figure"),
    ('{"initiative": -Infinity}', "-Infinity", "expected a value", "not a figure"),
    ("{'initiative': 1}", "'initiative'", "expected a key in quotes", "double quotes"),
    ('{"initiative": "x"} // a', "// a", "expected the end of the file", "no comments"),
    ('{"initiative": "x"', "", "expected `,` or `}`, found the end of the file", ""),
    ('{"initiative": "x', '"', "this quote is never closed", ""),
    ('{"initiative": "a\nb"}', "\n", "a text in JSON stands on one line", ""),
    ('{"initiative": "a\\qb"}', "\\", "this is not an escape of JSON", ""),
    ('{"initiative": 01}', "01", "expected a value", ""),
    ('{"initiative" "x"}', '"', "expected `:` after the key", ""),
]


@pytest.mark.parametrize("text, place, message, help", JSON)
def test_json_slips(text: str, place: str, message: str, help: str) -> None:
    (one,) = read(Source("c.json", text)).findings
    assert one.span is not None and (one.code, one.span.text) == ("PG116", place)
    assert message in one.message and help in one.help
