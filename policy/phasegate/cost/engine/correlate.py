"""Rank correlations to weights: Gaussian copula, one driver behind all ranges, a Cholesky factor per group of stated pairs.

A case states rank correlations because ranks say how two ranges move together whatever the shape of each. Independent
normal scores are mixed so that they correlate as is wanted and then put through each range's own distribution, which
moves no rank. Iman & Conover (1982) reach such ranks by reordering finished samples. Here the scores are mixed instead:
reordering depends on how many draws there are, and the first n draws of a longer run would no longer be the draws of a
run of n.

A common driver gives each score the same part: sqrt(rho) of its own score, sqrt(1 - rho) of the range's. Any two ranges
then correlate by rho at a cost that grows with their number alone, where a factor of the whole matrix would grow with its
cube. Only ranges that a stated pair joins need a factor; the driver is one more name in it, so that what is stated of the
pair holds and all else stays as the driver makes it.

What cases share is drawn the same in each of them and is never mixed: the common driver follows it.
"""

from __future__ import annotations

from math import pi, sin, sqrt

import numpy as np

from phasegate.cost.engine.draws import Mixing, Weights
from phasegate.model.case import Case, Correlation, stream_of
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase

COMMON = "common driver"
"""The name of the common driver's stream: it holds a space, so that no definition has it."""


def mixing(case: Case) -> tuple[Mixing, list[Finding]]:
    """What makes the scores of the case's streams; findings for correlations that contradict one another."""
    made, findings = _behind_all(case), []
    for names in _groups(case):
        pairs = [one for one in case.correlations if one.streams[0] in names]
        weights = _weights(names, pairs, made)
        if weights is None:
            findings.append(_impossible(case, pairs))
        else:
            made.stated.update(weights)
    return made, findings


def pearson(rank: float) -> float:
    """The correlation of normal scores whose rank correlation is `rank`: 2 sin(pi r / 6), Pearson (1907)."""
    return 2 * sin(pi * rank / 6)


def _behind_all(case: Case) -> Mixing:
    """The common driver, if the case has one: its own score, and as much of each shared driver as goes with them all."""
    shared = sorted(stream.name for one in case.definitions.values() if one.home for stream in one.streams)
    rho = pearson(case.common.rank) if case.common is not None else 0.0
    if rho <= 0:
        return Mixing(shared=frozenset(shared))
    # A range then correlates by rho with each shared driver, or by less where there are more than 1 / rho of them.
    part = min(sqrt(rho), 1 / sqrt(len(shared))) if shared else 0.0
    rest = sqrt(max(0.0, 1 - len(shared) * part * part))
    own = (stream_of(case.name, COMMON), rest)
    events = frozenset(one.row.definition.streams[0].name for one in case.risks)  # first it is drawn whether it happens
    return Mixing(rho, (*((name, part) for name in shared), own), frozenset(shared), events)


def _weights(names: list[str], pairs: list[Correlation], made: Mixing) -> dict[str, Weights] | None:
    """The weights of the streams of a group; none where the pairs cannot hold together.

    The streams stand in this order: what is shared, the common driver, the case's own. So a factor leaves what is shared
    as it is, and the common driver what it is for all other ranges.
    """
    behind = [name for name, _ in made.common]
    fixed = [name for name in names if name in made.shared and name not in behind]
    own = [name for name in names if name not in made.shared]
    order = [*fixed, *behind, *own]
    at = {name: place for place, name in enumerate(order)}
    first = len(order) - len(own)
    matrix = np.eye(len(order))
    if behind:
        driver, root = at[behind[-1]], sqrt(made.rho)
        for name, part in made.common[:-1]:
            matrix[at[name], driver] = matrix[driver, at[name]] = part
            matrix[at[name], first:] = matrix[first:, at[name]] = root * part
        matrix[driver, first:] = matrix[first:, driver] = root
        matrix[first:, first:] += made.rho * (1 - np.eye(len(own)))
    for pair in pairs:
        i, j = (at[name] for name in pair.streams)
        matrix[i, j] = matrix[j, i] = pearson(pair.rank)
    # A matrix of correlations has no negative eigenvalue; one that does states pairs that contradict each other.
    # The grain on the diagonal admits those at the edge, such as a correlation of exactly 1.
    try:
        factor = np.linalg.cholesky(matrix + np.eye(len(order)) * 1e-12)
    except np.linalg.LinAlgError:
        return None
    return {
        name: tuple((order[j], float(factor[at[name], j])) for j in range(at[name] + 1) if factor[at[name], j])
        for name in own
    }


def _impossible(case: Case, pairs: list[Correlation]) -> Finding:
    told = [phrase("correlation", a=one.a, b=one.b, rank=one.rank) for one in pairs]
    places = [(one.span, one.rank) for one in pairs]
    if case.common is not None:
        told.append(phrase("correlation_of_all", rank=case.common.rank))
        places.append((case.common.span, case.common.rank))
    related = tuple(Related(span, phrase("figure", value=rank)) for span, rank in places[1:])
    return finding("PG309", "together", pairs[0].span, pairs=tuple(told), related=related)


def _groups(case: Case) -> list[list[str]]:
    """Streams that stated pairs join, directly or through others, each group sorted."""
    group: dict[str, set[str]] = {}
    for pair in case.correlations:
        a, b = pair.streams
        joined = group.get(a, {a}) | group.get(b, {b})
        for name in joined:
            group[name] = joined
    unique = {tuple(sorted(g)) for g in group.values()}
    return [list(g) for g in sorted(unique)]
