"""What `import phasegate` offers: check a case, check many, read the rules that cases are judged by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path

from phasegate.model.framework import Framework
from phasegate.pipeline import Options, Run, check_paths
from phasegate.results.fill import fill, outside
from phasegate.results.parts.findings import FindingRecord
from phasegate.results.result import Result
from phasegate.workspace.library import Library
from phasegate.workspace.workspace import Workspace
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source

AnyPath = str | PathLike[str]


def check(
    path: AnyPath,
    *,
    gate: str = "",
    as_of: date | None = None,
    seed: int = 1,
    draws: int = 4096,
    workspace: Workspace | None = None,
) -> Result:
    """The result of the one business case in a file; bad input is a finding in it, never an exception.

    `gate` is the gate to judge (default: the one that the case requests), `as_of` the day of judgement (default: the
    day of the request). A file that holds no case, or several, gives a result with that finding alone.
    """
    workspace = workspace or Workspace()
    run = check_paths([Path(path)], _options(gate, as_of, seed, draws), workspace)
    if len(run.cases) == 1:
        return fill(run.cases[0], "full")
    shown = workspace.shown(Path(path))
    source = Source(shown, "")
    return outside(run.findings or [_several(run, source)], shown)


def check_all(
    paths: Iterable[AnyPath],
    *,
    gate: str = "",
    as_of: date | None = None,
    seed: int = 1,
    draws: int = 4096,
    workspace: Workspace | None = None,
) -> tuple[list[Result], list[FindingRecord]]:
    """The results of all business cases in files and folders, in order, and the findings outside of any case."""
    run = check_paths([Path(path) for path in paths], _options(gate, as_of, seed, draws), workspace)
    return [fill(one, "full") for one in run.cases], _told(run.findings)


def load_ruleset(ruleset: AnyPath, *, workspace: Workspace | None = None) -> tuple[Framework, list[FindingRecord]]:
    """The rules, controls, roles and gates of a ruleset with all that it extends, and what is wrong with them.

    `ruleset` is the name of a shipped pack (`three_budget`), or the path of a `.gate` file, whose rulesets are merged.
    """
    workspace, path = workspace or Workspace(), Path(ruleset)
    if path.suffix != ".gate":
        source = Source("load_ruleset", str(ruleset))
        library = Library(workspace, workspace.root_around())
        frame, wrong = library.framework([(str(ruleset), source.span(0, len(source.text)))])
        return frame, _told(wrong)
    sheet, unread = workspace.sheet(workspace.at(path))
    if sheet is None:
        return Framework(), _told(unread)
    library = Library(workspace, workspace.root_of(path))
    library.add(sheet.document, workspace.resolve(path).parent)
    source = sheet.document.source
    names = [d.name for d in sheet.document.decls("ruleset") if d.name is not None]
    frame, wrong = library.framework([(n.id, source.span(n.start, n.end)) for n in names])
    found = [*sheet.findings, *wrong]
    if not names and not found:
        found.append(_no_ruleset(source))
    return frame, _told(found)


def _told(found: Iterable[Finding]) -> list[FindingRecord]:
    """Findings as a result holds them."""
    return list(outside(found).findings)


def _options(gate: str, as_of: date | None, seed: int, draws: int) -> Options:
    return Options(gate, (as_of.year, as_of.month, as_of.day) if as_of is not None else None, seed, draws)


def _several(run: Run, source: Source) -> Finding:
    names = tuple(one.case.name for one in run.cases if one.case is not None)
    return finding("PG209", "several", source.span(0, 0), path=source.path, cases=len(run.cases), names=names)


def _no_ruleset(source: Source) -> Finding:
    return finding("PG900", "face_ruleset", source.span(0, 0), path=source.path)
