"""The governance tax: what it is a part of, what counts as declared, and that each row foots."""

from __future__ import annotations

import numpy as np
import pytest

from tests.oracle.oracle.draws import expected_share

from .known import taxed, text

STAFFED = "role ai_governance_officer 1.5 fte costs $199K/fte/yr from foundation"


def test_what_is_paid_once_is_not_paid_again_when_delivery_takes_longer() -> None:
    one = taxed(text("timeline_oneoff")).components["timeline"]
    without = taxed(text("timeline_oneoff").replace("; line kit in infrastructure costs $500K", "")).components[
        "timeline"
    ]
    assert float(one.modelled.mean()) == pytest.approx(90e3 * expected_share(0.3, 0.5), rel=1e-3)
    assert (one.modelled == without.modelled).all()


@pytest.mark.parametrize("fte", [1, 1.5, 2])
def test_nothing_is_missing_within_an_interval(fte: float) -> None:
    roles = taxed(text("roles_interval").replace("1.5 fte", f"{fte:g} fte")).components["roles"]
    assert not roles.gap.any() and not roles.surplus.any()
    assert (roles.modelled == roles.declared).all() and (roles.fte, roles.declared_fte) == (fte, fte)


def test_below_an_interval_the_nearest_end_counts_at_the_rates_of_the_rulesets() -> None:
    half = taxed(text("roles_interval").replace("1.5 fte", "0.5 fte")).components["roles"]
    none = taxed(text("roles_interval").replace(STAFFED, "")).components["roles"]
    assert half.fte == none.fte == 1
    assert float(half.gap.mean()) == pytest.approx(float(none.gap.mean()) / 2)
    assert (none.modelled == none.gap).all()


def test_above_an_interval_the_rest_is_a_surplus() -> None:
    roles = taxed(text("roles_interval").replace("1.5 fte", "3 fte")).components["roles"]
    assert roles.fte == 2 and not roles.gap.any()
    assert roles.surplus == pytest.approx(roles.declared / 3)


def test_staff_that_comes_later_is_missing_until_then() -> None:
    late = taxed(text("roles_interval").replace("from foundation", "from scale")).components["roles"]
    none = taxed(text("roles_interval").replace(STAFFED, "")).components["roles"]
    # Three months of the foundation out of 34 after the pilot.
    assert float(late.gap.mean()) == pytest.approx(float(none.gap.mean()) * 3 / 34)


@pytest.mark.parametrize(
    "change",
    [
        ("", ""),
        ("1.5 fte", "0.2 fte"),
        ("1.5 fte", "4 fte"),
        ("foundation { budget: $300K;", "foundation { budget: $300K; governance_time: 6 weeks;"),
        (
            "line y in compute costs $100K/mo",
            "line y in compute costs $100K to $300K/mo; line a in governance costs $40K/mo",
        ),
    ],
)
def test_each_row_foots_and_what_is_missing_lies_in_time(change: tuple[str, str]) -> None:
    tax = taxed(text("roles_interval").replace(*change))
    for one in (*tax.components.values(), tax):
        assert one.modelled - one.declared + one.surplus == pytest.approx(one.gap, abs=1e-6)
    whole = tax.missing.total(np.ones(tax.missing.size))
    assert np.broadcast_to(whole, tax.gap.shape) == pytest.approx(tax.gap)
    assert (tax.missing.dense() >= 0).all()
    first = tax.model.case.phases[0]
    assert not tax.missing.total(tax.model.grid.inside(tax.model.phase_window(first)).astype(float)).any()
