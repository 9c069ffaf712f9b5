"""`price()` in a case: the figure of the list, its currency, its place in reports, what is said of models that end."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from phasegate.pipeline import Options, check_paths
from phasegate.rules.review import Review
from tests.conftest import ROOT, Run

CASE = """initiative helper "Ticket helper" {{
  follows three_budget
  owner: "Support"; industry: retail; currency: {currency}; start: {start}; horizon: 24 months
  unit case
  {fx}
  assume tokens = 1_000_000_000 token/mo source "pilot"
  {assume}
  phase exploration "Pilot" {{ budget: {budget}; duration: 10 weeks }}
  phase scale "Scale" {{ budget: {budget}; line inference in compute costs {cost} }}
}}
"""
LIST = {
    "phasegate_prices": 1,
    "date": "2026-11-01",
    "currency": "USD",
    "per": "1M token",
    "sources": [{"name": "contract 4711", "gives": "prices"}],
    "models": {"house/small": {"input": 0.5, "output": 2}},
}


def text(cost: str, *, currency: str = "USD", fx: str = "", assume: str = "", start: str = "2026-10") -> str:
    """A case that pays for a thousand million tokens a month."""
    return CASE.format(cost=cost, currency=currency, fx=fx, assume=assume, start=start, budget=f"900K {currency}")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository as the working folder."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review(folder: Path, case: str, as_of: tuple[int, int, int] | None = None) -> Review:
    """The case, judged."""
    path = folder / "cases" / "helper.gate"
    path.write_text(case)
    found = check_paths([path], Options(as_of=as_of)).cases[0]
    assert found.review is not None, [f.message for f in found.findings]
    return found.review  # type: ignore[return-value]


def monthly(found: Review) -> float:
    """What the one line costs in each month of its phase."""
    case, model = found.case, found.subject.model
    return float(np.mean(model.cost)) / (case.phases[-1].end - case.phases[-1].start)


@pytest.mark.parametrize(
    ("model", "kind", "usd"),
    [
        ("anthropic/claude-haiku-4-5", "input", 1),
        ("anthropic/claude-haiku-4-5", "output", 5),
        ("anthropic/claude-haiku-4-5", "cache_read", 0.1),
        ("anthropic/claude-haiku-4-5", "cache_write", 1.25),
        ("anthropic/claude-haiku-4-5", "batch", 0.5),
        ("anthropic/claude-haiku-4-5", "batch_output", 2.5),
        ("openai/gpt-4o", "input", 2.5),
    ],
)
def test_a_price_is_that_of_the_list_for_a_token(repository: Path, model: str, kind: str, usd: float) -> None:
    found = review(repository, text(f'tokens * price("{model}", {kind})'))
    assert monthly(found) == pytest.approx(1000 * usd)  # a thousand million tokens


def test_a_price_converts_to_the_currency_of_the_case(repository: Path) -> None:
    cost = 'tokens * price("anthropic/claude-haiku-4-5", input)'
    assert monthly(review(repository, text(cost, currency="EUR", fx="fx USD = 0.9 EUR"))) == pytest.approx(900)
    spread = review(repository, text(cost, currency="EUR", fx="fx USD = 0.8 to 1.0 EUR"))
    assert monthly(spread) == pytest.approx(900, rel=0.02) and np.std(spread.subject.model.cost) > 0


def test_a_price_can_be_named_and_cites_its_list(repository: Path) -> None:
    assume = 'assume rate = price("anthropic/claude-haiku-4-5", input)'
    found = review(repository, text("tokens * rate", assume=assume))
    assert monthly(found) == pytest.approx(1000)
    assert found.case.definitions["rate"].source.startswith("genai-prices ")


def test_steps_change_from_one_model_to_the_next(repository: Path) -> None:
    one, two = 'price("anthropic/claude-haiku-4-5", input)', 'price("anthropic/claude-haiku-4-5", output)'
    found = review(repository, text(f"tokens * steps(2026-10: {one}, 2028-04: {two})"))
    flow = found.subject.model.cost.mean()
    phase = found.case.phases[-1]
    assert flow == pytest.approx(1000 * (18 - phase.start) + 5000 * 6)


def test_the_list_of_the_repository_comes_first(repository: Path) -> None:
    (repository / "prices.json").write_text(json.dumps(LIST))
    found = review(repository, text('tokens * price("house/small", output)'))
    assert monthly(found) == pytest.approx(2000)
    nearer = {**LIST, "models": {"house/small": {"output": 3}}}
    (repository / "cases" / "prices.json").write_text(json.dumps(nearer))
    assert monthly(review(repository, text('tokens * price("house/small", output)'))) == pytest.approx(3000)


def test_a_list_outside_of_the_repository_is_not_read(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere") / "list.json"
    outside.write_text(json.dumps(LIST))
    (repository / "prices.json").symlink_to(outside)
    path = repository / "cases" / "helper.gate"
    path.write_text(text('tokens * price("house/small", output)'))
    run = check_paths([path], Options())
    assert [f.code for f in run.cases[0].findings if f.level == "error"] == ["PG313"]
    assert "leads out of the repository" in run.cases[0].findings[0].message


def test_a_kept_answer_notices_that_a_list_came_or_changed(repository: Path, phasegate: Run) -> None:
    case = repository / "cases" / "helper.gate"
    case.write_text(text('tokens * price("anthropic/claude-haiku-4-5", input)'))
    home = {"XDG_CACHE_HOME": str(repository / "kept"), "HOME": str(repository)}

    def run_cost() -> str:
        done = phasegate("check", "cases/helper.gate", cwd=repository, env=home).stdout
        return next(line for line in done.splitlines() if "all costs over" in line)

    first = run_cost()
    assert run_cost() == first
    mine = {**LIST, "models": {"anthropic/claude-haiku-4-5": {"input": 2}}}
    (repository / "prices.json").write_text(json.dumps(mine))
    second = run_cost()
    assert second != first
    mine["models"]["anthropic/claude-haiku-4-5"]["input"] = 4  # type: ignore[index]
    (repository / "prices.json").write_text(json.dumps(mine))
    assert run_cost() not in (first, second)
    (repository / "prices.json").unlink()
    assert run_cost() == first


# -- what is said of them ----------------------------------------------------------------------------------------------


def codes(found: Review) -> list[str]:
    """The codes about prices."""
    return [f.code for f in found.findings if f.code in ("PG314", "PG315")]


def test_a_model_that_retires_within_the_horizon_is_a_finding(repository: Path) -> None:
    cost = 'tokens * price("anthropic/claude-sonnet-4-5", input)'
    found = review(repository, text(cost, start="2026-06"))
    assert codes(found) == ["PG314"]
    one = next(f for f in found.findings if f.code == "PG314")
    assert "retired on 2026-11-30, in month 6" in one.message and one.level == "advisory"
    assert "steps(2026-06:" in one.help and "LiteLLM" in one.help
    after = next(f for f in review(repository, text(cost, start="2027-01")).findings if f.code == "PG314")
    assert "before the case starts" in after.message and "use a model that is still offered" in after.help


def test_a_successor_in_time_is_no_finding(repository: Path) -> None:
    old, new = 'price("anthropic/claude-sonnet-4-5", input)', 'price("anthropic/claude-opus-5", input)'
    assert codes(review(repository, text(f"tokens * steps(2026-06: {old}, 2026-11: {new})", start="2026-06"))) == []
    late = review(repository, text(f"tokens * steps(2026-06: {old}, 2027-03: {new})", start="2026-06"))
    assert codes(late) == ["PG314"]


def test_an_announced_price_is_a_finding(repository: Path) -> None:
    models = {"house/small": {"input": 1, "from": {"2027-05-01": {"input": 3}}}}
    (repository / "prices.json").write_text(json.dumps({**LIST, "models": models}))
    found = review(repository, text('tokens * price("house/small", input)'))
    one = next(f for f in found.findings if f.code == "PG314")
    assert "announced to cost 3 USD per 1M token from 2027-05-01, not 1" in one.message


def test_prices_of_more_than_a_year_ago_are_a_finding(repository: Path) -> None:
    (repository / "prices.json").write_text(json.dumps(LIST))
    cost = 'tokens * price("house/small", input)'
    assert codes(review(repository, text(cost), (2027, 11, 1))) == []
    assert codes(review(repository, text(cost), (2027, 11, 2))) == ["PG315"]


def test_reports_name_the_list_and_the_prices(repository: Path, phasegate: Run) -> None:
    (repository / "prices.json").write_text(json.dumps(LIST))
    (repository / "cases" / "helper.gate").write_text(text('tokens * price("house/small", output)'))
    shown = phasegate("cost", "cases/helper.gate", cwd=repository).stdout
    assert "house/small  output" in shown and "prices from contract 4711, as of 2026-11-01" in shown
    told = json.loads(phasegate("cost", "cases/helper.gate", "--format", "json", cwd=repository).stdout)[0]["prices"]
    assert told["date"] == "2026-11-01" and told["used"] == [{"model": "house/small", "kind": "output"}]
    assert told["models"][0]["prices"] == {"input": 0.5, "output": 2.0}


def test_a_case_without_prices_says_nothing_of_them(phasegate: Run) -> None:
    assert "Prices of models" not in phasegate("cost", ROOT / "examples" / "support-bot.gate").stdout


def test_the_packet_says_where_prices_are_from(repository: Path) -> None:
    from phasegate.packet.sections import view_of
    from phasegate.results.fill import fill

    (repository / "prices.json").write_text(json.dumps(LIST))
    path = repository / "cases" / "helper.gate"
    path.write_text(text('tokens * price("house/small", output)'))
    said = view_of(fill(check_paths([path], Options()).cases[0], "full")).method
    assert any("contract 4711, as of 2026-11-01: `house/small` output 2.00" in line for line in said.conventions)
    assert "prices.json" in [one.name for one in said.inputs]
