"""A case in one form is the same case in another: there and back, by chance and by hand; nothing is lost silently."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phasegate.convert.writing import convert, read
from phasegate.convert.writing.same import difference
from phasegate.pages.caseschema import COMMITTED, schema, text
from phasegate.pipeline import Options
from phasegate.results import write
from phasegate.results.fill import results
from phasegate_dsl.check import check
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl
from tests.conftest import ROOT
from tests.conftest import Run as Phasegate
from tests.helpers import checked
from tests.properties.programs import Programs, plain

CASES = [
    *sorted((ROOT / "examples").glob("*.gate")),
    *sorted((ROOT / "examples").glob("*.yaml")),
    ROOT / "tests/convert/claims-copilot.yaml",
]
WAYS = [
    ("yaml",),
    ("json",),
    ("gate",),
    ("yaml", "gate"),
    ("json", "gate"),
    ("gate", "yaml"),
    ("yaml", "json", "gate", "yaml"),
]


def through(source: Source, way: tuple[str, ...]) -> tuple[Decl, Decl, str]:
    """The case before and after being written in each of these forms in turn, and the last text."""
    first = read(source).document.decls("initiative")[0]
    for form in way:
        done = convert(source, read(source), form)
        assert done.findings == [], [f.message for f in done.findings]
        source = Source(f"case.{form}", done.text)
    parsed = read(source)
    assert parsed.findings == []
    return first, parsed.document.decls("initiative")[0], source.text


@pytest.mark.parametrize("way", WAYS, ids="-".join)
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_the_shipped_cases_go_through_every_form(path: Path, way: tuple[str, ...]) -> None:
    before, after, written = through(Source(path.name, path.read_text("utf-8")), way)
    assert check(read(Source(f"case.{way[-1]}", written)).document) == []
    assert difference(before, [after], "json" if "json" in way else "") == []


@pytest.mark.parametrize("form", ["gate", "yaml", "json"])
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_a_converted_case_is_judged_alike(path: Path, form: str) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    assert judged(f"case.{form}", convert(source, read(source), form).text) == judged(source.path, source.text)


@cache
def judged(path: str, text: str) -> list[object]:
    """The verdict, the figures and the findings of a text, places left out."""
    run = checked(text, Options(draws=256), path=path)
    (case,) = json.loads(write.text(results(run, "full")))
    codes = sorted((f["code"], f["message"]) for f in case["findings"])
    return [case["verdict"], case["figures"], [c for c in codes if "case.gate:" not in c[1]]]


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_writing_again_changes_nothing(path: Path) -> None:
    for form in ("gate", "yaml", "json"):
        once = through(Source(path.name, path.read_text("utf-8")), (form,))[2]
        assert through(Source(f"case.{form}", once), (form,))[2] == once


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.sampled_from(WAYS))
def test_cases_by_chance(random: Random, way: tuple[str, ...]) -> None:
    source = Source("t.gate", plain(Programs(random).program()))
    for decl in read(source).document.decls("initiative"):
        one = Source("one.gate", source.text[decl.start : decl.end])
        parsed = read(one)
        form, refused = "", False
        for to in way:
            done = convert(one, parsed, to)
            refused = bool(done.findings)
            if refused:  # what the form cannot hold is said, never written
                assert done.text == "" and done.findings[0].code == "PG116", done.findings[0].message
                break
            one, form = Source(f"case.{to}", done.text), "json" if to == "json" else form
            parsed = read(one)
            assert parsed.findings == []
        if not refused:
            assert difference(decl, parsed.document.decls("initiative"), form) == []


COMMENTED = """# above the case
initiative t "T" { # behind the head
  currency: USD
  # about the start
  start: 2026-01
  horizon: 12 months # a year
  # the drivers
  # of two lines
  assume a = 5 "x # no comment" # behind a
  phase p { budget: $5
    # in a phase
    line l in labor costs $5 # behind l
  }
}
# the end
"""


def test_comments_go_along() -> None:
    text = COMMENTED.replace('5 "x # no comment"', '5 source "x # no comment"')
    remarks = ["above the case", "behind the head", "about the start", "a year", "the drivers", "of two lines", "behind a",
               "in a phase", "behind l", "the end"]  # fmt: skip
    for way in (("yaml",), ("gate",), ("yaml", "gate"), ("yaml", "yaml"), ("yaml", "gate", "yaml")):
        written = through(Source("t.gate", text), way)[2]
        for remark in remarks:
            assert written.count(f"# {remark}") + written.count(f"; {remark}") == 1, (way, remark, written)
    done = convert(Source("t.gate", text), read(Source("t.gate", text)), "json")
    assert done.lost == len(remarks)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("line a in labor costs $1; line a in labor costs $2", "`a` would stand twice"),
        ('lines: "a fact"', "`lines`"),
        ("request gate g on 2026-01-01; request gate h on 2026-01-01", "`request`"),
    ],
)
def test_what_a_form_cannot_hold_is_said(body: str, words: str) -> None:
    source = Source("t.gate", f"initiative t {{ {body} }}")
    done = convert(source, read(source), "yaml")
    assert done.text == "" and words in done.findings[0].message and done.findings[0].help


@pytest.mark.parametrize(
    "value",
    ["yes", "no", "null", "~", "1", "1.5", "2026-01-01", "- a", "a: b", "a #b", "%x", "@x", "`x`", "*x", "&x", "!x", "{a}", "[a]",
     '"a"', "'a'", " a", "a ", "a\nb", "a\\b", "ünï → 漢", "true", "0x1f", "1e5", ":", "a:", "?", "|", ">", "-", "---"],
)  # fmt: skip
def test_every_text_comes_back(value: str) -> None:
    quoted = json.dumps(value, ensure_ascii=False)
    source = Source(
        "t.gate", f"initiative t {{ owner: {quoted}; place: {quoted}; line l in labor costs $5 source {quoted} }}"
    )
    for way in (("yaml",), ("yaml", "gate"), ("json",), ("json", "yaml", "gate")):
        if "json" in way and value == "2026-01-01":  # JSON has no quotes to tell a text from a day: it is refused
            assert convert(source, read(source), "json").findings
            continue
        before, after, written = through(source, way)
        assert difference(before, [after], "json" if "json" in way else "") == [], written
    written = convert(source, read(source), "yaml").text
    document = yaml.safe_load(written)
    assert document["place"] == document["owner"] == document["lines"]["l"]["source"] == value, "for other readers too"


def test_the_command(phasegate: Phasegate, tmp_path: Path) -> None:
    case = tmp_path / "case.gate"
    case.write_text((ROOT / "examples/support-bot.gate").read_text("utf-8"), "utf-8")
    done = phasegate("convert", case, "--to", "yaml", "-o", tmp_path / "case.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert phasegate("check", tmp_path / "case.yaml").returncode == 1
    done = phasegate("convert", case, "--to", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["initiative"] == "support_bot"
    assert "JSON has no comments: 1 comment" in done.stderr
    done = phasegate("convert", case, "--to", "gate", "-o", case)
    assert done.returncode == 2 and "the case itself" in done.stderr
    case.write_text("initiative t {", "utf-8")
    done = phasegate("convert", case, "--to", "yaml", "-o", tmp_path / "other.yaml")
    assert done.returncode == 2 and "never closed" in done.stderr and not (tmp_path / "other.yaml").exists()
    done = phasegate("convert", ROOT / "rulesets/healthcare/healthcare.gate", "--to", "yaml")
    assert done.returncode == 2 and "no business case" in done.stderr


def test_the_schema_is_that_of_the_table() -> None:
    assert COMMITTED.read_text("utf-8") == text()


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.name)
def test_the_shipped_cases_fit_the_schema(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    jsonschema.Draft202012Validator.check_schema(schema())
    source = Source(path.name, path.read_text("utf-8"))
    document = yaml.load(convert(source, read(source), "yaml").text, yaml.BaseLoader)
    assert [e.message for e in validator.iter_errors(document)] == []
    if path.suffix == ".yaml":
        written = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        assert [e.message for e in validator.iter_errors(written)] == []
    for change in (
        {"ownr": {"a": 1}},
        {"phases": []},
        {"initiative": "no name"},
        {"request": {"gate": "g", "on": "soon"}},
    ):
        assert list(validator.iter_errors({**document, **change})), change
    del document["currency"]
    assert isinstance(document, dict)
