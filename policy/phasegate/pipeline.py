"""From paths to reviews: read, resolve, calculate, judge; whatever goes wrong on the way is a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from phasegate.model.case import Case, Day
from phasegate.model.framework import Framework
from phasegate.workspace import files
from phasegate.workspace.prices import shelf
from phasegate.workspace.rulesets import Library
from phasegate_dsl.check import check
from phasegate_dsl.finding import Finding, finding, sort_key
from phasegate_dsl.identity import identified
from phasegate_dsl.mends import mended
from phasegate_dsl.parse import Parsed, parse
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl, Document


@dataclass(slots=True)
class Options:
    """What a call asks for."""

    gate: str = ""
    as_of: Day | None = None
    seed: int = 1
    draws: int = 4096


@dataclass(slots=True)
class Checked:
    """One business case with all that was found; `review` is there when it made enough sense to be judged."""

    path: str
    source: Source
    case: Case | None = None
    frame: Framework | None = None
    findings: list[Finding] = field(default_factory=list)
    review: object = None
    """A `phasegate.rules.review.Review`, typed loosely so that reading this module does not import numpy."""
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        """Whether the input is wrong, as opposed to judged and found wanting."""
        return any(f.level == "error" for f in self.findings)


@dataclass(slots=True)
class Run:
    """All that one call checked."""

    cases: list[Checked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Findings outside of any case: unreadable files, nothing to check."""

    @property
    def exit_code(self) -> int:
        """0 nothing fails, 1 something is found wanting, 2 the input or the call is wrong or nothing was checked."""
        if any(f.level == "error" for f in self.findings) or any(c.broken for c in self.cases) or not self.cases:
            return 2
        return 1 if any(f.fails for c in self.cases for f in c.findings) else 0


def read_document(path: Path) -> tuple[Source, Parsed | None, list[Finding]]:
    """A `.gate`, YAML or JSON file as a tree, with the findings of reading it."""
    source, findings = files.read(path)
    if source is None:
        return Source(files.shown(path), ""), None, findings
    return source, parse_source(source), []


def parse_source(source: Source) -> Parsed:
    """The tree of a text, by the ending of its path."""
    if source.path.endswith(files.DATA):
        from phasegate.convert.reading import read

        return read(source)
    parsed = parse(source)
    return parsed


def check_paths(paths: list[Path], options: Options) -> Run:
    """Check files and folders; the same order and the same findings whatever the order of the arguments."""
    run = Run()
    for path in paths:
        if path.is_dir():
            found, trouble = files.find(path)
            run.findings += trouble
            for one in found:
                _check_file(run, one, options, explicit=False)
        else:
            _check_file(run, path, options, explicit=True)
    if not run.cases and not run.findings:
        run.findings.append(finding("PG900", "cases", None, paths=tuple(files.shown(p) for p in paths)))
    run.findings = [one for f in run.findings for one in ([f] if f.fingerprint else identified([f], "", None))]
    return run


def _check_file(run: Run, path: Path, options: Options, *, explicit: bool) -> None:
    source, found = files.read(path)
    if source is None:
        run.findings += found
        return
    if not explicit and source.path.endswith(files.DATA) and not files.looks_like_case(source):
        return
    check_source(run, source, path, options, explicit=explicit)


def check_source(run: Run, source: Source, path: Path, options: Options, *, explicit: bool = True) -> None:
    """Check the cases of a text that was read; `explicit` says that the caller named it, so that it must hold one."""
    parsed = parse_source(source)
    findings = parsed.findings + [f for f in check(parsed.document) if not parsed.echo(f)]
    cases = parsed.document.decls("initiative")
    if not cases:
        if explicit and not findings:
            findings.append(_no_case(source, parsed.document))
        run.findings += settled(findings, "", parsed.document)
        return
    for decl in cases:
        done = check_initiative(source, parsed.document, decl, path, options, findings)
        done.findings = [f for f in done.findings if not parsed.echo(f)]
        run.cases.append(done)


def _no_case(source: Source, document: Document) -> Finding:
    kinds = sorted({d.kind for d in document.decls()})
    comments = "comments" if source.text.strip() and not kinds else ""
    return finding("PG209", "none", source.span(0, 0), kinds=tuple(kinds), comments=comments)


