"""Writing business cases: a tree as `.gate`, YAML or JSON text, the way a person would write it.

`convert` is the one way in. It goes through `remarks` (comments and what they stand by), `words` (expressions as text),
`gate` or `data` with `yamltext` (the writers), and reads its own output again: what comes back must be the same case.
"""

from __future__ import annotations

import json

from phasegate.convert.reading.table import shape
from phasegate.convert.writing import data, gate, yamltext
from phasegate.convert.writing.remarks import Remarks
from phasegate.convert.writing.same import difference
from phasegate_dsl.finding import Finding, finding
from phasegate_dsl.parse import Parsed, parse
from phasegate_dsl.records import slotted
from phasegate_dsl.source import Source
from phasegate_dsl.tree import Decl

FORMATS = ("gate", "yaml", "json")


@slotted
class Converted:
    """A case in another form, or the findings that say why not; `lost` counts comments that the form cannot hold."""

    text: str
    findings: list[Finding]
    lost: int = 0


def read(source: Source) -> Parsed:
    """The tree of a case, by the ending of its path."""
    if source.path.endswith((".yaml", ".yml", ".json")):
        from phasegate.convert.reading import read as intake

        return intake(source)
    return parse(source)


def convert(source: Source, parsed: Parsed, form: str) -> Converted:
    """The one case of a document in another form; the output was read again and is the same case."""
    cases = parsed.document.decls("initiative")
    others = [d for d in parsed.document.body if not (isinstance(d, Decl) and d.kind == "initiative")]
    trouble = _refused(source, cases, [d for d in others if isinstance(d, Decl)], form)
    if trouble is not None:
        return Converted("", [trouble])
    remarks = Remarks(source, parsed.document)
    if form == "gate":
        text = gate.write(source, parsed.document, remarks)
    else:
        out = data.CaseData(source, remarks)
        made = out.entry(cases[0], shape("initiative"))
        if out.clash is not None:
            return Converted("", [out.clash])
        if form == "json":
            text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
        else:
            text = yamltext.write(made, remarks.last)
    again = Source(f"converted.{form}", text)
    back = read(again)
    wrong = [f.told for f in back.findings] or difference(cases[0], back.document.decls("initiative"), form)
    if wrong:
        return Converted("", [finding("PG116", "unwritable", source.span(0, 0), form=form, cause=wrong[0])])
    return Converted(text, [], len(remarks) if form == "json" else 0)


def _refused(source: Source, cases: list[Decl], others: list[Decl], form: str) -> Finding | None:
    if len(cases) != 1:
        span = source.span(0, 0) if not cases else source.span(cases[1].start, cases[1].head_end)
        return finding("PG209", "not_one", span, cases=len(cases) or None)
    if others and form != "gate":
        one = others[0]

        return finding(
            "PG110", "not_a_case", source.span(one.start, one.head_end or one.end), what=one.kind, form=form.upper()
        )
    return None
