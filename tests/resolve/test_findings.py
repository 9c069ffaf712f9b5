"""What is wrong with a declaration is found, and what stands beside it is kept."""

from __future__ import annotations

import pytest

from phasegate.expr.currency import currency_of
from phasegate.expr.scope import Scope
from phasegate.model.case import Case
from phasegate.resolve.context import Context
from phasegate.resolve.initiative import resolve
from phasegate.resolve.ranges import check_ranges
from phasegate.resolve.rulesets import gather, merge
from phasegate_dsl.parse import parse, parse_expression
from phasegate_dsl.source import Source
from tests.resolve.whole import frame


def resolved(body: str) -> tuple[Case, list[str]]:
    """A case of two phases with a body, and the codes of its errors."""
    head = "start: 2026-01; horizon: 24 months; phase exploration { duration: 3 months }; phase scale {}; assume x = 2 to 3"
    source = Source("c.gate", f"initiative a {{ {head}\n{body} }}")
    document = parse(source)
    assert document.findings == []
    (decl,) = document.document.decls("initiative")
    done = resolve(source, decl, frame())
    return done.case, sorted({f.code for f in done.findings if f.level == "error"})


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("currency: EUX", ["PG205"]),
        ("industry: bankin", ["PG205"]),
        ("reference_class: nothing_like_it", ["PG205"]),
        ("horizon: 900 months", ["PG401"]),
        ("horizon: $3", ["PG300"]),
        ("discount: 900%/yr", ["PG401"]),
        ("discount: 3 mo", ["PG300"]),
        ("jurisdictions: [EUR]", ["PG205"]),
        ("phase exploration { duration: 1 months }", ["PG113", "PG402"]),
        ("line a in compute costs $3/mo capitalized over 3 months", ["PG401"]),
        ("line a in compute costs $3 { at: 2031-01 }", ["PG401"]),
        ("line a in computer costs $3", ["PG202"]),
        ("line a in compute costs 3 mo", ["PG301"]),
        ("line a in compute costs $3/mo from nowhere", ["PG204"]),
        ("line a in compute costs $3/mo from 2027-01 until 2026-03", ["PG401"]),
        ("role ai_engineer costs $3/fte/mo", ["PG112"]),
        ("value v = $3", ["PG301"]),
        ("metric m = $3 target <= 3 mo", ["PG300"]),
        ("line a in compute costs $3; lever l cuts b by 10%", ["PG200"]),
        ("line a in compute costs $3; lever l cuts a by $3", ["PG300"]),
        ("option o { one: $3; chosen two }", ["PG112", "PG200"]),
        ("scenario s { y = 3 }", ["PG200"]),
        ("scenario s { x = $3 }", ["PG300"]),
        ("control budget_caps by nobody", ["PG200"]),
        ("curve y at 1, 2", ["PG200"]),
        ("curve x at 1 mo, 2 mo", ["PG300"]),
        ("measured costs scale = $3 on 2026-02-01", ["PG114"]),
        ("measured cost scalp = $3 on 2026-02-01", ["PG204"]),
        ("measured cost scale = 3 mo on 2026-02-01", ["PG300"]),
        ("measured metric m = nowhere on 2026-02-01", ["PG200"]),
        ("decision scalp approved $3 on 2026-02-01", ["PG204"]),
        ("request gate to_scale; request gate to_scale", ["PG113"]),
        ("request gate to_scalp", ["PG204"]),
        ("assume y = x; correlate x with y at 0.5", ["PG309"]),
        ("correlate x with x at 0.5", ["PG309"]),
        ("correlate x with z at 0.5", ["PG200"]),
        ("assume y = 1 to 2; correlate x with y at 3", ["PG309"]),
        ("assume y = 1..2", ["PG306"]),
        ('assume y = "3"', ["PG305"]),
        ("assume y = y + 1", ["PG206"]),
        ("assume y = z; assume z = y", ["PG206"]),
        ("assume y = 3 to x", ["PG308"]),
        ("assume y = 3 to 2", ["PG308"]),
        ("assume y = pert(1, x, 3)", ["PG308"]),
        ("assume y = normal(mean: 1, sd: 0)", ["PG308"]),
        ("assume z = 3; assume y = z to 5", ["PG308"]),
        ("assume z = 3; assume y = pert(1, z, 5)", ["PG308"]),
        ("assume y = uniform($1, €2)", ["PG300"]),
        ("fx EUX = 2 USD", ["PG205"]),
        ("fx EUR = 2 mo", ["PG303"]),
        ("fx EUR = 1.1 USD; assume y = $1 to €2", ["PG303"]),
        ("fx EUR = 1.1 USD; line a in compute costs $3; measured cost scale = €3 on 2026-02-01", ["PG303"]),
    ],
)
def test_what_is_wrong_is_found(body: str, codes: list[str]) -> None:
    assert resolved(body)[1] == codes


def test_what_is_sound_beside_it_is_kept() -> None:
    made, codes = resolved(
        "line a in compute costs nowhere; line b in compute costs $3; measured metric m = 3 on 2026-02-01"
    )
    assert codes == ["PG200"]
    assert [line.name for line in made.lines] == ["b"]
    assert [(one.what, one.value) for one in made.measurements] == [("metric", 3.0)]


PHASES = "initiative a {{ start: 2026-01; horizon: {horizon}; {phases} }}"


