"""The declarations of a ruleset that give its vocabulary; its rules are read when all words are known."""

from __future__ import annotations

from collections.abc import Callable

from phasegate.resolve.declarations.ruleset import category, control, gate, phase, role, shared, tax, vocabulary
from phasegate.resolve.merging import Reading, Unread
from phasegate_dsl.finding import Related
from phasegate_dsl.messages.values import phrase
from phasegate_dsl.tree import Decl, Name


def _rule(ruleset: Reading, item: Decl) -> None:
    ruleset.merged.rules.append(Unread(ruleset, item, None))


READERS: dict[str, Callable[[Reading, Decl], None]] = {
    "vocabulary": vocabulary.read,
    "control": control.read,
    "role": role.read,
    "category": category.read,
    "phase": phase.read,
    "gate": gate.read,
    "tax": tax.read,
    "shared": shared.read,
    "rule": _rule,
}
_NAMELESS = ("tax",)
_ONCE = ("control", "role", "category", "phase", "tax")


def read(ruleset: Reading) -> None:
    """Read the words of a ruleset, and note the rules that are to be read later."""
    _defined_once(ruleset)
    for item in ruleset.decl.decls():
        reader = READERS.get(item.kind)
        if reader is not None and (item.name is not None or item.kind in _NAMELESS):
            reader(ruleset, item)


def _defined_once(ruleset: Reading) -> None:
    """Each control, role, category, phase and tax of a ruleset is defined once in it."""
    seen: dict[tuple[str, str], Name] = {}
    for item in ruleset.decl.decls(*_ONCE):
        if item.name is None:
            continue
        first = seen.setdefault((item.kind, item.name.id), item.name)
        if first is not item.name:
            ruleset.report(
                "PG113",
                "definition",
                item.name,
                what=item.kind,
                name=item.name.id,
                related=(Related(ruleset.span(first), phrase("first_defined")),),
            )
