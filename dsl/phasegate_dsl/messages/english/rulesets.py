"""Rulesets, as `phasegate lint` finds them."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

RULESETS = {
    "PG600": Entry(
        "unused definition",
        "Nothing reads the name: no rule, no other definition, no ruleset that extends this one, no case beside it. A reader would take it for a demand, and it is none.",
        {
            "let": (
                "nothing reads `let {name}` of `{rule}`",
                "remove it, or use it",
            ),
            "vocabulary": (
                "nothing can ask for the vocabulary `{name}`: no field of a case takes words of it",
                "the fields that take words are `industry`, `jurisdictions` and `risk`",
            ),
            "definition": (
                "nothing uses the {what} `{name}` of `{ruleset}`: no rule, no definition, no ruleset that extends it, no case",
                "require it, let a case of the tests use it, or remove it",
            ),
        },
    ),
    "PG601": Entry(
        "rule never applies",
        "The conditions of the rule, with the `applies when` of its ruleset, cannot all be true: it judges no case.",
        {
            "never": (
                "`{rule}` can never apply: its condition is `no` whatever the case",
                "correct or remove a `when`",
            ),
            "clash": (
                (
                    "`{rule}` can never apply: its conditions exclude each other: no value of `{subject}` is left",
                    "`{rule}` can never apply: its conditions exclude each other: no value of the same thing is left",
                ),
                "correct or remove a `when`",
            ),
        },
    ),
    "PG602": Entry(
        "requirement never fails",
        "The requirement is true of every case, or says again what the rule's own `when` says: it stops nothing.",
        {
            "always": (
                "`{requirement}` of `{rule}` can never fail: it is true of every case",
                "require something that can be missed, or remove the requirement",
            ),
            "already": (
                "`{requirement}` of `{rule}` can never fail: where the rule applies it holds already",
                "require something that can be missed, or remove the requirement",
            ),
        },
    ),
    "PG603": Entry(
        "requirement never passes",
        "No value satisfies the requirement together with the rule's conditions and its other requirements.",
        {
            "never": (
                "`{requirement}` of `{rule}` can never pass: it is `no` whatever the case",
                "correct the requirement, or the condition that it contradicts",
            ),
            "clash": (
                (
                    "`{requirement}` of `{rule}` can never pass: it excludes what the rule asks for elsewhere: no value of `{subject}` is left",
                    "`{requirement}` of `{rule}` can never pass: it excludes what the rule asks for elsewhere: no value of the same thing is left",
                ),
                "correct the requirement, or the condition that it contradicts",
            ),
        },
    ),
    "PG604": Entry(
        "rule replaced silently",
        "A rule with the id of a rule of an extended ruleset takes its place. Give it an id of its own, or name the extended ruleset in its `because`, so that its reader knows.",
        {
            "silently": (
                "`{name}` takes the place of the rule of `{base}` without saying so",
                "give it an id of its own, or name `{base}` in its `because`",
            ),
        },
    ),
    "PG605": Entry(
        "rule without a reason",
        'Whoever is stopped by a rule asks why: `because "…"` answers.',
        {
            "because": (
                "`{rule}` does not say why it exists",
                'add `because "…"`',
            ),
        },
    ),
    "PG606": Entry(
        "rule without a source",
        'A rule cites the law, standard or article that it rests on, or requires something that does: `cite "…" "…"`.',
        {
            "source": (
                "`{rule}` names no law, standard or article",
                'add `cite "…" "…"` to the rule, or to what it requires',
            ),
        },
    ),
    "PG607": Entry(
        "rule without a remedy",
        'A rule with an expression says how to fix what it finds: `fix "…"`. Required controls, roles, categories and lines have one made for them.',
        {
            "fix": (
                "`{rule}` does not say how to fix what it finds",
                'add `fix "…"`; `{{expression}}` in it shows a value',
            ),
        },
    ),
    "PG608": Entry(
        "demands that exclude each other",
        "Two rules that may judge the same case require values that no case can have at once.",
        {
            "clash": (
                (
                    "`{rule}` and `{other}` cannot both pass: no value of `{subject}` satisfies both",
                    "`{rule}` and `{other}` cannot both pass: no value of the same thing satisfies both",
                ),
                "move a bound, or give the rules conditions that exclude each other",
            ),
        },
    ),
    "PG609": Entry(
        "rule without a test",
        "No `test` beside the ruleset expects the rule's finding at its level: nobody has seen it stop anything.",
        {
            "untested": (
                "no test expects `{level_of} {rule}`",
                "write a `test` whose case it stops: `expect {level_of} {rule}`",
            ),
        },
    ),
}
