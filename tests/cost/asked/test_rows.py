"""The forecast as rows: it foots, no cell is a formula, and it lies beside a bill in FOCUS shape."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phasegate.cost.engine.months import monthly
from phasegate.cost.figures.rows import rows
from phasegate.report import csvrows, focus
from tests.conftest import ROOT, Run
from tests.cost.asked.cases import EXAMPLES, case, example_world, world

CLAIMS = "examples/claims-copilot.gate"
DATA = ROOT.parent / "shared" / "data" / "focus"


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_rows_are_the_months_of_the_model(path: Path) -> None:
    model = example_world(path.stem).model
    found = rows(model)
    by_month = np.asarray(monthly(model, model.recurring + model.once)).mean(axis=0)
    for month in range(len(by_month)):
        here = [r.cost.mean for r in found if (r.year, r.month) == model.grid.calendar(month)]
        assert sum(here) == pytest.approx(by_month[month], abs=1e-6)
    for phase in model.case.phases:
        mine = sum(r.cost.mean for r in found if r.phase == phase.name)
        assert mine == pytest.approx(float(model.phase_cost(phase).mean()))
    keys = [(r.year, r.month, r.phase, r.line.key) for r in found]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
@pytest.mark.parametrize("form", ["csv", "focus"])
def test_the_means_add_up_to_the_cent(phasegate: Run, path: Path, form: str) -> None:
    done = phasegate("cost", path, "--format", form)
    column = "mean" if form == "csv" else "BilledCost"
    total = sum(Decimal(r[column]) for r in read(done.stdout))
    assert abs(float(total) - float(example_world(path.stem).model.cost.mean())) <= 0.0051


@pytest.mark.slow
def test_the_same_call_gives_the_same_bytes(process: Run) -> None:
    for words in (("--format", "csv"), ("--format", "focus"), ("--tornado",), ("--scenario", "all")):
        one, other = (process("cost", CLAIMS, *words, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
        assert one == other and one


HOSTILE = "=cmd|' /C calc'!A0"


def test_no_cell_is_a_formula(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    body = f'assume n = 1 to 2 case/mo source "{HOSTILE}"\n'
    body += 'line x "@SUM(A1)" in compute costs n * $1K/case { vendor: "+1+1"; owner: "-2" }'
    path.write_text(case(body).replace('"T"', f'"{HOSTILE}"'))
    for words in (("--format", "csv"), ("--format", "focus"), ("--tornado", "--format", "csv")):
        done = phasegate("cost", path, *words)
        assert done.returncode == 0, done.stderr
        for cell in (c for row in csv.reader(io.StringIO(done.stdout)) for c in row):
            assert cell[:1] not in "=+@" or not cell, cell
            assert not cell.startswith("-") or float(cell) < 0
    found = read(phasegate("cost", path, "--format", "focus").stdout)[0]
    assert found["ProviderName"] == "'+1+1" and found["ServiceName"] == "'@SUM(A1)"
    assert found["SubAccountName"] == f"'{HOSTILE}" and json.loads(found["Tags"])["owner"] == "-2"


@settings(max_examples=200)
@given(st.text(max_size=20))
def test_any_text_is_one_safe_cell(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csvrows.table(["a"], [[text]]).split("\n", 1)[1]) if text else [""])
    if row:
        assert row[0].lstrip()[:1] not in "=+-@＝＋－＠" or not row[0].strip()
        assert not any(ord(c) < 32 for c in row[0])


@settings(max_examples=200)
@given(st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_come_back(value: float) -> None:
    shown = csvrows.cell(value)
    if value != value or abs(value) == float("inf"):
        assert shown == ""
    else:
        assert "e" not in shown and float(shown) == pytest.approx(value, rel=1e-11, abs=1e-17)


def test_a_focus_row_is_a_charge_of_its_month(phasegate: Run) -> None:
    found = read(phasegate("cost", CLAIMS, "--format", "focus").stdout)
    for row in found:
        assert row["BillingPeriodStart"] == row["ChargePeriodStart"] < row["ChargePeriodEnd"] == row["BillingPeriodEnd"]
        assert row["BilledCost"] == row["EffectiveCost"] == row["ListCost"] == row["ContractedCost"]
        assert row["ChargeFrequency"] == "Usage-Based" or row["ChargeCategory"] == "Purchase"
        tags = json.loads(row["Tags"])
        assert tags["initiative"] == "claims_copilot" and tags["phase"] == row["x_Phase"]
    starts = {r["ChargePeriodStart"] for r in found}
    ends = {r["ChargePeriodEnd"] for r in found}
    assert starts - ends == {"2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z"}, "nothing is paid in April 2026"
    assert ends - starts == {"2026-04-01T00:00:00Z", "2029-03-01T00:00:00Z"}, "half-open: the end is the next start"
    migration = [r for r in found if r["x_Line"] == "scale.migration"]
    assert [(r["x_Expenditure"], r["ChargeFrequency"], r["BilledCost"]) for r in migration] == [
        ("capex", "One-Time", "90000.00")
    ]


def test_charges_of_one_scenario(phasegate: Run) -> None:
    base, worse = (
        read(phasegate("cost", CLAIMS, "--format", "focus", *words).stdout)
        for words in ((), ("--scenario", "downside"))
    )
    assert {r["x_Scenario"] for r in worse} == {"downside"} and len(base) == len(worse)
    assert sum(Decimal(r["BilledCost"]) for r in worse) > sum(Decimal(r["BilledCost"]) for r in base)


def _model() -> dict[str, dict[str, object]]:
    path = DATA / "focus_1_4_model.json"
    if not path.is_file():
        pytest.skip("the FOCUS model is not here")
    columns: dict[str, dict[str, object]] = json.loads(path.read_text("utf-8"))["datasets"]["Cost and Usage"]["columns"]
    return columns


RENAMED = {"ProviderName", "PublisherName"}
"""Mandatory up to FOCUS 1.2, deprecated in 1.3, gone in 1.4."""
LATER = {"ServiceProviderName", "HostProviderName"}
"""What 1.3 has in their place."""


def test_rows_keep_to_the_model_of_focus(phasegate: Run) -> None:
    columns = _model()
    own = {c for c in focus.HEAD if not c.startswith("x_")}
    assert own - RENAMED <= set(columns)
    mandatory = {name for name, c in columns.items() if c["feature_level"] == "Mandatory"}
    assert mandatory - LATER <= own
    for path in EXAMPLES:
        for row in read(phasegate("cost", path, "--format", "focus").stdout):
            for name in own - RENAMED:
                allowed, value = columns[name]["allowed_values"], row[name]
                assert value or columns[name]["allows_nulls"], name
                assert not value or not isinstance(allowed, list) or value in allowed, (name, value)


def test_every_service_is_one_that_focus_knows() -> None:
    columns = _model()
    for group, subgroup in [*focus.SERVICES.values(), focus.OTHER]:
        assert group in columns["ServiceCategory"]["allowed_values"]  # type: ignore[operator]
        assert subgroup in columns["ServiceSubcategory"]["allowed_values"]  # type: ignore[operator]


@pytest.mark.parametrize("bill", ["focus_sample_1.0.csv", "focus_1_3_cost_and_usage_azure.csv"])
def test_the_forecast_loads_beside_a_bill(phasegate: Run, bill: str) -> None:
    path = DATA / bill
    if not path.is_file():
        pytest.skip("the bill is not here")
    with path.open(encoding="utf-8-sig", newline="") as file:
        billed = list(csv.DictReader(file))
    found = read(phasegate("cost", CLAIMS, "--format", "focus").stdout)
    shared = [c for c in focus.HEAD if c in billed[0]]
    missing = {c for c in focus.HEAD if c not in billed[0] and not c.startswith("x_")}
    assert missing <= {"ServiceSubcategory"}, "a column that came with 1.1"
    together = [{c: row[c] for c in shared} for row in (*billed, *found)]
    by_month: dict[str, Decimal] = {}
    for row in together:
        month = row["ChargePeriodStart"][:7]
        by_month[month] = by_month.get(month, Decimal()) + Decimal(row["EffectiveCost"])
        assert row["Tags"] in ("", "NULL") or isinstance(json.loads(row["Tags"]), dict)
    wanted = sum(Decimal(r["EffectiveCost"]) for r in found) + sum(Decimal(r["EffectiveCost"]) for r in billed)
    assert sum(by_month.values()) == wanted and {"2026-03", "2029-02"} <= set(by_month)


def test_several_cases_of_a_file_are_one_table(phasegate: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.gate"
    one = case("line x in compute costs $1K/mo")
    path.write_text(one + one.replace("initiative t", "initiative u"))
    found = read(phasegate("cost", path, "--format", "csv").stdout)
    assert [r["initiative"] for r in found] == ["t"] * 12 + ["u"] * 12
    assert phasegate("cost", path, "--tornado", "--format", "json").returncode == 0
    done = phasegate("curve", path, "--over", "n", "--format", "svg")
    assert done.returncode == 2


def test_a_line_costs_nothing_outside_of_its_time() -> None:
    model = world(
        case("line x in compute costs $1K/mo from 2026-12 until 2027-01\nline y in labor costs $7 { at: 2027-02 }")
    ).model
    assert [(r.line.name, r.month, r.cost.mean) for r in rows(model)] == [("x", 12, 1000), ("x", 1, 1000), ("y", 2, 7)]
