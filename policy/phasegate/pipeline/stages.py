"""The stages: text to a tree, tree to a case and its framework, case to figures, figures to a verdict."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from phasegate.limits import MAX_NUMBERS, MAX_STEPS
from phasegate.model.case import Case, Day
from phasegate.pipeline.values import Calculated, Checked, Options, Read, Stated, Understood, broken, settled
from phasegate.workspace.library import Library
from phasegate.workspace.prices import price_source
from phasegate.workspace.workspace import Workspace, is_data
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.parse import Parsed, parse
from phasegate_dsl.source import Source

if TYPE_CHECKING:  # figures bring numpy
    from phasegate.cost.engine.model import Model
    from phasegate.expr.scope import Scope
    from phasegate.model.framework import Framework


def read(workspace: Workspace, options: Options, path: Path) -> Read:
    """The tree of a `.gate`, YAML or JSON file."""
    source, findings = workspace.read(path)
    if source is None:
        return Read(path, Source(workspace.shown(path), ""), None, findings)
    return read_source(source, path)


def read_source(source: Source, path: Path) -> Read:
    """The tree of a text that the caller has read, as if it were at the path."""
    parsed = parse_source(source)
    return Read(path, source, parsed, parsed.findings + [f for f in check(parsed.document) if not parsed.echo(f)])


def parse_source(source: Source) -> Parsed:
    """The tree of a text, by the ending of its path."""
    if is_data(source):
        from phasegate.convert.reading import read as read_data

        return read_data(source)
    return parse(source)


def resolve(workspace: Workspace, options: Options, stated: Stated) -> Understood:
    """A case from its tree, in the vocabulary of the rulesets that it follows."""
    from phasegate.checks import Material, look
    from phasegate.resolve.asof import as_known
    from phasegate.resolve.initiative import follows
    from phasegate.resolve.initiative import resolve as resolved

    source, folder = stated.source, workspace.resolve(stated.path).parent
    library = Library(workspace, workspace.root_of(stated.path))
    library.add(stated.document, folder)
    if stated.also is not None:
        library.add(stated.also[0], workspace.resolve(stated.also[1]).parent)
    names = [(n.id, source.span(n.start, n.end)) for n in follows(stated.decl, source)]
    frame, loading = library.framework(names)
    done = resolved(source, stated.decl, frame, price_source(workspace, folder, library.root))
    day = day_of(options, done.case)
    case, later = as_known(done.case, day, options.as_of)
    findings = [*stated.findings, *loading, *done.findings, *later]
    known = Material(case, frame, done.scope.prices, day, converts=done.scope.converts, found=tuple(findings))
    findings += look("resolve", known)
    return Understood(stated, case, done.scope, frame, library.sources, findings)


def calculate(workspace: Workspace, options: Options, one: Understood) -> Calculated:
    """The figures of a case, or of the rest of it where its errors are a matter of a few declarations."""
    if broken(one.findings):
        return _of_rest(workspace, options, one)
    model, found = _figures(workspace, options, one.case, one.frame, one.scope)
    if model is not None:
        one = replace(one, case=model.case)
    return Calculated(one, model, [*one.findings, *found])


def _of_rest(workspace: Workspace, options: Options, one: Understood) -> Calculated:
    """The figures of what is left of a case with errors; none where nothing can be said without what they spoil."""
    from phasegate.pipeline.remainder import remainder  # most cases have no errors

    found = remainder(one) if options.provisional else None
    if found is None:
        return Calculated(one, None, one.findings)
    from phasegate.resolve.asof import as_known

    rest, left_out = found
    case, _ = as_known(rest.case, day_of(options, rest.case), options.as_of)
    model, told = _figures(workspace, options, case, one.frame, rest.scope)
    wrong = [each for each in told if each.level == "error"]
    sound = None if wrong else model
    known = (replace(rest, case=model.case), left_out) if model else None
    return Calculated(one, sound, [*one.findings, *wrong], known)


def _figures(
    workspace: Workspace, options: Options, case: Case, frame: Framework, scope: Scope
) -> tuple[Model | None, list[Finding]]:
    """The figures of a case and what their checks find; none where its ranges take more numbers than are kept."""
    if case.ranges * options.draws > MAX_NUMBERS:
        wrong = finding("PG108", "numbers", case.span, ranges=case.ranges, draws=options.draws, most=MAX_NUMBERS)
        return None, [wrong]
    from phasegate.checks import Material, look
    from phasegate.checks.drivers import declared

    if beyond := declared(case):
        return None, beyond
    from phasegate.cost.engine.model import Model
    from phasegate.cost.figures.errors import settled as with_error

    case = with_error(case, scope, seed=options.seed, draws=options.draws)
    model = Model(case, scope, seed=options.seed, draws=options.draws, room=workspace.room)
    material = Material(case, frame, scope.prices, day_of(options, case), model)
    return model, [*model.findings, *look("calculate", material)]


def judge(workspace: Workspace, options: Options, one: Calculated) -> Checked:
    """The verdict on a case that has figures, with everything that was found on the way."""
    known, stated = one.understood, one.understood.stated
    done = Checked(stated.source.path, stated.source, known.case, known.frame, sources=known.sources)
    done.findings = settled(_judged(workspace, done, options, one), known.case.name, stated.document)
    if done.review is not None:
        done.review.findings = done.findings
    if stated.parsed is not None:
        done.findings = [f for f in done.findings if not stated.parsed.echo(f)]
    return done


def _judged(workspace: Workspace, done: Checked, options: Options, one: Calculated) -> list[Finding]:
    """All findings; the review is laid into `done` where there can be one."""
    if one.model is None:
        return one.findings
    from phasegate.checks import Material, look
    from phasegate.rules.demands import unmet
    from phasegate.rules.evaluate import TooMuch
    from phasegate.rules.review import choose_gate, review
    from phasegate.rules.subject import Subject

    if one.rest is not None:
        return one.findings + _provisional(done, options, one)
    case, frame, scope = one.understood.case, one.understood.frame, one.understood.scope
    gate, inferred, notes = choose_gate(case, frame, options.gate, case.request_span or case.span)
    findings = [*one.findings, *notes]
    if broken(findings):
        return findings
    day = day_of(options, case)
    findings += look("judge", Material(case, frame, scope.prices, day, one.model))
    try:
        subject = Subject(case, scope, frame, one.model, day, gate, approvers=options.demands.approvers)
        done.review = review(subject, inferred=inferred)
    except TooMuch as much:
        kind = "steps" if much.rule else "steps_applies"
        many = finding("PG108", kind, much.span or case.span, rule=much.rule, most=MAX_STEPS)
        return [*findings, many]
    is_there = partial(_in_repository, workspace, one.understood.stated.path)
    return [*findings, *done.review.findings, *unmet(options.demands, done.review, is_there)]


def _in_repository(workspace: Workspace, case: Path, evidence: str) -> bool:
    """Whether evidence names a file of the repository, from the case's folder or from the top; `#…` names a part of it."""
    name, root = evidence.partition("#")[0].strip(), workspace.root_of(case)
    if not name or "\0" in name:
        return False
    for folder in (workspace.resolve(case).parent, root):
        try:
            found = workspace.resolve(folder / name)
            inside = found.is_relative_to(workspace.resolve(root))
            if inside and workspace.there(found) and workspace.is_file(found):
                return True
        except OSError:
            continue
    return False


