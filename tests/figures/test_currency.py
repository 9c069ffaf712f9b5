"""What rulesets state in another currency is converted by the case's rate, or stops the case."""

from __future__ import annotations

import numpy as np
import pytest

from .known import judged, subject, taxed, text

HEAD = "currency: EUR;"


def test_norms_and_rates_without_a_rate_stop_the_case_with_one_finding() -> None:
    case = judged(text("eur_without_fx"))
    (found,) = [one for one in case.findings if one.level == "error"]
    assert (found.code, case.review) == ("PG303", None)
    assert (
        found.message == "the rulesets state norms and rates in USD, and the case in EUR gives no exchange rate for it"
    )
    assert "`fx USD = … EUR`" in found.help
    assert [one.span.text.split('"')[0] for one in found.related] == [
        "phase exploration ", "phase foundation ", "phase scale ", "role ai_governance_officer ", "role compliance_integrator ",
    ]  # fmt: skip


def test_roles_cost_what_they_do_at_the_rate_of_the_case() -> None:
    converted = taxed(text("eur_without_fx").replace(HEAD, f"{HEAD} fx USD = 0.9 EUR;"))
    dollars = taxed(text("eur_without_fx").replace("EUR", "USD").replace("€", "$"))
    assert converted.components["roles"].gap == pytest.approx(0.9 * dollars.components["roles"].gap)
    assert float(converted.components["roles"].gap.mean()) > 400e3


@pytest.mark.parametrize("rate", ["1.24 to 1.36 USD", "$1.24 to $1.36", "1.3 USD", "(1.24 to 1.36) * 1 USD"])
def test_the_rate_of_the_own_currency_is_understood_the_other_way_round(rate: str) -> None:
    written = (
        text("eur_without_fx")
        .replace("EUR", "GBP")
        .replace("€", "£")
        .replace("currency: GBP;", f"currency: GBP; fx GBP = {rate};")
    )
    found = subject(written, 4096)
    dollar = found.model.column("fx.USD")
    assert float(np.median(dollar)) == pytest.approx(1 / np.sqrt(1.24 * 1.36) if "1.24" in rate else 1 / 1.3, rel=2e-3)
    if "1.24" in rate:
        low, high = np.quantile(dollar, (0.05, 0.95))
        assert (low, high) == (pytest.approx(1 / 1.36, rel=2e-3), pytest.approx(1 / 1.24, rel=2e-3))


def test_a_rate_of_the_own_currency_in_itself_is_refused() -> None:
    case = judged(text("eur_without_fx").replace(HEAD, f"{HEAD} fx EUR = 1.08; fx USD = 0.9 EUR;"))
    (found,) = [one for one in case.findings if one.level == "error"]
    assert found.message == "`fx EUR` is a rate of the case's own currency, and names no other"
    assert "`fx USD = … EUR`" in found.help
