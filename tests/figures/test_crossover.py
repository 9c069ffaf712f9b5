"""Where two alternatives cost the same: once for straight lines, at each step where one of them rises in steps."""

from __future__ import annotations

import numpy as np
import pytest

from phasegate.cost.engine.model import Model
from phasegate.cost.figures import crossover
from phasegate.cost.figures.crossover import Crossings, crossings
from phasegate.numbers import compact
from phasegate.packet.sections.choices import build
from phasegate.pipeline import Options
from phasegate.results.fill import fill
from tests.conftest import Run
from tests.helpers import checked, model

from .known import CASES, judged, subject, text

FLEET = 1_500 * 0.40 / 3 * 365 / 12 * 86_400
"""Tokens a month that one GPU of `crossover_fleet` serves."""
API, GPU, BASE = 4e-6, 730 * 2.6, 1_200
"""Dollars a token; dollars a month for a GPU, and beside it."""


def by_hand() -> list[float]:
    """The tokens at which API and fleet cost the same: within a step of the fleet, or where it leaps over the API."""
    found = []
    for count in range(2, 40):
        low, high = FLEET * (count - 1) if count > 2 else 0.0, FLEET * count
        own = count * GPU + BASE
        if API * low <= own < API * high:
            found.append(own / API)
        if own < API * high <= own + GPU:
            found.append(high)
    return sorted(found)


def searched(of: Model) -> Crossings:
    found = crossings(of, of.case.options[0])
    assert found is not None
    return found


def test_every_step_of_a_fleet_is_found() -> None:
    known, of = by_hand(), subject(text("crossover_fleet"), 4096).model
    found, tokens = searched(of), of.column("tout")
    assert found.whole and len(known) == 21
    assert set(found.count.tolist()) == {21}
    assert found.first * tokens == pytest.approx(np.full(4096, known[0]), rel=1e-3)
    assert found.last * tokens == pytest.approx(np.full(4096, known[-1]), rel=1e-3)
    assert np.median(found.first) == pytest.approx(11.1e6, rel=5e-3)
    assert np.median(found.last) == pytest.approx(27.9e6, rel=5e-3)


def test_all_outputs_tell_the_first_the_last_and_how_often(phasegate: Run) -> None:
    case = judged(text("crossover_fleet"), 1024)
    result = fill(case, "full")
    assert result.options is not None
    (option,) = result.options
    found = option.crossover
    assert found is not None and (found.times, found.complete, found.share) == ((21, 21), True, 1)
    first, last = (compact(one.p50) for one in (found.where, found.last))
    (shown,) = build(result)["options"]
    assert "cost the same first at jobs of" in shown.crossover and "cross 21 times" in shown.crossover
    told = phasegate("cost", str(CASES / "crossover_fleet.gate"), "--draws", "1024").stdout
    assert f"cost the same first at {first} jobs" in told and f"and last at {last} jobs" in told
    assert "in 100% of the draws, which cross 21 times" in told


SMOOTH = "option o {{ a: calls * $0.01/call; b: {other}; over: calls }}"
NAMES = "assume calls = 0.5M to 2M call/mo; assume k = 1 to 3\n"


@pytest.mark.parametrize(
    ("other", "times"),
    [
        ("$9K/mo", 1),
        ("$9K/mo * k", 1),
        ("calls * $0.02/call", 0),
        ("calls * $0.01/call", 0),
        ("max(calls * $0.008/call + $2K/mo, calls * $0.012/call - $4K/mo)", 2),
        ("max($9K/mo, calls * $0.005/call)", 1),
        ("ceil(calls / (300_000 call/mo)) * $2.7K/mo + $1K/mo", 19),
    ],
)
def test_every_crossing_is_counted(other: str, times: int) -> None:
    found = searched(model(NAMES + SMOOTH.format(other=other), draws=64))
    assert found.whole
    assert set(found.count.tolist()) == {times}
    assert np.isfinite(found.first).all() == np.isfinite(found.last).all() == bool(times)


def test_a_crossing_lies_where_the_lines_meet() -> None:
    other = "max(calls * $0.008/call + $2K/mo, calls * $0.012/call - $4K/mo)"
    found = searched(model(NAMES + SMOOTH.format(other=other), draws=64))
    assert found.first == pytest.approx(np.full(64, 1e6)) and found.last == pytest.approx(np.full(64, 2e6))


def test_a_single_crossing_is_one_figure() -> None:
    found = searched(model(NAMES + SMOOTH.format(other="$9K/mo * k"), draws=256))
    assert (found.first == found.last).all() and set(found.count.tolist()) == {1}


def test_the_search_is_bounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossover, "MOST_LEVELS", 40)
    case = judged(text("crossover_fleet"), 256)
    result = fill(case, "full")
    assert result.options is not None and result.options[0].crossover is not None
    found = result.options[0].crossover
    assert not found.complete and found.often.startswith("at least ") and found.times[1] < 21


def test_many_options_share_the_work() -> None:
    options = "\n".join(
        f"option o{at} {{ a: calls * $0.01/call; b: ceil(calls / (300_000 call/mo)) * $2.7K/mo + $1K/mo; over: calls }}"
        for at in range(200)
    )
    of = model(NAMES + options, draws=64)
    assert not searched(of).whole
    (case,) = checked(text("crossover_fleet"), Options(draws=64)).cases
    assert case.review is not None
    world, option = case.review.subject.world, case.case.options[0]
    assert crossover.searched(world, option) is crossover.searched(world, option)
