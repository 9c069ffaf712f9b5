"""The few SVG elements that the charts are drawn with; all text is escaped and printable."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from zlib import crc32

from phasegate.packet.text import printable

INK, MUTED, GRID, AXIS = "#1c2733", "#5b6773", "#dde2e7", "#9aa5af"
ACCENT, MIDDLE, TINT, PALE = "#12506b", "#7ba7ba", "#bcd5e0", "#eef3f6"
FONT, SIZE, SMALL = "Phasegate Sans, Inter, Helvetica, Arial, sans-serif", 8.4, 7.6
WIDTH = 520.0

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def attributes(**values: str | float | None) -> str:
    """Attributes in the order given, `stroke_width` as `stroke-width`; None is left out."""
    shown = ((name.rstrip("_").replace("_", "-"), value) for name, value in values.items() if value is not None)
    return "".join(f' {name}="{escape(value) if isinstance(value, str) else number(value)}"' for name, value in shown)


def picture(height: float, title: str, body: Iterable[str], *, wide: float = WIDTH) -> str:
    """A whole drawing; `title` becomes the picture's alternate text in the PDF."""
    frame = attributes(
        viewBox=f"0 0 {number(wide)} {number(height)}", role="img", font_family=FONT, font_size=SIZE, fill=INK
    )
    name, drawn = escape(printable(title)), _hatched("".join(body))
    return f'<svg xmlns="http://www.w3.org/2000/svg"{frame}><title>{name}</title>{drawn}</svg>'


def text(x: float, y: float, words: str, *, anchor: str = "start", **style: str | float | None) -> str:
    """A line of text with its baseline at `y`."""
    place = attributes(x=x, y=y, text_anchor=None if anchor == "start" else anchor, **style)
    return f"<text{place}>{escape(printable(words))}</text>"


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = GRID, width: float = 0.6, dash: str | None = None
) -> str:
    """A straight line."""
    return f"<line{attributes(x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, stroke_dasharray=dash)}/>"


def rect(x: float, y: float, w: float, h: float, **style: str | float | None) -> str:
    """A rectangle; a negative height or width is turned the right way round."""
    x, w = (x + w, -w) if w < 0 else (x, w)
    y, h = (y + h, -h) if h < 0 else (y, h)
    return f"<rect{attributes(x=x, y=y, width=w, height=h, **style)}/>"


def circle(x: float, y: float, r: float, **style: str | float | None) -> str:
    """A circle."""
    return f"<circle{attributes(cx=x, cy=y, r=r, **style)}/>"


def path(points: Iterable[Point], *, closed: bool = False, **style: str | float | None) -> str:
    """A line through the points, or a closed area."""
    drawn = "L".join(f"{number(x)},{number(y)}" for x, y in points)
    style = {"fill": "none", **style}
    return f'<path d="M{drawn}{"Z" if closed else ""}"{attributes(stroke_linejoin="round", **style)}/>'


def diamond(x: float, y: float, r: float, **style: str | float | None) -> str:
    """A small diamond: the mark of a measured figure."""
    return path([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], closed=True, **style)


HATCHED = "url(#hatch)"


def _hatched(drawn: str) -> str:
    """`drawn` with its own copy of the hatch: ids must be unique in a page that holds many drawings."""
    name = f"hatch-{crc32(drawn.encode()):08x}"
    used = drawn.replace(f'fill="{HATCHED}"', f'fill="url(#{name})"')
    if used == drawn:
        return drawn
    return (
        f'<defs><pattern id="{name}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="4" height="4" fill="#ffffff"/>'
        f'<line x1="0" y1="0" x2="0" y2="4" stroke="{ACCENT}" stroke-width="1.6"/>'
        f"</pattern></defs>{used}"
    )
