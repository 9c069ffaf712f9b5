"""Names: what is declared, known to the rulesets, or found in no list."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

NAMES = {
    "PG200": Entry(
        "unknown name",
        "No assumption, line, unit, phase or function has this name here. Near names are suggested.",
        {},
    ),
    "PG201": Entry(
        "unknown field",
        "This declaration has no such field. Near fields are suggested; facts that carry no figure may be added freely.",
        {},
    ),
    "PG202": Entry(
        "unknown control, role or category",
        "The rulesets that the case follows do not define it. A misspelt control would count as missing.",
        {},
    ),
    "PG203": Entry(
        "unknown ruleset",
        "The ruleset is neither shipped with Phasegate nor imported by this document.",
        {},
    ),
    "PG204": Entry(
        "unknown phase or gate",
        "The rulesets that the case follows do not define it.",
        {},
    ),
    "PG205": Entry(
        "unknown word of a vocabulary",
        "The field takes a word from the vocabulary of the rulesets, such as an industry or a jurisdiction.",
        {},
    ),
    "PG206": Entry(
        "cycle",
        "A name depends on itself; the finding shows the way round.",
        {},
    ),
    "PG207": Entry(
        "import refused",
        "An import leaves the repository, does not exist or is not a `.gate` file.",
        {},
    ),
    "PG208": Entry(
        "unknown rule",
        "No rule with this id is in force for the case.",
        {},
    ),
    "PG209": Entry(
        "no initiative",
        "The file holds no business case.",
        {},
    ),
    "PG210": Entry(
        "ruleset does not apply",
        "The case follows a ruleset whose `applies when` does not hold for it.",
        {},
    ),
    "PG211": Entry(
        "waiver without effect",
        "The waiver covers nothing: its rule passes, does not exist here, or cannot be waived.",
        {},
    ),
    "PG212": Entry(
        "no gate requested",
        "Without `request gate` or `--gate` the next gate is judged: the one into the first phase that has no approved decision.",
        {},
    ),
    "PG213": Entry(
        "loosened rule",
        "A ruleset that extends another may tighten its mandatory rules, not loosen them.",
        {},
    ),
    "PG214": Entry(
        "follows no ruleset",
        "A case that follows no ruleset is judged by nothing, and nothing is not a pass.",
        {},
    ),
}
