"""What judged a case: each ruleset with its version, where it is from and the digest of its text."""

from __future__ import annotations

import textwrap

from phasegate.report.excerpt import WIDTH
from phasegate.report.paint import safe
from phasegate.results.parts.identity import Ruleset


def under(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Lines that name the rulesets in force."""
    told = [f"{one.name} {safe(one.version)}".rstrip() + f" ({_from(one)})" for one in rulesets]
    text = f"under {', '.join(told) or 'no ruleset'}"
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


def _from(one: Ruleset) -> str:
    return f"{safe(one.path) if one.path else 'shipped'}, {one.digest}"
