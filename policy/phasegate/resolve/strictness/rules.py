"""Whether a rule asks at least as much as an earlier one of its id, by what both mean.

Their own names are unfolded, and their conditions taken apart into what they allow of each thing. `before` is replaced only where it cannot fail a case that `after` would pass (soundness); that some stricter rules are
not recognised (completeness) costs their author a rule id of their own, under which both are judged.
"""

from __future__ import annotations

from phasegate.expr.claims import Known, facts
from phasegate.expr.meaning import in_rule
from phasegate.expr.scope import Scope
from phasegate.model.framework import LEVELS, Requirement, Rule
from phasegate_dsl.messages.values import Phrase, phrase


def looser(before: Rule, after: Rule, scope: Scope) -> Phrase | None:
    """What makes a rule looser than an earlier one of its id; none where it is shown to be at least as strict."""
    if LEVELS.index(after.level) < LEVELS.index(before.level):
        return phrase("looser_level", level=after.level)
    if after.gates and (not before.gates or set(before.gates) - set(after.gates)):
        return phrase("looser_gates")
    applied = _conditions(before, scope)
    if not applied.imply(_conditions(after, scope)):
        return phrase("looser_cases")
    demanded, meaning = applied, in_rule(after, scope)
    for one in after.requires:
        if one.expr is not None:
            demanded = demanded.add(facts(meaning(one.expr)))
    meaning = in_rule(before, scope)
    for one in before.requires:
        met = _named(one, after.requires) if one.expr is None else demanded.imply(facts(meaning(one.expr)))
        if not met:
            return phrase("requires_less", requirement=one.span.one_line)
    return None


def _conditions(one: Rule, scope: Scope) -> Known:
    """When a rule is judged: what its ruleset applies to, and its own `when`."""
    meaning, found = in_rule(one, scope), Known()
    for expr in (*(expr for _, expr in one.applies), *one.when):
        found = found.add(facts(meaning(expr)))
    return found


def _named(asked: Requirement, given: list[Requirement]) -> bool:
    """Whether each control, role, category or line that is asked for is still asked for, to no lesser degree."""
    return all(any(_covers(name, asked, one) for one in given) for name in asked.names)


def _covers(name: str, asked: Requirement, given: Requirement) -> bool:
    least = asked.amount.value if asked.amount else 0.0
    return (
        (given.what, name in given.names) == (asked.what, True)
        and (given.amount.value if given.amount else 0.0) >= least
        and given.evidenced >= asked.evidenced
        and given.recurring >= asked.recurring
    )
