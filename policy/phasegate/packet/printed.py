"""What a print takes beside its page, and what can go wrong with it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class PacketError(Exception):
    """The packet could not be printed as it must be; the message says why."""


class PdfUnavailable(PacketError):
    """WeasyPrint or the system libraries that it needs are not installed."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"PDF output is not available here ({cause}); run `phasegate doctor` for the one line that installs it"
        )


class Attached(NamedTuple):
    """A file inside the packet: the case's source (`Source`), its findings as JSON (`Data`)."""

    name: str
    data: bytes
    description: str
    relationship: Literal["Source", "Data", "Supplement", "Alternative", "Unspecified"] = "Unspecified"
