"""What lint found in rulesets, for a terminal."""

from __future__ import annotations

from phasegate.numbers import plural
from phasegate.report.excerpt import Lines
from phasegate.report.paint import Paint
from phasegate.report.text import finding
from phasegate.results.answers.rulesets import LintReport


def text(found: LintReport, paint: Paint) -> str:
    """Each finding with its place, then how many there are."""
    source = Lines(found.excerpts)
    lines = [finding(one, source, paint) for one in found.findings]
    told = f"{plural(len(found.rulesets), 'ruleset')}, {plural(len(found.findings), 'finding', zero='no')}"
    lines.append(paint(told, "red" if found.exit_code else "green", "bold"))
    return "\n".join(lines) + "\n"
