"""`correlate claims with calls at 0.6`: two ranges that move together; `correlate all at 0.3`: one driver behind them all."""

from __future__ import annotations

from phasegate.model.case import CommonDriver, Correlation, Definition
from phasegate.resolve.read import clause_name
from phasegate.resolve.resolving import Placed, Resolving
from phasegate.units import NUMBER
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.nearest import nearest
from phasegate_dsl.tree import Name

ALL = "all"
"""The name of all ranges of a case."""


def part(resolving: Resolving, item: Placed) -> Correlation | CommonDriver | None:
    """The correlation of two ranges, or of all."""
    other = clause_name(item.decl, "with")
    if other is not None:
        return _pair(resolving, item, other)
    if item.name.id == ALL:
        return _all(resolving, item)
    resolving.report("PG309", "alone", item.name, name=item.name.id)
    return None


def _all(resolving: Resolving, item: Placed) -> CommonDriver | None:
    rank = _rank(resolving, item)
    if rank is None:
        return None
    if rank < 0:
        resolving.report("PG309", "against", item.expression("at"))
        return None
    first = next(iter(resolving.of(CommonDriver)), None)
    if first is not None:
        related = (Related(first.span, phrase("given_first")),)
        resolving.report("PG309", "common_twice", resolving.span(item.decl), related=related)
        return None
    return CommonDriver(rank, resolving.span(item.decl))


def _pair(resolving: Resolving, item: Placed, other: Name) -> Correlation | None:
    one, two = (_holder(resolving, name) for name in (item.name, other))
    rank = _rank(resolving, item) if one is not None and two is not None else None
    if one is None or two is None or rank is None:
        return None
    streams = (one.streams[0].name, two.streams[0].name)
    if streams[0] == streams[1]:
        resolving.report("PG309", "bounds", item.expression("at"))
        return None
    if one.home and two.home:
        resolving.report("PG309", "both_shared", resolving.span(item.decl), a=one.name, b=two.name)
        return None
    first = next((each for each in resolving.of(Correlation) if set(each.streams) == set(streams)), None)
    if first is not None:
        related = (Related(first.span, phrase("given_first")),)
        resolving.report("PG309", "twice", resolving.span(item.decl), a=first.a, b=first.b, related=related)
        return None
    return Correlation(item.name.id, other.id, rank, resolving.span(item.decl), streams)


def _rank(resolving: Resolving, item: Placed) -> float | None:
    """The rank correlation; none, with a finding, where it is no such number."""
    at = item.expression("at")
    amount = resolving.amount(at, (NUMBER,), phrase("a_correlation"))
    if amount is not None and not -1 <= amount.value <= 1:
        resolving.report("PG309", "bounds", at)
        return None
    return amount.value if amount is not None else None


def _holder(resolving: Resolving, name: Name) -> Definition | None:
    """The definition that holds the one range that a name stands for; none, with a finding, otherwise."""
    definitions = resolving.definitions
    keys = definitions.called(name.id)
    if not keys:
        names = [one.name for one in definitions.assumptions()]
        resolving.report("PG200", "assumption", name, name=name.id, **nearest(name.id, names, resolving.scope.hints))
        return None
    if len(keys) > 1:
        resolving.report("PG309", "phases", name, name=name.id)
        return None
    found = definitions.settled.get(keys[0])
    ranges = len(found.streams) if found is not None else 1  # what is wrong with it has been said
    if ranges == 0:
        resolving.report("PG309", "not_range", name, name=name.id)
    elif ranges > 1:
        resolving.report("PG309", "several", name, name=name.id, ranges=ranges)
    return found if ranges == 1 else None
