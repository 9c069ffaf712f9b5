"""What counts as governance is said by the rulesets' flags, not by the name of a category."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.figures.inputs import World, tax_inputs
from phasegate.cost.figures.table import figure
from phasegate.cost.figures.tax import Tax, tax
from phasegate.pipeline import Options
from tests.helpers import checked

TEXT = """initiative t "T" {{
  follows house
  currency: USD; start: 2026-10; horizon: 12 months; unit case
  phase pilot {{ duration: 3 months; line try in compute costs $10K to $15K/mo }}
  phase live {{
    line run in compute costs $20K to $40K/mo
    line watch in {name} costs $1K to $2K/mo
    role auditor 0.5 fte costs $100K to $140K/fte/yr
  }}
}}
ruleset house "House" {{
  version: "1.0.0"
  category compute
  category {name} {{ {flag} }}
  control log "Log"
  role auditor {{ category: {name}; rate: $90K to $180K/fte/yr }}
  phase pilot {{ delivery: yes }}
  phase live
  tax governance {{ timeline: 10% to 30%; operations: 5% to 20%; roles: 0.5 fte..1.5 fte }}
}}
"""


def world(name: str, flag: str = "governance: yes") -> World:
    (case,) = checked(TEXT.format(name=name, flag=flag), Options(draws=512)).cases
    review = case.review
    assert review is not None, [f.message for f in case.findings]
    return World(review.subject.model, review.subject.frame)


def taxed(of: World) -> Tax:
    found = tax(of.model, of.frame)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["oversight", "second_line"])
def test_a_category_of_another_name_has_the_same_figures(name: str) -> None:
    one, other = taxed(world("governance")), taxed(world(name))
    for part, component in one.components.items():
        assert component.modelled.mean() > 0, part
        assert (other.components[part].modelled == component.modelled).all(), part
        assert (other.components[part].declared == component.declared).all(), part
    assert other.components["operations"].declared.mean() > 0
    assert other.components["roles"].declared_fte == 0.5
    assert [d.name for d in tax_inputs(world(name))] == [d.name for d in tax_inputs(world("governance"))]


def test_a_name_alone_makes_no_governance() -> None:
    found = taxed(world("governance", 'doc: ""'))
    assert not np.any(found.components["operations"].declared)
    assert found.components["roles"].declared_fte == 0


def test_components_of_the_tax_stand_in_the_category_of_governance() -> None:
    of = world("oversight")
    asked = figure(of, "tax")
    assert asked is not None
    assert {part.category for part in asked.parts(of)} == {"oversight"}


def test_operations_are_taxed_on_what_recurs_and_is_no_governance_itself() -> None:
    def modelled(lines: str) -> np.ndarray:  # type: ignore[type-arg]
        text = TEXT.format(name="oversight", flag="governance: yes").replace(
            "  phase live {\n", f"  phase live {{ {lines}\n"
        )
        (case,) = checked(text, Options(draws=512)).cases
        assert case.review is not None
        return taxed(World(case.review.subject.model, case.review.subject.frame)).components["operations"].modelled

    plain = modelled("")
    assert (modelled("line move in compute costs $900K") == plain).all()
    assert (modelled("line probe in oversight costs $90K/mo") == plain).all()
    assert (modelled("line more in compute costs $90K/mo") > plain).all()
