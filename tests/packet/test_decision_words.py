"""What a packet asks and answers in words: the resolution, the boxes to tick, the cover, the choice, the gaps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pdftools import outside, poppler, text
from tests.conftest import ROOT
from tests.helpers import checked

from phasegate.packet.pdf import render_pdf
from phasegate.packet.sections import view_of
from phasegate.packet.sections.signoff import AGAINST
from phasegate.packet.view import PacketView
from phasegate.pipeline import Options
from phasegate.results.fill import fill

CLAIMS = (ROOT / "examples" / "claims-copilot.gate").read_text("utf-8")
MINIMAL = """initiative mini "Minimal" {
  follows three_budget
  owner: "A"; sponsor: "B"; industry: retail; jurisdictions: [US]; risk: limited
  currency: USD; start: 2026-01; horizon: 24 months
  phase exploration { budget: $40K; duration: 10 weeks; line team in labor costs $30K }
  phase scale { budget: $1M/yr; line run in compute costs $50K/mo }
}
"""


def packet(written: str, gate: str = "", as_of: tuple[int, int, int] | None = None) -> PacketView:
    (case,) = checked(written, Options(draws=256, gate=gate, as_of=as_of)).cases
    return view_of(fill(case, "full"))


def test_a_gate_that_the_case_does_not_request_is_named_as_one() -> None:
    said = packet(CLAIMS, "to_foundation").cover.resolution
    assert "asked" not in said
    assert (
        "judged at the gate to_foundation on 20 November 2026 (the case requests to_scale on 20 November 2026)" in said
    )


def test_another_day_of_judgement_is_said() -> None:
    early, late = (packet(CLAIMS, as_of=day).cover.resolution for day in ((2026, 10, 1), (2026, 12, 1)))
    assert ", as to be asked on 20 November 2026, judged on 1 October 2026" in early
    assert ", as asked on 20 November 2026, judged on 1 December 2026" in late


def test_no_sum_is_put_up_for_a_phase_that_the_case_does_not_have() -> None:
    cover = packet(MINIMAL, "to_foundation").cover
    assert cover.sum_asked is None and "$" not in cover.resolution
    assert cover.resolution.startswith("Do not approve the phase Foundation, which the case does not have, judged at")
    assert "(the case requests none)" in cover.resolution


@pytest.mark.parametrize(("written", "against"), [(CLAIMS, False), (MINIMAL, True)])
def test_each_box_says_what_is_resolved(written: str, against: bool) -> None:
    options = packet(written).signoff.options
    assert (options == AGAINST) == against
    assert not {"Approve", "Reject"} & set(options) and all(len(option.split()) > 3 for option in options)


NAME = "A phase with a name that goes on and on " * 28


def test_a_long_name_leaves_everything_on_the_cover(tmp_path: Path) -> None:
    written = CLAIMS.replace('"Full production"', f'"{NAME.strip()}"').replace(
        '"Claims triage copilot"', f'"{"A copilot with a long title " * 12}"'
    )
    data = render_pdf(packet(written))
    assert outside(data, tmp_path) == []
    first, second = (
        " ".join(sheet.split()) for sheet in poppler("pdftotext", data, tmp_path, "-layout").split("\f")[:2]
    )
    cover = f"{first} {second}"
    assert "$2.75M" in first and "Conditional" in first
    for fact in (
        "on the two conditions of section 1.",
        "claims_copilot",
        "VP Claims Operations",
        "financial_services 1.0.0",
    ):
        assert fact in cover, fact


def test_the_choice_is_set_against_the_cheapest() -> None:
    (option,) = packet(CLAIMS).options
    assert option.choice is not None and option.choice.mark == "good"
    assert option.choice.word.startswith("`api` costs $") and option.choice.word.endswith(
        "a year less than `self_hosted` (means)."
    )
    (dear,) = packet(CLAIMS.replace("chosen api", "chosen self_hosted")).options
    assert dear.choice is not None and dear.choice.mark == "bad"
    assert dear.choice.word == option.choice.word.replace("`api`", "`X`").replace("`self_hosted`", "`api`").replace(
        "`X`", "`self_hosted`"
    ).replace("less", "more")


def test_absent_and_waived_controls_stand_first_in_the_matrix() -> None:
    seen = packet(CLAIMS)
    rows = [(row.control, row.status.word, row.status.mark) for row in seen.controls[:4]]
    assert rows[:3] == [
        ("human_oversight", "missing, see advice", "warn"),
        ("kill_switch", "missing, see advice", "warn"),
        ("vendor_assurance", "waived", "warn"),
    ]
    assert rows[3][1:] == ("evidence named", "good")
    assert f"{len(seen.controls)} controls" in seen.controls_lead and "2 missing, 1 waived" in seen.controls_lead


def test_the_monthly_picture_counts_every_month_and_marks_the_day() -> None:
    monthly = packet(CLAIMS).monthly
    assert monthly is not None and monthly.today is not None
    assert monthly.start == date(2026, 3, 1) and monthly.today == pytest.approx(8 + 19 / 30)
    over = sum(cost > most for cost, most in zip(monthly.p50, monthly.budget, strict=True))
    assert over and f"in {over} of them" in monthly.headline
    assert packet(CLAIMS, as_of=(2030, 1, 1)).monthly.today is None  # type: ignore[union-attr]


def test_no_state_is_broken_within_a_word(tmp_path: Path) -> None:
    shown = text(render_pdf(packet(CLAIMS)), tmp_path)
    assert "submitted" in shown and "✓ funded" in shown
    assert "submitte " not in shown and "funde " not in shown and "Componen " not in shown
