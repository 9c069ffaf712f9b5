"""Whole checks in one process, from text to verdict, against figures alone as an analyst calculates them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import straight
from benchmarks.timing import Pair, Side, pair, without_collector

CASE = Path(__file__).parents[1] / "examples" / "claims-copilot.gate"
MANY = 30
DRAWS = 4096


def sides() -> list[Side]:
    """One case after others, and many in a run that has read nothing yet, by numpy on twenty ranges, once a case."""
    from phasegate.pipeline import Options, check_paths
    from phasegate.workspace.files import Disk, Overlay
    from phasegate.workspace.workspace import Workspace

    text, folder = CASE.read_text("utf-8"), Path("/cases")
    texts = {
        folder / f"{n:03}.gate": text.replace("initiative claims_copilot", f"initiative case_{n}") for n in range(MANY)
    }
    used = Workspace(Overlay(Disk(), texts), folder)
    options = Options(draws=DRAWS)
    first = next(iter(texts))

    def many() -> None:
        run = check_paths([folder], options, used.fresh())
        assert len(run.cases) == MANY and run.exit_code == 0

    def unit(count: int) -> None:
        for _ in range(count):
            straight(DRAWS)

    return [
        (
            "check a case, rulesets read / straight numpy",
            lambda: check_paths([first], options, used),
            lambda: unit(1),
            25,
        ),
        (f"check {MANY} cases, rulesets not read / {MANY} times straight numpy", many, lambda: unit(MANY), 5),
    ]


def run() -> list[Pair]:
    """Whole checks against numpy by hand."""
    with without_collector():
        return [pair(*side) for side in sides()]
