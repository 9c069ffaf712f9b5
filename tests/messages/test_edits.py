"""Every fix that a finding proposes mends it: the text then parses, and what is left open is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from phasegate.packs.lint.run import lint
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.edits import apply, line_in
from phasegate_dsl.finding import Finding, TextEdit
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.messages.corpus import FILES, ROOT, findings, mends
from tests.messages.probes import PROBES


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_fix_mends_its_finding(path: Path) -> None:
    text = path.read_text("utf-8")
    for one in findings(path, text):
        for fix in one.fixes:
            mends(path, text, one, fix)


@pytest.mark.parametrize(("code", "kind"), list(PROBES))
def test_edits_that_the_corpus_does_not_have(code: str, kind: str) -> None:
    path, text = ROOT / "examples" / "probe.gate", PROBES[code, kind]
    before = findings(path, text)
    hits = [
        f for f in before if f.kind == kind and (f.code == code or (code == "rule" and not f.code.startswith("PG")))
    ]
    assert hits, [(f.code, f.kind, f.message) for f in before]
    for one in hits:
        assert one.fixes
        for fix in one.fixes:
            mends(path, text, one, fix)
            after = findings(path, str(apply(text, fix.edits)))
            errors = {f.code for f in after if f.level == "error"}
            assert errors <= {"PG112"} | {f.code for f in before if f is not one}, [(f.code, f.message) for f in after]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_safe_holds_nothing_open(path: Path) -> None:
    for one in findings(path, path.read_text("utf-8")):
        for edit in (edit for fix in one.fixes for edit in fix.edits):
            assert edit.applicability in ("safe", "placeholder")
            assert edit.applicability == "placeholder" or "…" not in edit.text


def test_fixes_of_a_finding_are_alternatives_with_titles_of_their_own() -> None:
    several = [one for path in FILES for one in findings(path, path.read_text("utf-8")) if len(one.fixes) > 1]
    assert {one.code for one in several} >= {"PG101", "PG300", "PG304", "PG305", "PG311", "PG312"}
    for one in several:
        assert len({fix.title for fix in one.fixes}) == len(one.fixes), one.code


def test_the_corpus_has_fixes_of_many_kinds() -> None:
    seen = {(one.code, one.kind) for path in FILES for one in findings(path, path.read_text("utf-8")) if one.fixes}
    assert len(seen) >= 60, sorted(seen)


def rules(folder: Path, text: str) -> list[Finding]:
    path = folder / "house.gate"
    path.write_text(text, "utf-8")
    return lint(Workspace(), [path]).findings


RULES = """ruleset house "House rules" {
  version: "1"
  rule H-1 "Runs are cheap" mandatory {
    require p80(run_cost) <= $1M/yr
  }
}
"""


def test_lint_proposes_the_parts_that_a_rule_lacks(tmp_path: Path) -> None:
    found = {f.code: f for f in rules(tmp_path, RULES)}
    for code, word in (("PG605", 'because "…"'), ("PG606", 'cite "…" "…"'), ("PG607", 'fix "…"')):
        (fix,) = found[code].fixes
        changed = apply(RULES, fix.edits)
        assert changed is not None and f"\n    {word}\n  }}\n" in changed
        assert {(f.code, f.kind) for f in rules(tmp_path, changed) if f.level == "error"} == {("PG112", "open")}


def test_overlapping_edits_are_refused_and_others_applied_in_order() -> None:
    source = Source("t.gate", "abcdef")
    first, second = TextEdit(source.span(0, 2), "X"), TextEdit(source.span(4, 5), "Y")
    assert apply(source.text, [second, first]) == "XcdYf"
    assert apply(source.text, [first, TextEdit(source.span(1, 3), "Z")]) is None
    assert apply(source.text, [TextEdit(source.span(5, 9), "Z")]) is None
    added = [TextEdit(source.span(2, 2), "1"), TextEdit(source.span(2, 2), "2")]
    assert apply(source.text, added) == "ab12cdef"


def lines() -> Iterator[tuple[str, str]]:
    yield "phase a {\n  budget: $5K\n}\n", "phase a {\n  budget: $5K\n  duration: …\n}\n"
    yield "phase a { budget: $5K }\n", "phase a { budget: $5K; duration: … }\n"
    yield "phase a { budget: $5K; }\n", "phase a { budget: $5K; duration: … }\n"
    yield "phase a {}\n", "phase a { duration: … }\n"
    yield "phase a {\n  budget: $5K }\n", "phase a {\n  budget: $5K; duration: … }\n"
    yield "phase a {\n}\n", "phase a {\n  duration: …\n}\n"


@pytest.mark.parametrize(("before", "after"), list(lines()))
def test_a_line_is_put_at_the_end_of_a_block(before: str, after: str) -> None:
    source = Source("t.gate", before)
    edit = line_in(source, parse(source).document.decls("phase")[0], "duration: …")
    assert apply(before, [edit]) == after and edit.applicability == "placeholder"


def test_content_that_is_left_open_is_asked_for_once() -> None:
    for text in ("assume a = …", 'initiative a "A" { owner: "…" }', "line x in … costs …"):
        found = parse(Source("t.gate", text)).findings
        assert found and {(f.code, f.kind) for f in found} == {("PG112", "open")}
