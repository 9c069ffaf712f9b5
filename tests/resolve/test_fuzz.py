"""Resolving never raises, whatever tree it is given: parts dropped, doubled, exchanged for parts of other declarations."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.resolve.initiative import resolve
from phasegate.resolve.rulesets import merge
from phasegate_dsl.tree import Clause, Decl, Expr, Field, Name
from tests.resolve.whole import case, frame, packs


def bodies(decl: Decl) -> list[Decl]:
    """A declaration and all in it."""
    return [decl, *(inner for one in decl.decls() for inner in bodies(one))]


def mangle(decl: Decl, seed: int, times: int) -> Decl:
    """The declaration with some parts dropped, doubled, renamed, or taken from elsewhere in it."""
    random, changed = Random(seed), deepcopy(decl)
    for _ in range(times):
        everything = bodies(changed)
        one, other = random.choice(everything[1:]), random.choice(everything[1:])
        values: list[Any] = [c.value for d in everything for c in d.clauses] + [
            f.value for d in everything for f in d.fields()
        ]
        match random.randrange(9):
            case 0:
                one.name = None
            case 1:
                one.name = other.name
            case 2:
                one.clauses = [c for c in one.clauses if random.random() < 0.5]
            case 3:
                one.clauses += other.clauses
            case 4:
                one.kind = other.kind
            case 5:
                one.body = deepcopy(other.body)
            case 6:
                changed.body = [*(changed.body or []), deepcopy(one)]
            case 7:
                one.body = [
                    Field(f.name, random.choice([v for v in values if isinstance(v, Expr)]), f.start, f.end)
                    if isinstance(f, Field)
                    else f
                    for f in one.body or []
                ]
            case _:
                exprs = [v for v in values if isinstance(v, Expr)]
                one.clauses = [
                    c
                    if not isinstance(c.value, Expr) or isinstance(c.value, Name)
                    else Clause(c.word, random.choice(exprs), c.start, c.end)
                    for c in one.clauses
                ]
    return changed


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 12))
def test_resolving_a_mangled_case_never_raises(seed: int, times: int) -> None:
    source, decl = case()
    resolve(source, mangle(decl, seed, times), frame())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 12))
def test_merging_a_mangled_ruleset_never_raises(seed: int, times: int) -> None:
    source, decl = packs()[seed % len(packs())]
    merge([(source, mangle(decl, seed, times))])
