"""Cases in YAML and JSON get their fixes, snippets and proposals as keys and values, where they belong in that text."""

from __future__ import annotations

from pathlib import Path

import pytest

from phasegate.convert.putting import AddedKeys
from phasegate.convert.reading import read
from phasegate_dsl.edits import apply
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl
from tests.messages.corpus import ROOT, converted, findings, mends

CONVERTED = list(converted())
YAML = """initiative: bot
title: Bot
horizon: 36 months
units: claim, case   # what we count
phases:
  pilot: {budget: $5K, duration: 9 weeks}
  scale:
    budget: $1M/yr   # asked for
    lines:
      gpu: {in: compute, costs: $4K/mo}
controls:
"""


@pytest.mark.parametrize(("path", "text"), CONVERTED, ids=[p.name for p, _ in CONVERTED])
def test_a_fix_mends_its_finding_in_yaml_and_json(path: Path, text: str) -> None:
    for one in findings(path, text):
        for fix in one.fixes:
            mends(path, text, one, fix)


def test_the_converted_corpus_has_fixes_of_many_kinds() -> None:
    seen = {(one.code, one.kind, path.suffix) for path, text in CONVERTED for one in findings(path, text) if one.fixes}
    assert len({each for each in seen if each[2] == ".yaml"}) >= 40
    assert {each[:2] for each in seen if each[2] == ".json"} == {each[:2] for each in seen if each[2] == ".yaml"}


SLIPS = {
    "comma": YAML.replace("duration: 9 weeks", "duration: max(9 weeks, 8 weeks)"),
    "empty_key": YAML.replace("title: Bot", "title:"),
    "entry_needs": YAML + "waivers:\n  - {rule: TB-001, until: 2027-01-31, because: due}\n",
    "name": YAML.replace("gpu: {", "gpu-1: {"),
    "start": YAML.replace("initiative: bot\n", ""),
    "yaml_colon": YAML.replace("title: Bot", "title: Bot: the second"),
    "yaml_bracket": YAML.replace("costs: $4K/mo}", "costs: $4K/mo"),
    "yaml_escape": YAML.replace("title: Bot", 'title: "Bot \\q"'),
    "yaml_indicator": YAML.replace("title: Bot", "title: |bot"),
    "yaml_start": YAML.replace("title: Bot", "title: @bot"),
    "yaml_tab": YAML.replace("    budget: $1M", "\tbudget: $1M"),
}
"""YAML with one slip each, by the kind of PG116."""
JSON_SLIPS = {
    "json_escape": '{"initiative": "bot", "title": "a \\q"}',
    "json_line": '{"initiative": "bot", "title": "a\tb"}',
    "json_quote": '{"initiative": "bot',
}


@pytest.mark.parametrize("kind", [*SLIPS, *JSON_SLIPS])
def test_a_slip_of_yaml_or_json_is_mended(kind: str) -> None:
    path = ROOT / "examples" / ("probe.json" if kind in JSON_SLIPS else "probe.yaml")
    text = {**SLIPS, **JSON_SLIPS}[kind]
    hits = [one for one in findings(path, text) if (one.code, one.kind) == ("PG116", kind)]
    assert hits and all(one.fixes for one in hits), [(f.code, f.kind, f.message) for f in findings(path, text)]
    for one in hits:
        after = [findings(path, str(apply(text, fix.edits))) for fix in one.fixes]
        assert any(kind not in {f.kind for f in found} for found in after), [
            f.message for found in after for f in found
        ]


def decl(text: str, path: str, kind: str, name: str = "") -> tuple[AddedKeys, Decl]:
    source = Source(path, text)
    case = read(source).document.decls("initiative")[0]
    inside = [d for body in (case, *case.decls("phase")) for d in body.decls(kind)]
    found = case if kind == "initiative" else next(d for d in inside if d.name is not None and d.name.id == name)
    return AddedKeys(source), found


