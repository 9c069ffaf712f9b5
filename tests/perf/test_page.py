"""The published benchmarks: the page has every goal, and the run that it shows met them; the model is the same in all engines."""

from __future__ import annotations

import re

import numpy as np
import pytest

from benchmarks import figures, peers
from benchmarks.__main__ import GOALS, PAGE

ROW = re.compile(
    r"^\| (?P<name>.+?) \| [\d.,]+ \| [\d.,]+ \| (?P<ratio>[\d.]+) \| (?:at most (?P<goal>[\d.]+) )?\|$", re.M
)


def test_the_page_shows_every_goal_and_a_run_that_met_it() -> None:
    rows = {m["name"]: m for m in ROW.finditer(PAGE.read_text("utf-8"))}
    assert set(GOALS) <= set(rows)
    for name, goal in GOALS.items():
        assert float(rows[name]["goal"]) == goal and float(rows[name]["ratio"]) <= goal, name


def test_the_engines_are_given_the_same_model() -> None:
    mine, straight, best = (run(65_536) for run in (figures.ours, figures.straight, figures.best))
    assert mine.shape == straight.shape == (3, figures.MONTHS)
    assert mine == pytest.approx(straight, rel=0.01) and np.array_equal(straight.round(4), best.round(4))
    text = peers.program()
    assert text.count("SampleSet.fromDist") == figures.LINES and "1000 to 3000" in text
