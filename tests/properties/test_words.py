"""Each declaration, written by chance from its description, is the same after every way that a text can go.

The descriptions in `phasegate_dsl.words` are the only source: a new word is tested here without a line more.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phasegate.convert.writing import convert, read
from phasegate.convert.writing.same import difference
from phasegate_dsl.check import check
from phasegate_dsl.format import format_source
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl
from phasegate_dsl.walk import same
from phasegate_dsl.words import WORDS
from tests.properties.programs import NL, Programs, plain

RANDOMS = st.randoms(use_true_random=False)
MODERATE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
IN_CASES = [kind for kind, word in WORDS.items() if word.keys is not None]
WAYS = (("yaml", "gate"), ("json", "yaml", "gate"), ("gate", "json"))


def text_of(kind: str, random: Random) -> str:
    """A document with one statement of a kind, in the first of its places."""
    programs = Programs(random, size=1)
    tokens = programs.statement(kind, 1)
    while place := WORDS[kind].places[0]:
        parent = WORDS[place]
        if place == "given":
            tokens, kind = ["given", '"a.gate"', *tokens], place
            continue
        needed = [[n, ":", *programs.value(f)] for n, f in parent.fields.items() if f.required]
        inside = [token for item in (*needed, tokens) for token in (*item, NL)]
        tokens = [*programs.head(parent, 0), *programs.clauses(parent), "{", NL, *inside, "}"]
        kind = place
    return plain(tokens)


def through(case: Decl, source: Source, way: tuple[str, ...]) -> bool:
    """Whether a case went through the forms; one of them may refuse what it cannot hold, and says so then."""
    form = ""
    for to in way:
        made = convert(source, read(source), to)
        if made.findings:
            assert made.text == "" and [f.code for f in made.findings] == ["PG116"]
            return False
        source, form = Source(f"case.{to}", made.text), "json" if to == "json" else form
        assert read(source).findings == []
    assert difference(case, read(source).document.decls("initiative"), form) == []
    return True


@pytest.mark.parametrize("kind", WORDS)
@given(random=RANDOMS)
@MODERATE
def test_a_declaration_is_well_formed_and_the_same_when_formatted(kind: str, random: Random) -> None:
    source = Source("t.gate", text_of(kind, random))
    parsed = parse(source)
    assert parsed.findings + check(parsed.document) == []
    made = format_source(source)
    assert made.findings == []
    assert same(parse(Source("t.gate", made.text)).document.body, parsed.document.body)
    assert format_source(Source("t.gate", made.text)).text == made.text


@pytest.mark.parametrize("kind", IN_CASES)
@given(random=RANDOMS, way=st.sampled_from(WAYS))
@MODERATE
def test_a_declaration_of_a_case_is_the_same_in_yaml_and_json(kind: str, random: Random, way: tuple[str, ...]) -> None:
    source = Source("t.gate", text_of(kind, random))
    (case,) = read(source).document.decls("initiative")
    through(case, source, way)


@pytest.mark.parametrize("kind", IN_CASES)
def test_most_declarations_are_not_refused(kind: str) -> None:
    passed = 0
    for seed in range(20):
        source = Source("t.gate", text_of(kind, Random(seed)))
        (case,) = read(source).document.decls("initiative")
        passed += all(through(case, source, way) for way in WAYS)
    assert passed >= 10
