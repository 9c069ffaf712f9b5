"""A view becomes the bytes of one archival, accessible PDF, the same bytes for the same view."""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from phasegate.packet.html import render_html
from phasegate.packet.printed import Attached, PacketError, PdfUnavailable
from phasegate.packet.view import PacketView
from phasegate.workspace.atomic import replace

__all__ = ["Attached", "PacketError", "PdfUnavailable", "page_count", "render_html", "render_pdf", "write_pdf"]


def render_pdf(view: PacketView, attachments: Sequence[Attached] = ()) -> bytes:
    """Print `view` as PDF/A-3a and PDF/UA-1 in one file; raises `PdfUnavailable`, or `PacketError` on any defect."""
    from phasegate.packet.renderer import printed_page

    page = render_html(view)
    seal = hashlib.sha256(page.encode())
    for part in attachments:
        seal.update(hashlib.sha256(part.data).digest() + part.name.encode() + b"\0" + part.description.encode() + b"\0")
    when = datetime(view.cover.as_of.year, view.cover.as_of.month, view.cover.as_of.day, tzinfo=UTC)
    return printed_page(page, identifier=seal.hexdigest()[:32].encode(), attachments=attachments, when=when)


def page_count(data: bytes) -> int:
    """How many pages a PDF that we printed has."""
    for found in re.finditer(rb"/ObjStm.{0,200}?stream\r?\n", data, re.DOTALL):
        try:
            objects = zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue
        tree = re.search(rb"<<(?=[^>]*/Type\s*/Pages\b)[^>]*/Count\s+(\d+)", objects)
        if tree:
            return int(tree.group(1))
    return 0


def write_pdf(path: str | os.PathLike[str], data: bytes) -> None:
    """Put `data` at `path` whole or not at all: written beside it, then moved over it."""
    target = Path(path)
    try:
        if target.is_dir():
            raise PacketError(f"`{target}` is a folder; name the PDF file to write")
        if not target.parent.is_dir():
            raise PacketError(f"the folder `{target.parent}` does not exist")
        replace(str(target), data, _mode(target))
    except OSError as error:
        raise PacketError(f"cannot write `{target}`: {error.strerror or error}") from error


def _mode(target: Path) -> int | None:
    """The rights of the file that is there; none where the packet is a new file."""
    with suppress(OSError):
        return target.stat().st_mode & 0o777
    return None
