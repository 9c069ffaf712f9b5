"""Rank correlations to weights: Gaussian copula, Cholesky factor per group, impossible combinations named."""

from __future__ import annotations

from math import pi

import numpy as np

from phasegate.model.case import Case
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase

Mix = dict[str, tuple[tuple[str, float], ...]]


def weights(case: Case) -> tuple[Mix, list[Finding]]:
    """For each correlated name the names and weights that make its score; findings for impossible correlations."""
    groups = _groups(case)
    mix: Mix = {}
    findings: list[Finding] = []
    for names in groups:
        matrix = np.eye(len(names))
        pairs = [c for c in case.correlations if c.a in names]
        for pair in pairs:
            i, j = names.index(pair.a), names.index(pair.b)
            matrix[i, j] = matrix[j, i] = 2 * np.sin(pi * pair.rank / 6)  # rank to linear correlation of normal scores
        try:
            factor = np.linalg.cholesky(matrix + np.eye(len(names)) * 1e-12)
        except np.linalg.LinAlgError:
            told = tuple(phrase("correlation", a=c.a, b=c.b, rank=c.rank) for c in pairs)
            related = tuple(Related(c.span, phrase("figure", value=c.rank)) for c in pairs[1:])
            findings.append(finding("PG309", "together", pairs[0].span, pairs=told, related=related))
            continue
        for i, name in enumerate(names):
            mix[name] = tuple((names[j], float(factor[i, j])) for j in range(i + 1) if factor[i, j])
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
