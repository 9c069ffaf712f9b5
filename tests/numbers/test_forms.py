"""One table of value and text for each form in which a number is written."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from phasegate.numbers import board, dates, machine, plain, words
from phasegate.numbers.units import Unit, of_dimension
from phasegate.units import MONEY, MONEY_RATE, RATE, TIME, TOKEN_PRICE, dim

INF, NAN = math.inf, math.nan
CLAIMS = dim(claim=1, time=-1)
TABLE: dict[Callable[..., str], list[tuple[tuple[Any, ...], str]]] = {
    plain.compact: [
        ((0,), "0"), ((2_412_000,), "2.41M"), ((178_300,), "178K"), ((0.3249,), "0.325"), ((999.4,), "999"),
        ((999.5,), "1K"), ((999_499,), "999K"), ((999_500,), "1M"), ((-999.5,), "-1K"), ((-0.5,), "-0.5"),
        ((1e-9,), "0.000000001"), ((-1e-13,), "0"), ((4.2e15,), "4200000B"), ((12_345, 5), "12.345K"),
        ((INF,), "n/a"), ((NAN,), "n/a"), ((-INF,), "n/a"),
    ],
    plain.money: [
        ((0,), "$0"), ((2_412_000, "USD", "yr"), "$2.41M/yr"), ((-310,), "-$310"), ((75_000, "CHF"), "75K CHF"),
        ((-75_000, "CHF", "mo"), "-75K CHF/mo"), ((12.5, "EUR"), "€12.5"), ((-1e-13,), "$0"), ((NAN,), "$n/a"),
        ((999.5,), "$1K"), ((123_456, "USD", "", 5), "$123.46K"),
    ],
    plain.percent: [
        ((0.125,), "12.5%"), ((0,), "0%"), ((-0.0238,), "-2.38%"), ((0.99949,), "99.9%"), ((0.9996,), "100%"),
        ((12.0,), "1.2K%"), ((NAN,), "n/a"), ((0.0238, 1), "2%"),
    ],
    plain.rate_of_return: [
        ((0.125,), "12.5%"), ((-0.827,), "-82.7%"), ((2.5649,), "256%"), ((9.99,), "999%"), ((9.996,), "1,000%"), ((10.0,), "1,000%"),
        ((10.01,), "over 1,000%"), ((51.1,), "over 1,000%"), ((NAN,), "n/a"), ((-INF,), "n/a"),
    ],
    plain.change_of_return: [
        ((0.125,), "+12.5%"), ((-2.44,), "-244%"), ((0.0,), "+0%"), ((-9.996,), "-1,000%"), ((10.01,), "over +1,000%"),
        ((-51.1,), "below -1,000%"),
    ],
    plain.signed: [(("$12K",), "+$12K"), (("-$3K",), "-$3K"), (("$0",), "+$0")],
    plain.quantity: [
        ((5e5, MONEY), "$500K"), ((10_000, MONEY_RATE), "$120K/yr"), ((8_000, MONEY_RATE), "$8K/mo"),
        ((-10_000, MONEY_RATE, "CHF"), "-120K CHF/yr"), ((0.02, RATE), "24%/yr"), ((3e-6, TOKEN_PRICE), "$3 per 1M token"),
        ((0.4, ()), "0.4"), ((1_200, CLAIMS), "1.2K claim/mo"), ((18, TIME), "18 months"),
        ((2.5, dim(money=1, claim=-1)), "$2.5/claim"),
    ],
    plain.duration: [
        ((0,), "0 months"), ((1,), "1 month"), ((0.9999,), "4.34 weeks"), ((1.0000000001,), "1 month"), ((18.25,), "18.2 months"),
        ((0.6,), "2.61 weeks"), ((84 / 365,), "1 week"), ((3.5,), "3.5 months"), ((-2,), "-2 months"),
    ],
    plain.months: [((1,), "1 month"), ((0.6,), "1 month"), ((0,), "0 months"), ((16.7,), "17 months")],
    board.money: [
        ((0,), "$0"), ((75_000,), "$75K"), ((2_750_000,), "$2.75M"), ((999_500,), "$1M"), ((999_400,), "$999K"),
        ((999.5,), "$1K"), ((999.4,), "$999"), ((1.5e9,), "$1.5B"), ((-310,), "−$310"), ((0.42,), "$0.42"),
        ((9_653_000,), "$9.65M"), ((99_640,), "$99.6K"), ((9_999_000,), "$10M"), ((12.5,), "$12.50"), ((3.2e13,), "$32000B"), ((1_000,), "$1K"), ((-1e-9,), "−$0.000000001"),
        ((0.0042,), "$0.0042"), ((1e6, "CHF "), "CHF 1M"), ((1_234_567, "$", 4), "$1.235M"),
    ],
    board.exact_money: [
        ((2_750_000,), "$2.75M"), ((2_753_200,), "$2,753,200"), ((600_000,), "$600K"), ((0,), "$0"),
        ((12.345,), "$12.35"), ((-2_750_000,), "−$2.75M"), ((999.5,), "$999.50"), ((1e9, "€"), "€1B"),
    ],
    board.unit_price: [
        ((131.2,), "$131"), ((1.874,), "$1.87"), ((0.0042,), "$0.0042"), ((0,), "$0.00"), ((999.6,), "$1K"), ((999.4,), "$999"),
        ((1_500,), "$1.5K"), ((-0.5,), "−$0.50"), ((5e-5,), "$0.00005"), ((0.05,), "$0.05"),
    ],
    board.amount: [
        ((None,), "–"), ((2_751_499,), "2,751"), ((499,), "–"), ((-1_600,), "−2"), ((1e12,), "1,000,000,000"),
        ((999_500,), "1,000"),
    ],
    board.quanta: [((-1_200,), "−1,200"), ((0,), "–"), ((1_000_000,), "1,000,000")],
    board.percent: [
        ((0.153,), "15%"), ((-0.0238, 1), "−2.4%"), ((None,), "–"), ((-0.001,), "0%"), ((0.9995, 1), "100.0%"),
        ((12,), "1,200%"),
    ],
    board.chance: [((0.996,), "over 99%"), ((0.004,), "under 1%"), ((0.5,), "50%"), ((1,), "over 99%"), ((0,), "under 1%")],
    board.quantity: [
        ((0,), "0"), ((12_345,), "12,340"), ((999.4,), "999"), ((999.6,), "1,000"), ((0.3249,), "0.325"),
        ((-1_234,), "−1,234"), ((1_236_000,), "1.24M"), ((999_960,), "1M"), ((999_700,), "999,700"),
        ((999_700_000,), "1B"), ((4.2e9,), "4.2B"), ((1e-13,), "0"),
    ],
    board.multiple: [((14.24,), "14.2×"), ((1_234.5,), "1,234×"), ((1,), "1.0×")],
    board.weeks: [((12 / 52,), "1 week"), ((0.1,), "0.4 weeks"), ((0,), "0 weeks"), ((3,), "13 weeks")],
    board.months: [((1,), "1 month"), ((17.2,), "17 months"), ((INF,), "beyond the horizon"), ((NAN, "never"), "never")],
    machine.decimal: [((0.1,), "0.1"), ((1e-7,), "0.0000001"), ((1e16,), "10000000000000000"), ((-2.50,), "-2.5"), ((3.0,), "3")],
    machine.amount: [((2.005,), "2.005"), ((-1e-9,), "0.00"), ((INF,), ""), ((1e9,), "1000000000.00"), ((-3.5,), "-3.50"), ((1 / 3,), "0.333333")],
    machine.price: [((2.5,), "2.50"), ((0.075,), "0.075"), ((0,), "0.00"), ((15.0,), "15.00")],
    dates.iso: [(((2026, 3, 1),), "2026-03-01"), (((987, 12, 31),), "0987-12-31")],
    dates.iso_month: [((2026, 3), "2026-03")],
    dates.long_day: [((date(2026, 11, 20),), "20 November 2026"), ((None,), "–")],
    dates.short_day: [((date(2026, 5, 1),), "1 May 2026"), ((None,), "–")],
    dates.short_month: [((2026, 9), "Sep 2026")],
    words.plural: [
        ((1, "finding"), "1 finding"), ((0, "finding"), "0 findings"), ((29, "finding"), "29 findings"),
        ((1_200, "finding"), "1,200 findings"),
    ],
    words.listed: [
        (([],), ""), ((["a"],), "a"), ((["a", "b"],), "a and b"), ((["a", "b", "c"],), "a, b and c"),
        ((list("abcdef"), 2), "a, b and 4 more"), ((list("abcdef"),), "a, b, c, d, e and f"),
    ],
    words.capital: [(("run cost",), "Run cost"), (("",), "")],
    Unit(12.0, "/yr", "$").full: [((24_000,), "$2K/yr")],
    Unit(1.0, "", share=True).full: [((0.155,), "15.5%"), ((INF,), "none")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "given", "shown"),
    [pytest.param(form, *row, id=f"{form.__qualname__}{row[0]}") for form, rows in TABLE.items() for row in rows],
)
def test_each_form(form: Callable[..., str], given: tuple[Any, ...], shown: str) -> None:
    assert form(*given) == shown


def test_none_may_be_said_in_a_word() -> None:
    assert words.plural(0, "finding", zero="no") == "no findings"
    assert plain.quantity(0.125, (), share=True) == "12.5%"


def test_machines_get_twelve_digits_and_no_infinity() -> None:
    assert machine.number(1 / 3) == 0.333333333333
    assert [machine.number(value) for value in (INF, -INF, NAN)] == [None, None, None]


def test_units_of_dimensions() -> None:
    assert of_dimension(CLAIMS, "USD").full(12_345) == "12,340 claim/mo"
    assert of_dimension(MONEY_RATE, "EUR").full(75_000) == "€75K/mo"
    assert of_dimension(MONEY, "CHF").full(75_000) == "CHF 75K"
    assert of_dimension(TOKEN_PRICE, "USD").full(3e-6) == "$3.00 per 1M token"
    assert of_dimension((), "USD").full(-2) == "−2"


@pytest.mark.parametrize("value", [0.0, 1e-9, 0.0437, 0.9996, 1.0, 12.345, 999.4, 999.5, 123_456.0, 9.9e8, 3e13])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_form_changes_a_figure_by_rounding_only(value: float, sign: int) -> None:
    steps = {"K": 1e3, "M": 1e6, "B": 1e9}
    for form in (plain.compact, plain.money, board.money, board.quantity):
        text = form(sign * value).replace("−", "-").replace("$", "").replace(",", "")
        read = float(text.rstrip("KMB")) * steps.get(text[-1], 1.0)
        assert read == pytest.approx(sign * value, rel=0.02, abs=1e-12)
