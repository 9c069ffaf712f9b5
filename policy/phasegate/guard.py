"""An internal error is a finding of the one thing that it happened to; the rest of a run goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.source import Source, Span

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def guarded(work: Callable[[], _Out], span: Span, instead: Callable[[Finding], _Out]) -> _Out:
    """What the work gives; where it fails, what `instead` makes of the finding that says so.

    With `PHASEGATE_DEBUG` set, the error itself is raised.
    """
    try:
        return work()
    except Exception as error:  # a defect of ours must not look like a verdict, nor take other verdicts with it
        if os.environ.get("PHASEGATE_DEBUG"):
            raise
        return instead(internal(error, span))


def together(
    render: Callable[[Sequence[_In]], str],
    documents: Sequence[_In],
    place: Callable[[_In], Span],
    instead: Callable[[_In, Finding], _In | None],
) -> str:
    """The text of all documents; where that fails, with what `instead` gives for each that fails by itself."""

    def apart(wrong: Finding) -> str:
        tried = [guarded(partial(_alone, render, one), place(one), partial(instead, one)) for one in documents]
        return render([one for one in tried if one is not None])

    return guarded(lambda: render(documents), place(documents[0]), apart) if documents else render(documents)


def _alone(render: Callable[[Sequence[_In]], str], one: _In) -> _In:
    render([one])
    return one


def internal(error: Exception, span: Span | None) -> Finding:
    """The finding for an error that nobody expected: its name, and nothing of what it holds."""
    if isinstance(error, RecursionError):
        return finding("PG109", "recursion", span)
    if isinstance(error, MemoryError):
        return finding("PG109", "memory", span)
    return finding("PG901", "crash", span, error=type(error).__name__)


def start_of(path: str) -> Span:
    """Where a file begins, for a finding about all of it; `path` is the path as it is shown."""
    return Source(path, "").span(0, 0)
