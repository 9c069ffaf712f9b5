"""Many mistakes in one file: each is found, and few findings are echoes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate_dsl.check import check
from phasegate_dsl.engine import engine
from phasegate_dsl.parse import parse
from phasegate_dsl.recover import recover
from phasegate_dsl.source import Source
from tests.conftest import ROOT
from tests.dsl.mistakes import Mistake, Score, documents, mistakes, planted, together

TEXTS = documents(ROOT)
LINES = together(TEXTS)
COUNT = 400


@pytest.fixture(scope="module")
def pool() -> list[Mistake]:
    """Mutations that each break the file."""
    return mistakes(TEXTS, COUNT, seed=3)


def test_the_text_is_large_and_valid() -> None:
    text = "\n".join(LINES)
    assert len(text) > 100_000
    assert parse(Source("t", text)).findings == []


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 5, 20, 100])
def test_each_mistake_is_found_with_few_echoes(pool: list[Mistake], count: int) -> None:
    assert len(pool) == COUNT and len({m.kind for m in pool}) == 6
    rng, score = random.Random(count), Score()
    for one in range({1: COUNT, 5: 80, 20: 20, 100: 8}[count]):
        score.add(*planted(LINES, [pool[one]] if count == 1 else pool, count, rng))
    assert score.planted >= COUNT
    assert score.recall >= 0.95, f"{score.marked} of {score.planted} found, {score.hit} of them at the place itself"
    assert score.hit / score.planted >= 0.93
    assert score.per_mistake <= 1.25, f"{score.findings} findings for {score.planted} mistakes"


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: str(len(t)))
def test_recovery_reads_a_valid_text_as_the_parser_does(text: str) -> None:
    source = Source("t", text)
    tokens = engine().scanner.scan(source)
    body, found, doubtful = recover(engine(), source, tokens)
    assert (found, doubtful) == ([], frozenset())
    assert repr(body) == repr(parse(source).document.body)


def test_a_broken_head_leaves_its_block_to_be_read() -> None:
    text = 'initiative t {\n  phase scale of of {\n    budgt 5\n    owner: "a"\n  }\n  horizon 5\n}\n'
    parsed = parse(Source("t", text))
    assert [f.span.line for f in parsed.findings if f.span] == [2, 3, 6]
    (case,) = parsed.document.decls("initiative")
    assert [f.name.id for f in case.decls("phase")[0].fields()] == ["budgt", "owner"]


def test_a_missing_name_in_a_broken_statement_is_no_second_finding() -> None:
    text = "initiative t {\n  assume claims 30 claim/mo\n}\n"
    parsed = parse(Source("t", text))
    assert "claims" in parsed.doubtful
    later = [f for f in check(parsed.document) if not parsed.echo(f)]
    assert [f.code for f in later] == ["PG112"] * len(later), "only the fields that are missing"


def test_a_file_of_nothing_but_slips_ends_soon() -> None:
    parsed = parse(Source("t", "= ) { \n" * 3000))
    assert 0 < len(parsed.findings) <= 200


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_cut_and_shuffled_texts_are_read_without_raising(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS[:2]))
    words = text.split(" ")
    for _ in range(data.draw(st.integers(1, 12))):
        a, b = (data.draw(st.integers(0, len(words) - 1)) for _ in range(2))
        words[a], words[b] = words[b], words[a]
    parsed = parse(Source("t", " ".join(words[: data.draw(st.integers(0, len(words)))])))
    check(parsed.document)
    for f in parsed.findings:
        assert f.span is not None and 0 <= f.span.start <= f.span.end <= len(f.span.source.text)
