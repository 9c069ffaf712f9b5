"""Which lines the model error of a case widens: each cash once, whatever rests on whatever.

A stated error is for lines that no range moves while they are paid: none of their own, of an exchange rate, or of what an
assumption is in one of their phases. A measured one is for all that is paid after the last measured phase.
A line that is widened as a whole takes the lines that it rests on as they were before. One that is not, because it has a range
of its own, takes them as they are; what rests on such a line, or on an assumption made from a widened one, moves with the
error already and is not widened again.
"""

from __future__ import annotations

from phasegate.expr.conversion import converted
from phasegate.expr.names import names_in
from phasegate.expr.scope import Scope
from phasegate.model.case import Case, Definition, Line, Window
from phasegate.model.names import find_key, lines_by_name


def since(case: Case) -> float:
    """Months from the start of the horizon from which on the model error counts."""
    return measured_until(case) if case.model_error == "measured" else 0.0


def measured_until(case: Case) -> float:
    """The end of the last phase whose cost was measured, in months; zero where none was."""
    measured = {one.name for one in case.measurements if one.what == "cost"}
    return max((phase.end for phase in case.phases if phase.name in measured), default=0.0)


def widened(case: Case, scope: Scope) -> frozenset[str]:
    """The keys of the lines and roles whose cash the model error widens."""
    if not case.model_error:
        return frozenset()
    covered = _Ranges(case, scope).moving if case.model_error == "stated" else {}
    named, overrides = lines_by_name(case.definitions), _overrides(case)
    lines = {line.key for line in case.lines}
    found: set[str] = set()
    moved: set[str] = set()  # by the error, though not widened themselves
    for key, one in case.definitions.items():  # each comes after what it uses
        used = _uses(case, one, named, overrides)
        if key in lines and not covered.get(key) and moved.isdisjoint(used):
            found.add(key)
        elif not used.isdisjoint(found | moved):
            moved.add(key)
    return frozenset(found)


def _overrides(case: Case) -> dict[str, list[str]]:
    """The keys of the phases' own values of each assumption."""
    found: dict[str, list[str]] = {}
    for key, one in case.definitions.items():
        if one.kind == "assumption" and one.phase:
            found.setdefault(one.name, []).append(key)
    return found


def _uses(case: Case, one: Definition, named: dict[str, list[str]], overrides: dict[str, list[str]]) -> set[str]:
    """The keys of what a definition names, with the phases' own values of it."""
    found: set[str] = set()
    for name in names_in(one.expr):
        key = find_key(case.definitions, name.id, one.phase, one.key, named)
        if key is not None:
            found.update((key, *overrides.get(key, ())))
    return found - {one.key}


class _Ranges:
    """In which phases a range moves each definition, by its key: `moving`."""

    def __init__(self, case: Case, scope: Scope) -> None:
        self.case, self.scope = case, scope
        self.named = lines_by_name(case.definitions)
        whole = {"": Window(0.0, case.horizon)}  # of a case without phases
        self.phases = {phase.name: Window(phase.start, phase.end) for phase in case.phases} or whole
        self.rows = {line.key: line for line in case.rows}
        self.moving: dict[str, set[str]] = {}
        for key, one in case.definitions.items():  # each comes after what it uses
            found = self._moving(one)
            self.moving[key] = self._while_paid(self.rows[key], found) if key in self.rows else found

    def _moving(self, one: Definition) -> set[str]:
        phases = {one.phase} if one.phase else {*self.phases}
        rates = (self.case.definitions.get(f"fx.{code}") for code in converted(one.expr, self.scope))
        if one.streams or any(rate is not None and rate.uncertain for rate in rates):
            return phases
        used = [find_key(self.case.definitions, name.id, one.phase, one.key, self.named) for name in names_in(one.expr)]
        return {phase for phase in phases for key in used if key is not None and phase in self._of(key, phase)}

    def _of(self, key: str, phase: str) -> set[str]:
        """The same of what a name means in a phase: that has an assumption's own value, if any."""
        own = f"{phase}.{key}"
        return self.moving.get(
            own if own in self.moving and self.case.definitions[key].kind == "assumption" else key, set()
        )

    def _while_paid(self, line: Line, found: set[str]) -> set[str]:
        """The same of a line in the phases in which it is paid; the sum of a one-off stands for itself in all of them."""
        paid = {name for name in found if line.touches(self.phases[name])}
        return paid if line.recurring or not paid else {*self.phases}
