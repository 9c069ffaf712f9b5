"""What is a share stays one: a case is not valid with few draws and an error with more."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.known import judged, text

HIT = text("share_over_100.pct")


@st.composite
def shares(draw: st.DrawFn) -> str:
    """What may be written where a share is asked for: within the whole or not."""
    low, high = sorted(draw(st.tuples(st.integers(0, 110), st.integers(1, 140))))
    mean, tail = draw(st.integers(1, 99)), draw(st.sampled_from(["1.2", "2", "6"]))
    made = draw(
        st.sampled_from(
            [
                f"{low}% to {high + 1}%", f"uniform({low}%, {high + 1}%)", "beta(alpha: 2, beta: 5)",
                f"normal(mean: {mean}%, sd: {draw(st.integers(1, 30))}%)", f"pareto(min: {mean}%, tail: {tail})",
                f"lognormal(low: {low + 1}%, high: {high + 2}%)", f"0.{mean:02d} to 1", f"{mean}%",
            ]
        )
    )  # fmt: skip
    around = draw(st.sampled_from(["{}", "hit * ({})", "100% - ({})", "min(100%, {})", "({}) / 2", "hit + ({})"]))
    return around.format(made)


@settings(max_examples=60, deadline=None)
@given(shares())
def test_no_case_is_valid_with_few_draws_and_an_error_with_more(share: str) -> None:
    written = HIT.replace("hit: hit", f"hit: {share}")
    told = [
        [(one.code, one.kind, one.message) for one in judged(written, draws).findings if one.level == "error"]
        for draws in (128, 1024, 4096)
    ]
    assert told[0] == told[1] == told[2]
