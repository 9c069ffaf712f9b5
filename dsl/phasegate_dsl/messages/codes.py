"""The level of every code of the checker itself; rules of rulesets carry their own ids and levels."""

from __future__ import annotations

_ADVISORY = (
    "PG210", "PG211", "PG212", "PG215", "PG216", "PG217", "PG310", "PG314", "PG315", "PG316", "PG319", "PG320", "PG600", "PG605", "PG606", "PG607", "PG609", "PG910",
)  # fmt: skip
_MANDATORY = ("PG220", "PG601", "PG602", "PG603", "PG604", "PG608")
LEVELS = {**dict.fromkeys(_ADVISORY, "advisory"), **dict.fromkeys(_MANDATORY, "mandatory")}
"""Codes whose findings are not errors."""

RULE = "rule"
"""Where the texts of rules' findings stand: their codes are the ids of the rules."""

SITE = "https://phasegate.dev"
"""Where the pages of codes and rules are published."""


def level(code: str) -> str:
    """The usual level of a code's findings: `error` is input that cannot be read or makes no sense."""
    return LEVELS.get(code, "error")


def page(code: str) -> str:
    """The address of the page of a code or of a rule, by its id."""
    return f"{SITE}/{'codes' if code.startswith('PG') else 'rules'}/{code}"
