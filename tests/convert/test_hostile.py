"""Everything in a pull request may be hostile: a finding for each, never an exception, never much time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.convert.reading import read
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding
from phasegate_dsl.limits import LIMITS
from phasegate_dsl.source import Source
from tests.convert.tree import places

HEAD = "initiative: x\ncurrency: USD\nstart: 2026-09\nhorizon: 36 months\n"
SAMPLE = (Path(__file__).parent / "claims-copilot.yaml").read_text(encoding="utf-8")


def look(text: str, path: str = "c.yaml") -> list[Finding]:
    """Read a text and hold what must always hold: spans and offsets lie in the text."""
    parsed = read(Source(path, text))
    findings = parsed.findings + check(parsed.document)
    for one in findings:
        for span in (one.span, *(r.span for r in one.related)):
            assert span is not None and 0 <= span.start <= span.end <= len(text)
    assert len(parsed.findings) <= LIMITS.findings
    assert all(0 <= start <= end <= len(text) for start, end in places(parsed.document))
    return findings


HOSTILE = {
    "python tag": (HEAD + "a: !!python/object/apply:os.system ['x']", "PG116", "is a tag"),
    "any tag": (HEAD + "owner: !!str b", "PG116", "is a tag"),
    "tag on a key": (HEAD + "!x owner: b", "PG116", "is a tag"),
    "anchor": (HEAD + "owner: &a b", "PG116", "`&a` is an anchor"),
    "alias": (HEAD + "owner: *a", "PG116", "`*a` repeats"),
    "merge key": (HEAD + "<<: {owner: x}", "PG116", "`<<` merges keys"),
    "list as key": (HEAD + "? [a, b]\n: c", "PG116", "a key is one word"),
    "keys as key": (HEAD + "? {a: b}\n: c", "PG116", "a key is one word"),
    "deep flow": (HEAD + "a: " + "[" * 5000, "PG109", "deeper than 64"),
    "deep block": (HEAD + "a:\n" + "".join(" " * i + "-\n" for i in range(1, 100)), "PG109", "deeper than 64"),
    "two documents": (HEAD + "---\n" + HEAD, "PG116", "a second document"),
    "empty": ("", "PG116", "the file is empty"),
    "only a comment": ("# nothing\n", "PG116", "the file is empty"),
    "list": ("- a\n- b", "PG116", "this is a list"),
    "word": ("hello", "PG116", "this is a single value"),
    "no case": ("title: x", "PG116", "has no `initiative`"),
    "tab": ("initiative: x\nphases:\n\tscale: 1", "PG116", "a tab indents this line"),
    "null character": (HEAD + "owner: a\0b", "PG106", "U+0000"),
    "bell": (HEAD + "owner: a\x07b", "PG106", "U+0007"),
    "bidi": (HEAD + "owner: a\u202eb", "PG106", "U+202E"),
    "lone surrogate": (HEAD + "owner: a\ud800b", "PG106", "U+D800"),
    "escaped bidi": (HEAD + 'owner: "a\\u202Eb"', "PG106", "U+202E"),
    "escaped bidi in a value": (HEAD + 'discount: "9\\u202E%"', "PG106", "U+202E"),
    "no character": (HEAD + "owner: a\uffffb", "PG116", "not allowed in YAML"),
    "long text": ("a" * (LIMITS.text + 1), "PG108", "1,000,001 characters"),
    "long line": (HEAD + "owner: " + "a" * 20_000, "PG108", "20,007 characters"),
    "long value": (HEAD + "assume:\n  c: '" + "1+\n    " * 9000 + "1'", "PG108", "the most is 5,000"),
    "deep value": (HEAD + "assume: {c: " + "-" * 4000 + "1}", "PG109", "more than 1,000 operators"),
    "braces in a value": (HEAD + "assume:\n  c: '( ( {'", "PG101", "`{` is not part"),
    "stray brace": (HEAD + "assume:\n  c: a }\n", "PG101", "`}` is not part"),
    "misspelt operator": (HEAD + "assume:\n  c: 1 er 2\n", "PG100", ""),
    "deep brackets": (HEAD + "assume: {c: " + "(" * 500 + "1" + ")" * 500 + "}", "PG109", "deeper than 64"),
    "many unknown keys": (
        HEAD + "lines: {" + "\n,".join(f"l{i}: {{x: 1}}" for i in range(2000)) + "}",
        "PG108",
        "6,000 keys",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str) -> None:
    text, code, message = HOSTILE[name]
    assert any(f.code == code and message in f.message for f in look(text)), look(text)


def test_duplicate_keys_show_both_places() -> None:
    for path, text in (
        ("c.yaml", HEAD + "owner: a\nowner: b\n"),
        ("c.json", '{"initiative": "x",\n"owner": "a",\n"owner": "b"}'),
    ):
        (one,) = [f for f in look(text, path) if f.code == "PG113"]
        assert one.span is not None
        assert one.span.line == one.related[0].span.line + 1


def test_billion_laughs_costs_nothing() -> None:
    text = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
    began = time.perf_counter()
    findings = look(text)
    assert time.perf_counter() - began < 5
    assert sum("repeats another part" in f.message for f in findings) > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a: b\n" * 190_000,
        "a: [" + "*x, " * 4000 + "]\n",
        "a: [" + "&x y, " * 3000 + "]\n",
        "- " * 9000,
        "? " * 9000,
        '"' * 9999,
    ],
)
def test_large_texts_take_little_time(text: str) -> None:
    began = time.perf_counter()
    look(HEAD + text)
    look(text, "c.json")
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    "text, code, message",
    [
        ("[" * 9000, "PG109", "deeper than 64"),
        ('{"a":' * 9000, "PG109", "deeper than 64"),
        ("", "PG116", "the file is empty"),
        ("[]", "PG116", "this is a list"),
        ('{"initiative": "x", "owner": "a\\u202eb"}', "PG106", "U+202E"),
        ('{"initiative": "x", "owner": "\\ud800"}', "PG106", "U+D800"),
        ('{"initiative": "x", "owner": null}', "PG116", "`owner` is empty"),
        ('{"initiative": "x", "__proto__": {}}', "PG116", "a case has no key"),
        ('{"initiative": "x", "<keys>": 1}', "PG116", "is not a name"),
        ('{"initiative": 5}', "PG114", "`initiative` takes a name"),
    ],
)
def test_hostile_json(text: str, code: str, message: str) -> None:
    assert any(f.code == code and message in f.message for f in look(text, "c.json"))


YAMLISH = st.text(st.sampled_from(list("ab:- \n\t{}[],#&*!|>'\"%@`?<=~$0159()\\.\r_é😀\ufeff\u2028")), max_size=80)
KEYS = st.sampled_from(
    [
        "initiative",
        "title",
        "follows",
        "units",
        "assume",
        "phases",
        "lines",
        "roles",
        "values",
        "measured",
        "cost",
        "waivers",
        "in",
        "is",
        "costs",
        "fte",
        "by",
        "on",
        "x",
    ]
)
DATA = st.recursive(
    st.sampled_from(["", "x", "$5", "a b", "2026-10-01", "ramp(1, 2)", "(", "<= 3", "<keys>"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=100) | YAMLISH)
def test_any_text(text: str) -> None:
    look(text)
    look(HEAD + text)
    look(text, "c.json")


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, DATA, max_size=6))
def test_any_shape(data: dict[str, object]) -> None:
    import json

    text = json.dumps({"initiative": "x", **data}, indent=1)
    look(text)
    look(text, "c.json")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), YAMLISH)
def test_any_slip_in_a_case(at: int, length: int, put: str) -> None:
    look(SAMPLE[:at] + put + SAMPLE[at + length :])
