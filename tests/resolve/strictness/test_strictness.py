"""A ruleset may tighten what another one says: what is shown to be as strict is taken, everything else is an error."""

from __future__ import annotations

from itertools import permutations

import pytest

from phasegate.resolve.rulesets import gather, merge
from phasegate.workspace.library import framework_of, shipped
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source

WORDS = """
  vocabulary industry [banking, retail]
  category labor "Labour"
  control logging "Logging" { category: labor; evidence_age: 12 months }
  control backup "Backup" { category: labor }
  role officer "Officer" { category: labor; rate: $180K to $240K/fte/yr }
  phase pilot "Pilot" { budget: $30K..$100K; duration: 8 weeks..12 weeks }
  phase live "Live" { budget: $100K..$300K/yr }
"""


def merged(first: str, second: str, extends: bool = True, order: tuple[int, int] = (0, 1)) -> tuple[list[str], str]:
    """The codes of merging two rulesets, and the ruleset that `R-1` is taken from."""
    text = (
        f'ruleset base "B" {{ version: "1"\n{WORDS}\n gate go from pilot to live {{ }}\n{first} }}\n'
        f'ruleset house "H" {{ version: "1"\n {"extends base" if extends else ""}\n{second} }}\n'
    )
    source = Source("t.gate", text)
    parsed = parse(source)
    assert not parsed.findings, [f.message for f in parsed.findings]
    decls = {d.name.id: (source, d) for d in parsed.document.decls("ruleset") if d.name}
    names = [(("base", "house")[n], source.span(0, 0)) for n in order]
    found, wrong = gather(names, decls.get, lambda: sorted(decls))
    frame, findings = merge(found)
    rule = frame.rules.get("R-1")
    return [f.code for f in [*wrong, *findings]], rule.ruleset if rule else ""


def rule(body: str, level: str = "mandatory") -> str:
    """A rule with this body."""
    return f'rule R-1 "x" {level} {{ {body} }}'


BASE = rule("when initiative.industry == banking; require p80(cost) <= $1M; require count(lines) >= 2")


@pytest.mark.parametrize(
    "body",
    [
        "when initiative.industry == banking; require p80(cost) <= $1M; require count(lines) >= 2",
        "when initiative.industry == banking; require p80(cost) <= $900K and count(lines) > 1",
        "when initiative.industry in [banking, retail]; require p80(cost) < 1M USD; require count(lines) >= 3",
        "require count(lines) >= 2; require p80(cost) <= $1M",
        "let most = $1M; require most >= p80(cost); require not (count(lines) < 2)",
        "let spent = p80(cost); require spent in $1..$1M and count(lines) >= 2 and declared(initiative.owner)",
    ],
)
def test_what_is_shown_to_be_as_strict_is_taken(body: str) -> None:
    assert merged(BASE, rule(body)) == ([], "house")


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("when initiative.industry == banking; require p80(cost) <= $1M; require count(lines) >= 2", "waivable"),
        ("when initiative.industry == banking; require p80(cost) <= $2M; require count(lines) >= 2", "mandatory"),
        ("when initiative.industry == banking; require p80(cost) <= 1M EUR; require count(lines) >= 2", "mandatory"),
        ("when initiative.industry == banking; require p50(cost) <= $1M; require count(lines) >= 2", "mandatory"),
        ("when initiative.industry == banking; require p80(cost) <= $1M; require count(lines) >= 1", "mandatory"),
        ("when initiative.industry == banking; require p80(cost) <= $1M", "mandatory"),
        ("when initiative.industry == banking; require yes; require yes", "mandatory"),
        ("when no; require p80(cost) <= $1M; require count(lines) >= 2", "mandatory"),
        ("when initiative.industry == retail; require p80(cost) <= $1M; require count(lines) >= 2", "mandatory"),
        (
            "when initiative.industry == banking; require p80(cost) <= $1M or yes; require count(lines) >= 2",
            "mandatory",
        ),
        (
            "let most = $2M; when initiative.industry == banking; require p80(cost) <= most; require count(lines) >= 2",
            "mandatory",
        ),
        (
            "when initiative.industry == banking; when declared(initiative.owner); require p80(cost) <= $1M; require count(lines) >= 2",
            "mandatory",
        ),
    ],
)
def test_what_is_not_shown_to_be_as_strict_is_an_error(body: str, level: str) -> None:
    assert merged(BASE, rule(body, level)) == (["PG213"], "base")


