"""The assumptions register, and how the figures were made."""

from __future__ import annotations

import hashlib
from pathlib import Path

from phasegate import __version__
from phasegate.cost.figures.prices import paid
from phasegate.data import rulesets_dir
from phasegate.model.case import Definition
from phasegate.numbers.machine import price
from phasegate.packet.filling.common import Desk, at_share, written
from phasegate.packet.filling.units import unit_of
from phasegate.packet.filling.value import discount
from phasegate.packet.view_control import Assumption, InputFile, Method
from phasegate.report.prices import origins
from phasegate.results.ask.prices import listed
from phasegate.rules import facts


def assumptions(desk: Desk) -> tuple[Assumption, ...]:
    """Every assumption in the order in which it is written, a phase's override with its phase."""
    return tuple(_assumption(desk, one) for one in desk.case.assumptions())


def _assumption(desk: Desk, one: Definition) -> Assumption:
    get, unit = facts.assumption(desk.subject, one).get, unit_of(desk, one)
    values = desk.model.column(one.key)
    p10, p50, p90 = (unit.text(at_share(values, share)) for share in (0.1, 0.5, 0.9))
    base = desk.case.definitions.get(one.name) if one.phase else None
    return Assumption(
        name=f"{one.name} (in {one.phase})" if one.phase else one.name,
        expression=written(one),
        p10=p10,
        p50=p50,
        p90=p90,
        unit=unit.name,
        source=one.source or (base.source if base else ""),
        point=not (get("range") or get("derived") or get("planned")),
        derived=bool(get("derived")),
        planned=bool(get("planned")),
    )


def method(desk: Desk) -> Method:
    """Enough to make the figures again."""
    return Method(
        seed=desk.model.seed,
        draws=desk.model.draws,
        version=__version__,
        conventions=_conventions(desk),
        limits=_limits(desk),
        inputs=_inputs(desk),
    )


def _conventions(desk: Desk) -> tuple[str, ...]:
    return (
        f"Money is nominal {desk.currency}. A year is twelve months; a yearly price is paid in twelve equal parts.",
        "One-off cost is paid in the first month of its phase unless the case dates it; capital cost is counted when it "
        "is paid, not when it is written off.",
        "Ranges `a to b` are 90% intervals: lognormal where both ends are positive, else normal.",
        "Run cost is recurring cost, the mean of a phase’s last twelve months. Assumptions that vary over time are "
        "shown by their mean over the last twelve months.",
        "Means add up and percentiles do not: tables that foot show means, and each percentile is read from the draws "
        "of its own figure.",
        f"Present values are discounted at {discount(desk)}, each month’s flow from the middle of its month.",
        "Levers are not in the forecast. The governance tax is shown beside the case’s cost and is not part of it.",
        *_prices(desk),
    )


def _prices(desk: Desk) -> tuple[str, ...]:
    """Which price list the prices of models are from, and what it says of those that the case pays."""
    book = desk.model.scope.prices.opened
    used = paid(desk.case) if book is not None else []
    if book is None or not used:
        return ()
    shown = [f"`{name}` {kind.replace('_', ' ')} {price(book.models[name].prices[kind])}" for name, kind in used]
    return (f"Prices of models in USD per million tokens, {origins(listed(book, ()))}: {', '.join(shown)}.",)


def _limits(desk: Desk) -> tuple[str, ...]:
    pairs = [f"`{c.a}` with `{c.b}` (rank correlation {c.rank:g})" for c in desk.case.correlations]
    joined = f" except {', '.join(pairs)}" if pairs else ""
    return (
        f"Assumptions are drawn independently{joined}. Nothing is known of events that no assumption describes.",
        "The figures are as good as the case’s assumptions: Phasegate checks that they have sources and ranges, not "
        "that they are true.",
        "A control counts as evidenced when dated evidence is named; what the evidence says is for people to read.",
        "This document is no legal advice; citations say which text a rule rests on.",
    )


def _inputs(desk: Desk) -> tuple[InputFile, ...]:
    """The case and each ruleset file with the digest of its text, the case first."""
    texts = {path: s.text for path, s in ({desk.checked.path: desk.checked.source} | desk.checked.sources).items()}
    book = desk.model.scope.prices.opened
    if book is not None:
        texts[book.path or "phasegate/prices/snapshot.json"] = book.text
    return tuple(
        InputFile(name=_shown(path), digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
        for path, text in texts.items()
    )


def _shown(path: str) -> str:
    """A shipped pack under the name it has everywhere; any other file as it was given."""
    try:
        return f"rulesets/{Path(path).resolve().relative_to(rulesets_dir()).as_posix()}"
    except (OSError, ValueError, RuntimeError):
        return path
