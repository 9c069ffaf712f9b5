"""Work is bounded: what a small text may ask for ends in a finding that names the limit, not in hours."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from benchmarks.slowest import INPUTS, PAGE, ROOT, case, files, house, limits, lines, nested, rows, with_tests

from phasegate.cost.asked.accuracy import LEAST_RUNS, RUNS, runs_of
from phasegate.cost.asked.sensitivity import movable, tornado
from phasegate.cost.figures.inputs import World
from phasegate.cost.figures.table import figure
from phasegate.limits import (
    LEAST_MOVED,
    MAX_ALL_LEVERS,
    MAX_CONTINGENCIES,
    MAX_ERRORS,
    MAX_LEVERS,
    MAX_PHASES,
    MOST_MOVED,
)
from phasegate.packet.html import render_html
from phasegate.packet.rows import MAX_ROWS, fitted
from phasegate.packet.sections import view_of
from phasegate.packs import run as ruletests
from phasegate.packs.mutants import run as mutants
from phasegate.pipeline import Checked, Options
from phasegate.results.fill import fill
from phasegate.workspace.files import Memory
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.limits import LIMITS
from phasegate_dsl.mends import mended
from phasegate_dsl.nearest import Hints, near
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source
from tests.helpers import checked

pytestmark = pytest.mark.perf  # processor time is looked at, which a measurement of coverage multiplies
FEW = Options(draws=64)
T = TypeVar("T")
RATIO = 400
"""How many times as long as a million additions in bare Python an answer may take: some 10 s, on a slow machine more."""


def bare() -> float:
    """Processor seconds of a million additions, just now."""
    start, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - start


def bounded(work: Callable[[], T]) -> T:
    """What the work gives, which takes no longer than so many times what bare Python takes before and after it."""
    before, start = bare(), time.process_time()
    done = work()
    taken = time.process_time() - start
    assert taken < RATIO * max(before, bare()), f"{taken:.1f} s"
    return done


def in_proportion(work: Callable[[int], object], size: int) -> None:
    """Four times the input takes about four times as long: a quadratic place would take sixteen times as long."""
    times = []
    for many in (size, 4 * size):
        start = time.process_time()
        work(many)
        times.append(time.process_time() - start)
    assert times[1] < 9 * times[0], times


def limited(text: str, kind: str, options: Options = FEW) -> Finding:
    """The finding of a text that names a limit, in a check that ends soon and judges nothing."""
    run = bounded(lambda: checked(text, options))
    assert run.exit_code == 2
    assert all(one.review is None for one in run.cases)
    found = [*run.findings, *(f for one in run.cases for f in one.findings)]
    return next(f for f in found if f.code == "PG108" and f.kind == kind)


def one(text: str, options: Options = FEW) -> Checked:
    """The one case of a text that is judged."""
    (found,) = checked(text, options).cases
    assert found.review is not None, [f.told for f in found.findings]
    return found


def text_of(name: str) -> str:
    """The case of an input."""
    return files(name)["x.gate"]


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
    told = limited(text_of("levers on one line"), "levers")
    assert told.value("most") == MAX_LEVERS


def test_contingencies_are_bounded() -> None:
    told = limited(case(rows("contingency c{n} costs 1%")), "contingencies")
    assert told.value("most") == MAX_CONTINGENCIES


def test_statements_are_bounded() -> None:
    told = limited(case(rows("assume a{n} = 1", LIMITS.statements + 1)), "statements")
    assert told.span is not None and told.span.line > LIMITS.statements - 10


def test_unknown_names_take_time_in_proportion_and_are_listed_up_to_a_limit() -> None:
    told = limited(text_of("unknown names"), "errors")
    assert int(told.value("more")) > 10_000 and told.value("most") == MAX_ERRORS


def test_names_are_proposed_until_the_comparisons_are_used_up() -> None:
    hints, known = Hints(25), [f"name{n}" for n in range(10)]
    assert [near("nama1", known, hints) for _ in range(3)] == ["name1", "name1", ""]


def test_open_brackets_take_time_in_proportion() -> None:
    found = bounded(lambda: parse(Source("a.gate", text_of("an open bracket a line")))).findings
    assert 0 < len(found) <= LIMITS.findings
    in_proportion(lambda many: parse(Source("a.gate", "(\n" * many)), 20_000)


def test_mends_take_time_in_proportion() -> None:
    def many(count: int) -> list[Finding]:
        document = parse(Source("a.gate", case(rows("assume a{n} = 1", count)))).document
        spans = next(d.decls("assume") for d in document.decls("initiative"))
        found = [finding("PG212", "none", document.source.span(d.start, d.end)) for d in spans]
        return mended(found, document)

    assert all(one.fixes for one in many(10))
    in_proportion(many, 1000)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["a chain of assumptions", "as many lines as statements", "3,000 lines", "contingencies on every line"]
)
def test_what_is_large_and_within_the_limits_is_judged(name: str) -> None:
    assert bounded(lambda: one(text_of(name), Options()))


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
    for name in INPUTS:
        assert all(len(text) <= LIMITS.text for text in files(name).values()), name


USED = "    line q in compute costs a7 * $1/mo\n"


def test_versions_of_a_case_are_bounded_by_its_lines() -> None:
    body = "  assume a7 = 1 to 2\n" + rows("scenario s{n} {{ a7 = {k} to 9 }}", 1100)
    assert limited(case(body, USED), "versions").value("versions") == 1100
    few = "  assume a7 = 1 to 2\n" + rows("scenario s{n} {{ a7 = {k} to 9 }}", 40)
    assert one(case(few, USED))
    assert limited(case(few, lines("line q{n} in compute costs a7 * $1/mo", 2000)), "versions").value("most") == 29


def test_phases_are_bounded() -> None:
    own = 'ruleset house "H" { version: "1"\n' + rows("phase p{n} {{ }}", 80) + "}\n"
    phases = rows("phase p{n} {{ budget: $1; duration: 0.1 months\n    line l{n} in z costs $1 }}", 80)
    head = 'initiative x "X" { follows house\n  currency: USD; start: 2026-10; horizon: 36 months\n'
    told = limited(f"{own}{head}{phases}}}\n", "phases")
    assert (told.value("phases"), told.value("most")) == (80, MAX_PHASES)
    assert told.span is not None and f"phase p{MAX_PHASES}" in told.span.text


def test_levers_of_a_case_are_bounded() -> None:
    body = lines("line q{n} in compute costs $1/mo", 11)
    told = limited(
        case(lines=body + "".join(lines(f"lever v{at}_{{n}} cuts q{{n}} by 1%", 11) for at in range(19))), "all_levers"
    )
    assert told.value("most") == MAX_ALL_LEVERS


def test_a_large_case_is_drawn_anew_less_often_and_says_so() -> None:
    large = one(case(rows("assume a{n} = {k} to 9", 9000), USED))
    small = one(case(rows("assume a{n} = {k} to 9", 90), USED))
    assert large.case is not None and small.case is not None
    assert LEAST_RUNS <= runs_of(large.case) < runs_of(small.case) == RUNS


def test_a_packet_prints_the_first_rows_and_says_how_many_there_are() -> None:
    found = one(case(rows("assume a{n} = {k} to 9", 900), "    line q in compute costs a7 * $1/mo\n"))
    view = view_of(fill(found, "full"))
    assert sum(map(len, (view.assumptions, view.findings, view.controls))) <= MAX_ROWS
    assert {(cut.what, cut.rows) for cut in view.left_out} >= {("assumptions", 900)}
    assert view.assumptions_lead.startswith("900 assumptions are given")
    assert f"Printed: {len(view.assumptions)} of 900 assumptions." in render_html(view)
    mandatory = [each.level for each in view.findings].count("mandatory")
    assert mandatory == view.counted["mandatory"], "what stops the gate comes first"


def test_short_tables_leave_their_rows_to_long_ones() -> None:
    kept = fitted({"controls": (1,) * 10, "findings": (2,) * 10_000, "assumptions": (3,) * 10_000})
    assert (len(kept["controls"]), len(kept["findings"]), len(kept["assumptions"])) == (10, 195, 195)
    assert [(cut.what, cut.printed, cut.rows) for cut in kept["left_out"]] == [
        ("findings", 195, 10_000),
        ("assumptions", 195, 10_000),
    ]


def test_tests_beyond_what_a_file_may_take_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    text = with_tests(rules=2, conditions=3, tests=5)
    monkeypatch.setattr(ruletests, "MAX_TESTED", 30_000)
    done = ruletests.run(memory(text), [Path("x.gate")])
    told = next(f for f in done.findings if f.kind == "tests")
    assert done.exit_code == 2 and 0 < len(done.tests) < 5
    assert told.value("tests") == 5 - len(done.tests) and told.level == "error"


def test_mutants_that_were_not_tried_are_no_survivors(monkeypatch: pytest.MonkeyPatch) -> None:
    text, path = with_tests(rules=6, conditions=12, tests=3), [Path("x.gate")]
    whole = mutants.mutate(memory(text), path, "", {"house"}, 1)
    monkeypatch.setattr(mutants, "MAX_TRIED", 8 * 2000)
    (few,), (all_of,) = mutants.mutate(memory(text), path, "", {"house"}, 1).scores, whole.scores
    assert few.cut and not all_of.cut and len(few.rows) < len(all_of.rows)
    assert {(row.rule, row.after) for row in few.survivors} <= {(row.rule, row.after) for row in all_of.survivors}


def memory(text: str) -> Workspace:
    """A repository of one file."""
    root = Path("/repo")
    return Workspace(Memory(root, {root / ".git" / "HEAD": "", root / "x.gate": text}), root)
