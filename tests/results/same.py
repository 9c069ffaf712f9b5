"""Cases of which every printed amount is compared with the one figure of its name, and how it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from phasegate.cost.engine.stats import Stats, stats
from phasegate.cost.figures.table import figures
from phasegate.report.paint import Paint
from phasegate.results.fill import fill
from phasegate.results.result import Result
from phasegate.rules.review import Review
from tests.cost.asked.cases import EXAMPLES
from tests.helpers import checked
from tests.results.checked import example
from tests.results.shown import Shown
from tests.results.test_names import FOREIGN

PLAIN = Paint(False)
FRANCS = re.sub(
    r"£([\d.]+[KM]?)",
    r"\1 CHF",
    FOREIGN.replace("£8K to £12K/mo", "£8K to 12K/mo").replace("£90 to £140", "£90 to 140"),
)
FRANCS = (
    FRANCS.replace("GBP", "CHF")
    .replace("8K CHF to 12K/mo", "8K to 12K CHF/mo")
    .replace("90 CHF to 140/case", "90 to 140 CHF/case")
)
NAMES = [*(path.name for path in EXAMPLES), "pounds", "francs"]
EACH = pytest.mark.parametrize("name", NAMES)


@cache
def case(name: str) -> tuple[Result, Result, Review]:
    """A case with all that a result tells of it, with what a plain check tells, and as it was judged."""
    one = (
        example(name)
        if name.endswith((".gate", ".yaml"))
        else checked({"pounds": FOREIGN, "francs": FRANCS}[name]).cases[0]
    )
    assert isinstance(one.review, Review), [found.message for found in one.findings]
    return fill(one, "full"), fill(one, "findings"), one.review


@cache
def exact(name: str) -> dict[str, Stats]:
    """The numbers of every figure of a case, from the one list."""
    world = case(name)[2].subject.world
    return {key: stats(one.drawn(world)) for key, one in figures(world).items()}


def agree(name: str, found: Iterator[Shown], least: int) -> None:
    """Whether all that is printed is what the list says, and so much of it was found."""
    printed, known = list(found), exact(name)
    wrong = [
        (one, getattr(known[one.figure], one.share))
        for one in printed
        if not one.holds(getattr(known[one.figure], one.share))
    ]
    assert wrong == []
    assert len(printed) >= least, len(printed)


def moments(name: str) -> list[tuple[str, str]]:
    """Of what returns are told, the one that is decided on first: the end of a figure's name, and what text calls it."""
    (column, *_) = case(name)[0].columns or ()
    both = column.from_decision is not None
    tails = {"start": "", "decision": "_from_decision"}
    labels = {"start": " of the whole initiative", "decision": " from the decision"}
    return [(tails[moment], labels[moment] if both else "") for moment, _ in column.moments]