@pytest.mark.parametrize(
    ("before", "after", "taken"),
    [
        ("require control logging, backup with evidence", "require control backup, logging with evidence", True),
        (
            "require control logging, backup",
            "require control backup with evidence; require control logging; require no",
            True,
        ),
        ("require control logging, backup", "require control backup", False),
        ("require control logging with evidence", "require control logging", False),
        ("require role officer 1 fte", "require role officer 2 fte", True),
        ("require role officer 1 fte", "require role officer 0.5 fte", False),
        ("require role officer 1 fte", "require role officer", False),
        ("require category labor recurring", "require category labor", False),
    ],
)
def test_named_requirements_are_compared_name_by_name(before: str, after: str, taken: bool) -> None:
    assert merged(rule(before), rule(after)) == (([], "house") if taken else (["PG213"], "base"))


def test_a_ruleset_that_applies_to_fewer_cases_does_not_take_a_rule_out_of_the_others() -> None:
    assert merged(BASE, f'applies when initiative.name == "nobody"; {BASE}') == (["PG213"], "base")
    assert merged(f"applies when initiative.industry == retail; {rule('require no')}", rule("require no")) == (
        [],
        "house",
    )


def test_waivable_rules_are_kept_and_advice_may_be_replaced() -> None:
    assert merged(rule("require count(lines) > 3", "waivable"), rule("require yes", "waivable")) == (["PG213"], "base")
    assert merged(rule("require count(lines) > 3", "advisory"), rule("require yes", "advisory")) == ([], "house")


def test_the_fewer_gates_the_looser() -> None:
    at_gate = "gate go from pilot to live { %s }"
    assert merged(BASE, at_gate % BASE) == (["PG213"], "base")
    assert merged(at_gate % BASE, BASE) == ([], "house")


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ('control logging "L" { category: labor; evidence_age: 6 months }', True),
        ('control logging "L" { category: labor; evidence_age: 600 months }', False),
        ('control logging "L" { category: labor }', False),
        ('control backup "B" { category: labor; evidence_age: 24 months }', True),
        ('control backup "B" { category: labor; governance: yes }', False),
        ('role officer "O" { category: labor; rate: $200K to $240K/fte/yr }', True),
        ('role officer "O" { category: labor; rate: $100K to $240K/fte/yr }', False),
        ('role officer "O" { category: labor; rate: €200K to €240K/fte/yr }', False),
        ('role officer "O" { category: labor }', False),
        ('category labor "L" { governance: yes }', False),
        ('category labor "Work"', True),
        ('phase pilot "P" { budget: $40K..$80K; duration: 8 weeks..10 weeks }', True),
        ('phase pilot "P" { budget: $30K..$900K; duration: 8 weeks..12 weeks }', False),
        ('phase pilot "P" { budget: £30K..£90K; duration: 8 weeks..12 weeks }', False),
        ('phase pilot "P" { budget: $30K..$100K }', False),
        ('phase live "P" { budget: $100K..$300K }', False),
        ('phase live "P" { budget: $100K..$300K/yr; delivery: yes }', False),
    ],
)
def test_words_are_compared_by_what_they_allow(word: str, taken: bool) -> None:
    assert merged("", word)[0] == ([] if taken else ["PG213"])


def test_a_rule_of_a_ruleset_that_is_not_extended_is_held_to_the_same() -> None:
    strict, loose = rule("require p80(cost) <= $1M"), rule("require p80(cost) <= $2M")
    assert merged(strict, loose, extends=False) == (["PG213"], "base")
    assert merged(loose, strict, extends=False) == ([], "house")


def test_of_two_rulesets_that_know_nothing_of_each_other_the_stricter_word_counts_in_any_order() -> None:
    for order in permutations((0, 1)):
        assert merged("", 'control logging "L" { evidence_age: 24 months }', extends=False, order=order)[0] == []
        wrong = merged("", 'category labor "L" { governance: yes }', extends=False, order=order)[0]
        assert wrong == ["PG213"]


def test_a_rule_that_stands_in_for_another_keeps_its_citations() -> None:
    first = rule('require count(lines) > 1; cite "A law" "Art. 1"')
    second = rule('require count(lines) > 2; cite "House rules" "2"')
    source = Source(
        "t.gate",
        f'ruleset base "B" {{ version: "1"; {first} }}\nruleset house "H" {{ version: "1"; extends base; {second} }}',
    )
    decls = [(source, d) for d in parse(source).document.decls("ruleset")]
    assert [cited.instrument for cited in merge(decls)[0].rules["R-1"].cites] == ["House rules", "A law"]


def test_shipped_packs_stand_beside_each_other_in_any_order() -> None:
    for names in permutations(shipped()):
        assert framework_of(Workspace(), list(names))[1] == [], names


def test_a_rule_with_an_id_of_its_own_is_judged_beside_the_other() -> None:
    """What the help of PG213 proposes."""
    loose = rule("require yes").replace("R-1", "H-1")
    assert merged(BASE, loose) == ([], "base")
