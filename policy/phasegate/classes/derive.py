"""`python -m phasegate.classes.derive FOLDER`: the table of reference classes from the raw data, which is not part of Phasegate.

FOLDER holds `us_it_dashboard/Projects_Data.csv` and `uk_gmpp_2023/GMPP_…_March_2023.csv`. Every row that is left out is
counted with its reason; percentiles interpolate between neighbours.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("classes.json")
US = "us_it_dashboard/Projects_Data.csv"
UK = "uk_gmpp_2023/GMPP_Government_Major_Projects_Portofolio_AR_Data_March_2023.csv"
SHARES = tuple(range(5, 100, 5))
_WHOLE_LIFE = re.compile(
    r"Whole Life Cost at 22/23-Q4 (?:(?:increased|decreased) from ([\d,.]+?)m\.? to ([\d,.]+?)m|(remained) at)"
)
_US_SOURCE = {
    "title": "IT Dashboard, projects of major IT investments, 2012",
    "publisher": "US Office of Management and Budget",
    "licence": "US Government work",
    "url": "https://www.itdashboard.gov",
}
_UK_SOURCE = {
    "title": "Government Major Projects Portfolio data, March 2023",
    "publisher": "UK Infrastructure and Projects Authority",
    "licence": "Open Government Licence v3.0",
    "url": "https://www.gov.uk/government/publications/infrastructure-and-projects-authority-annual-report-2022-23",
}
Ratios = tuple[list[float], Counter[str]]


def derive(folder: Path) -> dict[str, Any]:
    """The whole table."""
    us, uk = _rows(folder / US), _rows(folder / UK)
    planned, outturn = _named(us, "Planned Cost ($ M)"), _named(us, "Projected/Actual Cost ($ M)")
    baseline, forecast = _named(uk, "Financial Year Baseline"), _named(uk, "Financial Year Forecast")
    narrative = _named(uk, "Departmental Narrative on Budgeted Whole Life Costs")
    every = _ratios(us, lambda row: _pair(row, planned, outturn, least=0.0, above=True))
    moved: Ratios = ([r for r in every[0] if r != 1.0], every[1] + Counter({"exactly as planned": every[0].count(1.0)}))
    return {
        "us_federal_it": _described(
            "US federal IT projects whose cost moved",
            "projected or actual cost to planned cost",
            "Reported by the agencies themselves, some before the end. Half of all reports say exactly what was planned; "
            "they are left out here, and counted in us_federal_it_all.",
            moved, _US_SOURCE,
        ),
        "us_federal_it_all": _described(
            "US federal IT projects, all",
            "projected or actual cost to planned cost",
            "Reported by the agencies themselves, some before the end; half of the reports say exactly what was planned.",
            every, _US_SOURCE,
        ),
        "uk_major_projects": _described(
            "UK government major projects, whole-life cost in one year",
            "whole-life cost of March 2023 to that of March 2022",
            "The change within one year of programmes that run for many, as the departments tell it: what history adds "
            "over a whole programme is more.",
            _ratios(uk, lambda row: _whole_life(row[narrative])), _UK_SOURCE,
        ),
        "uk_major_budgets": _described(
            "UK government major projects, budget of a year",
            "forecast of the financial year to its baseline",
            "Year-end forecasts, mostly below the baseline: slow programmes spend less in a year and more in all.",
            _ratios(uk, lambda row: _pair(row, baseline, forecast, least=0.0, above=False)), _UK_SOURCE,
        ),
    }  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def _named(rows: list[dict[str, str]], start: str) -> str:
    return next(name for name in rows[0] if name.startswith(start))


def _ratios(rows: list[dict[str, str]], read: Callable[[dict[str, str]], float | str]) -> Ratios:
    found: list[float] = []
    left_out: Counter[str] = Counter()
    for row in rows:
        ratio = read(row)
        if isinstance(ratio, str):
            left_out[ratio] += 1
        else:
            found.append(ratio)
    return found, left_out


def _pair(row: dict[str, str], plan: str, outturn: str, *, least: float, above: bool) -> float | str:
    a, b = _number(row[plan]), _number(row[outturn])
    if a is None or b is None:
        return "a figure is missing"
    if a <= 0:
        return "the plan is zero"
    if b < least or (above and b == least):
        return "the outturn is zero"
    return b / a


def _whole_life(text: str) -> float | str:
    match = _WHOLE_LIFE.search(text)
    if match is None:
        return "no two years to compare, or exempt from publication"
    if match[3]:
        return 1.0
    a, b = (_number(part.rstrip(".")) for part in match.group(1, 2))
    return b / a if a and b is not None else "the plan is zero"


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _described(title: str, ratio: str, caution: str, found: Ratios, source: dict[str, str]) -> dict[str, Any]:
    """One class; all of them are told by those who run the programmes, so that all are self-reported."""
    ratios, left_out = sorted(found[0]), found[1]
    far = [r for r in ratios if r > 1.5]
    return {
        "title": title,
        "ratio": ratio,
        "caution": caution,
        "source": source,
        "n": len(ratios),
        "left_out": dict(sorted(left_out.items())),
        "percentiles": {f"p{share}": round(quantile(ratios, share / 100), 4) for share in SHARES},
        "within": {f"{w}%": round(_part(ratios, lambda r, w=w: abs(r - 1) <= w / 100 + 1e-12), 4) for w in (5, 10, 15)},  # type: ignore[misc]
        "mean": round(sum(ratios) / len(ratios), 4),
        "largest": round(ratios[-1], 2),
        "self_reported": True,
        "exactly_as_planned": round(_part(ratios, lambda r: r == 1.0), 4),
        "above_150%": {
            "share": round(len(far) / len(ratios), 4),
            "mean": round(sum(far) / len(far), 2) if far else None,
        },
    }


def _part(ratios: list[float], holds: Callable[[float], bool]) -> float:
    return sum(map(holds, ratios)) / len(ratios)


def quantile(ordered: list[float], share: float) -> float:
    """A quantile of sorted numbers, between its two neighbours."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def render(table: dict[str, Any]) -> str:
    """The table as text, a line for each part of a class."""
    return json.dumps(table, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render(derive(Path(sys.argv[1]))), "utf-8")
