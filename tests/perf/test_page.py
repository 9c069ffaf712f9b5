"""The published benchmarks: the page is what its generator makes, and the run that it shows met our goals; the model is the same in all engines."""

from __future__ import annotations

import re
from importlib import import_module

import numpy as np
import pytest
from benchmarks import MODULES, figures, peers, rivals
from benchmarks.page import GOALS, PAGE, page
from benchmarks.timing import Pair

ROW = re.compile(
    r"^\| (?P<name>.+?) \| (?P<ratio>[\d.]+) \| (?:at most (?P<goal>[\d.]+)|-) \| [\d.,]+ \| [\d.,]+ \|$", re.M
)


def names() -> list[str]:
    return [side[0] for module in MODULES for side in import_module(f"benchmarks.{module}").sides()]


def results(wrong: dict[str, str], ratio: float | None = 200.0) -> peers.Results:
    """Results of a run that never was: every engine, at every number of draws."""
    every = peers.engines(wrong, rivals.Squiggle())

    def timed(engine: peers.Engine, draws: int) -> peers.Timed:
        return peers.Timed(engine.name, draws) if engine.why else peers.Timed(engine.name, draws, 1.0, ratio)

    return peers.Results(
        rivals.versions("1.2.3"),
        [timed(engine, draws) for draws in peers.SIZES for engine in every],
        {engine.name: 0.001 for engine in every if engine.total and not engine.why},
        [
            peers.Level(0.001, draws, [timed(engine, draws) for engine in every if engine.total or engine.alike])
            for draws in peers.LEVELS
        ],
        wrong,
    )


def blank(text: str) -> list[str]:
    """The lines of a page without its figures, and without the list of goals, which depends on them."""
    return [re.sub(r"\d[\d.,]*", "#", line) for line in text.splitlines() if not line.startswith("- ")]


def test_the_page_shows_every_benchmark_in_the_words_of_its_generator() -> None:
    made = page([Pair(name, 1.0, 1.0, 1.0) for name in names()], results({}))
    assert blank(PAGE.read_text("utf-8")) == blank(made), "write it anew: python -m benchmarks --page"


def test_the_page_shows_a_run_that_met_every_goal_against_others() -> None:
    rows = {m["name"]: m for m in ROW.finditer(PAGE.read_text("utf-8"))}
    assert set(GOALS) <= set(rows) == set(names())
    for name, goal in GOALS.items():
        assert float(rows[name]["goal"]) == goal and float(rows[name]["ratio"]) <= goal, name


def test_a_goal_that_is_missed_is_named_first() -> None:
    slow = [Pair(name, 1.0, 1.0, 99.0 if "nothing changed" in name else 0.1) for name in names()]
    text = page(slow, results({}, ratio=3.0))
    goals = [line for line in text.splitlines() if line.startswith("- ")]
    assert goals == [
        "- missed: phasegate check, nothing changed / python -c pass, 99.00, wanted at most 3",
        "- missed: Squiggle at the error of our 4,096 draws, 3 times our time, wanted at least 100",
        "- missed: Squiggle at the error of our 100,000 draws, 3 times our time, wanted at least 100",
        "- met: 8 of 11",
    ]


def test_a_rival_that_is_not_there_has_rows_that_say_so() -> None:
    text = page([Pair(name, 1.0, 1.0, 0.1) for name in names()], results({"Squiggle": "there is no node"}))
    assert f"| Squiggle {rivals.SQUIGGLE} | 4,096 | not installed | |" in text
    assert "- not measured: Squiggle at the error of our 4,096 draws" in text
    assert text.endswith("\nSquiggle could not be installed here: there is no node\n")


def test_without_node_the_others_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(rivals.Wrong, match="there is no node"):
        rivals._install_squiggle()
    absent = peers.engines({"Squiggle": "there is no node", "squigglepy": "no"}, rivals.Squiggle())
    found = peers.in_turns([(engine, 64) for engine in absent], 2)
    assert [one.engine for one in found if one.ratio is not None] == [
        peers.OURS,
        "numpy, straight",
        "numpy, at its best",
    ]
    assert found[0].ratio == 1.0


def test_the_engines_are_given_the_same_model() -> None:
    mine, straight, best = (run(65_536) for run in (figures.ours, figures.straight, figures.best))
    assert mine.shape == straight.shape == (3, figures.MONTHS)
    assert mine == pytest.approx(straight, rel=0.01) and np.array_equal(straight.round(4), best.round(4))
    assert peers._total(65_536, 1) == pytest.approx(peers.plain_total(65_536, 1), rel=0.005)
    for text in (rivals.program(), rivals.program_of_total()):
        assert text.count("SampleSet.fromDist") == figures.LINES and "1000 to 3000" in text


def test_the_error_of_an_engine_is_its_distance_from_the_truth() -> None:
    assert peers.error(lambda draws, seed: 100.0 + (-1) ** seed, 10, 4, 100.0) == pytest.approx(0.01)
    engine = peers.Engine("other", lambda draws, seed: 0.0)
    assert peers._needed(engine, {"other": 0.02}, 0.01, 100_000) == 4 * 4096
