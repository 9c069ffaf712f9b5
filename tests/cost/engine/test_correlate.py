"""Ranges that move together: as pairs of them are stated, and by one driver behind them all."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest

from phasegate.cost.engine.correlate import pearson
from phasegate.cost.engine.draws import normal_cdf
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate_dsl.finding import Finding
from tests.helpers import HEAD, model, read

NAMES = "abcdef"
SIX = "\n".join(f"assume {name} = 5 to 50 claim" for name in NAMES)
DRAWS = 1 << 15


def ranks(of: Model, *names: str) -> Array:
    """The rank correlations of some columns."""
    columns = [np.argsort(np.argsort(of.column(name))) for name in names]
    return np.asarray(np.corrcoef(columns))


def apart(matrix: Array) -> Array:
    """The correlations of a matrix, without those of each with itself."""
    return matrix[~np.eye(len(matrix), dtype=bool)]


def errors(body: str, **more: str) -> list[Finding]:
    return [one for one in read(body, **more)[1] if one.level == "error"]


# -- one driver behind all ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rank", [0.0, 0.3, 0.8, 1.0])
def test_a_common_driver_gives_any_two_ranges_its_rank_correlation(rank: float) -> None:
    body = SIX + f"\nassume g = uniform(1 claim, 9 claim); assume h = 2 * (1 to 3); correlate all at {rank}"
    found = apart(ranks(model(body, draws=DRAWS), *NAMES, "g", "h"))
    assert found == pytest.approx(rank, abs=0.04)
    assert found.mean() == pytest.approx(rank, abs=0.01)


def test_it_moves_each_range_by_itself_as_before() -> None:
    before, after = model(SIX, draws=DRAWS), model(SIX + "\ncorrelate all at 0.5", draws=DRAWS)
    for share in (0.05, 0.5, 0.95):
        one, other = (np.quantile(each.column("a"), share) for each in (before, after))
        assert other == pytest.approx(one, rel=0.02)


def test_a_definition_of_the_word_is_no_common_driver() -> None:
    of = model(SIX.replace("assume a ", "assume common ") + "\ncorrelate all at 0.3", draws=DRAWS)
    assert ranks(of, "common", "b")[0, 1] == pytest.approx(0.3, abs=0.03)
    of = model(SIX.replace("assume a ", "assume all ") + "\ncorrelate all with b at 0.6", draws=DRAWS)
    assert ranks(of, "all", "b")[0, 1] == pytest.approx(0.6, abs=0.02)
    assert ranks(of, "c", "b")[0, 1] == pytest.approx(0, abs=0.03)


def test_what_is_stated_of_pairs_holds_beside_it() -> None:
    of = model(SIX + "\ncorrelate all at 0.4; correlate a with b at 0.9; correlate b with c at 0.2", draws=DRAWS)
    found = ranks(of, *NAMES)
    assert found[0, 1] == pytest.approx(0.9, abs=0.02)
    assert found[1, 2] == pytest.approx(0.2, abs=0.02)
    assert [found[0, 2], *found[3, :3], found[3, 4]] == pytest.approx([0.4] * 5, abs=0.03)


def test_what_cannot_hold_beside_it_is_named_with_it() -> None:
    of = model(SIX + "\ncorrelate all at 0.8; correlate a with b at -0.5")
    (found,) = of.findings
    assert (found.code, found.kind) == ("PG309", "together")
    assert found.message == "these correlations cannot hold together: `a` with `b` at -0.5, `all` at 0.8"
    assert [one.label for one in found.related] == ["0.8"]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("correlate all at -0.1", "against"),
        ("correlate all at 1.5", "bounds"),
        ("correlate all at 0.3; correlate all at 0.3", "common_twice"),
        ("correlate a at 0.3", "alone"),
    ],
)
def test_what_is_no_common_driver_is_refused(statement: str, kind: str) -> None:
    assert [(one.code, one.kind) for one in errors(f"{SIX}\n{statement}")] == [("PG309", kind)]


def test_all_ranges_of_the_case_move_with_it() -> None:
    """Those of lines and exchange rates, and those that a scenario adds."""
    body = """fx EUR = 1.0 to 1.3 USD
    line x in compute costs (1 to 9) * $1K/mo
    assume a = 1 to 9 claim
    scenario more { a = (1 to 9) * a }
    correlate all at 0.5"""
    of = model(body, draws=DRAWS)
    (more,) = of.case.scenarios
    found = ranks(of, "x", "fx.EUR", "a")
    assert apart(found) == pytest.approx(0.5, abs=0.03)
    added = of.under(more).column("a") / of.column("a")
    assert np.corrcoef(np.log(added), np.log(of.column("a")))[0, 1] == pytest.approx(pearson(0.5), abs=0.03)


def test_ten_thousand_ranges_take_no_matrix() -> None:
    body = "\n".join(f"assume a{number} = 5 to 50 claim" for number in range(2000)) + "\ncorrelate all at 0.3"
    few = model(body, draws=256)
    start = perf_counter()
    columns = np.stack([few.column(f"a{number}") for number in range(2000)])
    assert perf_counter() - start < 5
    total = columns.sum(axis=0)
    # The variance of a sum of n ranges that correlate by rho is n + n (n - 1) rho times that of each.
    single = columns.var(axis=1).mean()
    rho = (total.var() / single - 2000) / (2000 * 1999)
    assert rho == pytest.approx(0.3, abs=0.05)


def test_the_normal_distribution_function_is_that_of_the_library() -> None:
    from math import erfc, sqrt

    z = np.concatenate((np.linspace(-9, 9, 2001), [0.0, -38.0, 7.0710678, 7.0710679]))
    assert normal_cdf(z) == pytest.approx([0.5 * erfc(-x / sqrt(2)) for x in z.tolist()], rel=1e-7, abs=1e-15)


# -- what holds one range -------------------------------------------------------------------------------------------------

HOLDERS = """
  assume claims = 5 to 50 claim/mo
  assume fixed = 3 claim
  assume base = 1 + 2 to 4
  assume both = (1 to 2) * (3 to 4)
  value saved = (1 to 9) * $1K/mo
  line inference in compute costs claims * (2 to 6) * $1/claim
  role engineer 1 fte costs $100K to $200K/fte/yr
  line two in compute costs $1K to $2K/mo + (5 to 9) * $100/mo
