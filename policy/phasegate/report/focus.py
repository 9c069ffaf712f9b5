"""The forecast in the shape of a bill: monthly rows with the columns of FOCUS 1.2, percentiles in `x_` columns.

A row is one line in one month of one phase. Costs are the means of the forecast: cash in the month in which it is paid,
so billed and effective cost are the same and no discount is assumed. Percentiles of rows do not add up; means do.
"""

from __future__ import annotations

import json

from phasegate import numbers
from phasegate.numbers.machine import amount
from phasegate.report.csvrows import Cell, WrittenAmount
from phasegate.results.answers.rows import ForecastRow, Item, Rows

VERSION = "1.2"
HEAD = (
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


def charge(item: Item) -> tuple[str, str]:
    """Charge category and frequency: what varies is usage, what is fixed is bought each month, a one-off once."""
    if not item.recurring:
        return "Purchase", "One-Time"
    return ("Usage", "Usage-Based") if item.usage else ("Purchase", "Recurring")


def rows(found: Rows) -> list[list[Cell]]:
    """A row for each line in each month of a phase, in the order of `HEAD`."""
    made = [_row(found, row) for row in found.rows]
    return [[one[column] for column in HEAD] for one in made]


def _row(found: Rows, row: ForecastRow) -> dict[str, Cell]:
    item, mean = row.item, WrittenAmount(amount(row.cost.mean))
    category, frequency = charge(item)
    group, subgroup = service(item.category)
    start, end = _month(row.year, row.month), _month(row.year + row.month // 12, row.month % 12 + 1)
    return {
        **dict.fromkeys(("BilledCost", "EffectiveCost", "ListCost", "ContractedCost"), mean),
        **dict.fromkeys(("BillingPeriodStart", "ChargePeriodStart"), start),
        **dict.fromkeys(("BillingPeriodEnd", "ChargePeriodEnd"), end),
        **dict.fromkeys(("ProviderName", "PublisherName", "InvoiceIssuerName"), _vendor(item)),
        **{f"x_P{at}": WrittenAmount(amount(getattr(row.cost, f"p{at}"))) for at in (10, 50, 80, 90)},
        "BillingAccountId": "forecast",
        "BillingAccountName": "Forecast by Phasegate",
        "BillingCurrency": found.currency,
        "ChargeCategory": category,
        "ChargeClass": None,
        "ChargeDescription": f"Forecast of {item.title}",
        "ChargeFrequency": frequency,
        "PricingQuantity": 1,
        "PricingUnit": "Months" if item.recurring else "Count",
        "ServiceCategory": group,
        "ServiceName": item.title,
        "ServiceSubcategory": subgroup,
        "SubAccountId": found.initiative,
        "SubAccountName": found.title,
        "Tags": _tags(found, row),
        "x_Expenditure": "capex" if item.capital else "opex",
        "x_Line": item.key,
        "x_Phase": row.phase,
        "x_Scenario": found.scenario,
    }


def _vendor(item: Item) -> str:
    """Who is paid: the case's own people where it is staff."""
    return item.vendor or (INTERNAL if item.staff or item.category == "labor" else UNNAMED)


def _tags(found: Rows, row: ForecastRow) -> str:
    item = row.item
    tags = {"category": item.category, "initiative": found.initiative, "line": item.name, "phase": row.phase}
    return json.dumps({**tags, "owner": item.owner} if item.owner else tags, sort_keys=True)


def _month(year: int, month: int) -> str:
    """The first moment of a month; a period runs up to, not including, the next one."""
    return f"{numbers.iso_month(year, month)}-01T00:00:00Z"
