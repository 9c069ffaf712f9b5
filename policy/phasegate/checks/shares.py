"""Findings for what is no share where a function or a lever asks for one, whatever the number of draws.

A share is looked at where each of its ranges stands at the ends of its stream: beyond these no run ever draws. How much
lies beyond 0 % to 100 % is counted in draws of its own, so that neither the finding nor its text depends on those asked
for. A sum or product that leaves them in none of these is cut off instead (`cost.engine.evaluate`): that several ranges
stand at their ends at once is no mistake of the author's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from phasegate.checks.material import Material
from phasegate.expr.constant import range_ends
from phasegate.expr.drawn import is_drawn
from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.walk import walk
from phasegate.model.case import Definition
from phasegate.model.names import find_key
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import Phrase, phrase
from phasegate_dsl.records import frozen
from phasegate_dsl.tree import Binary, Call, Expr, Name, Num

if TYPE_CHECKING:
    from phasegate.cost.engine.change import Change
    from phasegate.cost.engine.flow import Value
    from phasegate.cost.engine.model import Model

COUNTED = 1 << 16
"""Draws in which what lies beyond is counted."""
_SAID = 10
_ASKING = {name: row.shares for name, row in FUNCTIONS.items() if row.shares}
"""The functions that ask for shares, with the names of those arguments."""
_NARROW = 0.002
"""Ends that lie nearer to one another may be the same figure as they are written."""
TINY = 1e-12
"""What is beyond by less is beyond by rounding only."""


@frozen
class Asked:
    """An expression that is to be a share, the definition that holds it, and who asks for it."""

    node: Expr
    definition: Definition
    by: str
    name: str


def judge(on: Material) -> list[Finding]:
    """A finding at each share that leaves 0 % to 100 %, in the case or under one of its scenarios."""
    from phasegate.cost.engine.change import Change

    model = on.figures
    changes = [model.change, *(Change(definitions=one.changes) for one in on.case.scenarios)]
    return _first([found for change in changes for found in _of(model, change)])


def of(model: Model) -> list[Finding]:
    """The same for a model by itself, such as that of a what-if."""
    return _first(list(_of(model, model.change)))


def _first(found: list[Finding]) -> list[Finding]:
    """One finding at each place."""
    return list({(one.span.source.path, one.span.key): one for one in reversed(found) if one.span}.values())[::-1][
        :_SAID
    ]


def _of(model: Model, change: Change) -> Iterator[Finding]:
    from phasegate.cost.engine.draws import StreamEnds

    shares = [one for one in _asked(model, change) if not _surely(one, model, change)]
    if not shares:
        return
    ends = model.probe(change, StreamEnds(model.mixing))
    counted: Model | None = None
    for share in shares:
        if not _beyond(ends.part(share.definition, share.node)):
            continue
        counted = counted or model.probe(change, draws=COUNTED)
        found = _told(share, counted)
        if found is not None:
            yield found


def _asked(model: Model, change: Change) -> Iterator[Asked]:
    """Every expression that is to be a share, as the change leaves it."""
    asking: dict[int, bool] = {}
    for key, base in model.case.definitions.items():
        one = change.definitions.get(key, base)
        source = one.span.source
        if id(source) not in asking:
            asking[id(source)] = any(name in source.text for name in _ASKING)
        for node in walk(one.expr) if asking[id(source)] else ():
            if isinstance(node, Call) and (names := _ASKING.get(node.func.id)):
                named = ((arg.name.id, arg.value) for arg in node.args if isinstance(arg.name, Name))
                yield from (Asked(value, one, node.func.id, name) for name, value in named if name in names)
    for lever in model.case.levers:
        cut = change.definitions.get(lever.cut.key, lever.cut)
        yield Asked(cut.expr, cut, lever.name, "by")


def _surely(share: Asked, model: Model, change: Change) -> bool:
    """Whether it is plainly a share: a written figure or a range of shares, by itself or under a name. Most are."""
    node, holder = _meant(share, model, change)
    if isinstance(node, Num):
        return node.unit is None and 0 <= node.value <= 1
    if not isinstance(node, Binary) or not any(one.node is node and one.share for one in holder.streams):
        return False
    low, high = range_ends(node, model.scope)
    return low >= 0 and high <= 1


def _beyond(found: Value) -> float:
    """The part of the draws in which a value lies beyond 0 to 1 in some month."""
    import numpy as np

    from phasegate.cost.engine.flow import Flow

    blocks = found.blocks() if isinstance(found, Flow) else [np.atleast_2d(np.asarray(found, dtype=float))]
    outside = [~((block >= -TINY) & (block <= 1 + TINY)).all(axis=1) for block in blocks]
    return float(np.mean(np.concatenate(outside)))


def _told(share: Asked, model: Model) -> Finding | None:
    """The finding about a share that is none at the ends of its streams; none where only such a coincidence makes it so."""
    drawn = model.part(share.definition, share.node)
    part, (node, holder) = _beyond(drawn), _meant(share, model, model.change)
    direct = is_drawn(node)
    if not part and not direct:
        return None
    asked = share.definition.span.source.span(share.node.start, share.node.end)
    place = holder.span.source.span(node.start, node.end) if direct else asked
    return finding(
        "PG407",
        "drawn" if direct else "always" if part == 1 else "made",
        place,
        related=() if place.key == asked.key else (Related(asked, phrase("asked_here")),),
        text=place.one_line,
        name=share.name,
        by=share.by,
        beyond=_counted(part),
        instead=_range(drawn) if direct else _held(asked.one_line, drawn),
    )


def _counted(part: float) -> Phrase:
    """How much lies beyond, in words."""
    if part < 1 / COUNTED:
        return phrase("fewer_draws", most=COUNTED)
    return phrase("part_of_draws", share=f"{100 * part:.2g}")


def _meant(share: Asked, model: Model, change: Change) -> tuple[Expr, Definition]:
    """What a share is in the end: through names of assumptions that no phase has its own value of."""
    node, one = share.node, share.definition
    definitions = model.case.definitions
    while isinstance(node, Name):
        key = find_key(definitions, node.id, one.phase, one.key)
        if key is None or any(f"{phase.name}.{node.id}" in definitions for phase in model.case.phases):
            return share.node, share.definition
        one = change.definitions.get(key, definitions[key])
        node = one.expr
    return node, one


def _range(drawn: Value) -> str:
    """The range of shares that is nearest to a distribution: its P5 and P95, held within the whole; none where they meet."""
    import numpy as np

    from phasegate.cost.engine.stats import quantiles

    low, high = np.clip(quantiles(np.asarray(drawn)[:, 0], (0.05, 0.95)), 0.0, 1.0)
    return f"{100 * low:.3g}% to {100 * high:.3g}%" if high - low >= _NARROW else ""


def _held(text: str, drawn: Value) -> str:
    """The same expression, held within the whole."""
    from phasegate.cost.engine.flow import negative

    top = f"min(100%, {text})"
    return f"max(0%, {top})" if negative(drawn) else top