@pytest.mark.parametrize(
    ("horizon", "phases", "codes"),
    [
        ("12 months", "", ["PG112"]),
        ("12 months", "phase exploration {}; phase scale {}", ["PG402"]),
        ("12 months", "phase exploration { duration: 30 months }; phase scale {}", ["PG403"]),
        ("12 months", "phase exploration { duration: 0 months }; phase scale {}", ["PG401"]),
        ("12 months", "phase scale { governance_time: 20 months }", ["PG401"]),
        ("12 months", "phase scale { users: 3 mo; budget: 3 mo }", ["PG300"]),
        ("12 months", "phase scale { budget: $3 to $4 }", ["PG114"]),
        ("12 months", "phase scale { budget: $3..$4 }", ["PG306"]),
    ],
)
def test_phases_that_make_no_sense_are_found(horizon: str, phases: str, codes: list[str]) -> None:
    source = Source("c.gate", PHASES.format(horizon=horizon, phases=phases))
    (decl,) = parse(source).document.decls("initiative")
    assert sorted({f.code for f in resolve(source, decl, frame()).findings if f.level == "error"}) == codes


def merged(text: str) -> list[str]:
    """The codes of what is wrong with rulesets, merged in the order of their text."""
    source = Source("r.gate", text)
    rulesets = [(source, decl) for decl in parse(source).document.decls("ruleset")]
    return sorted({f.code for f in merge(rulesets)[1]})


RULE = 'rule R-1 mandatory { require mean(cost) <= $5M; because "b" }'


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("control c { benchmark: 3 mo }", ["PG300"]),
        ("control c { benchmark: 40% to 30% }", ["PG308"]),
        ("control c { category: nowhere }", ["PG202"]),
        ("role r { rate: $3/fte/yr; category: nowhere }", ["PG202"]),
        ("control c {}; control c {}", ["PG113"]),
        ("phase p { budget: x }", ["PG200"]),
        ('rule R-1 mandatory {; because "b" }', ["PG112"]),
        ('rule R-1 mandatory { require mean(cost); because "b" }', ["PG305"]),
        ('rule R-1 mandatory { when 3; require yes; because "b" }', ["PG305"]),
        ('rule R-1 mandatory { let a = nowhere; require a == 3; because "b" }', ["PG200"]),
        ('rule R-1 mandatory { require control nowhere; because "b" }', ["PG202"]),
        ('role r {}; rule R-1 mandatory { require role r 3 mo; because "b" }', ["PG300"]),
        (f"{RULE}; {RULE}", ["PG113"]),
        ("phase a {}; phase b {}; gate g from a to b {}; gate g from b to a {}", ["PG113"]),
        ("applies when 3", ["PG305"]),
    ],
)
def test_what_is_wrong_with_a_ruleset_is_found(body: str, codes: list[str]) -> None:
    assert merged(f"ruleset r {{ {body} }}") == codes


@pytest.mark.parametrize(
    ("after", "codes"),
    [
        ('rule R-1 advisory { require mean(cost) <= $5M; because "b" }', ["PG213"]),
        ('rule R-1 mandatory { when yes; require mean(cost) <= $5M; because "b" }', []),
        ('rule R-1 mandatory { when no; require mean(cost) <= $5M; because "b" }', ["PG213"]),
        ('rule R-1 mandatory { require mean(cost) <= $6M; because "b" }', ["PG213"]),
        ('rule R-1 mandatory { require mean(cost) <= $4M; because "b" }', []),
        ('rule R-1 mandatory { require mean(cost) >= $4M; because "b" }', ["PG213"]),
        ('rule R-1 mandatory { require mean(cost) <= mean(run_cost) * 12 mo; because "b" }', ["PG213"]),
        (
            'phase a {}; phase b {}; gate g from a to b { rule R-1 mandatory { require mean(cost) <= $5M; because "b" } }',
            ["PG213"],
        ),
    ],
)
def test_a_mandatory_rule_may_be_tightened_and_not_loosened(after: str, codes: list[str]) -> None:
    assert merged(f"ruleset base {{ {RULE} }}\nruleset r {{ {after} }}") == codes


def test_rulesets_that_extend_each_other_are_found() -> None:
    source = Source("r.gate", "ruleset a { extends b }\nruleset b { extends a, c }")
    found = {decl.name.id: (source, decl) for decl in parse(source).document.decls("ruleset") if decl.name}
    rulesets, findings = gather([("a", source.span(0, 1))], found.get, lambda: sorted(found))
    assert [decl.name.id for _, decl in rulesets if decl.name] == ["b", "a"]
    assert [f.code for f in findings] == ["PG206", "PG203"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("$3", "USD"), ("€3 to €4/fte/yr", "EUR"), ("3 CHF/mo", "CHF"), ("3 fte", "USD"), ("2 * (3 GBP)", "GBP")],
)
def test_the_currency_of_a_figure_is_read_of_its_tree(text: str, code: str) -> None:
    expr, _ = parse_expression(Source("t", text), 0, len(text))
    assert currency_of(expr) == code


def test_no_figure_is_in_dollars() -> None:
    assert currency_of(None) == "USD"


def test_ranges_inside_lists_and_calls_are_checked_too() -> None:
    source = Source("t", "max(2, 3 to 2) + -(5 to 4)")
    expr, _ = parse_expression(source, 0, len(source.text))
    assert expr is not None
    context = Context(source, Scope())
    check_ranges(context, expr)
    assert [f.code for f in context.findings] == ["PG308", "PG308"]
