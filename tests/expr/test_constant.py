"""Certain, constant expressions: their value in base units, their currencies, the ends of their intervals."""

from __future__ import annotations

import pytest

from phasegate.expr.constant import (
    MixedCurrencies,
    NotConstant,
    alike,
    bounds,
    foreign,
    foreign_drawn,
    period_rate,
    value,
)
from phasegate.expr.scope import Scope
from phasegate_dsl.parse import parse_expression
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Expr


def expression(text: str) -> Expr:
    """The tree of an expression."""
    expr, found = parse_expression(Source("t", text), 0, len(text))
    assert expr is not None and found == []
    return expr


SCOPE = Scope(units=frozenset(("claim",)))
ABROAD = Scope(currency="GBP", converts=frozenset(("USD", "EUR")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2K + $3K", 5_000),
        ("-(7 - 3)", -4),
        ("$12/yr", 1),
        ("3 * 2 ^ 3", 24),
        ("2 years", 24),
        ("1.5 claim", 1.5),
        ("40%", 0.4),
    ],
)
def test_values_in_base_units(text: str, expected: float) -> None:
    assert value(expression(text), SCOPE) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("1 / 0", "1 / 0"),
        ("2 + 1 / (3 - 3)", "1 / (3 - 3)"),
        ("10 ^ 1000", "10 ^ 1000"),
        ("(-1) ^ 0.5", "(-1) ^ 0.5"),
        ("2 * volume", "volume"),
        ("2 * max(1, 2)", "max(1, 2)"),
        ("1 to 2", "1 to 2"),
        ("not yes", "not yes"),
    ],
)
def test_what_is_not_constant_is_pointed_at(text: str, culprit: str) -> None:
    with pytest.raises(NotConstant) as found:
        value(expression(text), SCOPE)
    assert text[found.value.node.start : found.value.node.end] == culprit


def test_a_name_of_the_case_is_no_unit() -> None:
    assert value(expression("2 * claim"), SCOPE) == 2
    hidden = Scope(units=frozenset(("claim",)), names={"claim": None})  # type: ignore[dict-item]
    with pytest.raises(NotConstant):
        value(expression("2 * claim"), hidden)


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("3", {}),
        ("£3", {}),
        ("$3", {"USD": 1}),
        ("3 EUR", {"EUR": 1}),
        ("2 * USD", {"USD": 1}),
        ("-$3", {"USD": 1}),
        ("$2/EUR", {"USD": 1, "EUR": -1}),
        ("$2/$1", {}),
        ("$2 * $3", {"USD": 2}),
        ("($2) ^ 2", {"USD": 2}),
        ("$2 + $3", {"USD": 1}),
        ("1 to $3", {"USD": 1}),
        ("1..$3", {"USD": 1}),
        ("max($1, $2)", {}),
    ],
)
def test_the_powers_of_other_currencies(text: str, powers: dict[str, int]) -> None:
    assert foreign(expression(text), ABROAD) == powers


@pytest.mark.parametrize("text", ["$2 + 3 EUR", "$2 - £3", "$2 to 3 EUR"])
def test_currencies_do_not_mix(text: str) -> None:
    with pytest.raises(MixedCurrencies):
        foreign(expression(text), ABROAD)


def test_the_figures_of_a_distribution_are_of_one_currency() -> None:
    assert foreign_drawn(expression("pert($1, $2, $3)"), ABROAD) == {"USD": 1}
    assert foreign_drawn(expression("$1 to $3"), ABROAD) == {"USD": 1}
    with pytest.raises(MixedCurrencies):
        foreign_drawn(expression("pert($1, $2, £3)"), ABROAD)
    assert alike([]) == {}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("$1M..$3M", (1e6, 3e6)),
        ("30..50%", (0.3, 0.5)),
        ("1..3 years", (12, 36)),
        ("1..3", (1, 3)),
        ("$12M..$24M/yr", (1e6, 2e6)),
        ("($1..$3) * 2", (2, 6)),
        ("2 * ($1..$3)", (2, 6)),
        ("2 * ($1..$3) / 4", (0.5, 1.5)),
        ("$5", (5, 5)),
        ("$10 / 4", (2.5, 2.5)),
    ],
)
def test_the_ends_of_intervals_with_products_around_them(text: str, ends: tuple[float, float]) -> None:
    assert bounds(expression(text), SCOPE) == pytest.approx(ends)


def test_a_rate_is_a_share_in_a_time() -> None:
    rate = period_rate(expression("9%/yr"), SCOPE)
    assert rate is not None and (rate.share, rate.months) == (0.09, 12)
    assert period_rate(expression("9%"), SCOPE) is None
    assert period_rate(expression("volume/yr"), SCOPE) is None
