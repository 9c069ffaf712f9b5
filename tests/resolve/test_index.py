"""An editor asks what a name means, where it is declared, and where it is used."""

from __future__ import annotations

import re

import pytest

from phasegate.resolve.index import Index
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.resolve.whole import ALL, case, frame


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the case with every declaration."""
    return Index(*case(), frame())


def offset(before: str, name: str) -> int:
    """Where a name stands in the text, right after some words."""
    at = ALL.index(before + name)
    return at + len(before)


@pytest.mark.parametrize(
    ("before", "name", "kind", "declared"),
    [
        ("costs ", "claims * price", "assumption", "assume claims = 9_000"),
        ("gpu_fleet(", "claims", "assumption", "assume claims = 3_000"),
        ("in ", "governance", "category", "category governance"),
        ("funds ", "budget_caps", "control", "control budget_caps"),
        ("control ", "budget_caps", "control", "control budget_caps"),
        ("by ", "audit", "line", "line audit"),
        ("cuts ", "inference", "line", "line inference"),
        ("funds budget_caps from ", "foundation", "phase", "phase foundation"),
        ("measured cost ", "exploration", "phase", "phase exploration"),
        ("decision ", "exploration", "phase", "phase exploration"),
        ("correlate claims with ", "price", "assumption", "assume price"),
        ("waive ", "TB-303", "rule", "rule TB-303"),
        ("request gate ", "to_scale", "gate", "gate to_scale"),
        ("over: ", "claims", "assumption", "assume claims = 9_000"),
        ("{ ", "claims = claims * 2", "assumption", "assume claims = 9_000"),
        ("role ", "engineer", "line", "role engineer"),
    ],
)
def test_a_name_leads_to_its_declaration(index: Index, before: str, name: str, kind: str, declared: str) -> None:
    found = index.at(offset(before, name))
    assert found is not None
    assert found.place.kind == kind
    assert found.place.span.text.startswith(declared)


def test_words_that_are_no_names_lead_nowhere(index: Index) -> None:
    assert index.at(ALL.index("horizon")) is None
    assert index.at(ALL.index("unit claim")) is None


def test_the_uses_of_a_name_are_found_in_the_order_of_the_text(index: Index) -> None:
    claims = next(p for p in index.places if p.name == "claims" and not p.phase)
    uses = index.uses(claims)
    assert [s.text for s in uses] == ["claims"] * len(uses)
    assert [s.start for s in uses] == sorted(s.start for s in uses)
    own = ALL.index("gpu_fleet(claims") + len("gpu_fleet(")
    assert own not in [s.start for s in uses], "in the phase that has its own, that one is meant"
    assert len(uses) == len(re.findall(r"\bclaims\b", ALL)) - 2, "all but the own one of `foundation` and its use"


def test_places_are_those_of_the_case_in_the_order_of_the_text(index: Index) -> None:
    assert [(p.kind, p.name) for p in index.places][:5] == [
        ("assumption", "claims"), ("assumption", "price"), ("assumption", "growth"), ("phase", "exploration"), ("phase", "foundation"),
    ]  # fmt: skip
    assert {p.phase for p in index.places} == {"", "foundation"}


def test_a_case_with_errors_has_an_index_too() -> None:
    text = "initiative a { assume x = 1 + ; line l in compute costs x * $3; assume y = nowhere }"
    source = Source("a.gate", text)
    (decl,) = parse(source).document.decls("initiative")
    found = Index(source, decl, frame())
    mention = found.at(text.index("x * "))
    assert mention is not None and mention.place.name == "x"
    assert found.at(text.index("nowhere")) is None
