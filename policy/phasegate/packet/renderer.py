"""WeasyPrint without access to files, network or clock, and with every warning reported; imported only when a PDF is printed."""

from __future__ import annotations

import io
import logging
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from typing import Any

from phasegate.packet.assets import fonts
from phasegate.packet.printed import Attached, PacketError, PdfUnavailable

VARIANT = "pdf/a-3a"
_TRIES = 8
"""Times that a file is written until no stream of it ends in a line end: a hundredth of the files needs a second time."""
FACES = {"packet-font:400": "400", "packet-font:400i": "400i", "packet-font:600": "600", "packet-font:700": "700"}
HARMLESS = ("harfbuzz-subset", "hb-subset")
"""Warnings that leave the packet right: without this library WeasyPrint only subsets fonts more slowly."""
_one_at_a_time = threading.Lock()


class _Ear(logging.Handler):
    """Hears what WeasyPrint would only log, so that a missing font or a bad rule of style is a failure."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not any(words in message.lower() for words in HARMLESS):
            self.heard.append(message)


def weasyprint() -> Any:
    """WeasyPrint itself; raises `PdfUnavailable` when it or one of its libraries is missing."""
    try:
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():  # it prints a banner when a library is missing
            warnings.simplefilter("ignore")
            import weasyprint as module
    except ImportError as error:
        raise PdfUnavailable(f"the Python package `{error.name or 'weasyprint'}` is missing") from error
    except OSError as error:
        raise PdfUnavailable(str(error).split(":")[0]) from error
    return module


def printed_page(page: str, *, identifier: bytes, attachments: Sequence[Attached] = (), when: datetime) -> bytes:
    """The PDF of an HTML page; `identifier` (32 bytes) and `when` stand in for chance and clock."""
    wp = weasyprint()
    with _one_at_a_time, _quiet() as ear:
        data = _print(wp, page, identifier, attachments, when)
    if ear.heard:
        raise PacketError("the packet was not printed, because its page has defects: " + "; ".join(ear.heard[:5]))
    return data


def _print(wp: Any, page: str, identifier: bytes, attachments: Sequence[Attached], when: datetime) -> bytes:
    from weasyprint.text.fonts import FontConfiguration

    from phasegate.packet.pdfua import artifacts, claiming_ua, ends_clearly, finish

    config = FontConfiguration()
    try:
        with artifacts(), _refusals():
            source = wp.HTML(string=page, base_url="packet:", url_fetcher=_fetcher())
            document = source.render(font_config=config, pdf_variant=VARIANT)
            written = document.metadata.generate_rdf_metadata
            for padding in range(_TRIES):
                document.metadata.generate_rdf_metadata = claiming_ua(written, padding)
                files = [_attachment(wp, part, when) for part in attachments]
                data: bytes = document.write_pdf(
                    pdf_variant=VARIANT, pdf_identifier=identifier, finisher=finish, attachments=files
                )
                if ends_clearly(data):
                    break
    finally:
        config.__del__()  # its folder of fonts would stay, as cycles hold it until the process ends and then longer
    return data


def _attachment(wp: Any, part: Attached, when: datetime) -> Any:
    return wp.Attachment(
        file_obj=io.BytesIO(part.data),
        name=part.name,
        description=part.description,
        relationship=part.relationship,
        created=when,
        modified=when,
    )


def _fetcher() -> Any:
    """A fetcher that serves the four bundled fonts and refuses every other address, loudly."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Fonts(URLFetcher):  # type: ignore[misc]
        """The bundled fonts, by their addresses."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in FACES:
                raise FatalURLFetchingError(f"the packet may not load `{url[:80]}`")
            body = (fonts() / f"PhasegateSans-{FACES[url]}.ttf").read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})

    return Fonts(allowed_protocols={"packet-font"}, allow_redirects=False, fail_on_errors=True)


@contextmanager
def _refusals() -> Iterator[None]:
    """WeasyPrint's fatal fetching error is not an `Exception`; make it ours, so that a caller can catch it."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise PacketError(str(error)) from error


@contextmanager
def _quiet() -> Iterator[_Ear]:
    """Hear WeasyPrint's log, keep its warnings off the terminal."""
    ear, log = _Ear(), logging.getLogger("weasyprint")
    propagates = log.propagate
    log.addHandler(ear)
    log.propagate = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield ear
    finally:
        log.removeHandler(ear)
        log.propagate = propagates
