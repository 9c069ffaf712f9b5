"""Fleets, caching, batches and retries: arithmetic by hand, units, defaults that are told."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures.crossover import crossings
from tests.helpers import codes, model, read

TOKENS = "assume tokens = 5B token/mo\n"
MONTH = 365 * 86400 / 12


def value(expression: str, before: str = "") -> float:
    """The value of a certain expression."""
    return float(np.mean(model(f"{before}assume x = {expression}").column("x")))


def test_a_fleet_has_whole_replicas_for_its_peak() -> None:
    by_hand = np.ceil(5e9 * 3 / (2000 * MONTH * 0.4))
    assert value("gpu_fleet(tokens, throughput: 2_000 token/s)", TOKENS) == by_hand == 8
    assert (
        value("gpu_fleet(tokens, throughput: 2_000 token/s, utilisation: 50%, peak: 2, gpus: 4 gpu/replica)", TOKENS)
        == 16
    )
    assert value("gpu_fleet(tokens / 100, throughput: 2_000 token/s)", TOKENS) == 2, "never below the least"
    assert value("gpu_fleet(tokens / 100, throughput: 2_000 token/s, least: 3 replica)", TOKENS) == 3


def test_a_fleet_grows_in_steps_with_an_uncertain_demand() -> None:
    m = model(
        "assume tokens = 2B to 20B token/mo; assume fleet = gpu_fleet(grow(tokens, by: 10%/mo), throughput: 2_000 token/s)"
    )
    drawn = np.asarray(m.value("fleet"))
    assert drawn.shape == (m.draws, m.grid.size)
    assert (drawn == np.round(drawn)).all() and drawn.min() == 2 and (np.diff(drawn, axis=1) >= 0).all()


def test_people_for_a_fleet() -> None:
    assert value("staffed(10 gpu, each: 40 gpu/fte)") == 0.5
    assert value("staffed(100 gpu, each: 40 gpu/fte, least: 1 fte)") == 2.5


def test_caching_costs_below_its_break_even_and_saves_above() -> None:
    price = "$3 per 1M token"
    assert value(f"cached({price}, hit: 40%)") == pytest.approx(3e-6 * (0.4 * 0.1 + 0.6 * 1.25))
    at = value("break_even_hit()")
    assert at == pytest.approx(0.2174, abs=1e-4) and value("break_even_hit(write: 200%)") == pytest.approx(
        0.5263, abs=1e-4
    )
    assert value(f"cached({price}, hit: {at * 100:.10f}%)") == pytest.approx(3e-6)


def test_batches_and_retries() -> None:
    assert value("batched($3 per 1M token, part: 30%)") == pytest.approx(3e-6 * 0.85)
    assert value("retried(100 call, rate: 20%)") == pytest.approx(125)


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("gpu_fleet(5B token/mo, throughput: 2_000 call/s)", "PG300"),
        ("gpu_fleet(5B token/mo, throughput: 2_000 token/s, utilisation: 4 gpu)", "PG300"),
        ("gpu_fleet(5B token/mo)", "PG307"),
        ("cached($3, read: 10%)", "PG307"),
        ("cached($3, hit: 10%, wrote: 3)", "PG307"),
        ("staffed(5 fte, each: 40 gpu/fte)", "PG300"),
        ("retried(5 call, rate: $3)", "PG300"),
    ],
)
def test_what_does_not_fit_is_said(expression: str, code: str) -> None:
    assert [c for c in codes(f"assume x = {expression}") if c != "PG310"] == [code]


def test_defaults_are_told_until_they_are_written() -> None:
    _, findings = read("assume x = cached($3 per 1M token, hit: 40%)")
    assert [(f.code, f.level) for f in findings] == [("PG310", "advisory")]
    assert "`read: 10%`, `write: 125%`" in findings[0].message and "LiteLLM" in findings[0].help
    assert read("assume x = cached($3 per 1M token, hit: 40%, read: 10%, write: 125%)")[1] == []


def test_a_fleet_costs_money() -> None:
    resolved, findings = read(
        TOKENS + "line fleet in compute costs gpu_fleet(tokens, throughput: 2_000 token/s, utilisation: 40%, peak: 3, "
        "least: 2 replica, gpus: 1 gpu/replica) * 730 gpu_hour/gpu/mo * $3.13/gpu_hour"
    )
    assert findings == []
    m = Model(resolved.case, resolved.scope, draws=64)
    line = next(x for x in m.case.lines if x.name == "fleet")
    assert float(m.line_run_cost(line)[0]) == pytest.approx(8 * 730 * 3.13)


def test_the_crossover_and_what_is_dominated() -> None:
    from phasegate.cost.figures import usage

    option = "option hosting { api: calls * $0.01/call; own: $9K/mo; gold: $90K/mo + calls * $0.02/call; over: calls }"
    m = model(f"assume calls = 0.5M to 2M call/mo; {option}")
    (found,) = m.case.options
    assert usage.dominated(m, found) == {"gold": "api"}
    crossing = crossings(m, found)
    assert crossing is not None and np.median(crossing.first) == pytest.approx(900_000, rel=0.02)


def test_an_alternative_that_is_dearer_in_most_draws_only_is_not_dominated() -> None:
    from phasegate.cost.figures import usage

    m = model("option hosting { api: $9K to $12K/mo; own: $10K to $13K/mo }")
    (found,) = m.case.options
    costs = usage.alternative_costs(m, found)
    assert 0.6 < float(np.mean(costs["api"] < costs["own"])) < 0.95, "otherwise the test shows nothing"
    assert usage.dominated(m, found) == {}
    assert crossings(m, found) is None, "there is nothing over which they could cross"
