"""The committed parse tables are those of the grammar, with the same bytes in every build."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from lark import Lark
from lark.exceptions import GrammarError
from lark.parsers.lalr_analysis import LALR_Analyzer

from phasegate_dsl.tables import COMMITTED, GRAMMAR


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_a_fresh_build_gives_the_committed_bytes(seed: str) -> None:
    code = "import sys; from phasegate_dsl.tables import build, dump; sys.stdout.buffer.write(dump(build()).encode())"
    env = {**os.environ, "PYTHONHASHSEED": seed}
    fresh = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout
    assert fresh == COMMITTED.read_bytes()


def strictly(grammar: str) -> None:
    """Make the LALR tables of a grammar; the first conflict of two actions raises.

    `Lark(strict=True)` would do so too, and wants `interegular` besides, for what the scanner does by itself.
    """
    read = Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)
    LALR_Analyzer(read.parser.parser_conf, strict=True).compute_lalr()


def test_the_grammar_is_strictly_lalr() -> None:
    strictly(GRAMMAR.read_text("utf-8"))


@pytest.mark.parametrize("more", ["start: a* a*", "start: a | b\nb: a", 'start: expr\nexpr: expr "+" expr | a'])
def test_a_grammar_with_a_conflict_is_found_out(more: str) -> None:
    with pytest.raises(GrammarError, match="/Reduce"):
        strictly(f'{more}\na: "a"\n')
