"""The note about a price that is written twice as a range: it is drawn twice, as if it were two quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from phasegate.checks.material import Material
from phasegate.expr.walk import walk
from phasegate.model.case import ROWS, Definition, Stream
from phasegate.units import CURRENCIES
from phasegate_dsl.finding import Finding, Related, finding
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.source import Span
from phasegate_dsl.tree import Expr, Name, Num


def judge(on: Material) -> list[Finding]:
    """A note at the second place of each price, with the first beside it."""
    first: dict[str, tuple[str, Span]] = {}
    found: dict[str, Finding] = {}
    for one, stream in _prices(on.case.definitions.values()):
        span = one.span.source.span(stream.node.start, stream.node.end)
        written = span.one_line
        key, place = first.setdefault(written, (one.key, span))
        if key != one.key and written not in found:
            related = (Related(place, phrase("given_first")),)
            found[written] = finding("PG217", "twice", span, written=written, related=related)
    return list(found.values())


def _prices(definitions: Iterable[Definition]) -> Iterator[tuple[Definition, Stream]]:
    """The ranges of money in priced rows, in the order of the text."""
    lines = [one for one in definitions if one.kind in ROWS]
    for one in sorted(lines, key=lambda each: each.span.key):
        yield from ((one, stream) for stream in one.streams if any(map(_money, walk(stream.node))))


def _money(node: Expr) -> bool:
    """Whether a part of an expression is an amount of money."""
    if isinstance(node, Num):
        return node.mark not in ("", "%") or (node.unit is not None and node.unit.id in CURRENCIES)
    return isinstance(node, Name) and node.id in CURRENCIES