PUT = [
    ("initiative", "", "assume x = …", "case   # what we count\n", "assume: {x: …}\n"),
    ("initiative", "", "follows three_budget", "horizon: 36 months\n", "follows: [three_budget]\n"),
    ("initiative", "", "unit ticket", "units: claim, case", ", ticket"),
    ("initiative", "", "control log by gpu", "controls:", " {log: {by: [gpu]}}"),
    ("initiative", "", "request gate to_scale on …", "controls:\n", "request: {gate: to_scale, on: …}\n"),
    ("initiative", "", 'owner: "…"', "case   # what we count\n", None),
    ("phase", "scale", "line log in security costs … funds retention", "$4K/mo}\n", "      log: {in: security, costs: …, funds: [retention]}\n"),
    ("phase", "scale", "duration: …", "budget: $1M/yr   # asked for\n", "    duration: …\n"),
    ("phase", "pilot", "line log in security costs …", "duration: 9 weeks", ", lines: {log: {in: security, costs: …}}"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "statement", "after", "added"), PUT, ids=[put[2] for put in PUT])
def test_a_statement_is_put_where_it_belongs(
    kind: str, name: str, statement: str, after: str, added: str | None
) -> None:
    keys, where = decl(YAML, "case.yaml", kind, name)
    edit = keys.put(where, statement)
    assert edit is not None
    changed = apply(YAML, [edit])
    expected = (
        YAML.replace(after, after + added, 1)
        if added is not None
        else YAML.replace("title: Bot\n", "title: Bot\nowner: …\n")
    )
    assert changed == expected


JSON = """{
    "initiative": "bot",
    "phases": {
        "scale": {
            "budget": "$1M/yr"
        }
    },
    "units": ["claim"]
}
"""


def test_json_gets_its_commas_and_its_indentation() -> None:
    keys, phase = decl(JSON, "case.json", "phase", "scale")
    edit = keys.put(phase, "line log in security costs …")
    assert edit is not None
    added = (
        ',\n            "lines": {\n                "log": {\n                    "in": "security",\n'
        '                    "costs": "…"\n                }\n            }'
    )
    assert apply(JSON, [edit]) == JSON.replace('"$1M/yr"', f'"$1M/yr"{added}')
    keys, case = decl(JSON, "case.json", "initiative")
    edit = keys.put(case, "unit ticket")
    assert edit is not None and apply(JSON, [edit]) == JSON.replace('["claim"]', '["claim", "ticket"]')
    row = '{"initiative": "bot", "phases": {"scale": {}}}'
    keys, phase = decl(row, "case.json", "phase", "scale")
    edit = keys.put(phase, "duration: …")
    assert edit is not None and apply(row, [edit]) == row.replace("{}", '{"duration": "…"}')


def test_a_bare_value_gets_the_key_that_it_stands_for() -> None:
    text = "initiative: bot\nassume:\n  claims: 5 claim/mo\n"
    keys, claims = decl(text, "case.yaml", "assume", "claims")
    edit = keys.say(claims, 'source "…"')
    assert edit is not None
    assert apply(text, [edit]) == text.replace("5 claim/mo", "{is: 5 claim/mo, source: …}")


def test_what_is_shown_to_a_yaml_author_is_yaml() -> None:
    path = ROOT / "examples" / "radiology-triage.yaml"
    found = findings(path, path.read_text("utf-8"))
    shown = [text for one in found for text in (one.help, one.proposal)]
    assert any("`lines: {audit: {in: governance, costs: $9K/mo" in text for text in shown)
    assert any(text.startswith("roles: {security_official: {fte: 1 fte") for text in shown)
    for text in shown:
        assert not any(
            f"`{word} " in text or text.startswith(f"{word} ") for word in ("line", "role", "control", "measured")
        )


SHOWN = {
    "case.yaml": "request: {gate: to_scale, on: …}",
    "case.json": '"request": {"gate": "to_scale", "on": "…"}',
}


@pytest.mark.parametrize("path", SHOWN)
def test_a_snippet_is_shown_as_the_file_writes_it(path: str) -> None:
    keys = AddedKeys(Source(path, "initiative: bot\n"))
    assert keys.shown("request gate to_scale on …") == SHOWN[path]
    assert keys.shown("phasegate prices show") == "phasegate prices show"
