"""The committed parse tables are those of the grammar, with the same bytes in every build."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from phasegate_dsl.tables import COMMITTED, GRAMMAR


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_a_fresh_build_gives_the_committed_bytes(seed: str) -> None:
    code = "import sys; from phasegate_dsl.tables import build, dump; sys.stdout.buffer.write(dump(build()).encode())"
    env = {**os.environ, "PYTHONHASHSEED": seed}
    fresh = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout
    assert fresh == COMMITTED.read_bytes()


def test_the_grammar_is_strictly_lalr() -> None:
    from lark import Lark

    Lark(GRAMMAR.read_text("utf-8"), parser="lalr", lexer="basic", maybe_placeholders=False)
