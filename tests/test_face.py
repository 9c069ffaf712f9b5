"""`import phasegate`: small, lazy, typed, and as its page says."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import phasegate
from tests.conftest import ROOT, SOURCES

PAGE = (ROOT / "docs/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.S)
CASE = ROOT / "examples/claims-copilot.gate"


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_page_run(number: int) -> None:
    env = {"PYTHONPATH": SOURCES, "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", EXAMPLES[number]], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_page_names_the_whole_face() -> None:
    assert len(EXAMPLES) >= 5
    assert all(re.search(rf"`{name}\b", PAGE) for name in phasegate.__all__)
    assert sorted(dir(phasegate)) == sorted(phasegate.__all__)
    for name in phasegate.__all__:
        assert getattr(phasegate, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        phasegate.nothing_of_this_name  # type: ignore[attr-defined]  # noqa: B018


def test_the_import_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import phasegate; print(sorted(set(sys.modules) - before - {'__future__'}))"
    env = {"PYTHONPATH": SOURCES}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['phasegate']"


def test_options_reach_the_check() -> None:
    told = phasegate.check(CASE, gate="to_foundation", as_of=date(2026, 12, 24), seed=3, draws=256)
    assert told.gate is not None and told.gate.name == "to_foundation"
    assert (told.as_of, told.seed, told.draws, told.detail) == ("2026-12-24", 3, 256, "full")


def test_bad_input_is_a_finding(tmp_path: Path) -> None:
    several = tmp_path / "two.gate"
    text = CASE.read_text("utf-8")
    several.write_text(text + text.replace("initiative claims_copilot", "initiative another"), "utf-8")
    empty = tmp_path / "empty.gate"
    empty.write_text("")
    for path, code in (
        (tmp_path / "none.gate", "PG107"),
        (several, "PG209"),
        (empty, "PG209"),
        (tmp_path / "x\0", "PG107"),
    ):
        found = phasegate.check(path)
        assert not found.judged and [f.code for f in found.findings] == [code]
    assert "claims_copilot" in phasegate.check(several).findings[0].message


def test_rulesets_by_name_and_by_path(tmp_path: Path) -> None:
    pack, findings = phasegate.load_ruleset("production_readiness")
    assert not findings and {"production_readiness"} < set(pack.rulesets), "with what it extends"
    own = tmp_path / "house.gate"
    own.write_text('ruleset house "House" {\n  version: "1.2.0"\n  extends three_budget\n}\n')
    house, findings = phasegate.load_ruleset(own)
    assert not findings and set(house.rulesets) == {"three_budget", "house"}
    assert house.rulesets["house"].version == "1.2.0"
    assert [f.code for f in phasegate.load_ruleset("three_budgets")[1]] == ["PG203"]
    assert [f.code for f in phasegate.load_ruleset(tmp_path / "none.gate")[1]] == ["PG107"]
    assert [f.code for f in phasegate.load_ruleset(CASE)[1]] == ["PG900"]
