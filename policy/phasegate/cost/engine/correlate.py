"""Rank correlations to weights: Gaussian copula, Cholesky factor per group, impossible combinations named.

A case states rank correlations because ranks say how two ranges move together whatever the shape of each. Independent
normal scores are mixed by the Cholesky factor of the wanted matrix and then put through each range's own distribution,
which moves no rank. Iman & Conover (1982) reach such ranks by reordering finished samples. Here the scores are mixed
instead: reordering depends on how many draws there are, and the first n draws of a longer run would no longer be the
draws of a run of n.
"""

from __future__ import annotations

from math import pi

import numpy as np

from phasegate.model.case import Case
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase

Mix = dict[str, tuple[tuple[str, float], ...]]


def weights(case: Case) -> tuple[Mix, list[Finding]]:
    """For each correlated stream the streams and weights that make its score; findings for impossible correlations."""
    mix: Mix = {}
    findings: list[Finding] = []
    for names in _groups(case):
        matrix = np.eye(len(names))
        pairs = [c for c in case.correlations if c.a in names]
        for pair in pairs:
            i, j = names.index(pair.a), names.index(pair.b)
            # Pearson (1907): normal scores that correlate by 2 sin(pi r / 6) have Spearman's rank correlation r.
            matrix[i, j] = matrix[j, i] = 2 * np.sin(pi * pair.rank / 6)
        # A matrix of correlations has no negative eigenvalue; one that does states pairs that contradict each other.
        # The grain on the diagonal admits those at the edge, such as a correlation of exactly 1.
        try:
            factor = np.linalg.cholesky(matrix + np.eye(len(names)) * 1e-12)
        except np.linalg.LinAlgError:
            told = tuple(phrase("correlation", a=c.a, b=c.b, rank=c.rank) for c in pairs)
            related = tuple(Related(c.span, phrase("figure", value=c.rank)) for c in pairs[1:])
            findings.append(finding("PG309", "together", pairs[0].span, pairs=told, related=related))
            continue
        drawn = [case.definitions[name].streams[0].name for name in names]
        for i, name in enumerate(drawn):
            mix[name] = tuple((drawn[j], float(factor[i, j])) for j in range(i + 1) if factor[i, j])
    return mix, findings


def _groups(case: Case) -> list[list[str]]:
    """Names that are joined, directly or through others, each group sorted."""
    group: dict[str, set[str]] = {}
    for pair in case.correlations:
        joined = group.get(pair.a, {pair.a}) | group.get(pair.b, {pair.b})
        for name in joined:
            group[name] = joined
    unique = {tuple(sorted(g)) for g in group.values()}
    return [list(g) for g in sorted(unique)]
