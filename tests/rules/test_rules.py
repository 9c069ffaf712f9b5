"""Rules: evaluation, explanation, requirements, waivers, gates and verdicts, over small rulesets."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from phasegate.pipeline import Options, Stated, check_case, parse_source
from phasegate.rules.matrix import matrix
from phasegate_dsl.source import Source
from tests.rules.small import CASE, RULES, codes, judge, rule


@pytest.mark.parametrize(
    "condition",
    [
        "p80(annual(live.cost)) <= live.budget",
        "live.budget in $100K..$300K/yr",
        "chance(live.run_cost <= $20K/mo) >= 90%",
        "all(l.recurring for l in live.lines)",
        "count(l for l in lines where l.category == labor) == 2",
        "any(l.usage_driven for l in live.lines)",
        "sum(l.cost for l in lines where l.phase == pilot) in $29K..$31K or p50(pilot.cost) == $30K",
        "initiative.industry in [retail, banking] and not (initiative.industry == banking)",
        "declared(initiative.industry) and not declared(initiative.sponsor)",
        "live.categories has compute implies labor in live.categories",
        "p50(share(live.cost, of: cost)) >= 80%",
        "p50(cliff) > 1",
        "elasticity(a) > 0.5",
        "max(1, 2) == 2 and min(3, 4) == 3 and abs(-2) == 2",
        "all(x.sourced for x in assumptions)",
        "as_of >= 2026-06-30",
        "mean(live.run_cost) <= $16K/mo and sd(live.run_cost) > $0/mo",
        "none(c.claimed for c in controls)",
        "capex(live) == $0 or p50(opex(live)) > $0",
    ],
)
def test_conditions_that_hold(condition: str) -> None:
    done = judge(
        rule(
            f"require {condition}".replace(
                "sum(l.cost for l in lines where l.phase == pilot) in $29K..$31K or ", ""
            ).replace("capex(live) == $0 or ", "")
        )
    )
    assert codes(done) == {}, [f.message for f in done.findings]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("live.lnies", "PG201"),
        ("live.cost <= live.budget", "PG300"),
        ("live.run_cost <= live.budget", "PG304"),
        ("live.users <= $5", "PG300"),
        ("funded(lgo)", "PG202"),
        ("initiative.industry == reatil", "PG205"),
        ("any(l.category == labr for l in lines)", "PG202"),
        ("bogus > 3", "PG200"),
        ("p50(live.cost)", "PG305"),
        ("live.budget in $100K..$300K", "PG300"),
        ("ramp(1, 2, over: 3 mo) > 3", "PG200"),
        ("forecast_error(lines) < 1", "PG305"),
        ("p80(live.cost) = $3", "PG100"),
    ],
)
def test_mistakes_in_rules_are_found_before_any_case_is_read(condition: str, code: str) -> None:
    done = judge(rule(f"require {condition}"))
    assert code in codes(done)
    assert done.review is None


def test_a_failed_condition_shows_its_values_and_its_places() -> None:
    done = judge(rule('let yearly = annual(live.run_cost); require p80(yearly) <= $60K/yr; fix "it is {yearly}"'))
    finding = done.findings[0]
    assert "`p80(yearly)` is $" in finding.message
    assert finding.help.startswith("it is $180K/yr (P10 $") or finding.help.startswith("it is $179K/yr (P10 $")


def test_items_that_break_a_rule_are_named_and_pointed_at() -> None:
    done = judge(rule("require all(l.category == compute for l in live.lines)"))
    finding = done.findings[0]
    assert "does not hold for line `people`" in finding.message
    assert finding.span is not None and finding.span.text.startswith("line people")


def test_what_a_case_lacks_makes_a_requirement_fail_with_the_reason() -> None:
    done = judge(rule('require initiative.sponsor != "x"'))
    assert done.findings[0].message == "no `sponsor` is given"


def test_a_condition_that_cannot_be_decided_fails_closed() -> None:
    done = judge(rule("when initiative.risk >= high; require 1 == 1"))
    assert "whether it applies cannot be decided" in done.findings[0].message


def test_a_missing_control_proposes_its_line_with_its_cost() -> None:
    done = judge(gate="require control log")
    finding = done.findings[0]
    assert finding.code == "H-LOG" and finding.subject == "log"
    assert finding.proposal.startswith("line log in security costs $3")
    assert "/mo" in finding.money and "Law" in str(finding.cites[0])


@pytest.mark.parametrize(
    ("case", "fails"),
    [
        ("line l in security costs $1K/mo funds log", True),
        ('line l in security costs $1K/mo funds log; control log by l evidence "e" dated 2026-05-01', False),
        ('control log by people evidence "e" dated 2026-05-01', False),
        ('line l in security costs $1K/mo funds log; control log by l evidence "e" dated 2025-05-01', True),
        ('line l in security costs $1K/mo funds log; control log by l evidence "e" dated 2026-07-01', True),
        ("line l in security costs $1K/mo funds log; control log by l", True),
        ('line l in security costs $1K/mo funds log; control log by l evidence "e"', True),
    ],
)
def test_evidence_is_there_dated_and_fresh(case: str, fails: bool) -> None:
    assert bool(judge(gate="require control log with evidence", case=case).findings) == fails


def test_roles_categories_and_lines() -> None:
    gate = "require role officer 1 fte; require category security recurring; require line special"
    found = codes(judge(gate=gate))
    assert set(found) == {"H-ROLE-OFFICER", "H-CATEGORY-SECURITY", "H-LINE-SPECIAL"}
    case = "role officer 0.5 fte costs $200K/fte/yr; line special in security costs $1K from live"
    assert set(codes(judge(gate=gate, case=case))) == {"H-ROLE-OFFICER", "H-CATEGORY-SECURITY"}
    case = "role officer 1 fte costs $200K/fte/yr; line special in security costs $1K/mo"
    assert codes(judge(gate=gate, case=case)) == {}


WAIVE = 'waive R-1 until 2026-12-31 because "in work" approved by "CRO"'


def test_a_waiver_in_force_makes_the_verdict_conditional() -> None:
    done = judge(rule("require 1 == 2", "waivable"), case=WAIVE)
    assert done.review.verdict == "conditional"  # type: ignore[attr-defined]
    assert str(done.findings[0].waiver).startswith("waived until 2026-12-31 by CRO")


def test_an_expired_waiver_waives_nothing_and_says_so() -> None:
    done = judge(rule("require 1 == 2", "waivable"), case=WAIVE, options=Options(as_of=(2027, 1, 1)))
    assert done.review.verdict == "fail"  # type: ignore[attr-defined]
    assert "PG211" in codes(done)
    last = judge(rule("require 1 == 2", "waivable"), case=WAIVE, options=Options(as_of=(2026, 12, 31)))
    assert last.review.verdict == "conditional"  # type: ignore[attr-defined]


def test_a_mandatory_rule_cannot_be_waived() -> None:
    done = judge(rule("require 1 == 2"), case=WAIVE)
    assert done.review.verdict == "fail"  # type: ignore[attr-defined]
    assert "cannot be waived" in next(f.message for f in done.findings if f.code == "PG211")


def test_waivers_without_effect_are_named() -> None:
    assert "covers nothing" in judge(rule("require 1 == 1", "waivable"), case=WAIVE).findings[0].message
    assert codes(judge(case=WAIVE)) == {"PG208": "advisory"}


def test_advice_never_fails() -> None:
    assert judge(rule("require 1 == 2", "advisory")).review.verdict == "pass"  # type: ignore[attr-defined]


def test_a_rule_in_a_gate_is_judged_at_that_gate_only() -> None:
    both = 'gate stay "Stay" from live to live { rule R-2 "x" mandatory { require 1 == 2 } }'
    assert codes(judge(both)) == {}
    assert codes(judge(both, options=Options(gate="stay"))) == {"R-2": "mandatory"}


def test_without_a_request_the_next_gate_is_judged_and_said() -> None:
    done = judge(gate=rule("require 1 == 2"), head=CASE.replace("request gate go on 2026-06-30", ""))
    assert codes(done) == {"PG212": "advisory", "R-1": "mandatory"}


def test_a_ruleset_that_does_not_apply_is_said() -> None:
    done = judge("applies when initiative.industry == banking; " + rule("require 1 == 2"))
    assert codes(done) == {"PG210": "advisory"}


def test_loosening_a_mandatory_rule_is_an_error() -> None:
    base = 'ruleset base "B" { version: "1"; rule R-1 "x" mandatory { require p80(cost) <= $1M } }\n'
    for body in (
        "advisory { require p80(cost) <= $1M }",
        "mandatory { require p80(cost) <= $2M }",
        "mandatory { when 1 == 1; require p80(cost) <= $1M }",
    ):
        source = Source("t.gate", base + CASE % "" + RULES % (f'extends base; rule R-1 "x" {body}', ""))
        document = parse_source(source).document
        done = check_case(Stated(Path("t.gate"), source, document, document.decls("initiative")[0]), Options())
        assert "PG213" in codes(done), body
    source = Source(
        "t.gate", base + CASE % "" + RULES % ('extends base; rule R-1 "x" mandatory { require p80(cost) <= $1K }', "")
    )
    document = parse_source(source).document
    done = check_case(Stated(Path("t.gate"), source, document, document.decls("initiative")[0]), Options())
    assert codes(done) == {"R-1": "mandatory"}


def test_rules_in_dollars_need_a_rate_where_the_case_has_another_currency() -> None:
    head = CASE.replace("currency: USD", "currency: EUR").replace("$", "€")
    asked = rule("require p50(cost) <= $1M")
    assert codes(judge(asked, head=head)) == {"PG303": "error"}  # the norm of `live` is in dollars too
    without = judge(asked, head=head.replace("phase live { budget: €200K/yr;", "phase live {"))
    assert "no `fx USD` is given" in without.findings[0].message
    assert codes(judge(asked, head=head, case="fx USD = 0.9 EUR")) == {}
    assert codes(judge(asked, head=head, case="fx EUR = 1.05 to 1.15 USD")) == {}  # the other way round


def test_the_matrix_shows_controls_with_rules_and_state() -> None:
    done = judge(gate="require control log with evidence", case='control log by people evidence "e" dated 2026-05-01')
    row = matrix(done.review)[0]  # type: ignore[arg-type]
    assert (row.name, row.rules, row.funding, row.state) == ("log", ["H-LOG"], ["people"], "evidenced")


CITED = {
    "require control log": ("log", "Law, § 1"),
    "require role guard 1 fte": ("guard", "Law, § 2"),
    "require category security": ("security", ""),
    "require line audit": ("audit", ""),
    "require live.budget > $900K/yr": ("", ""),
}
"""Requirements of the small case that fail, with what each finding is about and what it cites."""


@pytest.mark.parametrize("wanted", list(itertools.permutations(CITED, 2)), ids=" then ".join)
def test_each_requirement_of_a_mixed_rule_is_judged_and_cited_for_itself(wanted: tuple[str, str]) -> None:
    guard = 'role guard "Guard" { category: labor; rate: $120K to $240K/fte/yr; cite "Law" "§ 2" { in_force: 2026-01-01 } }\n'
    done = judge(guard + rule("\n".join(wanted) + '\nbecause "b"'))
    found = [f for f in done.findings if f.code == "R-1"]
    cited = {f.subject: " ".join(map(str, f.cites)) for f in found}
    assert cited == dict(CITED[one] for one in wanted)


def test_what_a_mixed_rule_lacks_names_its_requirement() -> None:
    done = judge(rule("require role officer 1 fte\nrequire live.budget > $900K/yr\nrequire control log, log"))
    (outcome,) = [o for o in done.review.outcomes if o.rule.id == "R-1"]  # type: ignore[attr-defined]
    kinds = [(lack.requirement.what, lack.subject) for lack in outcome.lacks]
    assert kinds[0] == ("role", "officer")
    assert set(kinds[1:]) == {("control", "log")}


def test_a_waived_role_leaves_the_control_of_its_name_unwaived() -> None:
    role = 'role log "Keeper of logs" { category: labor; rate: $120K to $240K/fte/yr }\n'
    control = rule("require control log", "waivable")
    other = rule("require role log 1 fte", "waivable").replace("R-1", "R-2")
    for waived, expected in (("R-1", True), ("R-2", False)):
        done = judge(role + control + "\n" + other, case=WAIVE.replace("R-1", waived))
        assert [f.code for f in done.findings if f.waiver] == [waived]
        (row,) = matrix(done.review)  # type: ignore[arg-type]
        assert (row.name, row.waived) == ("log", expected)


@pytest.mark.parametrize("written", ["pilot.cost, of: live.cost", "of: live.cost, pilot.cost"])
def test_a_share_is_a_part_of_what_is_named_wherever_that_is_written(written: str) -> None:
    assert "R-1" not in codes(judge(rule(f"require p90(share({written})) < 50%")))
    assert "R-1" in codes(judge(rule(f"require p90(share({written})) > 50%")))


def test_what_has_no_title_is_called_by_its_name_in_words() -> None:
    more = "control data_log { category: security }; role data_guard { category: labor }; category data_care"
    rules = f"{more}\nrule R-1 {{ require live.budget > $900K/yr }}\nrule R-2 {{ require category data_care }}"
    case = "option data_store { first: $1/mo; second: $2/mo }\nscenario data_boom { a = 90 call/mo }"
    done = judge(rules, case=case)
    assert done.frame is not None and done.case is not None
    named = (done.frame.controls, done.frame.roles, done.frame.categories)
    titles = [one.title for kind in named for name, one in kind.items() if name.startswith("data_")]  # type: ignore[attr-defined]
    assert titles == ["data log", "data guard", "data care"]
    assert [one.title for one in (*done.case.options, *done.case.scenarios)] == ["data store", "data boom"]
    assert {f.code: f.title for f in done.findings if f.ruleset} == {"R-1": "R-1", "R-2": "R-2"}


def test_a_name_of_the_case_in_the_place_of_a_unit_is_told_from_a_word_that_is_unknown() -> None:
    kinds = [judge(rule(f"require 5 {word} > 3")).findings[0].kind for word in ("live", "lives")]
    assert kinds == ["not_unit", "no_unit"]


@pytest.mark.parametrize(
    ("dated", "message"),
    [
        ("2025-05-01", "is 14 months old; at most 6 are allowed"),
        ("2026-07-01", "is dated after"),
    ],
)
def test_evidence_that_is_old_is_told_from_evidence_of_the_future(dated: str, message: str) -> None:
    case = f'line l in security costs $1K/mo funds log; control log by l evidence "e" dated {dated}'
    (found,) = judge(gate="require control log with evidence", case=case).findings
    assert message in found.message


def test_a_proposed_line_costs_the_low_and_the_high_end_of_its_benchmark() -> None:
    (found,) = judge(gate="require control log").findings
    low, high = re.findall(r"\$([\d.]+)(?: |/mo)", found.proposal)
    assert float(high) == pytest.approx(2 * float(low), rel=0.05), "the control's benchmark is 2% to 4%"


def test_a_ruleset_applies_where_the_case_does_not_say_whether_it_does() -> None:
    applies = "applies when initiative.risk >= high; "
    assert "R-1" in codes(judge(applies + rule("require 1 == 2")))
    low = CASE.replace("industry: retail", "industry: retail; risk: limited")
    assert "R-1" not in codes(judge(applies + rule("require 1 == 2"), head=low))
