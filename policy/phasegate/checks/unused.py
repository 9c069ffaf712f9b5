"""The note about assumptions that nothing uses: they change no figure, whatever they say."""

from __future__ import annotations

from phasegate.checks.material import Material
from phasegate_dsl.finding import Finding, finding


def judge(on: Material) -> list[Finding]:
    """A note at each assumption that no line, role, value, metric, lever, option or scenario rests on."""
    from phasegate.cost.figures.inputs import reach

    model = on.figures
    ends = [key for key, one in on.case.definitions.items() if one.kind not in ("assumption", "fx")]
    used = set(reach(model, ends))
    return [
        finding("PG216", "unused", one.span, name=one.key)
        for one in on.case.assumptions()
        if one.key not in used and not one.home
    ]
