"""Which lines the model error of a case widens: each cash once, whatever rests on whatever.

A stated error is for lines that no range moves. A measured one is for all that is paid after the last measured phase.
A line that is widened as a whole takes the lines that it rests on as they were before. One that is not, because it has a range
of its own, takes them as they are; what rests on such a line, or on an assumption made from a widened one, moves with the
error already and is not widened again.
"""

from __future__ import annotations

from phasegate.expr.names import names_in
from phasegate.model.case import Case, Definition
from phasegate.model.names import find_key, lines_by_name


def since(case: Case) -> float:
    """Months from the start of the horizon from which on the model error counts."""
    return measured_until(case) if case.model_error == "measured" else 0.0


def measured_until(case: Case) -> float:
    """The end of the last phase whose cost was measured, in months; zero where none was."""
    measured = {one.name for one in case.measurements if one.what == "cost"}
    return max((phase.end for phase in case.phases if phase.name in measured), default=0.0)


def widened(case: Case) -> frozenset[str]:
    """The keys of the lines and roles whose cash the model error widens."""
    if not case.model_error:
        return frozenset()
    named, overrides = lines_by_name(case.definitions), _overrides(case)
    lines = {line.key for line in case.lines}
    found: set[str] = set()
    moved: set[str] = set()  # by the error, though not widened themselves
    for key, one in case.definitions.items():  # each comes after what it uses
        used = _uses(case, one, named, overrides)
        covered = case.model_error == "stated" and one.uncertain
        if key in lines and not covered and moved.isdisjoint(used):
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
