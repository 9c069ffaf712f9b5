"""The price list itself: made from a library's data, read with distrust, written in one way, compared, updated."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from phasegate.prices import genai, retirements
from phasegate.prices.book import PriceBook, near_models
from phasegate.prices.changes import changes
from phasegate.prices.source import SHIPPED, shipped
from phasegate.prices.text import parse, render
from phasegate.prices.update import from_library, with_map, with_old
from phasegate_dsl.source import Source
from tests.conftest import Run

GOOD: dict[str, Any] = {
    "phasegate_prices": 1,
    "date": "2026-11-01",
    "currency": "USD",
    "per": "1M token",
    "sources": [{"name": "contract 4711"}],
    "models": {"house/small": {"input": 0.5, "output": 2}, "house/large": {"input": 5, "retires": "2027-05-01"}},
}


def book(data: dict[str, Any] | str) -> PriceBook:
    """A list that is well formed."""
    text = data if isinstance(data, str) else json.dumps(data)
    found, findings = parse(Source("prices.json", text), "prices.json")
    assert found is not None, [f.message for f in findings]
    return found


def refused(text: str) -> str:
    """What is said of a text that is no list."""
    found, findings = parse(Source("prices.json", text), "prices.json")
    assert found is None and len(findings) == 1 and findings[0].code == "PG313" and findings[0].help
    return findings[0].message


# -- the list that is shipped ------------------------------------------------------------------------------------------


def test_the_shipped_list_is_what_the_library_has_for_its_day() -> None:
    ours, _ = shipped()
    assert ours is not None
    origin = next(o for o in ours.origins if o.gives == "prices")
    if metadata.version("genai-prices") != origin.version:
        pytest.skip(f"genai-prices {origin.version} made the list, another version is installed")
    made = from_library(ours.date)
    assert made is not None and set(made.models) == set(ours.models) and len(made.models) > 2000
    for name, model in made.models.items():
        mine = ours.models[name]
        assert (mine.prices, mine.above, mine.changes) == (model.prices, model.above, model.changes), name


def test_the_library_itself_charges_the_same() -> None:
    """The library's own calculation of whole calls, not its tables."""
    from genai_prices import Usage, calc_price

    ours, _ = shipped()
    assert ours is not None
    moment = datetime(*ours.date, 12, tzinfo=UTC)
    for name in ("anthropic/claude-haiku-4-5", "openai/gpt-4o", "mistral/mistral-large-latest"):
        provider, _, model = name.partition("/")
        if name not in ours.models:
            continue
        found = calc_price(
            Usage(input_tokens=1000, output_tokens=500), model, provider_id=provider, genai_request_timestamp=moment
        )
        expected = 1000 * ours.price(name, "input") + 500 * ours.price(name, "output")
        assert float(found.total_price) == pytest.approx(expected)


def test_the_shipped_list_is_written_as_it_would_be() -> None:
    ours, _ = shipped()
    assert ours is not None and render(ours) == SHIPPED.read_text("utf-8")
    for origin in ours.origins:
        assert origin.licence == "MIT" and origin.name in SHIPPED.with_name("LICENSES.txt").read_text("utf-8")
        assert origin.copyright.split(") ")[1] in SHIPPED.with_name("LICENSES.txt").read_text("utf-8")


# -- reading -----------------------------------------------------------------------------------------------------------


def test_a_list_is_read_and_written_to_the_same_bytes() -> None:
    one = book(GOOD)
    assert one.price("house/small", "output") == 2e-6 and one.models["house/large"].retires == (2027, 5, 1)
    written = render(one)
    assert render(book(written)) == written


def changed(**keys: Any) -> str:
    """The good list with other keys."""
    return json.dumps({**GOOD, **keys})


