"""A made case as the engine reckons it, and what each of its ranges came to in every draw."""

from __future__ import annotations

import os
from dataclasses import replace
from statistics import NormalDist

from phasegate.cost.engine.draws import scores, uniforms
from phasegate.cost.engine.model import Model
from phasegate.cost.engine.timeline import Array
from phasegate.cost.figures.tax import stream
from phasegate.model.case import Definition, Line
from phasegate.model.framework import CategoryDef, ControlDef, Framework, PhaseNorm, RoleDef, Share, TaxDef
from phasegate.resolve.initiative import resolve
from phasegate.rules.subject import Subject
from phasegate_dsl.parse import parse
from phasegate_dsl.source import Source, Span
from tests.oracle.governed import DELIVERY
from tests.oracle.oracle.draws import Draws, parts
from tests.oracle.oracle.draws import spread as between
from tests.properties.made import Assumed, Guess, Made, Norm, Norms, Reserve
from tests.properties.made import Line as MadeLine

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
    decided = None
    if made.decided is not None:
        year, month = map(int, made.month(made.decided[0]).split("-"))
        decided = year, month, made.decided[1]
    asked = replace(done.case, decided_on=decided)
    return Subject(asked, done.scope, frame, Model(asked, done.scope, draws=draws), AS_OF, None)


def ranges(subject: Subject, made: Made) -> list[dict[str, float]]:
    """What each range of the case and of its norms came to, draw by draw; exchange rates as they are quoted."""
    model = subject.model
    found: dict[str, Draws] = {}
    for name, (guess, definition) in _guessed(subject, made).items():
        if guess.ranged:
            found[name] = spread(model, guess, definition)
    for one in made.reserves:
        if 0 < one.chance < 1:
            first = subject.case.definitions[_key(one)].streams[0]
            numbers = uniforms(model.seed, first.name, model.draws)
            found[f"{one.name} happens"] = [float(number >= 1 - one.chance) for number in numbers]
    if made.norms is not None:
        found |= _normed(model, made.norms)
    return [{name: values[at] for name, values in found.items()} for at in range(model.draws)]


def _guessed(subject: Subject, made: Made) -> dict[str, tuple[Guess, Definition]]:
    """What a case gives as a figure, with what the engine has of it, by the oracle's names."""
    case = subject.case
    found = {name: guess for one in made.assumed for name, guess in _versions(one).items()}
    if made.error is not None:
        found["model_error"] = made.error
    guessed = {name: (guess, case.definitions[name]) for name, guess in found.items()}
    guessed |= {rate.code: (rate.quote, case.definitions[f"fx.{rate.code}"]) for rate in made.rates}
    for row in made.rows:
        part = row.part if isinstance(row, Reserve) else None
        guessed[row.name] = part or Guess(row.price, row.low), case.definitions[_key(row)]
    for value, one in zip(made.values, case.values, strict=True):
        guessed[value.name] = Guess(value.price, value.low), one.definition
    for choice, option in zip(made.options, case.options, strict=True):
        for way, definition in zip(choice.ways, option.alternatives, strict=True):
            guessed[way.name] = Guess(way.price, way.low), definition
    return guessed


def _versions(one: Assumed) -> dict[str, Guess]:
    """An assumption and its values in phases."""
    return {one.name: one.base, **{f"{phase}.{one.name}": own for phase, own in one.own}}


def _key(row: MadeLine) -> str:
    return f"{row.phase}.{row.name}" if row.phase else row.name


def spread(model: Model, guess: Guess, definition: Definition) -> Draws:
    """What a range came to in each draw, by the name of the stream that its definition draws from, the last one."""
    assert guess.low is not None
    numbers = map(float, scores(model.seed, [definition.streams[-1].name], model.draws)[0])
    within = guess.part and guess.value <= 1
    return (parts if within else between)(guess.low, guess.value, numbers)


def _normed(model: Model, norms: Norms) -> dict[str, Draws]:
    """What each norm came to in each draw."""
    whole = {"timeline": norms.timeline, "operations": norms.operations}
    rates = {f"rate.{name}": Norm(norm.low / 12, norm.high / 12) for name, norm in norms.rates}
    found = {}
    for name, norm in {**whole, "roles": norms.roles, **rates}.items():
        numbers = [NormalDist().inv_cdf(float(one)) for one in stream(model, name)]
        found[name] = (parts if name in whole else between)(norm.low, norm.high, numbers)
    return found


def cost_in(subject: Subject, line: Line, phase: str) -> Array:
    """`(draws,)` what a line costs in a phase."""
    found = subject.case.phase(phase)
    assert found is not None
    return subject.model.line_cost(line, subject.model.phase_window(found))


def _share(norm: Norm, over: float = 1.0, *, of_whole: bool = False) -> Share:
    return Share(norm.low / over, norm.high / over, norm.interval, of_whole)


def _framework(made: Made, span: Span) -> Framework:
    """What a ruleset says of governance, as the case's norms have it."""
    if made.norms is None:
        return Framework()
    names = ("exploration", "foundation", "scale")
    norms = made.norms
    shares = norms.timeline, norms.operations
    return Framework(
        phases={name: PhaseNorm(name, name, span, delivery=name in DELIVERY) for name in names},
        categories={"governance": CategoryDef("governance", "Governance", span, governance=True)},
        controls={"audit_logging": ControlDef("audit_logging", "Audit logging", span, governance=True)},
        roles={
            name: RoleDef(name, name, span, "governance", governance=True, rate=_share(rate, 12.0))
            for name, rate in norms.rates
        },
        taxes=[TaxDef("house", span, *(_share(norm, of_whole=True) for norm in shares), _share(norms.roles))],
    )
