"""Made documents, most of which reach a verdict: none of them ends in an internal error, in any command or form.

`make fuzz` does the same for an hour, from other seeds.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.fuzz.harness import tried
from tests.fuzz.typed import document

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60" if os.environ.get("CI") else "20"))
LEAST = 40
"""Documents that are tried however slow the machine is."""
SHARE = 0.85
"""The least part of the documents that must reach a verdict: the rest tries reading only."""
FOUND = sorted((Path(__file__).parents[1] / "fuzz" / "found").glob("*.gate"))
"""What failed before, as it was made then: the generator has learnt more since, and makes others of the same seeds."""


@pytest.mark.slow
def test_no_made_document_ends_in_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASEGATE_DEBUG", "1")
    end, seed, judged = time.monotonic() + SECONDS, 0, 0
    while seed < LEAST or time.monotonic() < end:
        try:
            judged += tried(document(seed), packet=seed % 8 == 0)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {document(seed)}") from error
        seed += 1
    print(f"{judged} of {seed} documents reached a verdict ({judged / seed:.0%})")
    assert judged >= seed * SHARE


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_failed_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASEGATE_DEBUG", "1")
    tried(path.read_text("utf-8"), packet=True)


def test_a_spread_that_is_no_product_has_monthly_quantiles() -> None:
    text = (
        'ruleset own { version: "1"; rule R-1 "x" mandatory { require yes } }\n'
        "initiative x { follows own\n  currency: USD; start: 2026-10; horizon: 24 months\n"
        "  assume a = $1/mo to $2/mo\n".replace("$1/mo to $2/mo", "$1 to $2/mo")
        + "  phase p { line l in z costs max($1/mo, grow(a, by: 1%/mo)) } }\n"
    )
    assert tried(text)
