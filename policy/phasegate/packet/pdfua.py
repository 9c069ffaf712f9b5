"""What WeasyPrint leaves out of an accessible archive: PDF/UA beside PDF/A, table scopes, furniture as artifacts.

The furniture part replaces three private functions of WeasyPrint 70 while a packet is printed; a test on the finished
file tells when an upgrade breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET
from zlib import adler32

PREFIXES = {
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
# PDF/A accepts a foreign property only with its schema; and one reader sees only the first rdf:RDF, so both go into it.
CLAIM = f"""<rdf:RDF {" ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())}>
<rdf:Description rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


Metadata = Callable[[str, int, str], bytes]
"""Writes the metadata of a document for a variant of PDF, its version and its conformance."""
_LATE = re.compile(rb"/Type /(?:ObjStm|XRef).*?[\r\n]\nendstream", re.DOTALL)
"""A stream that is made as the file is written, and ends in a line end."""


def claiming_ua(written: Metadata, padding: int) -> Metadata:
    """Metadata that say PDF/UA-1 as well as PDF/A, with so many spaces after them."""

    def both(variant: str, version: int, conformance: str) -> bytes:
        root = ET.fromstring(written(variant, version, conformance))  # WeasyPrint's own output
        for prefix, uri in PREFIXES.items():
            ET.register_namespace(prefix, uri)
        root.extend(ET.fromstring(CLAIM))  # the constant above
        return bytes(ET.tostring(root, encoding="utf-8")) + b" " * padding

    return both


def ends_clearly(data: bytes) -> bool:
    """Whether no stream that is made as the file is written ends in a line end, as one file in a hundred has it.

    The offsets of its objects decide; a space more in the metadata gives others.
    """
    tail = data[data.rfind(b"/Type /ObjStm") :] if b"/Type /ObjStm" in data else data[-(1 << 16) :]
    return not any(part.endswith((b"\r\nendstream", b"\n\nendstream")) for part in _LATE.findall(tail))


def finish(_document: Any, pdf: Any) -> None:
    """Last touches on the PDF's objects: a scope on every table head, metadata that any reader can read."""
    import pydyf

    if "AF" in pdf.catalog:  # WeasyPrint names each attached file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))

    known = {part.reference: part for part in pdf.objects if isinstance(part, dict) and hasattr(part, "reference")}
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("Type") == "/StructElem" and part.get("S") == "/TH":
            scope = part.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            scope["Scope"] = "/Column" if _in_head(part, known) else "/Row"
        elif isinstance(part, pydyf.Stream) and part.extra.get("Type") == "/Metadata":
            part.compress = False
        elif isinstance(part, pydyf.Stream) and part.compress:
            _end_clearly(part)


def _end_clearly(stream: Any) -> None:
    """Keep a compressed stream from ending in a line end, which readers take for the one before `endstream`.

    The last byte of the compressed data is the last byte of the checksum of the plain data, so a line end is added to
    that until it differs: content, fonts and tables may all end in white space or padding.
    """
    plain = b"\n".join(part if isinstance(part, bytes) else _bytes(part) for part in stream.stream)
    extra = 0
    while adler32(plain + b"\n" * extra) & 0xFF in b"\r\n":
        extra += 1
    stream.stream = [plain + b"\n" * extra]  # joined once, not once more when it is written
    if extra and "Length1" in stream.extra:
        stream.extra["Length1"] = len(plain) + extra


def _bytes(part: Any) -> bytes:
    data = getattr(part, "data", part)
    return data if isinstance(data, bytes) else str(data).encode()


def _in_head(cell: Any, known: dict[bytes, Any]) -> bool:
    above = known.get(cell.get("P"))
    while above is not None and above.get("S") not in {"/Table", None}:
        if above.get("S") == "/THead":
            return True
        above = known.get(above.get("P"))
    return False


@contextmanager
def artifacts() -> Iterator[None]:
    """While inside, running headers and footers are drawn as artifacts, which screen readers skip."""
    from weasyprint import document, formatting_structure
    from weasyprint.pdf import stream, tags

    margin = formatting_structure.boxes.MarginBox
    furniture: set[int] = set()
    marked, tree, paint = stream.Stream.marked, tags._build_box_tree, document.Page.paint

    def painted(self: Any, *given: Any, **named: Any) -> Any:
        furniture.clear()
        for box in self._page_box.children:
            if isinstance(box, margin):
                furniture.update(id(part) for part in (box, *box.descendants()))
        return paint(self, *given, **named)

    @contextmanager
    def drawn(self: Any, box: Any, tag: str) -> Iterator[None]:
        with self.artifact() if id(box) in furniture else marked(self, box, tag):
            yield

    def grown(box: Any, *given: Any, **named: Any) -> Iterator[Any]:
        if not isinstance(box, margin):
            yield from tree(box, *given, **named)

    stream.Stream.marked, tags._build_box_tree, document.Page.paint = drawn, grown, painted
    try:
        yield
    finally:
        stream.Stream.marked, tags._build_box_tree, document.Page.paint = marked, tree, paint
