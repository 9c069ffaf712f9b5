"""Ranges that nothing ties together: the note about them, and the cost with one driver behind them all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phasegate import check
from phasegate.cost.engine.stats import quantiles
from phasegate.cost.figures import together
from phasegate.packet.sections import costs, method
from phasegate.results.fill import results
from phasegate_dsl.edits import apply
from tests.conftest import Run
from tests.figures.known import CASES, judged, of, subject, text
from tests.helpers import checked
from tests.oracle.oracle.draws import normals_together, spread, summarise

TWENTY = text("twenty_independent")
STATED = TWENTY.rstrip().removesuffix("}") + "  correlate all at 0.3\n}\n"


def lines(*costs: str) -> str:
    """The case with these lines in its last phase."""
    head, _, _ = TWENTY.partition("    line l1 ")
    rows = [f"line l{number} in compute costs {cost}" for number, cost in enumerate(costs)]
    return "\n".join([head, *rows, "}", "}"])


def sampled(rank: float) -> list[float]:
    """P50, P80 and P90 of the twenty lines, as the oracle draws them."""
    scores = normals_together((f"l{number}" for number in range(1, 21)), rank).values()
    lines = [spread(4_000, 14_000, each) for each in scores]
    found = summarise("cost", [50_000 + 34 * sum(rates) for rates in zip(*lines, strict=True)])
    return [found[f"cost.{name}"].value for name in ("p50", "p80", "p90")]


def test_the_cost_under_a_common_driver_is_that_of_plain_draws() -> None:
    model = subject(TWENTY, 16_384).model
    driven = together.driven(model)
    assert driven is not None
    for one, rank in ((model, 0.0), (driven, together.RANK)):
        assert quantiles(one.cost, (0.5, 0.8, 0.9)) == pytest.approx(sampled(rank), rel=0.01)
    widths = [high / middle for middle, high in (quantiles(one.cost, (0.5, 0.9)) for one in (model, driven))]
    assert widths == pytest.approx([1.12, 1.33], abs=0.01)


def test_the_note_is_mended_by_the_driver_and_moves_no_verdict() -> None:
    before = judged(TWENTY)
    (found,) = of(before, "PG319")
    assert (found.level, found.fails) == ("advisory", False)
    assert (
        found.message
        == "nothing says that the 20 ranges of the cost move together, and drawn apart they offset one another"
    )
    (fix,) = found.fixes
    mended = apply(TWENTY, fix.edits)
    assert mended is not None and "correlate all at 0.3" in mended
    after = judged(mended)
    assert of(after, "PG319") == []
    assert [one.code for one in after.findings if one.level == "error"] == []


def test_the_verdict_is_that_of_the_other_findings() -> None:
    with_note, without = (
        results(checked(each))
        for each in (TWENTY, TWENTY.replace("  phase scale", "  correlate all at 0\n  phase scale"))
    )
    assert (with_note[0].verdict, with_note[0].count("mandatory")) == (
        without[0].verdict,
        without[0].count("mandatory"),
    )


def test_what_is_shown_is_what_comes_of_writing_it(tmp_path: Path, phasegate: Run) -> None:
    shown, written = (_published(tmp_path, each, phasegate) for each in (TWENTY, STATED))
    driver = shown["common_driver"]
    assert (driver["rank"], driver["stated"]) == (0.3, False)
    assert (driver["p80"], driver["p90"]) == (written["cost"]["p80"], written["cost"]["p90"])
    assert written["common_driver"] == {**driver, "stated": True}
    assert shown["cost"]["p80"] < driver["p80"]


def _published(folder: Path, written: str, phasegate: Run) -> dict[str, dict[str, object]]:
    path = folder / "t.gate"
    path.write_text(written, "utf-8")
    (found,) = json.loads(phasegate("cost", str(path), "--format", "json").stdout)
    return dict(found)


def test_it_stands_under_the_percentiles_where_nothing_is_stated(tmp_path: Path, phasegate: Run) -> None:
    said = phasegate("cost", str(CASES / "twenty_independent.gate")).stdout.splitlines()
    at = next(number for number, line in enumerate(said) if line.startswith("  with a common driver of 0.3: P80 $"))
    assert said[at - 1].split()[0] == "all"
    path = tmp_path / "t.gate"
    path.write_text(STATED, "utf-8")
    assert "with a common driver" not in phasegate("cost", str(path)).stdout


def test_the_packet_says_it(tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    for written, together_says, limits in (
        (
            TWENTY,
            "a common driver behind them all (rank correlation 0.3): P80 $6.52M, P90 $7.15M.",
            "Ranges are drawn independently.",
        ),
        (STATED, "", "One common driver moves all ranges: any two have a rank correlation of 0.3."),
        (
            STATED.replace("correlate all", "correlate l1 with l2 at 0.9\n  correlate all"),
            "",
            "a rank correlation of 0.3, apart from `l1` with `l2` (rank correlation 0.9).",
        ),
    ):
        path.write_text(written, "utf-8")
        result = check(path)
        said = costs.build(result)["together"]
        assert said.endswith(together_says) and bool(said) == bool(together_says)
        assert limits in method.build(result)["method"].limits[0]


FIVE = ["$4K to $14K/mo"] * 5


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (lines(*FIVE[:4]), "four ranges"),
        (lines("$4K to $400K/mo", *["$4K to $5K/mo"] * 9), "the spread comes from one range"),
        (lines(*["$100K to $400K/mo"] * 4, *["$4K to $5K/mo"] * 200), "the spread comes from four"),
        (lines(*["$4K/mo"] * 9), "nothing is uncertain"),
        (lines(*FIVE).replace("  phase scale", "  value v = (1 to 9) * $1K/mo\n  correlate l0 with l1 at 0.1\n  phase scale"), "a pair"),
        (lines(*FIVE).replace("  phase scale", "  correlate all at 0\n  phase scale"), "none of it is meant"),
        (lines(*["market * $9K/mo"] * 9).replace("  phase scale", "  assume market = 0.8 to 1.2\n  phase scale"), "one price in all"),
        ("shared market = 0.8 to 1.2\n" + lines(*["market * ($4K to $14K/mo)"] * 6), "a driver that cases share"),
        (lines(*["$4K/mo"] * 3).replace("  phase scale", "  value v = (1 to 9) * (1 to 9) * (1 to 9) * (1 to 9) * (1 to 9) * $1K/mo\n  phase scale"), "no range of the cost"),
    ],
)  # fmt: skip
def test_it_is_not_said_where_it_is_not_so(written: str, why: str) -> None:
    assert of(judged(written), "PG319") == [], why
    assert together.driven(subject(written).model) is None


@pytest.mark.parametrize(
    "written", [lines(*FIVE), lines(*["$4K to $14K/mo"] * 300), lines(*FIVE, *["$4K to $5K/mo"] * 9)]
)
def test_it_is_said_of_many(written: str) -> None:
    assert len(of(judged(written), "PG319")) == 1
