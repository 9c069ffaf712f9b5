"""Which prices of models a case pays, where, and until when: how its figures depend on the price list."""

from __future__ import annotations

from collections.abc import Iterator

from phasegate.expr.prices import asked
from phasegate.expr.walk import children
from phasegate.model.case import Case, Definition, month_offset
from phasegate.prices.book import KINDS
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Call, Expr, Month


@frozen
class Use:
    """One place in a case that asks for a price; from and until when it counts, in months from the start."""

    model: str
    kind: str
    key: str
    span: Span
    start: float
    end: float


def paid(case: Case) -> list[tuple[str, str]]:
    """The models and kinds of price that a case pays, by name, each once."""
    return sorted({(use.model, use.kind) for use in uses(case)}, key=lambda one: (one[0], list(KINDS).index(one[1])))


def uses(case: Case) -> list[Use]:
    """Every place that asks for a price, in the order of the text; scenarios too."""
    found: dict[tuple[str, int, int], Use] = {}
    for definition in (*case.definitions.values(), *(d for s in case.scenarios for d in s.changes.values())):
        start, end = _counts(case, definition)
        for use in _within(case, definition, definition.expr, start, end):
            found.setdefault(use.span.key, use)
    return [found[key] for key in sorted(found)]


def _counts(case: Case, one: Definition) -> tuple[float, float]:
    """When a definition counts: a line while it is active, what stands in a phase during that, all else always."""
    line = next((x for x in case.lines if x.definition is one), None)
    phase = case.phase(one.phase) if one.phase else None
    if line is not None and line.recurring:
        return line.window.start, line.window.end
    return (phase.start, phase.end) if phase is not None else (0.0, case.horizon)


def _within(case: Case, one: Definition, node: Expr, start: float, end: float) -> Iterator[Use]:
    ask = asked(node)
    if ask is not None:
        yield Use(*ask, one.key, one.span.source.span(node.start, node.end), start, end)
    elif isinstance(node, Call) and node.func.id == "steps":
        yield from _steps(case, one, node, start, end)
    else:
        for child in children(node):
            yield from _within(case, one, child, start, end)


def _steps(case: Case, one: Definition, node: Call, start: float, end: float) -> Iterator[Use]:
    """A step counts until the next one does; the first counts before its month too."""
    months = [(arg.name.year, arg.name.month) for arg in node.args if isinstance(arg.name, Month)]
    steps = sorted(zip(months, (arg.value for arg in node.args)), key=lambda step: step[0])
    from_months = [month_offset(case.start, (*month, 1)) for month, _ in steps]
    for at, (_, value) in enumerate(steps):
        since = start if at == 0 else max(start, from_months[at])
        until = min(end, from_months[at + 1]) if at + 1 < len(steps) else end
        if since < until:
            yield from _within(case, one, value, since, until)
