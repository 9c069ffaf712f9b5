"""Small cases and the examples as worlds that can be asked."""

from __future__ import annotations

from functools import cache

from phasegate.cost.figures.inputs import World
from phasegate.pipeline import Options, check_paths
from phasegate.rules.review import Review
from tests.conftest import ROOT
from tests.helpers import checked, workspace

EXAMPLES = sorted([*ROOT.glob("examples/*.gate"), *ROOT.glob("examples/*.yaml")])
HEAD = "follows three_budget; currency: USD; start: 2026-10; horizon: 12 months; unit case"


def case(body: str, head: str = HEAD) -> str:
    """The text of a case with one phase over the whole horizon."""
    return f'initiative t "T" {{\n{head}\nphase scale {{ budget: $1M/yr }}\n{body}\n}}\n'


def review(text: str, draws: int = 4096) -> Review:
    """A text, checked and judged."""
    (found,) = checked(text, Options(draws=draws)).cases
    assert found.review is not None, [f.message for f in found.findings]
    return found.review


def world(text: str, draws: int = 4096) -> World:
    """A text as a world."""
    found = review(text, draws)
    return World(found.subject.model, found.subject.frame)


@cache
def example(name: str) -> Review:
    """An example of the repository."""
    path = next(p for p in EXAMPLES if p.stem == name)
    found = check_paths([path], Options(), workspace()).cases[0].review
    assert found is not None
    return found


def example_world(name: str) -> World:
    """An example as a world."""
    found = example(name)
    return World(found.subject.model, found.subject.frame)
