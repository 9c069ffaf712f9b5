"""What a hostile pull request tries, on the shipped examples: none of it ends better than the case that it was made from.

What the author of a case says himself (its industry, its evidence, who approved) is told apart by what the call demands.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from phasegate.pipeline import Demands, Options, check_paths
from tests.conftest import ROOT, Run
from tests.helpers import checked, workspace

TEXTS = {name: (ROOT / "examples" / f"{name}.gate").read_text("utf-8") for name in ("support-bot", "claims-copilot")}
BOT, CLAIMS = "support-bot", "claims-copilot"
FOLLOWS = {BOT: "follows three_budget, production_readiness", CLAIMS: "follows three_budget, production_readiness, financial_services"}  # fmt: skip
GATE = "request gate to_scale on 2026-11-20"
OWN = 'ruleset mine "Ours" {{ version: "1"; gate {gate} "x" from foundation to scale {{ }} }}\n'
DECIDED = (
    'decision exploration approved $50K on 2026-07-01 by "me"\n  decision scale approved $600K on 2026-07-02 by "me"'
)


def made(base: str, *changes: tuple[str, str], before: str = "") -> str:
    """An example with some of its text exchanged."""
    text = TEXTS[base]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return before + text


def evidence(text: str) -> str:
    """The claims case with another text as evidence of everything."""
    return re.sub(r'evidence "[^"]*"', f'evidence "{text}"', TEXTS[CLAIMS])


REFUSED = {
    "f05 misspelt industry": (CLAIMS, "industry: insurance", "industry: insurence", "PG205"),
    "f08 small jurisdiction": (CLAIMS, "[US, EU]", "[us]", "PG205"),
    "f12 risk as text": (CLAIMS, "risk: high", 'risk: "high"', "PG114"),
    "f13 misspelt ruleset": (CLAIMS, FOLLOWS[CLAIMS], "follows three_budgt", "PG203"),
    "f14 import within": (CLAIMS, FOLLOWS[CLAIMS], 'import "rules/missing.gate"\n follows three_budget', "PG110"),
    "f15 no ruleset": (BOT, FOLLOWS[BOT], "", "PG214"),
    "f50 capital field": (CLAIMS, "risk: high", "Risk: high", "PG201"),
    "f51 other field": (CLAIMS, "risk: high", "risk_class: high", "PG201"),
    "f53 capital industry": (CLAIMS, "industry: insurance", "Industry: insurance", "PG201"),
    "f55 industry as text": (CLAIMS, "industry: insurance", 'industry: "insurance"', "PG114"),
    "f56 jurisdiction bare": (CLAIMS, "[US, EU]", "US", "PG114"),
    "f57 jurisdiction as text": (CLAIMS, "[US, EU]", '["US"]', "PG114"),
    "f58 singular": (CLAIMS, "jurisdictions:", "jurisdiction:", "PG201"),
    "f64 two risks": (CLAIMS, "risk: high", "risk: high; risk: minimal", "PG113"),
    "f65 other currency": (CLAIMS, "currency: USD", "currency: JPY", "PG303"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_understood_is_not_judged(name: str) -> None:
    base, old, new, code = REFUSED[name]
    run = checked(made(base, (old, new)))
    assert run.exit_code == 2 and all(one.review is None for one in run.cases)
    assert code in {f.code for one in run.cases for f in one.findings if f.level == "error"}


def test_an_import_that_is_missing_is_refused() -> None:
    case = 'initiative x "X" { follows house\n currency: USD; start: 2026-10; horizon: 12 months\n phase p { line l in z costs $1 } }\n'
    for text in (
        f'import "policies/house.gate"\n{case}',
        f'import "no.gate"\nruleset house "O" {{ version: "9" }}\n{case}',
    ):
        assert checked(text).exit_code == 2


FAILS = {
    "f04 earlier gate": made(BOT, (GATE, "request gate to_foundation on 2026-11-20")),
    "f09 no jurisdiction in the list": made(CLAIMS, ("[US, EU]", "[]")),
    "f10 no jurisdictions": made(CLAIMS, ("  jurisdictions: [US, EU]\n", "")),
    "f16 request of the past": made(CLAIMS, (GATE, "request gate to_scale on 2020-01-01")),
    "f35 request of the future": made(CLAIMS, (GATE, "request gate to_scale on 2200-11-20")),
    "f37 claims that nothing pays for": re.sub(
        r"(control \w+) +by \w+|\n +line \w+ +in governance .*", r"\1", TEXTS[CLAIMS]
    ),
    "f03 own gate": made(BOT, (FOLLOWS[BOT], f"{FOLLOWS[BOT]}, mine"), (GATE, "request gate go_live on 2026-11-20"), before=OWN.format(gate="go_live")),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILS)
def test_what_says_less_still_fails(name: str) -> None:
    run = checked(FAILS[name])
    assert run.exit_code == 1 and [one.review.verdict for one in run.cases if one.review] == ["fail"]


UNCHANGED = {
    "f07 no industry": ("  industry: insurance\n", ""),
    "f52 no risk": ("  risk: high\n", ""),
    "f54 a fact of its own": ("industry: insurance", "sector: insurance"),
    "f59 a jurisdiction twice": ("[US, EU]", "[US, US]"),
}


@pytest.mark.parametrize("name", UNCHANGED)
def test_a_field_that_is_left_out_drops_no_ruleset(name: str) -> None:
    whole, less = (checked(text).cases[0].review for text in (TEXTS[CLAIMS], made(CLAIMS, UNCHANGED[name])))
    assert whole is not None and less is not None
    assert less.in_force == whole.in_force and less.verdict == whole.verdict == "conditional"


# -- what the call demands -------------------------------------------------------------------------------------------------

ALL = tuple((name, "") for name in ("three_budget", "production_readiness", "financial_services"))
SHIPPED = ALL[:2]
BY_THE_CALL = {
    "f02 own ruleset": (
        made(BOT, (FOLLOWS[BOT], "follows mine"), before=OWN.format(gate="to_scale")),
        Demands(SHIPPED, gate=True),
        ["follows", "follows", "gate_other"],
    ),
    "f03 own gate": (FAILS["f03 own gate"], Demands(SHIPPED, gate=True), ["gate_other"]),
    "f06 other industry": (made(CLAIMS, ("industry: insurance", "industry: retail")), Demands(ALL), ["idle"]),
    "f30 all decided": (
        made(BOT, (GATE, DECIDED), ('owner: "Customer Care"', 'owner: "Customer Care"; sponsor: "me"')),
        Demands(SHIPPED, gate=True),
        ["gate"],
    ),
    "f32 no evidence": (evidence("no such thing"), Demands(evidence=True), ["evidence"]),
    "f33 evidence elsewhere": (evidence("../../../etc/passwd"), Demands(evidence=True), ["evidence"]),
    "f36 no request": (made(CLAIMS, (GATE, "")), Demands(gate=True), ["gate"]),
    "f61 fewer rulesets": (made(CLAIMS, (FOLLOWS[CLAIMS], "follows three_budget")), Demands(ALL), ["follows", "follows"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_THE_CALL)
def test_what_the_author_says_himself_does_not_meet_what_the_call_demands(name: str) -> None:
    text, demands, kinds = BY_THE_CALL[name]
    run = checked(text, Options(demands=demands), path="examples/t.gate")
    found = [f for one in run.cases for f in one.findings if f.code == "PG220"]
    assert run.exit_code == 1 and sorted({f.kind for f in found}) == sorted(set(kinds))
    assert all(f.level == "mandatory" and f.fails for f in found)
    assert kinds == ["evidence"] or sorted(f.kind for f in found) == sorted(kinds)


def test_what_meets_the_demands_has_no_finding(tmp_path: Path) -> None:
    files = re.findall(r'evidence "([^"]*)"', TEXTS[CLAIMS])
    for at, name in enumerate(files):  # from the case's folder or from the top of the repository
        path = tmp_path / ("" if at % 2 else "cases") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("shown\n", "utf-8")
    (tmp_path / ".git").mkdir()
    case = tmp_path / "cases" / "case.gate"
    case.write_text(TEXTS[CLAIMS], "utf-8")
    run = check_paths([case], Options(demands=Demands(ALL, True, True, ("CRO",))), workspace())
    assert run.exit_code == 0 and not [f for f in run.cases[0].findings if f.code == "PG220"]


def test_f31_a_waiver_needs_the_approval_that_the_call_names() -> None:
    own = made(CLAIMS, ('approved by "CRO"', 'approved by "the author of this file"'))
    run = checked(own, Options(demands=Demands(approvers=("CRO", "CISO"))))
    told = [f.message for f in run.cases[0].findings if (f.code, f.kind) == ("PG211", "approver")]
    assert run.exit_code == 1 and "the author of this file" in told[0] and "`CRO`" in told[0]
    assert checked(own).exit_code == 0
    assert checked(TEXTS[CLAIMS], Options(demands=Demands(approvers=("CRO",)))).exit_code == 0


def test_f34_the_day_of_the_call_counts() -> None:
    run = checked(TEXTS[CLAIMS], Options(as_of=(2029, 1, 1)))
    assert run.exit_code == 1 and "expired" in {f.kind for f in run.cases[0].findings if f.code == "PG211"}


HOUSE = 'ruleset house "House" { version: "1"; rule H-1 "x" mandatory { require %s } }\n'
CASE = 'initiative x "X" { follows house\n currency: USD; start: 2026-10; horizon: 12 months\n phase p { line l in z costs $1 } }\n'


def test_rules_that_change_with_the_case_have_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phasegate: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.gate").write_text(HOUSE % "no" + CASE, "utf-8")
    told = re.search(r"house 1 \(case.gate, ([0-9a-f]{12})\)", phasegate("check", "case.gate", cwd=tmp_path).stdout)
    assert told is not None
    demand = ("check", "case.gate", "--no-cache", "--follows", f"house@{told[1]}")
    assert "PG220" not in phasegate(*demand, cwd=tmp_path).stdout
    Path("case.gate").write_text(HOUSE % "yes" + CASE, "utf-8")
    assert phasegate("check", "case.gate", "--no-cache", cwd=tmp_path).returncode == 0
    done = phasegate(*demand, cwd=tmp_path)
    assert done.returncode == 1 and f"not {told[1]}" in done.stdout


def test_a_call_cannot_take_back_what_its_environment_demands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phasegate: Run
) -> None:
    (tmp_path / "case.gate").write_text(BY_THE_CALL["f02 own ruleset"][0], "utf-8")
    call = ("check", "case.gate", "--follows", "production_readiness")
    monkeypatch.setenv("PHASEGATE_FOLLOWS", "three_budget")
    monkeypatch.setenv("PHASEGATE_REQUIRE", "gate")
    told = phasegate(*call, cwd=tmp_path).stdout
    assert told.count("PG220") == 3
    monkeypatch.setenv("PHASEGATE_APPROVED_BY", "CRO, CISO")
    assert phasegate("check", "case.gate", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("PHASEGATE_FOLLOWS", "house", "house@DIGEST"),
        ("PHASEGATE_FOLLOWS", "three_budget@xyz", "not a digest"),
        ("PHASEGATE_REQUIRE", "gates", "`gate` and `evidence` can"),
    ],
)
def test_a_demand_that_makes_no_sense_is_a_wrong_call(
    variable: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from phasegate.cli import main

    monkeypatch.setenv(variable, value)
    assert main(["check", "examples"]) == 2
    err = capsys.readouterr().err
    assert variable in err and told in err


def test_an_answer_of_the_cache_is_that_of_the_same_demands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, phasegate: Run
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "case.gate").write_text(TEXTS[CLAIMS], "utf-8")
    call = ("check", "case.gate")
    assert [phasegate(*call, cwd=tmp_path / "work").returncode for _ in range(2)] == [0, 0]
    monkeypatch.setenv("PHASEGATE_REQUIRE", "evidence")
    assert phasegate(*call, cwd=tmp_path / "work").returncode == 1