def check_initiative(
    source: Source,
    document: Document,
    decl: Decl,
    path: Path,
    options: Options,
    findings: list[Finding],
    also: tuple[Document, Path] | None = None,
) -> Checked:
    """Check one business case of a document that was read; `also` brings rulesets of another document (a test's)."""
    from phasegate.resolve.initiative import follows, resolve

    library = Library(files.root_of(path))
    library.add(document, path.resolve().parent)
    if also is not None:
        library.add(also[0], also[1].resolve().parent)
    done = Checked(source.path, source, findings=list(findings))
    names = [(n.id, source.span(n.start, n.end)) for n in follows(decl, source)]
    frame, loading = library.framework(names)
    done.frame, done.sources = frame, library.sources
    resolved = resolve(source, decl, frame, shelf(path.resolve().parent, library.root))
    done.case = resolved.case
    done.findings += loading + resolved.findings
    if not names:
        done.findings.append(finding("PG214", "nothing", resolved.case.span))
    if not done.broken:
        _judge(done, resolved, document, options)
    done.findings = settled(done.findings, resolved.case.name, document)
    return done


def _judge(done: Checked, resolved: object, document: Document, options: Options) -> None:
    from phasegate.checks import history, prices
    from phasegate.cost.engine.model import Model
    from phasegate.resolve.initiative import Resolved
    from phasegate.rules.review import choose_gate, review

    assert isinstance(resolved, Resolved) and done.frame is not None
    case, frame = resolved.case, done.frame
    gate, inferred, notes = choose_gate(case, frame, options.gate, case.request_span or case.span)
    done.findings += notes
    if any(n.level == "error" for n in notes):
        return
    model = Model(case, resolved.scope, seed=options.seed, draws=options.draws)
    done.findings += model.findings + not_finite(model) + foreign_rates(model, frame)
    if done.broken:
        return
    day = options.as_of or default_day(case)
    if resolved.scope.prices.opened is not None:
        done.findings += prices.judge(case, resolved.scope.prices.opened, day)
    done.findings += history.judge(model)
    found = review(case, resolved.scope, frame, model, gate=gate, inferred=inferred, as_of=day)
    found.findings = settled(done.findings + found.findings, case.name, document)
    done.review = found
    done.findings = found.findings


def foreign_rates(model: object, frame: Framework) -> list[Finding]:
    """A note where a ruleset prices roles in a currency that the case does not convert: the tax leaves them out."""
    from phasegate.cost.engine.model import Model

    assert isinstance(model, Model)
    codes = {r.currency for r in frame.roles.values() if r.rate and model.rate_of(r.currency) is None}
    case = model.case
    place = case.field_spans.get("currency", case.span)
    return [
        finding("PG303", "rates", place, code=code, currency=case.currency, level="advisory")
        for code in sorted(codes)
        if frame.taxes
    ]


def not_finite(model: object) -> list[Finding]:
    """Findings for figures that have no value: division by nothing, overflow."""
    from phasegate.cost.engine import flow
    from phasegate.cost.engine.model import Model

    assert isinstance(model, Model)
    found = []
    for key, definition in model.case.definitions.items():
        if definition.kind in ("scenario", "option", "metric"):
            continue
        value = model.value(key)
        if not flow.finite(value):
            found.append(finding("PG400", "no_value", definition.span, name=definition.name))
        elif definition.kind in ("line", "role") and flow.negative(value):
            found.append(finding("PG401", "negative", definition.span, name=definition.name))
    first = {f.span.key: f for f in reversed(found) if f.span}
    return [f for f in found if f.span and first[f.span.key] is f][:10]


def default_day(case: Case) -> Day:
    """The day of judgement when none is given: the request's, else the latest day that the case speaks of."""
    if case.requested_on:
        return case.requested_on
    days = (
        [m.on for m in case.measurements] + [d.on for d in case.decisions] + [c.dated for c in case.controls if c.dated]
    )
    return max(days, default=(case.start[0], case.start[1], 1))


def settled(findings: Iterable[Finding], name: str, document: Document | None) -> list[Finding]:
    """Findings in order, each once, with their edits and fingerprints; `name` is what they were found in."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in sorted(findings, key=sort_key):
        if one.key not in seen:
            seen.add(one.key)
            kept.append(one)
    return identified(mended(kept, document), name, document) if kept else kept
