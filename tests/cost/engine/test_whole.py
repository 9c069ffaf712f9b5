"""Arrays made by blocks of draws: the same figures however much room there is, and no more memory than that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from phasegate.cost.engine.change import Change
from phasegate.cost.engine.flow import Flow, apply
from phasegate.cost.engine.room import Room
from phasegate.cost.engine.whole import added
from phasegate.cost.figures import finance, rates
from tests.conftest import ROOT
from tests.helpers import model

SERIES = (
    "assume a = ramp(10 to 20 claim/mo, 90 to 120 claim/mo, over: 6 to 12 months); assume g = 2% to 4%/mo; "
    "assume b = grow(100 to 200 claim/mo, by: g, cap: 300 claim/mo); line x in compute costs a * $7/claim; "
    "line y in compute costs max(a, b) * $2/claim / (1 + a / b); value v = a * $90/claim"
)


def figures(draws: int, room: Room) -> list[np.ndarray]:  # type: ignore[type-arg]
    """Figures of a case most of which is no product of a column and a row."""
    m = model(SERIES, draws=draws, room=room)
    return [
        m.cost,
        m.run_cost,
        finance.npv(m),
        finance.payback(m),
        rates.irr(m),
        *(m.line_cost(x) for x in m.case.lines),
    ]


def test_figures_do_not_depend_on_the_room() -> None:
    none = Room(0)
    for a, b in zip(figures(10_000, Room()), figures(10_000, none), strict=True):
        assert a.tobytes() == b.tobytes()
    assert none.held == 0


def test_figures_are_those_of_whole_arrays() -> None:
    m = model(SERIES, draws=6000)
    a, b = np.asarray(m.value("a")), np.asarray(m.value("b"))
    length = m.grid.length
    scale = m.grid.phase == 1
    cost = (7 * a + 2 * np.maximum(a, b) / (1 + a / b)) @ length + 10_000 * length[scale].sum() + 30_000
    assert m.cost == pytest.approx(cost)


def test_room_is_given_back() -> None:
    room = Room()
    m = model(SERIES, draws=5000, room=room)
    assert m.cost.size and room.held > 0
    del m
    assert room.held == 0


def test_models_of_one_run_share_its_room_and_others_do_not_see_it() -> None:
    room = Room()
    m = model(SERIES, draws=5000, room=room)
    assert m.cost.size
    held, other = room.held, m.changed(Change(fixed={"g": 0.03}))
    assert other.cost.size and room.held > held > 0
    assert model(SERIES, draws=5000).room.held == 0


def test_functions_of_values_of_all_shapes() -> None:
    column, row = np.array([[1.0], [2.0], [3.0]]), np.array([[1.0, 5.0]])
    both = Flow.of(column, 2) * row
    for value, other in ((column, row), (both, row), (row, both), (both, column), (both, both), (2.0, both)):
        found = apply(np.maximum, value, other)
        assert np.asarray(found) == pytest.approx(np.maximum(np.asarray(value), np.asarray(other)))
    assert apply(np.ceil, 1.5) == 2.0 and apply(np.minimum, row, 2.0).tolist() == [[1.0, 2.0]]  # type: ignore[union-attr]
    assert added([]) is None


@pytest.mark.slow
def test_memory_is_bounded_by_blocks(tmp_path: Path) -> None:
    """A hundred lines that are no products, over sixty months, at 16,384 draws: whole arrays would take 1.6 GB."""
    lines = [
        f"assume a{i} = ramp({i + 1} to {i + 9} claim/mo, 90 to 120 claim/mo, over: 6 to 12 months)\n"
        f"line l{i} in compute costs a{i} * $3/claim from scale"
        for i in range(100)
    ]
    case = tmp_path / "large.gate"
    case.write_text(
        "initiative large {\nfollows three_budget\ncurrency: USD; start: 2026-06; horizon: 60 months; unit claim\n"
        + "\n".join(lines)
        + "\nphase exploration { budget: $70K; duration: 10 weeks }\nphase scale { budget: $1M/yr }\n}\n"
    )
    code = (
        "import resource, sys; from phasegate.cli import main; main(sys.argv[1:]); "
        "sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    words = ["cost", str(case), "--format", "json", "--draws", "16384"]
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    assert done.stdout.startswith("[")
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stderr) * unit < 1_000_000_000
