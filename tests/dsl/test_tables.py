"""The committed parse tables are those of the grammar, with the same bytes in every build."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from phasegate_dsl.engine import engine
from phasegate_dsl.operators import OPERATORS, SIGNS
from phasegate_dsl.source import Source
from phasegate_dsl.tables import COMMITTED
from phasegate_dsl.words.statements import grammar


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_a_fresh_build_gives_the_committed_bytes(seed: str) -> None:
    code = "import sys; from phasegate_dsl.tables import build, dump; sys.stdout.buffer.write(dump(build()).encode())"
    env = {**os.environ, "PYTHONHASHSEED": seed}
    fresh = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout
    assert fresh == COMMITTED.read_bytes()


def test_the_grammar_is_strictly_lalr() -> None:
    from lark import Lark
    from lark.common import ParserConf
    from lark.parsers.lalr_analysis import LALR_Analyzer

    made = Lark(grammar(), parser="lalr", lexer="basic", maybe_placeholders=False)
    # `strict=True` of Lark itself would ask for a package that compares regular expressions; the analyser needs none
    LALR_Analyzer(ParserConf(made.rules, {}, ["start"]), strict=True).compute_lalr()


def test_operators_and_signs_of_money_are_those_of_the_grammar() -> None:
    made = engine()
    words = made.tables.symbols | made.tables.keywords
    for operator in OPERATORS:
        if operator.terminal != "CMP":
            assert words[operator.sign] == operator.terminal
    for sign in (*SIGNS, *(operator.sign for operator in OPERATORS)):
        text = f"{sign}1" if sign in SIGNS else f"a {sign} b"
        kinds = made.scanner.scan(Source("", text)).types
        assert kinds == (["MONEY"] if sign in SIGNS else ["NAME", words.get(sign, "CMP"), "NAME"])