def _provisional(done: Checked, options: Options, one: Calculated) -> list[Finding]:
    """What can be said of a case with errors: the findings that hold whatever was meant where it makes no sense."""
    from phasegate.rules.provisional import provisional
    from phasegate.rules.review import choose_gate

    assert one.model is not None and one.rest is not None
    frame, (resolved, left_out) = one.understood.frame, one.rest
    case = resolved.case
    gate, inferred, notes = choose_gate(case, frame, options.gate, case.request_span or case.span)
    if broken(notes) or (inferred and "decision" in left_out.kinds):  # the gate follows from the decisions
        return notes if broken(notes) else []
    done.provisional = tuple(left_out.names)
    day = day_of(options, case)
    return notes + provisional(case, resolved.scope, frame, one.model, left_out, gate=gate, as_of=day)


STAGES = (read, resolve, calculate, judge)


def day_of(options: Options, case: Case) -> Day:
    """The day of judgement."""
    return options.as_of or default_day(case)


def default_day(case: Case) -> Day:
    """The day of judgement when none is given: the request's, else the latest day that the case speaks of."""
    if case.requested_on:
        return case.requested_on
    days = (
        [m.on for m in case.measurements] + [d.on for d in case.decisions] + [c.dated for c in case.controls if c.dated]
    )
    return max(days, default=(case.start[0], case.start[1], 1))
