"""What rules look at: a case with its figures, on a day, at a gate."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from phasegate.cost.engine.model import Model
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.tax import Tax
from phasegate.expr.scope import Scope
from phasegate.model.case import Case, ControlClaim, Day, Line, Phase
from phasegate.model.framework import Framework, Gate
from phasegate.model.names import lines_by_name


@dataclass
class Subject:
    """A case under judgement."""

    case: Case
    scope: Scope
    frame: Framework
    model: Model
    as_of: Day
    gate: Gate | None
    approvers: tuple[str, ...] = ()
    """Whose approval a waiver needs; anybody's where none is named."""
    whole: bool = True
    """Whether the figures are those of the whole case: without a line that was left out nothing is a share of them."""
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys that each definition names itself, by key; filled by those who ask."""
    counted: dict[str, bool] = field(default_factory=dict)
    """Whether each definition counts something per time, or rests on what does; filled by those who ask."""
    in_phase: dict[str, list[Line]] = field(default_factory=dict)
    """The lines of each phase, as they are asked of in it; filled by those who ask."""
    steps: int = 0
    """Steps that the rules have taken in this case."""

    @cached_property
    def lines_named(self) -> dict[str, list[str]]:
        """The keys of the lines and roles in phases, by their names."""
        return lines_by_name(self.case.definitions)

    @cached_property
    def tax(self) -> Tax | None:
        """The governance tax, where a ruleset in force defines one."""
        return self.world.tax

    @cached_property
    def world(self) -> World:
        """What figures are asked of."""
        return World(self.model, self.frame, self.target.name if self.target else "")

    @cached_property
    def target(self) -> Phase | None:
        """The phase that a requirement is about: the one after the gate, else the last of the case."""
        if self.gate is not None:
            found = self.case.phase(self.gate.to)
            if found is not None:
                return found
        return self.case.phases[-1] if self.case.phases else None

    @cached_property
    def claims(self) -> dict[str, ControlClaim]:
        """The claim of each control; a later one counts over an earlier one."""
        return {claim.name: claim for claim in self.case.controls}

    @cached_property
    def active_lines(self) -> list[Line]:
        """Lines and roles that are active in the phase after the gate."""
        return self.model.lines_of(self.target) if self.target else list(self.case.lines)

    def funding(self, control: str) -> list[Line]:
        """The lines that pay for a control in the phase after the gate: by `funds`, or by the claim's `by`."""
        named = set(self.claims[control].by) if control in self.claims else set()
        return [line for line in self.active_lines if control in line.funds or line.name in named]

    def age(self, control: str) -> float | None:
        """Months between the evidence of a control and the day of judgement; negative for a day to come."""
        claim = self.claims.get(control)
        if claim is None or claim.dated is None:
            return None
        a, b = claim.dated, self.as_of
        return (b[0] - a[0]) * 12 + (b[1] - a[1]) + (b[2] - a[2]) * 12 / 365

    def state(self, control: str) -> str:
        """`missing`, `funded`, `claimed`, `stale` or `evidenced`."""
        claim = self.claims.get(control)
        if claim is None:
            return "funded" if self.funding(control) else "missing"
        age = self.age(control)
        if not claim.evidence or age is None:
            return "claimed"
        limit = self.frame.controls[control].evidence_age if control in self.frame.controls else None
        return "stale" if age < 0 or (limit is not None and age > limit + 1e-9) else "evidenced"
