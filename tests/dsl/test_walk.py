"""Walking, exchanging, comparing and printing expressions, for expressions by chance."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from phasegate_dsl.format import format_source
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.printer import text
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Expr, Name, Num
from phasegate_dsl.walk import children, names, rebuilt, replaced, same, walk
from tests.properties.programs import Programs

RANDOMS = st.randoms(use_true_random=False)
MODERATE = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(written: str) -> Expr:
    """The tree of an expression without slips."""
    made, findings = parse_expression(Source("", written), 0, len(written))
    assert made is not None and findings == [], written
    return made


def by_chance(random: Random) -> Expr:
    return read(" ".join(Programs(random).expression()))


@pytest.mark.parametrize(
    "written",
    [
        "-(0 to value)",
        "-(5 to 6)",
        "-(5 ^ 2)",
        "-(3..5)",
        "-(x to 5)",
        "-(2 * x)",
        "(-5) ^ 2",
        "value + -(0 to value)",
        "-(0 to x^x)",
        "-((0 to x) ^ x)",
    ],
)
def test_a_minus_before_a_figure_stays_where_it_was(written: str) -> None:
    made = read(written)
    assert same(read(text(made)), made), text(made)


@given(RANDOMS)
@MODERATE
def test_what_is_printed_reads_as_the_same_tree(random: Random) -> None:
    made = by_chance(random)
    assert same(read(text(made)), made)


@given(RANDOMS)
@MODERATE
def test_what_is_printed_is_spaced_as_the_formatter_spaces_it(random: Random) -> None:
    made = by_chance(random)
    statement = f"assume a = {text(made)}\n"
    formatted = format_source(Source("t.gate", statement), 100_000)
    assume(not formatted.findings)  # a value may end with a word that begins a clause
    assert formatted.text == statement


@given(RANDOMS)
@MODERATE
def test_every_node_is_walked_in_the_order_of_writing_and_can_be_exchanged(random: Random) -> None:
    made = by_chance(random)
    found = list(walk(made))
    assert [n.start for n in found if not children(n)] == sorted(n.start for n in found if not children(n))
    assert rebuilt(made, lambda part: part) is made
    for old in found:
        new = Name("put_in", 0, 0)
        changed = replaced(made, old, new)
        assert changed is new or any(one is new for one in walk(changed))
        assert not any(one is old for one in walk(changed))
        kept = {id(one) for one in found}
        assert sum(id(one) not in kept for one in walk(changed)) <= len(found)
    assert [one.id for one in names(made)] == [one.id for one in found if isinstance(one, Name)]


def test_signs_are_kept() -> None:
    for written in ("--5", "-0", "--0", "-5 ^ 2", "(-5) ^ 2", "-5 to 5", "a - -5", "-(-a)", "not -a"):
        assert same(read(text(read(written))), read(written)), written


def test_sameness_looks_at_what_is_said_and_not_where() -> None:
    one = read("a + 2 call * b")
    assert same(one, read("a  +  2 call*b"))
    for other in ("a + 2 call / b", "a + 3 call * b", "a + 2 user * b", "b + 2 call * a", "a", "[a]"):
        assert not same(one, read(other)), other
    assert not same([one], [one, one]) and not same(Num(1.0, "", None, 0, 1), Num(1.0, "%", None, 0, 1))


def test_an_expression_has_the_place_of_all_its_brackets() -> None:
    for written in ("(a) * b", "a * (b)", "(a) * (b)", "((a)) + 1", "not (a)", "-(a) ^ (b)", "((a) + (b))"):
        made = read(written)
        assert written[made.start : made.end] == written