"""


@pytest.mark.parametrize("name", ["inference", "engineer", "saved", "base", "people"])
def test_a_range_is_correlated_by_the_name_of_what_holds_it(name: str) -> None:
    phases = "phase exploration { duration: 3 months }\n phase scale { line people in labor costs $10K to $40K/mo }\n"
    of = model(HOLDERS + f"correlate {name} with claims at 0.7", draws=DRAWS, phases=phases)
    keys = {"saved": "value.saved", "people": "scale.people"}
    held = of.column(keys.get(name, name))
    held = held / of.column("claims") if name == "inference" else held  # its own range, not what it is multiplied with
    found = np.corrcoef(np.argsort(np.argsort(held)), np.argsort(np.argsort(of.column("claims"))))[0, 1]
    assert found == pytest.approx(0.7, abs=0.02)


@pytest.mark.parametrize(
    ("name", "kind"), [("fixed", "not_range"), ("both", "several"), ("two", "several"), ("people", "phases")]
)
def test_what_holds_no_range_or_several_is_told_to_name_it(name: str, kind: str) -> None:
    phases = "phase a { duration: 3 months; line people in labor costs $1K to $4K/mo }\n phase b { line people in labor costs $1K to $4K/mo }\n"
    (found,) = errors(HOLDERS + f"correlate {name} with claims at 0.7", phases=phases)
    assert (found.code, found.kind, found.span is not None and found.span.text) == ("PG309", kind, name)
    assert "assume" in found.help or kind == "not_range"


def test_names_of_one_range_are_one_pair() -> None:
    assert [one.kind for one in errors(HOLDERS + "correlate claims with claims at 0.5")] == ["bounds"]
    twice = "correlate inference with claims at 0.5; correlate claims with inference at 0.6"
    assert [one.kind for one in errors(HOLDERS + twice)] == ["twice"]
    assert [one.code for one in errors(HOLDERS + "correlate inferense with claims at 0.5")] == ["PG200"]


def test_a_seed_gives_the_same_draws_again() -> None:
    body = SIX + "\ncorrelate all at 0.3"
    one, other = (model(body, draws=draws, head=HEAD) for draws in (256, 1024))
    assert (other.column("a")[:256] == one.column("a")).all()
