"""The forecast in the shape of a bill: monthly rows with the columns of FOCUS 1.2, percentiles in `x_` columns.

A row is one line in one month of one phase. Costs are the means of the forecast: cash in the month in which it is paid,
so billed and effective cost are the same and no discount is assumed. Percentiles of rows do not add up; means do.
"""

from __future__ import annotations

import json

from phasegate import numbers as figures
from phasegate.cost.engine.model import Model
from phasegate.cost.figures.rows import Row, rows
from phasegate.model.case import Line
from phasegate.numbers.machine import cents
from phasegate.report.csvrows import Cell, Money

VERSION = "1.2"
COLUMNS = (
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
    "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart",
    "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit",
    "ProviderName", "PublisherName", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SubAccountId",
    "SubAccountName", "Tags", "x_Expenditure", "x_Line", "x_P10", "x_P50", "x_P80", "x_P90", "x_Phase", "x_Scenario",
)  # fmt: skip

SERVICES = {
    "compute": ("AI and Machine Learning", "Generative AI"),
    "model_management": ("AI and Machine Learning", "Machine Learning"),
    "continuous_improvement": ("AI and Machine Learning", "Other (AI and Machine Learning)"),
    "infrastructure": ("Compute", "Other (Compute)"),
    "redundancy": ("Compute", "Other (Compute)"),
    "data_operations": ("Analytics", "Data Processing"),
    "security": ("Security", "Other (Security)"),
    "governance": ("Management and Governance", "Compliance"),
    "observability": ("Management and Governance", "Observability"),
    "incident_response": ("Management and Governance", "Other (Management and Governance)"),
}
"""FOCUS service category and subcategory of a category of the shipped rulesets."""
OTHER = ("Other", "Other (Other)")
INTERNAL, UNNAMED = "Internal", "Not named"


def service(category: str) -> tuple[str, str]:
    """Service category and subcategory of a category; one that FOCUS does not know is `Other`."""
    return SERVICES.get(category, OTHER)


def charge(line: Line) -> tuple[str, str]:
    """Charge category and frequency: what varies is usage, what is fixed is bought each month, a one-off once."""
    if not line.recurring:
        return "Purchase", "One-Time"
    varies = line.definition.uncertain or line.definition.varies
    return ("Usage", "Usage-Based") if varies else ("Purchase", "Recurring")


def monthly(model: Model, scenario: str) -> list[list[Cell]]:
    """A row for each line in each month of a phase, in the order of `COLUMNS`."""
    found = rows(model)
    means = figures.foot([row.cost.mean for row in found], 0.01)
    made = [_row(model, row, Money(cents(mean)), scenario) for row, mean in zip(found, means, strict=True)]
    return [[one[column] for column in COLUMNS] for one in made]


def _row(model: Model, row: Row, mean: Money, scenario: str) -> dict[str, Cell]:
    case, line = model.case, row.line
    category, frequency = charge(line)
    group, subgroup = service(line.category)
    vendor = line.vendor or (INTERNAL if line.role or line.category == "labor" else UNNAMED)
    tags = {"category": line.category, "initiative": case.name, "line": line.name, "phase": row.phase}
    if line.owner:
        tags["owner"] = line.owner
    start, end = _month(row.year, row.month), _month(row.year + row.month // 12, row.month % 12 + 1)
    percentiles = {f"x_P{n}": Money(cents(getattr(row.cost, f"p{n}"))) for n in (10, 50, 80, 90)}
    return {
        **dict.fromkeys(("BilledCost", "EffectiveCost", "ListCost", "ContractedCost"), mean),
        **dict.fromkeys(("BillingPeriodStart", "ChargePeriodStart"), start),
        **dict.fromkeys(("BillingPeriodEnd", "ChargePeriodEnd"), end),
        **dict.fromkeys(("ProviderName", "PublisherName", "InvoiceIssuerName"), vendor),
        **percentiles,
        "BillingAccountId": "forecast",
        "BillingAccountName": "Forecast by Phasegate",
        "BillingCurrency": case.currency,
        "ChargeCategory": category,
        "ChargeClass": None,
        "ChargeDescription": f"Forecast of {line.title}",
        "ChargeFrequency": frequency,
        "PricingQuantity": 1,
        "PricingUnit": "Months" if line.recurring else "Count",
        "ServiceCategory": group,
        "ServiceName": line.title,
        "ServiceSubcategory": subgroup,
        "SubAccountId": case.name,
        "SubAccountName": case.title,
        "Tags": json.dumps(tags, sort_keys=True),
        "x_Expenditure": "opex" if line.capitalized is None else "capex",
        "x_Line": line.key,
        "x_Phase": row.phase,
        "x_Scenario": scenario,
    }


def _month(year: int, month: int) -> str:
    """The first moment of a month; a period runs up to, not including, the next one."""
    return f"{figures.iso_month(year, month)}-01T00:00:00Z"
