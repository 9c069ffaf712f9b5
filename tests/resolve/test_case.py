"""What a case and a framework are: whole, finished when they are made, fit to be sent to another process."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields

import pytest

from phasegate.model.case import Rate
from phasegate.resolve.initiative import resolve
from phasegate.resolve.rulesets import merge
from tests.resolve.whole import case, frame, packs


def test_every_declaration_is_a_part_of_the_case() -> None:
    done = resolve(*case(), frame())
    assert [f for f in done.findings if f.level == "error"] == []
    empty = [name for name in type(done.case).__dataclass_fields__ if getattr(done.case, name) in ([], {}, None, "")]
    assert empty == ["follows", "decided_on"]  # the day of the decision comes with the day of judgement


def test_fields_are_typed_values() -> None:
    made = resolve(*case(), frame()).case
    assert made.discount == Rate(0.09, 12.0)
    assert [line.escalates for line in made.lines if line.escalates] == [Rate(0.03, 12.0)]
    assert (made.start, made.horizon, made.currency) == ((2026, 1), 36.0, "EUR")
    assert made.jurisdictions == ["EU", "US"]
    assert (made.gate, made.requested_on) == ("to_scale", (2026, 9, 1))


def test_phases_follow_one_another_to_the_horizon() -> None:
    made = resolve(*case(), frame()).case
    assert [(p.name, p.start, p.end, p.last) for p in made.phases] == [
        ("exploration", 0.0, 3.0, False),
        ("foundation", 3.0, 9.0, False),
        ("scale", 9.0, 36.0, True),
    ]


def test_definitions_come_after_what_they_use() -> None:
    made = resolve(*case(), frame()).case
    assert list(made.scenarios[0].changes) == ["claims"]
    order = list(made.definitions)
    assert order.index("foundation.claims") < order.index("inference")
    assert order.index("scenario.growth_doubles.claims") > order.index("claims")


def test_a_case_is_finished_when_it_is_made() -> None:
    made = resolve(*case(), frame()).case
    for item, name in ((made, "title"), (made.lines[0], "fte"), (made.definitions["claims"], "dim")):
        with pytest.raises(FrozenInstanceError):
            setattr(item, name, None)


def test_case_and_framework_pickle() -> None:
    made, framework = resolve(*case(), frame()).case, merge(list(packs()))[0]
    for one, again in zip((made, framework), pickle.loads(pickle.dumps((made, framework))), strict=True):
        for item in fields(one):
            before, after = getattr(one, item.name), getattr(again, item.name)
            # Sources are told apart by identity, so that values which hold one are compared as they are shown.
            assert before == after or repr(before) == repr(after), item.name
