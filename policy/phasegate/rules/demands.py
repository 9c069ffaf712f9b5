"""What the call demands of a case, held against what the case says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from phasegate.model.demands import Demands
from phasegate.model.framework import Framework, RulesetInfo
from phasegate.rules.review import Review
from phasegate_dsl.finding import Finding, finding


def unmet(demands: Demands, review: Review, is_there: Callable[[str], bool]) -> list[Finding]:
    """The demands that a judged case does not meet; `is_there` says whether evidence is a file of the repository."""
    return [*_rulesets(demands, review), *_gate(demands, review), *_evidence(demands, review, is_there)]


def _rulesets(demands: Demands, review: Review) -> Iterator[Finding]:
    """Demanded rulesets that the case does not follow, that are other ones of the name, or that do not apply."""
    frame, spans = review.subject.frame, dict(review.case.follows)
    for name, wanted in demands.rulesets:
        info, place = frame.rulesets.get(name), spans.get(name, review.case.span)
        if info is None:
            yield finding("PG220", "follows", place, name=name)
        elif not info.digest.startswith(wanted):
            yield finding("PG220", "digest", place, name=name, found=info.digest, wanted=wanted)
        elif name not in review.in_force:
            yield finding("PG220", "idle", place, name=name, condition=_condition(info))


def _condition(info: RulesetInfo) -> str:
    source, expr = info.applies[0]
    return source.span(expr.start, expr.end).one_line


def _gate(demands: Demands, review: Review) -> Iterator[Finding]:
    """A gate that was not asked for, or that no demanded ruleset defines: its rules would be the author's own."""
    if not demands.gate:
        return
    gate, case = review.subject.gate, review.case
    if gate is None or review.gate_inferred:
        yield finding("PG220", "gate", case.span)
        return
    allowed = _family(review.subject.frame, [name for name, _ in demands.rulesets])
    if allowed and gate.ruleset not in allowed:
        known = tuple(one.name for one in review.subject.frame.gates.values() if one.ruleset in allowed)
        place = case.request_span or case.span
        yield finding("PG220", "gate_other", place, name=gate.name, ruleset=gate.ruleset, known=known)


def _family(frame: Framework, names: list[str]) -> set[str]:
    """Rulesets and all that they extend, directly or not."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name not in found:
            found.add(name)
            names += frame.rulesets[name].extends if name in frame.rulesets else []
    return found


def _evidence(demands: Demands, review: Review, is_there: Callable[[str], bool]) -> Iterator[Finding]:
    """Claims whose evidence is no file of the repository."""
    if not demands.evidence:
        return
    for claim in review.case.controls:
        if claim.evidence and not is_there(claim.evidence):
            yield finding("PG220", "evidence", claim.span, control=claim.name, evidence=claim.evidence)
