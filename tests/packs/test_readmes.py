"""The packs' README files are current: tables, ids in the prose, and what could not be verified."""

from __future__ import annotations

import re

import pytest

from tests.packs import readme
from tests.packs.packs import PACKS, framework, rules

_ID = re.compile(r"\b(?:TB|PR|FS|HC)-(?:\d{3}|[A-Z]+(?:-[A-Z0-9]+)*)\b")


def _text(pack: str) -> str:
    return readme.path(pack).read_text(encoding="utf-8")


@pytest.mark.parametrize("pack", PACKS)
def test_tables_are_current(pack: str) -> None:
    text = _text(pack)
    assert text == readme.renewed(pack, text), "run `python -m tests.packs.readme --write`"


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_has_its_row(pack: str) -> None:
    """Read from the page itself, so that a fault of the generator does not hide one of the page."""
    rows = {(c[1].strip(), c[2].strip()) for line in _text(pack).splitlines() if len(c := line.split("|")) == 7}
    assert {(r.id, r.level) for r in rules(pack)} <= rows


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_and_name_in_the_prose_exists(pack: str) -> None:
    known = {r.id for r in rules()}
    assert set(_ID.findall(_text(pack))) <= known
    frame = framework()
    words = {*frame.controls, *frame.roles, *frame.categories, *frame.gates, *frame.phases, *frame.rulesets}
    rows = [line.split("|")[1].strip(" `") for line in _text(pack).splitlines() if line.startswith("| `")]
    assert set(rows) <= words


@pytest.mark.parametrize("pack", PACKS)
def test_it_says_what_could_not_be_verified(pack: str) -> None:
    _, found, rest = _text(pack).partition("What could not be verified in a source")
    assert found
    assert "The AI Operating Budget Trap" in rest
    assert "not read in the original" in " ".join(rest.split())


HEADINGS = {"The Pilot-to-Production Budget Cliff", "Why Production Costs Are Non-Linear"}
"""Of the article those that were read."""


@pytest.mark.parametrize("pack", PACKS)
def test_the_article_is_cited_by_headings_that_it_has(pack: str) -> None:
    """So that a reader finds there what a rule rests on."""
    source = readme.path(pack).with_name(f"{pack}.gate").read_text("utf-8")
    cited = re.findall(rf'cite "{readme.ARTICLE}"((?: "[^"]*")*)', source)
    assert cited and {heading for one in cited for heading in re.findall('"([^"]*)"', one)} <= HEADINGS


def test_a_stale_table_is_found() -> None:
    text = _text(PACKS[0])
    assert readme.renewed(PACKS[0], text.replace("| mandatory |", "| advisory |", 1)) == readme.renewed(PACKS[0], text)
    assert text.replace("| mandatory |", "| advisory |", 1) != readme.renewed(PACKS[0], text)
