"""What rulesets state in another currency, as people read it of a case in pounds: both amounts, and examples in theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from phasegate.pipeline import Checked, Options
from phasegate.rules.abroad import told
from phasegate_dsl.finding import Finding
from tests.conftest import Run
from tests.helpers import checked

RATES = {"USD": 0.775, "EUR": 0.9}.get


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("within $150K to $400K, or explain", "within $150K to $400K (£116K to £310K), or explain"),
        ("Below $1M a year, above $3M", "Below $1M (£775K) a year, above $3M (£2.32M)"),
        ("between €10_000 and 20,000 EUR.", "between €10_000 and 20,000 EUR (£9K and £18K)."),
        ("`budget: $1.8M/yr` of $2M", "`budget: £1.4M/yr` of $2M (£1.55M)"),
        ("`calls * $2.50 per 1M token`", "`calls * £1.9 per 1M token`"),
        ("`measured cost scale = $… on …`", "`measured cost scale = £… on …`"),
        ("£5K, ¥7M, 15 %, 2026-07-01, `a..b`", "£5K, ¥7M, 15 %, 2026-07-01, `a..b`"),
    ],
)
def test_amounts_stand_in_both_currencies(text: str, wanted: str) -> None:
    assert told(text, "GBP", RATES) == wanted


@pytest.mark.parametrize("text", ["within $150K to $400K", "`budget: $1.8M/yr`", "`approved $… on …`"])
def test_the_own_currency_stays_as_it_is_written(text: str) -> None:
    assert told(text, "USD", RATES) == text


def test_a_currency_without_a_sign_is_written_by_its_code() -> None:
    assert told("`budget: $1M/yr` or `$…`", "CHF", {"USD": 0.9}.get) == "`budget: 900K CHF/yr` or `… CHF`"


CASE = """initiative t "A case in pounds under a ruleset in dollars" {
  follows three_budget
  owner: "A"; sponsor: "B"; industry: banking; jurisdictions: [US]; risk: high
  currency: GBP; start: 2026-01; horizon: 36 months; discount: 10%/yr
  fx USD = 0.75 to 0.8 GBP source "treasury"
  phase exploration { budget: £200K; duration: 2 months; line x in labor costs £10K }
  phase foundation { budget: £600K; duration: 3 months; line b in labor costs £30K/mo }
  phase scale "All of it" { budget: £4M/yr; line y in compute costs £100K/mo }
  request gate to_scale on 2026-07-01
}
"""


def of(written: str) -> Checked:
    (case,) = checked(written, Options(draws=256)).cases
    return case


def named(case: Checked, code: str) -> Finding:
    return next(found for found in case.findings if found.code == code)


def test_a_norm_is_told_in_both_currencies() -> None:
    case = of(CASE)
    norm = named(case, "TB-103")
    assert "`foundation.budget` is £600K; `$150K..$400K` is £116K to £310K" in norm.message
    assert "within $150K to $400K (£116K to £310K), or explain" in norm.fix
    assert "`$1M..$3M/yr` is £775K/yr to £2.32M/yr" in named(case, "TB-316").message


def test_in_dollars_a_norm_is_told_once() -> None:
    dollars = CASE.replace("£", "$").replace("GBP", "USD").replace('  fx USD = 0.75 to 0.8 USD source "treasury"\n', "")
    norm = named(of(dollars), "TB-103")
    assert norm.message.endswith("`foundation.budget` is $600K") and "within $150K to $400K, or" in norm.fix


def test_examples_can_be_written_as_they_stand() -> None:
    """The sum that a fix shows is one that the case may state."""
    case = of(CASE.replace("budget: £4M/yr; ", ""))
    (example,) = re.findall("`(budget: .*?)`", named(case, "TB-303").fix)
    assert example == "budget: £1.4M/yr"
    again = of(CASE.replace("budget: £4M/yr", example))
    assert not {"PG303", "TB-303", "TB-316"} & {found.code for found in again.findings}


def test_the_text_of_cost_shows_norms_in_both(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    path.write_text(CASE, "utf-8")
    shown = phasegate("cost", str(path)).stdout
    assert "  norm of the budget of foundation: $150K to $400K (£116K to £310K)\n" in shown
    assert "  norm of the budget of All of it: $1M to $3M a year (£775K to £2.32M)\n" in shown
