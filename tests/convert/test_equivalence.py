"""A case in YAML or JSON is the same case: the same tree as from `.gate`, at the right places of its own text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from phasegate.convert.reading import read
from phasegate.convert.reading.table import shape
from phasegate_dsl.check import check
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Binary, Call, Decl, Name, Num, Text
from phasegate_dsl.words import WORDS
from tests.convert.tree import bare, case, places

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
HEAD = "initiative: x\ncurrency: USD\nstart: 2026-09\nhorizon: 36 months\n"


def gate(body: str) -> Decl:
    return parse(Source("x.gate", f"initiative x {{\n{body}\n}}\n")).document.decls("initiative")[0]


def test_claims_copilot_in_yaml_is_the_gate_file() -> None:
    decl, findings = case((HERE / "claims-copilot.yaml").read_text(encoding="utf-8"))
    text = (EXAMPLES / "claims-copilot.gate").read_text(encoding="utf-8")
    assert findings == []
    assert bare(decl) == bare(parse(Source("c.gate", text)).document.decls("initiative")[0])


def test_claims_copilot_in_json_is_the_gate_file() -> None:
    data = yaml.load((HERE / "claims-copilot.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    text = (EXAMPLES / "claims-copilot.gate").read_text(encoding="utf-8")
    for indent in ("\t", 1):
        decl, findings = case(json.dumps(data, indent=indent), "c.json")
        assert findings == []
        assert bare(decl) == bare(parse(Source("c.gate", text)).document.decls("initiative")[0])


def test_every_scalar_of_radiology_points_at_its_line() -> None:
    source = Source("r.yaml", (EXAMPLES / "radiology-triage.yaml").read_text(encoding="utf-8"))
    parsed = read(source)
    assert parsed.findings + check(parsed.document) == []
    (decl,) = parsed.document.decls("initiative")
    assert source.text[decl.start : decl.head_end] == "initiative: radiology_triage"
    for phase in decl.decls("phase"):
        for line in phase.decls("line"):
            assert line.name is not None
            written = source.line(source.position(line.start)[0])
            assert written.strip().startswith(f"{line.name.id}:")
            assert source.text[line.name.start : line.name.end] == line.name.id
            costs = line.clause("costs")
            assert costs is not None and source.text[costs.start : costs.end] in written
    inference = decl.decls("phase")[2].decls("line")[0]
    value: Any = inference.clause("costs").value  # type: ignore[union-attr]
    assert source.text[value.start : value.end] == "studies * gpu_seconds * $0.0011/gpu_second + $14K/mo"
    assert source.text[value.right.start : value.right.end] == "$14K/mo"


PAIRS = {
    "follows: a, b": "follows a, b",
    "start: 2026-09": "start: 2026-09",
    "reviewed: 2026-10-01\nheld: yes\nteam: Payments\nplace: 'Payments'\nnote_to: Payments Team": (
        'reviewed: 2026-10-01\nheld: yes\nteam: Payments\nplace: "Payments"\nnote_to: "Payments Team"'
    ),
    "tags_of: [gold, two words]": 'tags_of: [gold, "two words"]',
    "fx: {EUR: {is: 1.08 USD, source: treasury}, GBP: 1.2 USD}": 'fx EUR = 1.08 USD source "treasury"\nfx GBP = 1.2 USD',
    "roles: {gov: [{fte: 1, costs: $1/yr}, {fte: 1 to 2, costs: $2/yr}]}": (
        "role gov 1 fte costs $1/yr\nrole gov 1 to 2 fte costs $2/yr"
    ),
    "measured: {metric: {up: [{is: 1%, on: 2026-01-01}, {is: 2%, on: 2026-02-01}]}}": (
        "measured metric up = 1% on 2026-01-01\nmeasured metric up = 2% on 2026-02-01"
    ),
    "metrics: {m: {is: 99%, target: '>= 99.5%'}}": "metric m = 99% target >= 99.5%",
    "lines: {a: {in: labor, costs: $5, from: 2026-10, until: 2026-11-30, at: 2027-01, contract: C 12}}": (
        'line a in labor costs $5 from 2026-10 until 2026-11-30 { at: 2027-01; contract: "C 12" }'
    ),
    "phases: {p: {budget: 75K CHF, levers: {l: {cuts: a, by: 5%}}, measured: {cost: {p: {is: $1, on: 2026-01-01}}}}}": (
        "phase p { budget: 75K CHF; lever l cuts a by 5%; measured cost p = $1 on 2026-01-01 }"
    ),
    "scenarios: {s: {set: {a: {is: 1_000}, b: 0.5}}}": "scenario s { a = 1_000; b = 0.5 }",
    "decisions: [{phase: p, approved: $1, on: 2026-01-01, by: CFO, conditions: [one, two]}]": (
        'decision p approved $1 on 2026-01-01 by "CFO" conditions "one" conditions "two"'
    ),
    "request: {gate: g, on: 2026-11-20, by: CTO}": 'request gate g on 2026-11-20 by "CTO"',
    'owner: "A \\"B\\"\\nC"': 'owner: "A \\"B\\"\\nC"',
    "description: |\n  One.\n  Two.\n": 'description: "One.\\nTwo."',
    "description: >\n  One\n  two.\n": 'description: "One two."',
    "description: 1_000": 'description: "1_000"',
    "owner: yes": 'owner: "yes"',
}


@pytest.mark.parametrize("text", PAIRS)
def test_pairs(text: str) -> None:
    decl, findings = case("initiative: x\n" + text)
    assert findings == []
    assert bare(decl) == bare(gate(PAIRS[text]))


@pytest.mark.parametrize(
    "written, exact",
    [
        ("a + b * 2", True),
        ("'a + b * 2'", True),
        ('"a + b * 2"', True),
        ("a +\n      b * 2", True),
        (">\n      a +\n      b * 2\n", True),
        ("|\n      a +\n      b * 2\n", True),
        ('"a +\\\n      b * 2"', False),
        ('"a \\x2b b * 2"', False),
    ],
)
def test_offsets_of_values_in_every_style(written: str, exact: bool) -> None:
    text = f"initiative: x\nassume:\n  c:\n    is: {written}\n"
    decl, findings = case(text)
    assert findings == []
    value = decl.decls("assume")[0].clause("=").value  # type: ignore[union-attr]
    assert isinstance(value, Binary) and value.op == "+"
    left, right = value.left, value.right
    if exact:
        assert (text[left.start : left.end], text[right.start : right.end]) == ("a", "b * 2")
    else:
        assert (left.start, left.end) == (right.start, right.end)
        assert text[left.start : left.end].strip().startswith('"')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(end: str, mark: str) -> None:
    text = mark + end.join(["initiative: x", "owner: 'Zoë 😀'", "fx:", "  EUR: 1.08 USD", ""])
    decl, findings = case(text)
    assert findings == []
    value = decl.decls("fx")[0].clause("=").value  # type: ignore[union-attr]
    assert isinstance(value, Num) and text[value.start : value.end] == "1.08 USD"


def test_a_call_in_quotes_keeps_its_places() -> None:
    text = 'initiative: x\nassume: {c: {is: "ramp(5%, 90%, over: 12 months)", from: scale}}\n'
    value = case(text)[0].decls("assume")[0].clause("=").value  # type: ignore[union-attr]
    assert isinstance(value, Call)
    assert [text[a.start : a.end] for a in value.args] == ["5%", "90%", "over: 12 months"]


def test_names_and_texts_of_json_escapes_have_the_whole_place() -> None:
    text = '{"initiative": "x", "\\u006fwner": "Zo\\u00eb \\ud83d\\ude00", "risk": "h\\u0069gh"}'
    decl, findings = case(text, "c.json")
    assert findings == []
    owner, risk = decl.fields()
    assert isinstance(owner.value, Text) and owner.value.value == "Zoë 😀" and owner.name.id == "owner"
    assert isinstance(risk.value, Name) and text[risk.value.start : risk.value.end] == '"h\\u0069gh"'


def test_offsets_lie_in_the_text() -> None:
    text = (HERE / "claims-copilot.yaml").read_text(encoding="utf-8")
    document = read(Source("c.yaml", text)).document
    assert all(0 <= start <= end <= len(text) for start, end in places(document))


def test_the_table_knows_every_clause_and_statement_of_a_case() -> None:
    for kind, spec in WORDS.items():
        if "initiative" in spec.places or kind in ("set", "chosen"):
            assert {k.word for k in shape(kind).keys.values() if k.part == "clause"} >= set(spec.clauses) - {
                "what",
                "names",
            }
            owners = [p for p in spec.places if p in ("initiative", "phase", "option", "scenario")]
            assert all(kind in {g.kind for g in shape(owner).groups.values()} for owner in owners)
