"""A value that the case does not give: it makes a requirement fail with that reason, never pass."""

from __future__ import annotations

from phasegate_dsl.messages.values import Phrase
from phasegate_dsl.source import Span


class Missing(Exception):
    """Raised where an expression needs what the case does not have; `reason` is a phrase, for a message or alone."""

    def __init__(self, reason: Phrase, span: Span | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span
