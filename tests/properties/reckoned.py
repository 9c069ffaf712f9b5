"""A made case as the engine reckons it, and what each of its ranges came to in every draw."""

from __future__ import annotations

import os

from phasegate.cost.engine import distributions
from phasegate.cost.engine.draws import scores
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.tax import drawn, stream
from phasegate.model.case import Definition, Line
from phasegate.model.framework import CategoryDef, ControlDef, Framework, PhaseNorm, RoleDef, Share, TaxDef
from phasegate.resolve.initiative import resolve
from phasegate.rules.subject import Subject
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source, Span
from tests.oracle.governed import DELIVERY
from tests.properties.made import Guess, Made, Norm

DRAWS = 8
CASES = int(os.environ.get("PHASEGATE_CASES", "2000"))
"""How many cases by chance are tried."""
BLOCK = 100
AS_OF = (2026, 1, 1)


def blocks() -> list[range]:
    """The numbers of the cases, a hundred at a time."""
    return [range(first, min(first + BLOCK, CASES)) for first in range(0, CASES, BLOCK)]


def subject(made: Made, draws: int = DRAWS) -> Subject:
    """A case with its figures, which must have no errors."""
    text = made.text()
    source = Source("made.gate", text)
    frame = _framework(made, source.span(0, 0))
    done = resolve(source, parse(source).document.decls("initiative")[0], frame)
    assert not [f for f in done.findings if f.level == "error"], (text, [f.message for f in done.findings])
    return Subject(done.case, done.scope, frame, Model(done.case, done.scope, draws=draws), AS_OF, None)


def ranges(subject: Subject, made: Made) -> list[dict[str, float]]:
    """What each range of the case and of its norms came to, draw by draw; exchange rates as they are quoted."""
    model, definitions = subject.model, subject.case.definitions
    found: dict[str, Array] = {}
    for one in made.assumed:
        guesses = {one.name: one.base, **{f"{phase}.{one.name}": own for phase, own in one.own}}
        found |= {key: spread(model, guess, definitions[key]) for key, guess in guesses.items() if guess.low}
    for rate in made.rates:
        if rate.quote.low:
            found[rate.code] = spread(model, rate.quote, definitions[f"fx.{rate.code}"])
    if made.norms is not None:
        shares = {"timeline": made.norms.timeline, "operations": made.norms.operations, "roles": made.norms.roles}
        found |= {name: drawn(_share(norm), stream(model, name)) for name, norm in shares.items()}
        for name, norm in made.norms.rates:
            found[f"rate.{name}"] = drawn(_share(norm, 12.0), stream(model, f"rate.{name}"))
    return [{name: float(values[at]) for name, values in found.items()} for at in range(model.draws)]


def spread(model: Model, guess: Guess, definition: Definition) -> Array:
    """`(draws,)` what a range came to, by the name of the stream that its definition draws from."""
    (one,) = definition.streams
    return distributions.span(scores(model.seed, [one.name], model.draws)[0], guess.low, guess.value)


def cost_in(subject: Subject, line: Line, phase: str) -> Array:
    """`(draws,)` what a line costs in a phase."""
    found = subject.case.phase(phase)
    assert found is not None
    return subject.model.line_cost(line, subject.model.phase_window(found))


def _share(norm: Norm, over: float = 1.0) -> Share:
    return Share(norm.low / over, norm.high / over, norm.interval)


def _framework(made: Made, span: Span) -> Framework:
    """What a ruleset says of governance, as the case's norms have it."""
    if made.norms is None:
        return Framework()
    names = ("exploration", "foundation", "scale")
    norms = made.norms
    return Framework(
        phases={name: PhaseNorm(name, name, span, delivery=name in DELIVERY) for name in names},
        categories={"governance": CategoryDef("governance", "Governance", span, governance=True)},
        controls={"audit_logging": ControlDef("audit_logging", "Audit logging", span, governance=True)},
        roles={
            name: RoleDef(name, name, span, "governance", governance=True, rate=_share(rate, 12.0))
            for name, rate in norms.rates
        },
        taxes=[TaxDef("house", span, _share(norms.timeline), _share(norms.operations), _share(norms.roles))],
    )
