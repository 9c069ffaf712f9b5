"""All the cases of a call through the stages, in the order of the paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from phasegate.guard import guarded, start_of
from phasegate.pipeline.stages import STAGES, calculate, judge, read, read_source, resolve
from phasegate.pipeline.values import Checked, Options, Read, Stated, broken, settled
from phasegate.workspace.folders import is_gate
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.identity import identified
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Document

_In = TypeVar("_In")
_Out = TypeVar("_Out")


@slotted
class Run:
    """All that one call checked."""

    cases: list[Checked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Findings outside of any case: unreadable files, nothing to check."""
    seconds: dict[str, float] = field(default_factory=lambda: {stage.__name__: 0.0 for stage in STAGES})
    """How long each stage took, over all cases."""

    @property
    def exit_code(self) -> int:
        """0 nothing fails, 1 something is found wanting, 2 the input or the call is wrong or nothing was checked."""
        if broken(self.findings) or any(c.broken for c in self.cases) or not self.cases:
            return 2
        return 1 if any(f.fails for c in self.cases for f in c.findings) else 0

    def stage(
        self, stage: Callable[[Workspace, Options, _In], _Out], workspace: Workspace, options: Options, one: _In
    ) -> _Out:
        """One stage, timed."""
        start = perf_counter()
        done = stage(workspace, options, one)
        self.seconds[stage.__name__] += perf_counter() - start
        return done


def check_paths(paths: list[Path], options: Options, workspace: Workspace | None = None) -> Run:
    """Check files and folders, in their order; a folder that holds no case is a finding, whatever the others hold."""
    workspace, run = workspace or Workspace(), Run()
    for path in paths:
        if workspace.is_folder(path):
            _check_folder(run, workspace, path, options)
        else:
            _check_file(run, workspace, path, options, explicit=True)
    if not paths:
        run.findings.append(finding("PG900", "cases", None, paths=()))
    run.findings = [one for f in run.findings for one in ([f] if f.fingerprint else identified([f], "", None))]
    return run


def _check_folder(run: Run, workspace: Workspace, folder: Path, options: Options) -> None:
    before, wrong = len(run.cases), len(run.findings)
    listed = workspace.find(folder)
    run.findings += listed.findings
    large = []
    for path in listed.paths:
        if is_gate(path.name):
            _check_file(run, workspace, path, options, explicit=False)
        elif (looked := workspace.states_case(path)) is None:
            large.append(path)
        elif looked:
            _check_file(run, workspace, path, options, explicit=False)
    if len(run.cases) == before and not broken(run.findings[wrong:]):
        run.findings.append(finding("PG900", "cases", None, paths=(workspace.shown(folder),)))
    run.findings += [*listed.left_out, *([workspace.left_out("large", large)] if large else [])]


def check_source(
    run: Run,
    source: Source,
    path: Path,
    options: Options,
    *,
    explicit: bool = True,
    workspace: Workspace | None = None,
) -> None:
    """Check the cases of a text that was read; `explicit` says that the caller named it, so that it must hold one."""
    _check(run, workspace or Workspace(), read_source(source, path), options, explicit=explicit)


def _check_file(run: Run, workspace: Workspace, path: Path, options: Options, *, explicit: bool) -> None:
    found = guarded(
        lambda: run.stage(read, workspace, options, path),
        start_of(workspace.shown(path)),
        lambda wrong: Read(path, Source(workspace.shown(path), ""), None, [wrong]),
    )
    _check(run, workspace, found, options, explicit=explicit)


def _check(run: Run, workspace: Workspace, found: Read, options: Options, *, explicit: bool) -> None:
    run.cases += [check_case(one, options, workspace, run) for one in found.cases]
    if not found.cases:
        document = found.parsed.document if found.parsed is not None else None
        nothing = explicit and not found.findings and document is not None
        more = [_no_case(found.source, found.parsed.document)] if nothing and found.parsed is not None else []
        run.findings += settled(found.findings + more, "", document)


def check_case(stated: Stated, options: Options, workspace: Workspace | None = None, run: Run | None = None) -> Checked:
    """One business case through the stages after reading; `run` keeps the time that they took."""
    workspace, run, source = workspace or Workspace(), run or Run(), stated.source
    done = Checked(source.path, source, findings=stated.findings)

    def through() -> Checked:
        understood = run.stage(resolve, workspace, options, stated)
        done.case, done.frame, done.sources, done.findings = (
            understood.case, understood.frame, understood.sources, understood.findings,
        )  # fmt: skip
        calculated = run.stage(calculate, workspace, options, understood)
        done.findings = calculated.findings
        return run.stage(judge, workspace, options, calculated)

    head = source.span(stated.decl.start, stated.decl.head_end)
    return guarded(through, head, lambda wrong: _broken(done, wrong, stated))


def _broken(done: Checked, wrong: Finding, stated: Stated) -> Checked:
    """A case in which a stage failed: what was found until then, and that it did."""
    name = done.case.name if done.case is not None else ""
    done.findings = settled([*done.findings, wrong], name, stated.document)
    return done


def _no_case(source: Source, document: Document) -> Finding:
    kinds = sorted({d.kind for d in document.decls()})
    comments = "comments" if source.text.strip() and not kinds else ""
    return finding("PG209", "none", source.span(0, 0), kinds=tuple(kinds), comments=comments)
