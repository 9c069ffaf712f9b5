"""The forms in which results are shown: one row each, with how much of a result it needs and what renders it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from phasegate.report.paint import Paint
from phasegate.results.result import Detail, Result


@dataclass(frozen=True, slots=True)
class Format:
    """A form: its name on the command line, the module that renders it, how much of a result it shows."""

    name: str
    module: str
    detail: Detail

    def render(self, results: tuple[Result, ...], paint: Paint) -> str:
        """The results in this form; `paint` colours what is for people."""
        made: Callable[[tuple[Result, ...], Paint], str] = import_module(self.module).render
        return made(results, paint)


FORMATS = (
    Format("text", "phasegate.report.text", "findings"),
    Format("json", "phasegate.report.json", "full"),
)
"""Every form of `phasegate check`, the default first."""


def named(name: str) -> Format:
    """The form of a name; raises `StopIteration` for one that is not in the table."""
    return next(one for one in FORMATS if one.name == name)
