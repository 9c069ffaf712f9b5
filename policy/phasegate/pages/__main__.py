"""Every generated page and schema in one command: `python -m phasegate.pages` writes, `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from phasegate.data import checkout

GENERATED: tuple[tuple[str, str, str], ...] = (
    ("dsl/phasegate_dsl/tables.json", "phasegate_dsl.tables", "text"),
    ("docs/language.md", "phasegate.pages.reference", "page"),
    ("docs/classes.md", "phasegate.pages.classes", "page"),
    ("schemas/case.schema.json", "phasegate.pages.caseschema", "text"),
    ("schemas/report.schema.json", "phasegate.results.schema", "schema"),
    ("schemas/answers.schema.json", "phasegate.results.answers", "schema"),
)
"""Each file with the module and the function that make its text. The parser's tables come first: the rest is read with them."""


def stale() -> Iterator[tuple[Path, str]]:
    """The files that differ from what their generator makes, with the text that they should hold."""
    for place, module, name in GENERATED:
        path = checkout(place)
        make: Callable[[], str] = getattr(import_module(module), name)
        text = make()
        if not path.is_file() or path.read_text("utf-8") != text:
            yield path, text


def main(words: list[str]) -> int:
    """Write what is stale and name it; with `--check` only name it. 0 when all was current or is now."""
    found = list(stale())
    for path, text in found:
        print(path.relative_to(checkout()).as_posix())
        if "--check" not in words:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if found and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
