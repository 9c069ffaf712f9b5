"""Whatever `phasegate cost` shows to people it publishes as JSON: the text is watched as it reads the answer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import MethodType
from typing import Any

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
    assert missing - {"part"} == set(), "`part` is the detail of the result that the answer is made from"


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


def test_what_only_the_text_had_is_published(name: str = "claims-copilot.gate") -> None:
    (data,) = json.loads(JSON.render([costs(judged(name))], PLAIN))
    assert data["worth"]["payback"]["p50"] == pytest.approx(data["figures"]["payback"]["p50"])
    assert data["worth"]["irr"] == pytest.approx(data["figures"]["irr"]["p50"])
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
