"""A faulty example for each code, and the same corrected."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, str]] = {
    "PG100": ("line gpu compute costs $4K/mo", "line gpu in compute costs $4K/mo"),
    "PG101": ("line gpu in compute costs $4K/mo × 2", "line gpu in compute costs $4K/mo * 2"),
    "PG102": ('sponsor: "VP Operations', 'sponsor: "VP Operations"'),
    "PG103": ("sponsor: 'VP Operations'", 'sponsor: "VP Operations"'),
    "PG104": ("line gpu in compute costs $75k", "line gpu in compute costs $75K"),
    "PG105": ("line gpu in compute costs ($4K + $2K", "line gpu in compute costs ($4K + $2K)"),
    "PG106": ("assume share\u200b = 40%", "assume share = 40%"),
    "PG110": ('rule R-1 "A rule" mandatory { require count(lines) > 3 }', "line gpu in compute costs $4K/mo"),
    "PG111": ("line gpu in compute costs $4K/mo dated 2026-10-01", "line gpu in compute costs $4K/mo from 2026-10"),
    "PG112": (
        'waive TB-005 until 2027-01-31 approved by "CFO"',
        'waive TB-005 until 2027-01-31 because "the production case is due in January" approved by "CFO"',
    ),
    "PG113": (
        "line gpu in compute costs $4K/mo funds retention funds failover",
        "line gpu in compute costs $4K/mo funds retention, failover",
    ),
    "PG114": ("sponsor: 5", 'sponsor: "VP Operations"'),
    "PG115": ("line gpu in compute costs $4K/mo from 2026-13", "line gpu in compute costs $4K/mo from 2026-12"),
    "PG200": ("line gpu in compute costs csaes * $3/case", "line gpu in compute costs cases * $3/case"),
    "PG202": ("line gpu in computing costs $4K/mo", "line gpu in compute costs $4K/mo"),
    "PG204": ("line gpu in compute costs $4K/mo from skale", "line gpu in compute costs $4K/mo from scale"),
    "PG206": ("assume a = b * 2; assume b = a + 1", "assume a = b * 2; assume b = 1"),
    "PG300": ("line gpu in compute costs $5K/mo + $3K", "line gpu in compute costs $5K/mo + $3K/mo"),
    "PG301": ("line gpu in compute costs 5 user", "line gpu in compute costs 5 user * $20/user/mo"),
    "PG302": ("line gpu in compute costs $30K/mo to $50K/mo", "line gpu in compute costs $30K to $50K/mo"),
    "PG303": (
        "line gpu in compute costs €5K/mo",
        'fx EUR = 1.08 USD source "treasury, Sep 2026"; line gpu in compute costs €5K/mo',
    ),
    "PG305": ('assume share = "40%"', "assume share = 40%"),
    "PG306": ("line gpu in compute costs $30K..$50K", "line gpu in compute costs $30K to $50K"),
    "PG307": ("assume share = ramp(5%, 90%)", "assume share = ramp(5%, 90%, over: 12 months)"),
    "PG308": ("assume share = 60% to 20%", "assume share = 20% to 60%"),
    "PG309": (
        "assume a = 1 to 2 case; correlate cases with a at 3",
        "assume a = 1 to 2 case; correlate cases with a at 0.3",
    ),
    "PG311": (
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-opus-4.5", input)',
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-opus-4-5", input)',
    ),
    "PG312": (
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-3-haiku", batch)',
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-3-haiku", input)',
    ),
    "PG400": (
        "assume none = 0 case/mo; line gpu in compute costs $4K/mo * cases / none",
        "line gpu in compute costs $4K/mo * cases / (1_000 case/mo)",
    ),
    "PG407": (
        "assume hit = normal(mean: 80%, sd: 20%); line gpu in compute costs cached($4K/mo, hit: hit, read: 10%, write: 125%)",
        "assume hit = 47% to 100%; line gpu in compute costs cached($4K/mo, hit: hit, read: 10%, write: 125%)",
    ),
    "PG401": ("line gpu in compute costs -$4K/mo", "value saved = $4K/mo"),
}
"""A faulty example and the same corrected, as statements of a business case; `explain` shows them."""
