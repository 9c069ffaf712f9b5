"""A remedy that asks for something to be written comes with a fix, or stands in a list with the reason why it cannot."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from phasegate.convert.slips import SLIPS
from phasegate_dsl.finding import Finding
from phasegate_dsl.mends import MENDS
from phasegate_dsl.messages import CODES, ENGLISH
from phasegate_dsl.messages.codes import RULE
from tests.messages.corpus import FILES, ROOT, converted, findings
from tests.messages.probes import PROBES

ASKS = re.compile(r"\b(add|write|declare|give|replace|put)\b", re.IGNORECASE)
FORM = "it shows the form of a function: which of its figures are meant, only the author knows"
LIST = "the file is a list of prices, which `phasegate prices update` writes, and no case"
CALL = "it is about the call: no file would mend it"
LOST = "the parser cannot go on there: what key and value were to be is not known"
WITHOUT: dict[tuple[str, str], str] = {
    ("PG108", "literal"): "what is left of a text when it is shorter, only the author knows",
    **{("PG108", kind): "which part of the case is less important, only the author knows" for kind in ("numbers", "levers", "contingencies", "drivers")},
    ("PG112", "incomplete"): "a test that lacks a part is run and not checked: its findings are those of the run",
    ("PG112", "open"): "this is what fixes leave to the author",
    ("PG116", "alias"): "what is repeated stands elsewhere, with an anchor that goes as well",
    ("PG116", "key_shape"): LOST,
    ("PG116", "key_missing"): LOST,
    ("PG116", "merge"): "what is merged stands elsewhere, with an anchor that goes as well",
    ("PG116", "clash"): "the other form has no room for the name: the text itself is sound",
    ("PG116", "yaml_no_colon"): LOST,
    ("PG116", "yaml_item"): LOST,
    ("PG116", "yaml_key"): LOST,
    ("PG116", "yaml_value"): LOST,
    ("PG107", "link"): "what the link led to lies in another repository, which is not ours to copy",
    ("PG207", "outside"): "which file of the repository is meant, only the author knows",
    **{("PG300", kind): FORM for kind in ("fleet", "plain_argument", "argument_unit")},
    ("PG300", "two_units"): "which of the units is meant, and what the amount is for, only the author knows",
    **{("PG305", kind): FORM for kind in ("over_list", "takes_only")},
    ("PG305", "no_period"): "over which time an amount is spread, only the author knows",
    **{("PG307", kind): FORM for kind in ("choice", "misfit")},
    ("PG308", "arguments_written"): FORM,
    ("PG308", "certain"): "which of the arguments vary, and what they are called, only the author knows",
    **{("PG309", kind): "which range is meant, and what it is called, only the author knows" for kind in ("several", "phases")},
    **{
        ("PG313", kind): LIST
        for kind in (
            "link", "not_json_number", "digits", "not_a_list", "format", "fixed", "models", "prices_missing", "amount",
            "day", "not_json", "nested",
        )
    },
    ("PG320", "narrow_only"): "which figures are less certain than they are written, only the author knows",
    ("PG401", "negative"): "whether it is an income or a slip of the sign, only the author knows",
    ("PG401", "capitalized"): "what is bought once of a cost that recurs, only the author knows",
    ("PG604", "silently"): "whether the rule is to be replaced, only its author knows",
    ("PG608", "clash"): "which of the rules gives way, only their authors know",
    ("PG609", "untested"): "a test stands in another file, with a case of its own",
    **{("PG900", kind): CALL for kind in ("filter", "of", "drawings")},
}  # fmt: skip
"""Kinds of findings that ask for something to be written and have no fix, each with its reason."""


def asking() -> Iterator[tuple[str, str]]:
    """The kinds of findings whose remedy asks for something to be written, other than a name that was misspelt."""
    for code, entry in ENGLISH.codes.items():
        for kind, (_, *remedies) in entry.kinds.items():
            texts = [text for each in remedies for text in ((each,) if isinstance(each, str) else each)]
            if any(ASKS.search(text) and "{meant}" not in text for text in texts):
                yield code, kind


def brought() -> Iterator[tuple[str, str]]:
    """The kinds of findings that are reported together with their fixes."""
    for path in [*(ROOT / "dsl").rglob("*.py"), *(ROOT / "policy").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and any(word.arg == "fixes" for word in node.keywords) and len(node.args) > 1:
                code = node.args[0]
                for kind in ast.walk(node.args[1]):
                    if isinstance(code, ast.Constant) and isinstance(kind, ast.Constant):
                        yield str(code.value), str(kind.value)


def test_every_remedy_that_asks_for_something_has_a_fix_or_a_reason() -> None:
    able = {*MENDS, *brought(), *(("PG116", kind) for kind in SLIPS)}
    assert set(asking()) - able == set(WITHOUT), "each asks and has no fix; nothing else is in the list"
    assert all(len(reason.split()) > 5 for reason in WITHOUT.values())


UNMENDED: dict[str, str] = {
    "PG100": "where no single repair lets the parser go on there is nothing to put there",
    "TB-003": "how far each figure may lie from what is written, only the author knows",
    "TB-005": "a phase stands in its turn among the others, with lines of its own",
    "TB-204": "which of the lines depend on usage, only the author knows",
    "TB-307": "which of the lines depend on usage, only the author knows",
}
"""Rules, and codes that have fixes mostly, whose findings may ask for something and have no fix."""


def unmended(found: list[Finding]) -> set[str]:
    """The codes of findings that ask for something to be written, in the words that people read, and have no fix."""
    asked = (one for one in found if not one.fixes and ASKS.search(one.help))
    return {one.code for one in asked if (one.code if one.code in CODES else RULE, one.kind) not in WITHOUT}


def everything() -> Iterator[tuple[Path, str]]:
    yield from ((path, path.read_text("utf-8")) for path in FILES)
    yield from converted()
    yield from ((ROOT / "examples" / "probe.gate", text) for text in PROBES.values())


def test_what_people_read_comes_with_a_fix_or_a_reason() -> None:
    seen = {each for path, text in everything() for each in unmended(findings(path, text))}
    assert seen == set(UNMENDED), "each was seen without a fix; nothing else is in the list"
