"""Whatever `phasegate cost` shows to people it publishes as JSON: the text is watched as it reads the answer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import MethodType
from typing import Any

import numpy as np
import pytest

from phasegate.cost.engine.stats import stats
from phasegate.cost.figures.table import figures
from phasegate.report import cost as text
from phasegate.report.formats import JSON
from phasegate.report.paint import Paint
from phasegate.results.ask.cost import costs
from tests.results.test_names import EACH, judged

PLAIN = Paint(False)


class Watched:
    """A record whose numbers and texts are noted when somebody reads them."""

    def __init__(self, real: Any, read: set[float | str]) -> None:
        self._real, self._read = real, read

    def __getattr__(self, name: str) -> Any:
        return watched(getattr(self._real, name), self._read)

    def __eq__(self, other: object) -> bool:
        return bool(self._real == getattr(other, "_real", other))

    def __hash__(self) -> int:
        return hash(self._real)


def watched(value: Any, read: set[float | str]) -> Any:
    """A value whose parts are watched; a number or a text is noted, and stays what it is."""
    if isinstance(value, MethodType):
        return lambda *args: watched(value(*args), read)
    if isinstance(value, tuple | list):
        return tuple(watched(one, read) for one in value)
    if isinstance(value, dict):
        return {name: watched(one, read) for name, one in value.items()}
    if is_dataclass(value):
        return Watched(value, read)
    if isinstance(value, float | str) and not (isinstance(value, float) and not math.isfinite(value)):
        read.add(value)
    return value


def leaves(data: Any) -> Iterator[Any]:
    """The values of published data, and its keys."""
    if isinstance(data, dict):
        yield from data
        data = list(data.values())
    if not isinstance(data, list):
        yield data
        return
    for one in data:
        yield from leaves(one)


@EACH
def test_the_text_shows_nothing_that_json_lacks(name: str) -> None:
    answer = costs(judged(name))
    read: set[float | str] = set()
    assert text.text(Watched(answer, read), PLAIN) == text.text(answer, PLAIN)  # type: ignore[arg-type]
    published = set(leaves(json.loads(JSON.render([answer], PLAIN))))
    assert len(read) > 40
    # Twelve times a rate that is published by the year or by the month is the same number.
    missing = {one for one in read if one not in published and not _by_year(one, published)}
    told = "`part` is the detail of the result that the answer is made from, `decision` says which returns are `from_decision`"
    assert missing - {"part", "decision"} == set(), told


def _by_year(one: float | str, published: set[Any]) -> bool:
    return isinstance(one, float) and any(
        isinstance(known, float | int) and math.isclose(one, known * factor, rel_tol=1e-11)
        for known in published
        for factor in (12, 1 / 12)
    )


@EACH
def test_json_has_every_figure_by_its_name(name: str) -> None:
    review = judged(name)
    (data,) = json.loads(JSON.render([costs(review)], PLAIN))
    own = figures(review.subject.world)
    assert list(data["figures"]) == list(own)
    for key, told in data["figures"].items():
        found = stats(own[key].drawn(review.subject.world))
        for share in ("p10", "p50", "p80", "p90", "mean"):
            value = getattr(found, share)
            assert told[share] == (pytest.approx(value, rel=1e-11) if math.isfinite(value) else None), (key, share)


def test_the_norms_of_budgets_are_published_in_both_currencies() -> None:
    review = judged("foreign")
    (data,) = json.loads(JSON.render([costs(review)], PLAIN))
    norms = {name: one["norm"] for name, one in data["phases"].items()}
    rate = float(np.mean(review.subject.model.rate_of("USD")))
    for name, norm in norms.items():
        stated = review.subject.frame.phases[name].budget
        assert stated is not None and norm["currency"] == "USD"
        assert norm["low"] == pytest.approx(stated.low * (12 if norm["per_year"] else 1))
        assert norm["own"] == pytest.approx([norm["low"] * rate, norm["high"] * rate])
    assert {name: one["per_year"] for name, one in norms.items()} == {"exploration": False, "scale": True}
    (own,) = json.loads(JSON.render([costs(judged("claims-copilot.gate"))], PLAIN))
    assert own["phases"]["scale"]["norm"]["own"] is None


def test_what_only_the_text_had_is_published(name: str = "claims-copilot.gate") -> None:
    (data,) = json.loads(JSON.render([costs(judged(name))], PLAIN))
    for column, missing in zip(data["columns"], ("", ".with_missing"), strict=True):
        for moment, tail in (("returns", ""), ("from_decision", "_from_decision")):
            told, figure = column[moment], {what: f"{what}{tail}{missing}" for what in ("npv", "payback", "irr")}
            assert told["npv"]["p50"] == pytest.approx(data["figures"][figure["npv"]]["p50"])
            assert told["payback"]["p50"] == pytest.approx(data["figures"][figure["payback"]]["p50"])
            assert told["irr"] == pytest.approx(data["figures"][figure["irr"]]["p50"])
    assert data["worth"]["sunk"]["spent"]["p50"] == pytest.approx(data["figures"]["sunk"]["p50"])
    assert [one["months"] for one in data["worth"]["delays"]] == [1, 3, 6]
    (hosting,) = data["options"]
    assert hosting["crossover"]["level"]["p50"] == pytest.approx(data["figures"]["option.hosting.crossover"]["p50"])
    assert [one["name"] for one in data["levers"]["each"]] == ["prompt_optimisation", "cache_warming"]
    assert {one["name"]: one["error"] for one in data["measurements"] if one["what"] == "cost"}.keys() == {
        "exploration",
        "foundation",
    }
    assert data["metrics"][0]["value"]["p50"] == pytest.approx(data["figures"]["metric.cost_per_claim"]["p50"])
    assert data["elasticities"].keys() == data["curves"].keys() == {"claims"}
