"""What a question names: a figure, scenarios, changes; each found in the case, or a finding that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Any

from phasegate.checks import finite, shares
from phasegate.cost.asked.compare import BASE, SET, what_if
from phasegate.cost.engine.model import Model
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import Figure, named
from phasegate.model.case import Definition, Scenario
from phasegate.resolve.whatif import changes
from phasegate.rules.review import Review as Review
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.nearest import near, nearest
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source

MOST_NAMES = 30
"""Names that a finding lists."""


@frozen
class Versions:
    """The versions of a case that a question is about: scenarios by name, and what the caller changes himself."""

    scenarios: tuple[Scenario, ...] = ()
    changes: dict[str, Definition] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the one version."""
        if self.scenarios:
            return self.scenarios[0].name
        return SET.lstrip("-") if self.changes else BASE

    def model(self, base: Model) -> Model:
        """The model of the one version."""
        if self.scenarios:
            return base.under(self.scenarios[0])
        return what_if(base, self.changes) if self.changes else base

    def __bool__(self) -> bool:
        return bool(self.scenarios or self.changes)


def versions(review: Review, names: Sequence[str], texts: Sequence[str]) -> Versions | list[Finding]:
    """Scenarios by name (`all` is all of them) and changes written as `NAME=VALUE`, or what is wrong with them."""
    scenarios = _scenarios(review, names)
    changed, wrong = _changed(review, texts)
    wrong = [one for one in scenarios if isinstance(one, Finding)] + wrong
    return wrong or Versions(tuple(one for one in scenarios if isinstance(one, Scenario)), changed)


def _scenarios(review: Review, names: Sequence[str]) -> list[Scenario | Finding]:
    have = {one.name: one for one in review.case.scenarios}
    if "all" in names and "all" not in have:
        return list(have.values())
    asked = dict.fromkeys(names)
    return [have.get(name) or unknown("--scenario", name, "no_scenario", [*have, "all"]) for name in asked]


def _changed(review: Review, texts: Sequence[str]) -> tuple[dict[str, Definition], list[Finding]]:
    """What `--set` changes, checked as the language is, and calculated once to see that it has a value."""
    if not texts:
        return {}, []
    model = review.subject.model
    made, wrong = changes(review.case, model.scope, review.subject.frame, list(texts))
    changed = what_if(model, made)
    return made, wrong or [one for one in (*shares.of(changed), *finite.of(changed)) if one.level == "error"]


def named_figure(world: World, option: str, name: str) -> Figure | Finding:
    """The figure of a name, under that name, or the finding that there is none."""
    known = named(world)
    if name not in known:
        meant = near(name[:200], known)
        shown = {"meant": meant} if meant else {}
        return _unknown(option, name, "no_figure", figures=_listed(meant or name, known), **shown)
    found = known[name]
    found.name = name
    return found


def _listed(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The names that start as one does; where none does, how the names start: `cost`, `scale.…`."""
    names = list(known)
    head = name.partition(".")[0]
    alike = [one for one in names if one.partition(".")[0] == head]
    if len(alike) > 1:
        return tuple(alike[:MOST_NAMES])
    heads = {one.partition(".")[0]: "." in one for one in reversed(names)}
    starts = [f"{one}.…" if heads[one] else one for one in dict.fromkeys(one.partition(".")[0] for one in names)]
    return tuple(starts[:MOST_NAMES])


def unknown(option: str, name: str, kind: str, known: Iterable[str]) -> Finding:
    """A finding for a name in the call that the case does not have."""
    return _unknown(option, name, kind, **nearest(name[:200], list(known)))


def _unknown(option: str, name: str, kind: str, **known: Any) -> Finding:
    source = Source(option, name[:200])
    return finding("PG200", kind, source.span(0, len(source.text)), name=name[:80], **known)
