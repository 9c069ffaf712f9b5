"""What formatting did to each file, as an answer."""

from __future__ import annotations

from phasegate.fmt import Layout, Layouts
from phasegate.results.answers.layout import FileLayout, LayoutReport, State
from phasegate.results.fill import outside


def laid_out(done: Layouts, *, written: bool, diff: bool = False, counted: bool = True) -> LayoutReport:
    """The files of a call; 2 for what could not be laid out, 1 for what is not laid out where nothing is written."""
    told = outside(done.findings)
    code = 1 if done.changed and not written else 0
    files = tuple(map(_file, done.files))
    return LayoutReport(
        2 if done.findings else code, written, files, told.findings, told.excerpts, diff=diff, counted=counted
    )


def _file(one: Layout) -> FileLayout:
    state: State = "changed" if one.changes else "unchanged"
    state = "left as it is" if one.findings else state
    return FileLayout(one.source.path, state, one.source.text, one.text)
