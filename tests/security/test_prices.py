"""A price list that a pull request brings along is seen in its check, above all where it makes a case cheaper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.prices.source import SHIPPED
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding

ROOT = Path("/repo")
MODEL = "anthropic/claude-opus-4-5"
CASE = """initiative x "X" {
  follows three_budget
  currency: USD; start: 2026-01; horizon: 12 months; unit call
  assume calls = 100_000 call/mo
  assume size = 1_000 token/call
  phase scale "Scale" {
    budget: $1M/yr
    line inference in compute costs calls * size * price("%s", input)
    line answers in compute costs calls * size * price("%s", output)
  }
}
"""


def found(prices: dict[str, float] | None, model: str = MODEL) -> list[Finding]:
    """The findings about the list of the repository, in which one model has other prices."""
    texts = {ROOT / "case.gate": CASE % (model, model)}
    if prices is not None:
        book = json.loads(SHIPPED.read_text("utf-8"))
        book["models"][model] = {**book["models"].get(model, {}), **prices}
        texts[ROOT / "prices.json"] = json.dumps(book)
    (case,) = check_paths([Path("case.gate")], Options(draws=64), Workspace(Memory(ROOT, texts), ROOT)).cases
    assert case.review is not None, [one.message for one in case.findings]
    return [one for one in case.findings if one.code == "PG316"]


def test_the_list_that_comes_with_phasegate_is_not_spoken_of() -> None:
    assert found(None) == []


@pytest.mark.parametrize(
    ("prices", "names"),
    [
        ({"input": 0.0}, (f"{MODEL} input",)),
        ({"input": 0.01, "output": 0.01}, (f"{MODEL} input", f"{MODEL} output")),
        ({"cache_read": 0.0}, ()),
        ({"input": 999.0}, ()),
    ],
)
def test_a_list_of_the_repository_is_named_with_what_is_lower_in_it(
    prices: dict[str, float], names: tuple[str, ...]
) -> None:
    (one,) = found(prices)
    assert one.level == "advisory" and one.value("names") == names and one.kind == ("lower" if names else "own")
    assert "`prices.json` of 20" in one.message and all(f"`{name}`" in one.message for name in names)


def test_a_model_of_their_own_is_no_lower_price() -> None:
    (one,) = found({"input": 0.0, "output": 0.0}, model="house/small")
    assert one.kind == "own"
