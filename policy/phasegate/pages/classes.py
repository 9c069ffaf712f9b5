"""The reference classes as a page, `docs/classes.md`, and as `phasegate explain CLASS` shows one.

`python -m phasegate.pages.classes` writes the page; a test holds it against the table.
"""

from __future__ import annotations

from phasegate.classes.table import DEFAULT, ReferenceClass, classes
from phasegate.data import checkout
from phasegate.numbers import percent

PAGE = checkout("docs", "classes.md")
SHOWN = (5, 10, 25, 50, 75, 80, 90, 95)
_INTRO = f"""# Reference classes

How wrong are forecasts really? A reference class holds what comparable programmes came to cost, divided by what was
planned. `phasegate cost` and the packet show the case's own P50, P80 and P90 beside its P50 with the ratios of its class
("as history would have it"), how many of the class came within 15, 10 and 5 % of the plan, and its tail: the mean, the P95 and
the largest. `phasegate check` says so when the case is more certain than its class: its P90 lies less far above its P50 (PG320,
advisory: it changes no verdict), and it sets aside no contingency that reaches the P80 of the class.

A middle says little about programmes that went wrong. Half of these came in near their plan, and the mean is far above the
middle where a few cost many times theirs. All classes are self-reported, so a class whose figures are below the case's own is
no reason to ask for less; wherever one is, it is said.

A case names its class with `reference_class: uk_major_projects`; one that names none is held against `{DEFAULT}`.
The figures are derived from published data by `python -m phasegate.classes.derive`; the data itself is not part of
Phasegate. Nothing is fitted: percentiles are those of the programmes.
"""
_OUTRO = """
## What they can not say

None of these programmes is an AI programme of today, and all are of governments, which publish. They are reports, not
audits; programmes that were stopped tell nothing; a year's change is less than that of a whole programme. A class says
how far others were from their plans, not how far this case will be: it is a question to the author, not an answer.

Contains public sector information licensed under the Open Government Licence v3.0.
"""


def page() -> str:
    """The whole page."""
    found = list(classes().values())
    spread = ["mean", "largest", "P90 / P50"]
    head = ["class", "programmes", *(f"P{s}" for s in SHOWN), *spread, "within 15 %", "10 %", "5 %", "self-reported"]
    rows = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    rows += ["| " + " | ".join([f"`{one.name}`", f"{one.n:,}", *_figures(one)]) + " |" for one in found]
    parts = [_INTRO, "\n".join(rows)]
    for one in found:
        parts.append(f"\n## `{one.name}`\n\n{one.title}: {one.ratio}. {one.caution}\n\n{_made(one)}")
    return "\n".join(parts) + "\n" + _OUTRO


def _figures(one: ReferenceClass) -> list[str]:
    shown = [f"{one.percentiles[f'p{s}']:.2f}" for s in SHOWN]
    tail = (f"{one.mean:.2f}", f"{one.largest:.1f}", f"{one.spread:.2f}")
    within = (percent(one.within[f"{w}%"]) for w in (15, 10, 5))
    return [*shown, *tail, *within, "yes" if one.self_reported else "no"]


def _made(one: ReferenceClass) -> str:
    left = ", ".join(f"{count:,} ({why})" for why, count in one.left_out.items())
    return f"Source: {one.citation}, {one.source['url']}. Left out: {left or 'nothing'}."


def text(name: str) -> str:
    """One class for a terminal; raises `KeyError` for a name that is none."""
    one = classes()[name]
    spread = ["mean", "largest", "P90 / P50"]
    labels = [*(f"P{s}" for s in SHOWN), *spread, "within 15 %", "within 10 %", "within 5 %", "self-reported"]
    figures = "\n".join(f"  {label:14}{figure:>8}" for label, figure in zip(labels, _figures(one), strict=True))
    return f"{one.name}  reference class\n\n{one.title} ({one.n:,}): {one.ratio}.\n\n{figures}\n\n{one.caution}\n\n{_made(one)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