def model(data: Any, name: str = "house/small") -> str:
    """A list with one model."""
    return changed(models={name: data})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "does not start with"),
        ("{}", "does not start with"),
        ("{" * 50_000, "not JSON"),
        ("[" * 200_000, "nested too deeply"),
        ('{"phasegate_prices": 1, "phasegate_prices": 1}', "there twice"),
        (changed(phasegate_prices=2), "format 1"),
        (changed(phasegate_prices=True), "format 1"),
        (changed(currency="EUR"), "`currency`"),
        (changed(per="1K token"), "`per`"),
        (changed(extra=1), "has no `extra`"),
        (changed(sources=[]), "`sources`"),
        (changed(sources=[{"name": "\u202eevil"}]), "one line"),
        (changed(sources=[{"name": "x\x1b[31m"}]), "one line"),
        (changed(models={}), "`models`"),
        (changed(models={f"a/{i}": {"input": 1} for i in range(20_001)}), "`models`"),
        (changed(date="2026-02-30"), "a day is written"),
        (changed(date=20261101), "a day is written"),
        (model({"input": -1}), "not an amount"),
        (model({"input": True}), "not an amount"),
        (model({"input": "1"}), "not an amount"),
        (model({"input": 1e300}), "not an amount"),
        (model({"input": [1]}), "not an amount"),
        (model({"inptu": 1}), "has no prices"),
        (model({"input": 1, "inptu": 1}), "has no `inptu`"),
        (model({"input": 1, "above": {"-5": {"input": 1}}}), "not the length"),
        (model({"input": 1, "above": {"5": {"input": -1}}}), "not an amount"),
        (model({"input": 1, "above": 5}), "`above`"),
        (model({"input": 1, "from": {"tomorrow": {"input": 1}}}), "a day is written"),
        (model({"input": 1, "retires": "soon"}), "a day is written"),
        (model({"input": 1, "by_hour": 1}), "`by_hour`"),
        (model([]), "has no prices"),
        (model({"input": 1}, "no-slash"), "not the name of a model"),
        (model({"input": 1}, "a/\x1b[31m"), "not the name of a model"),
        (model({"input": 1}, "a/" + "x" * 200), "not the name of a model"),
        (model({"input": 1}).replace("1}}", "NaN}}"), "not a number in JSON"),
        (model({"input": 1}).replace("1}}", "Infinity}}"), "not a number in JSON"),
        (model({"input": 1}).replace("1}}", "9" * 5000 + "}}"), "too many digits"),
    ],
)
def test_what_is_wrong_with_a_list_is_a_finding(text: str, said: str) -> None:
    assert said in refused(text)


def test_names_that_were_meant() -> None:
    known = ["anthropic/claude-opus-4-5", "anthropic/claude-haiku-4-5", "google/claude-opus-4-5", "openai/gpt-4o"]
    assert near_models("anthropic/claude-opus-4.5", known)[0] == "anthropic/claude-opus-4-5"
    assert near_models("anthropic/claude-opus-4-5-20251101", known)[0] == "anthropic/claude-opus-4-5"
    assert near_models("claude-haiku-4-5", known) == ["anthropic/claude-haiku-4-5"]
    assert near_models("azure/gpt-4o", known) == ["openai/gpt-4o"]
    assert near_models("openai/gpt4o", known) == ["openai/gpt-4o"]
    assert near_models("x" * 5000, known) == [] and near_models("", known) == []


# -- making ------------------------------------------------------------------------------------------------------------


def test_without_the_library_an_update_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from phasegate.cli import main

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(genai, "import_module", absent)
    assert main(["prices", "update", "--as-of", "2026-11-23", "-o", str(tmp_path / "p.json")]) == 2
    assert "pip install 'phasegate[prices]'" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_an_update_writes_the_repositorys_list(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    done = phasegate("prices", "update", "--as-of", "2026-11-23", cwd=tmp_path)
    assert done.returncode == 0 and done.stdout.startswith("prices.json: ")
    first = (tmp_path / "prices.json").read_bytes()
    mine, theirs = book(first.decode()), shipped()[0]
    assert theirs is not None and mine.models["anthropic/claude-sonnet-4-5"].retires == (2026, 11, 30)
    again = phasegate("prices", "update", "--as-of", "2026-11-23", cwd=tmp_path)
    assert (tmp_path / "prices.json").read_bytes() == first and "0 with other prices" in again.stdout
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".prices")] == []


def test_an_update_never_overwrites_what_is_no_list(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "prices.json").write_text('{"mine": 1}')
    done = phasegate("prices", "update", "--as-of", "2026-11-23", cwd=tmp_path)
    assert done.returncode == 2 and "PG313" in done.stderr
    assert (tmp_path / "prices.json").read_text() == '{"mine": 1}'


