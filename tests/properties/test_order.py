"""The order in which a case is written moves no figure and no share of what drives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.cost.asked.sensitivity import tornado
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figure
from phasegate.pipeline import Options, check_paths
from tests.conftest import ROOT
from tests.helpers import checked, workspace

DRAWS = 512
LIGHT = settings(max_examples=30, deadline=None)
CALLS = {
    "grow": ["80 to 120 case/mo", "by: 5% to 30%/mo", "cap: 150 to 400 case/mo"],
    "seasonal": ["80 to 120 case/mo", "peak: 2 to 11", "swing: 10% to 30%"],
    "ramp": ["80 to 120 case/mo", "200 to 400 case/mo", "over: 3 to 9 months"],
    "steps": ["2026-10: 80 to 120 case/mo", "2027-01: 150 to 190 case/mo", "2027-04: 100 to 300 case/mo"],
    "retried": ["80 to 120 case/mo", "rate: 2% to 20%"],
    "max": ["80 to 120 case/mo", "60 to 160 case/mo"],
    "batched": ["80 to 120 case/mo", "part: 20% to 40%", "discount: 30% to 50%"],
    "choice": ["[80 case/mo, 120 case/mo]", "weights: [30%, 70%]"],
    "cached": ["80 to 120 case/mo", "hit: 20% to 40%", "read: 5% to 20%", "write: 110% to 140%"],
}
"""Functions with a range in every argument, where they take one; each gives a number of cases a month."""
HEAD = "currency: USD; start: 2026-10; horizon: 12 months; unit case"
RULES = {
    "audit": """ruleset audit "Audit" { version: "1.0.0"
  category oversight { governance: yes }
  role auditor { category: oversight; rate: $90K to $180K/fte/yr }
  tax governance { timeline: 10% to 30%; operations: 5% to 20%; roles: 0.5 fte..1.5 fte } }""",
    "risk": """ruleset risk "Risk" { version: "1.0.0"
  category control
  role examiner { category: control; governance: yes; rate: $70K to $150K/fte/yr }
  tax governance { timeline: 15% to 40%; operations: 2% to 8%; roles: 1 fte..3 fte } }""",
    "base": """ruleset base "Base" { version: "1.0.0"; category compute; category labor }""",
}


def shares(text: str) -> tuple[dict[str, float], dict[str, float]]:
    """The quantiles of a case's figures, and the shares of the ranges that move its cost and its tax, by name."""
    (case,) = checked(text, Options(draws=DRAWS)).cases
    review = case.review
    assert review is not None, [f.message for f in case.findings]
    world = World(review.subject.model, review.subject.frame)  # type: ignore[attr-defined]
    found, parts = {}, {}
    for name in ("cost", "tax") if world.frame.taxes else ("cost",):
        one = figure(world, name)
        assert one is not None
        shown = tornado(world, one)
        found |= {f"{name}.{at}": getattr(shown.base, at) for at in ("p10", "p50", "p90", "mean")}
        found |= {
            f"{name}.{d.input.name}.{end}": at[0]
            for d in shown.drivers
            for end, at in (("low", d.low), ("high", d.high))
        }
        parts |= {f"{name}.{d.input.name}": d.share for d in shown.drivers} | {f"{name}.rest": shown.interaction}
    return found, parts


def same(one: str, other: str) -> None:
    """Both texts have the same figures and the same shares, and these are worth comparing."""
    (figures, parts), (others, other_parts) = shares(one), shares(other)
    assert sum(share > 0 for share in parts.values()) > 1
    assert others == pytest.approx(figures, rel=1e-9)
    assert other_parts == pytest.approx(parts, abs=1e-9)


def case(statements: list[str], lines: list[str], follows: str = "three_budget") -> str:
    """A case with one phase."""
    body = "\n".join(statements)
    phase = "\n".join(lines)
    return f'initiative t "T" {{\nfollows {follows}\n{HEAD}\n{body}\nphase scale {{\n{phase}\n}}\n}}\n'


@LIGHT
@given(st.sampled_from(sorted(CALLS)).flatmap(lambda name: st.tuples(st.just(name), st.permutations(CALLS[name]))))
def test_named_arguments_in_any_order_move_nothing(call: tuple[str, list[str]]) -> None:
    name, args = call
    written = CALLS[name]
    by_place = [a for a in written if ":" not in a]
    mixed = [by_place.pop(0) if ":" not in a else a for a in args]  # those that go by place keep their order
    one, other = (
        case([], [f"line run in compute costs {name}({', '.join(a)}) * ($8 to $12)/case"]) for a in (written, mixed)
    )
    same(one, other)


STATEMENTS = [
    "assume claims = 80 to 120 case/mo",
    "assume growth = grow(claims, cap: 150 to 400 case/mo, by: 5% to 30%/mo)",
    "assume price = €8 to €12/case",
    'fx EUR = 1.0 to 1.2 USD source "bank"',
    "assume rework = 2% to 20%",
    "correlate claims with rework at 0.5",
    "correlate price with rework at 0.3",
    "correlate all at 0.2",
]
LINES = [
    "assume rework = 1% to 9%",
    "line run in compute costs growth * price * (1 + rework)",
    "line store in compute costs $1K to $3K/mo + claims * ($1 to $2)/case",
    "line team in labor costs (1 to 2 fte) * ($10K to $14K/fte/mo)",
    "line setup in labor costs $20K to $90K",
]


@LIGHT
@given(st.permutations(STATEMENTS), st.permutations(LINES))
def test_statements_and_lines_in_any_order_move_nothing(statements: list[str], lines: list[str]) -> None:
    same(case(STATEMENTS, LINES), case(statements, lines))


@LIGHT
@given(st.permutations(sorted(RULES)), st.permutations(sorted(RULES)))
def test_rulesets_in_any_order_move_nothing(written: list[str], followed: list[str]) -> None:
    def text(places: list[str], names: list[str]) -> str:
        body = case(["assume claims = 80 to 120 case/mo"], GOVERNED, ", ".join(names))
        return body + "\n".join(RULES[name] for name in places)

    same(text(sorted(RULES), sorted(RULES)), text(written, followed))


GOVERNED = [
    "line run in compute costs claims * ($8 to $12)/case",
    "line watch in oversight costs $1K to $2K/mo",
    "role auditor 0.5 fte costs $100K to $140K/fte/yr",
]


def test_files_in_any_order_have_the_same_figures() -> None:
    paths = sorted([*ROOT.glob("examples/*.gate"), *ROOT.glob("examples/*.yaml")])

    def costs(order: list[Path]) -> dict[str, float]:
        run = check_paths(order, Options(draws=DRAWS), workspace())
        return {one.path: float(one.review.subject.model.cost.mean()) for one in run.cases}  # type: ignore[attr-defined]

    assert costs(paths) == costs(paths[::-1])
    assert len(costs(paths)) == len(paths) > 1
