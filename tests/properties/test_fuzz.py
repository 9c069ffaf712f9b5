"""Whatever stands in a file, it is read, checked and reported: no exception, no endless loop, memory in proportion.

Programs by chance are well formed and make no sense, which is what resolving has to bear; with tokens dropped, doubled
and swapped, and bytes changed, they are what recovery has to bear.
"""

from __future__ import annotations

import tracemalloc
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phasegate.pipeline import Options, Run
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results import write
from phasegate.results.fill import results
from phasegate_dsl.check import check
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.conftest import ROOT
from tests.helpers import checked
from tests.properties.programs import Programs, plain

RANDOMS = st.randoms(use_true_random=False)
OPTIONS = Options(draws=64)
EXAMPLES = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.gate"))]
SHAPED = '{}()[]",;:=#\n \t\r'
SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))


def whole(written: str, path: str = "t.gate") -> Run:
    """Everything that `phasegate check` does with a text, and both its reports."""
    run = checked(written, OPTIONS, path=path)
    assert run.exit_code in (0, 1, 2)
    found = [*run.findings, *(f for case in run.cases for f in case.findings)]
    assert found or run.cases
    for one in found:
        assert one.title and one.message
        if one.span is not None:
            assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)
    shown = text.render(results(run), Paint(False)) + write.text(results(run, "full"))
    assert not any(ord(c) < 32 and c not in "\n" for c in shown), "nothing that a terminal would obey"
    return run


def slipped(tokens: list[str], random: Random) -> list[str]:
    """The tokens with a few of them dropped, doubled, swapped or replaced."""
    tokens = list(tokens) or [""]
    for _ in range(random.randint(1, 6)):
        at, other = random.randrange(len(tokens)), random.randrange(len(tokens))
        kind = random.randrange(4)
        if kind == 0:
            tokens[at] = ""
        elif kind == 1:
            tokens[at] = f"{tokens[at]} {tokens[at]}"
        elif kind == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] = random.choice(["{", "}", "(", ")", '"', "=", "to", "in", "$", "5", "\n", "line"])
    return tokens


@settings(SLOW, max_examples=60)
@given(RANDOMS)
def test_programs_by_chance_are_checked(random: Random) -> None:
    whole(plain(Programs(random).program()))


@settings(SLOW, max_examples=120)
@given(RANDOMS)
def test_programs_with_slips_are_checked(random: Random) -> None:
    whole(plain(slipped(Programs(random).program(), random)))


@settings(SLOW, max_examples=40)
@given(RANDOMS, st.sampled_from(EXAMPLES))
def test_examples_with_slips_are_checked(random: Random, example: str) -> None:
    whole(" ".join(slipped(example.split(" "), random)))


@settings(SLOW, max_examples=150)
@given(st.binary(max_size=400) | st.text(alphabet=SHAPED + "aé$1to", max_size=400).map(str.encode))
def test_bytes_are_read(data: bytes) -> None:
    for path in ("t.gate", "t.yaml", "t.json"):
        whole(data.decode("utf-8", "replace"), path)


@settings(SLOW, max_examples=60)
@given(RANDOMS, st.sampled_from(EXAMPLES))
def test_examples_with_changed_characters_are_checked(random: Random, example: str) -> None:
    letters = list(example)
    for _ in range(random.randint(1, 12)):
        letters[random.randrange(len(letters))] = random.choice([*SHAPED, "", "\0", "\u202e", "9" * 50, "é", "->"])
    whole("".join(letters))


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "{\n",
        "}\n",
        "a b\n",
        "= \n",
        '"',
        "[",
        "line x in y costs ( \n",
        "phase a {\n",
        "a: [\n",
        "not ",
        "-",
        "1 +\n",
        "\u00a0",
    ],
)
def test_reading_takes_time_and_memory_in_proportion(piece: str) -> None:
    def peak(count: int) -> int:
        source = Source("t", (piece * count)[:900_000])
        tracemalloc.start()
        try:
            parsed = parse(source)
            check(parsed.document)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = peak(1_000), peak(10_000)
    assert large < 25 * max(small, 100_000)
