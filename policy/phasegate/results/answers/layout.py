"""The answer of `fmt`: which files are formatted, which would change, which cannot be read."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from phasegate.results.answers.record import HIDDEN
from phasegate.results.parts.findings import Excerpt, FindingRecord
from phasegate_dsl.records import frozen

State = Literal["changed", "unchanged", "left as it is"]
"""`changed`: it was reformatted, or would be where the call writes no file."""


@frozen
class FileLayout:
    """One file; `before` and `after` are its text and its layout."""

    path: str
    state: State
    before: str = field(metadata=HIDDEN)
    after: str = field(metadata=HIDDEN)


@frozen
class LayoutReport:
    """`phasegate fmt`: every file that was looked at, and why some were left as they are."""

    exit_code: int
    written: bool
    """Whether changed files were written; else they were only compared."""
    files: tuple[FileLayout, ...]
    findings: tuple[FindingRecord, ...]
    excerpts: tuple[Excerpt, ...] = field(metadata=HIDDEN)
    diff: bool = field(metadata=HIDDEN)
    """Whether people see the changes themselves instead of the names."""
    counted: bool = field(metadata=HIDDEN)
    """Whether people see how many files there were."""

    @property
    def changed(self) -> tuple[FileLayout, ...]:
        """The files that changed, or would."""
        return tuple(one for one in self.files if one.state == "changed")