def test_days_of_retirement_come_from_the_map_or_stay() -> None:
    known = {
        "claude-a-20260101": {"litellm_provider": "anthropic", "deprecation_date": "2027-02-03"},
        "claude-b": {"litellm_provider": "anthropic", "deprecation_date": "2027-13-45"},
        "claude-c": {"litellm_provider": "other", "deprecation_date": "2027-02-03"},
        "gemini/flash": {"litellm_provider": "gemini", "deprecation_date": "2027-04-05"},
    }
    names = ["anthropic/claude-a", "anthropic/claude-b", "anthropic/claude-c", "google/flash"]
    assert retirements.retirements(names, known) == {"anthropic/claude-a": (2027, 2, 3), "google/flash": (2027, 4, 5)}
    plain = book({**GOOD, "models": {name: {"input": 1} for name in names}})
    dated = with_map(plain, json.dumps(known))
    assert dated is not None and dated.models["google/flash"].retires == (2027, 4, 5)
    assert [o.gives for o in dated.origins] == ["prices", "retirement dates"]
    assert with_map(plain, "{}") is None and with_map(plain, "no json") is None
    kept = with_old(plain, dated)
    assert kept.models == dated.models and kept.origins == dated.origins


def test_prices_that_change_with_the_hour_take_the_dearest() -> None:
    """Against a stand-in for the library, whose real data may lose such models."""
    from genai_prices import types

    def prices(amount: float) -> types.ModelPrice:
        return types.ModelPrice(input_mtok=amount)

    from datetime import time

    night = types.TimeOfDateConstraint(start_time=time(16, 30, tzinfo=UTC), end_time=time(0, 30, tzinfo=UTC))
    made = types.ModelInfo(
        id="m",
        match=types.ClauseEquals(equals="m"),
        prices=[types.ConditionalPrice(prices=prices(4)), types.ConditionalPrice(constraint=night, prices=prices(1))],
    )
    found = list(genai.models([SimpleNamespace(id="p", models=[made])], (2026, 11, 23)))
    assert found[0].prices == {"input": 4.0} and found[0].by_hour


# -- comparing ---------------------------------------------------------------------------------------------------------


def test_changes_are_ordered_by_how_far_prices_moved() -> None:
    old = book({**GOOD, "models": {"a/x": {"input": 10, "output": 10}, "a/y": {"input": 1}, "a/gone": {"input": 1}}})
    new = {"a/x": {"input": 9, "output": 20, "batch": 5}, "a/y": {"input": 1, "retires": "2027-01-01"}}
    found = changes(old, book({**GOOD, "models": {**new, "a/new": {"input": 1}}}))
    assert [(m.model, m.kind, m.change) for m in found.moved] == [
        ("a/x", "batch", None),
        ("a/x", "output", 1.0),
        ("a/x", "input", -0.1),
    ]
    assert (found.new, found.gone) == (("a/new",), ("a/gone",))
    assert found.retirements == (("a/y", None, (2027, 1, 1)),)


def test_diff_prints_them(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(json.dumps(GOOD))
    newer = {**GOOD, "models": {**GOOD["models"], "house/small": {"input": 0.25, "output": 2}}}
    (tmp_path / "new.json").write_text(json.dumps(newer))
    done = phasegate("prices", "diff", "old.json", "new.json", cwd=tmp_path)
    assert done.returncode == 0 and "house/small" in done.stdout and "-50%" in done.stdout
    told = json.loads(phasegate("prices", "diff", "old.json", "new.json", "--format", "json", cwd=tmp_path).stdout)
    assert told["prices"] == [{"model": "house/small", "kind": "input", "old": 0.5, "new": 0.25, "change": -0.5}]
    assert "no difference" in phasegate("prices", "diff", "old.json", "old.json", cwd=tmp_path).stdout
    assert phasegate("prices", "diff", "nowhere.json", cwd=tmp_path).returncode == 2


def test_show_finds_models_by_a_part_of_their_names(phasegate: Run, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "prices.json").write_text(json.dumps(GOOD))
    done = phasegate("prices", "show", "LARGE", cwd=tmp_path)
    assert (
        done.returncode == 0 and "house/large        5.00  2027-05-01" in done.stdout and "1 of 2 models" in done.stdout
    )
    told = json.loads(phasegate("prices", "show", "house/small", "--format", "json", cwd=tmp_path).stdout)
    assert told["models"][0]["prices"] == {"input": 0.5, "output": 2.0} and told["currency"] == "USD"
    none = phasegate("prices", "show", "huose/small", cwd=tmp_path)
    assert none.returncode == 2 and "did you mean `house/small`" in none.stderr
