"""Rulesets, as `phasegate lint` finds them."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

RULESETS = {
    "PG600": Entry(
        "unused definition",
        "Nothing reads the name: no rule, no other definition, no ruleset that extends this one, no case beside it. A reader takes it for a demand that it is not.",
        {},
    ),
    "PG601": Entry(
        "rule never applies",
        "The conditions of the rule, with the `applies when` of its ruleset, cannot all be true: it judges no case.",
        {},
    ),
    "PG602": Entry(
        "requirement never fails",
        "The requirement is true of every case, or says again what the rule's own `when` says: it stops nothing.",
        {},
    ),
    "PG603": Entry(
        "requirement never passes",
        "No value satisfies the requirement together with the rule's conditions and its other requirements.",
        {},
    ),
    "PG604": Entry(
        "rule replaced silently",
        "A rule with the id of a rule of an extended ruleset takes its place. Give it an id of its own, or name the extended ruleset in its `because`, so that its reader knows.",
        {},
    ),
    "PG605": Entry(
        "rule without a reason",
        'Who is stopped by a rule asks why: `because "…"` answers.',
        {},
    ),
    "PG606": Entry(
        "rule without a source",
        'A rule cites the law, standard or article behind it, or requires something that does: `cite "…" "…"`.',
        {},
    ),
    "PG607": Entry(
        "rule without a remedy",
        'A rule with an expression says how to mend what it finds: `fix "…"`. Required controls, roles, categories and lines have theirs made.',
        {},
    ),
    "PG608": Entry(
        "demands that exclude each other",
        "Two rules that may judge the same case require values that no case can have at once.",
        {},
    ),
    "PG609": Entry(
        "rule without a test",
        "No `test` beside the ruleset expects the rule's finding at its level: nobody has seen it stop anything.",
        {},
    ),
}
