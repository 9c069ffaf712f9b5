"""Work is bounded: what a small text may ask for ends in a finding that names the limit, not in hours."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from benchmarks.slowest import INPUTS, PAGE, ROOT, case, house, limits, lines, nested, rows

from phasegate.cost.asked.sensitivity import movable, tornado
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figure
from phasegate.limits import LEAST_MOVED, MAX_ERRORS, MAX_LEVERS, MOST_MOVED
from phasegate.pipeline import Checked, Options
from phasegate_dsl.finding import Finding
from phasegate_dsl.limits import LIMITS
from phasegate_dsl.nearest import Hints, near
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.helpers import checked

pytestmark = pytest.mark.perf  # processor time is looked at, which a measurement of coverage multiplies
FEW = Options(draws=64)


def limited(text: str, kind: str, options: Options = FEW) -> Finding:
    """The finding of a text that names a limit, in a check that ends soon and judges nothing."""
    start = time.process_time()
    run = checked(text, options)
    assert time.process_time() - start < 10 and run.exit_code == 2
    assert all(one.review is None for one in run.cases)
    found = [*run.findings, *(f for one in run.cases for f in one.findings)]
    return next(f for f in found if f.code == "PG108" and f.kind == kind)


def one(text: str, options: Options = FEW) -> Checked:
    """The one case of a text that is judged."""
    (found,) = checked(text, options).cases
    assert found.review is not None, [f.told for f in found.findings]
    return found


@pytest.mark.parametrize("depth", [4, 10, 60])
def test_comprehensions_in_comprehensions_are_counted(depth: int) -> None:
    told = limited(nested(depth), "steps")
    assert told.level == "error" and told.span is not None and "rule H-1" in told.span.text


def test_a_condition_of_a_ruleset_is_counted_as_its_rules_are() -> None:
    deep = "all(" * 10 + "yes" + "".join(f" for v{k} in lines)" for k in range(10))
    text = case(lines=lines("line q{n} in compute costs $1/mo", 20))
    assert limited(house(f'  applies when {deep}\n  rule H-1 "x" mandatory {{ require yes }}\n', text), "steps")


def test_a_rule_over_every_line_of_a_large_case_is_judged() -> None:
    rule = '  rule H-1 "x" mandatory { require all(p80(l.cost) >= $0 for l in lines where l.recurring) }\n'
    assert one(house(rule, case(lines=lines("line q{n} in compute costs ${k}/mo", 3000))))


def test_ranges_times_draws_are_bounded_before_they_are_made() -> None:
    told = limited(case(rows("assume a{n} = {k} to 9", 400)), "numbers", Options(draws=1_048_576))
    assert told.value("ranges") == 400


def test_levers_on_one_line_are_bounded() -> None:
    told = limited(INPUTS["levers on one line"](), "levers")
    assert told.value("most") == MAX_LEVERS


def test_statements_are_bounded() -> None:
    told = limited(case(rows("assume a{n} = 1", LIMITS.statements + 1)), "statements")
    assert told.span is not None and told.span.line > LIMITS.statements - 10


def test_unknown_names_take_time_in_proportion_and_are_listed_up_to_a_limit() -> None:
    told = limited(INPUTS["unknown names"](), "errors")
    assert int(told.value("more")) > 10_000 and told.value("most") == MAX_ERRORS


def test_names_are_proposed_until_the_comparisons_are_used_up() -> None:
    hints, known = Hints(25), [f"name{n}" for n in range(10)]
    assert [near("nama1", known, hints) for _ in range(3)] == ["name1", "name1", ""]


def test_open_brackets_take_time_in_proportion() -> None:
    start = time.process_time()
    found = parse(Source("a.gate", INPUTS["an open bracket a line"]())).findings
    assert time.process_time() - start < 10 and 0 < len(found) <= LIMITS.findings


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a chain of assumptions", "as many lines as statements", "3,000 lines"])
def test_what_is_large_and_within_the_limits_is_judged(name: str) -> None:
    start = time.process_time()
    assert one(INPUTS[name](), Options())
    assert time.process_time() - start < 10


def test_the_ranges_that_matter_most_are_moved_and_the_rest_is_said() -> None:
    large = "    line big in compute costs z * $1K/mo\n"
    few = one(case("  assume z = 1 to 9\n" + rows("assume a{n} = {k} to 9", 9), large))
    assert not [f for f in few.findings if f.kind == "drivers"]
    body = "  assume z = 1 to 9\n" + rows("assume a{n} = {k} to 9", 420)
    many = one(case(body, lines("line q{n} in compute costs a{n} * $1/mo", 420) + large))
    assert [f.value("most") for f in many.findings if f.kind == "drivers"] == [movable(many.case)]  # type: ignore[arg-type]
    assert LEAST_MOVED < movable(many.case) < MOST_MOVED  # type: ignore[arg-type]
    assert many.review is not None
    world = World(many.review.subject.model, many.review.subject.frame)
    total = figure(world, "cost")
    assert total is not None
    found = tornado(world, total)
    assert found.drivers[0].input.name == "z" and found.left == 421 - movable(many.case)  # type: ignore[arg-type]


def test_the_page_of_limits_is_that_of_the_code() -> None:
    assert limits() in (ROOT / PAGE).read_text("utf-8")


def test_hostile_inputs_are_no_larger_than_a_file_may_be() -> None:
    for name, make in INPUTS.items():
        assert len(make()) <= 1_000_000, name
    assert Path(__file__).exists()
