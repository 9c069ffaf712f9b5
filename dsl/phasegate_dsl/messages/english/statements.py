"""Statements, clauses, fields and dates in their places."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

STATEMENTS = {
    "PG110": Entry(
        "statement in the wrong place",
        "Each statement has its place: a `line` stands in an initiative or a phase, a `rule` in a ruleset or a gate.",
        {
            "not_a_case": (
                "a `{what}` cannot be written in {form}: only business cases can",
                "keep it in a `.gate` file of its own, and `follows` it by name",
            ),
            "outside": (
                "`{name}:` stands outside of any declaration",
                "move it into an `initiative` or a `ruleset`",
            ),
            "place": (
                (
                    "`{what}` does not stand in {parent:article} `{parent}`",
                    "`{what}` does not stand at the top of a file",
                ),
                "it belongs in {places:some}: `{example}`",
            ),
        },
    ),
    "PG111": Entry(
        "clause in the wrong place",
        "Each clause belongs to certain statements: `funds` to `line` and `role`, `dated` to `control`.",
        {
            "takes_no": (
                "`{what}` takes no `{name}`",
                "it takes {known:names}",
                "delete it",
            ),
        },
    ),
    "PG112": Entry(
        "clause missing",
        "A statement lacks a part that it cannot do without.",
        {
            "incomplete": (
                "a test needs one `given` and an `expect`",
                'write `given "case.gate"; expect pass`',
            ),
            "alternatives": (
                "the option `{name}` needs two alternatives",
                "write each as `name: cost per month`",
            ),
            "no_require": (
                "the rule `{rule}` requires nothing",
                "add `require …`",
            ),
            "no_phases": (
                "the case has no phases",
                "add at least one: `{snippet}`",
            ),
            "needs": (
                "`{what}` needs {parts:and}",
                "for example: `{example}`",
            ),
            "field": (
                "`{what}` needs `{name}`: {doc}",
                "add `{snippet}`",
            ),
            "open": (
                "`…` is still to be filled in",
                "replace it with what only you know",
            ),
            "role": (
                "the role `{name}` needs {parts:all}",
                "for example `{snippet}`",
            ),
        },
    ),
    "PG113": Entry(
        "said twice",
        "A clause, a field or a name is given twice; only one can count.",
        {
            "twice": (
                "`{name}` is given twice",
                "keep one",
            ),
            "gates": (
                "a case requests one gate",
                "keep one `request gate`",
            ),
            "rule": (
                "the rule `{rule}` is defined twice",
                "give it an id of its own",
            ),
            "ruleset": (
                "the ruleset `{name}` is defined twice, and only one can judge a case",
                "give this one a name of its own; it may say `extends {name}`",
            ),
            "shipped": (
                "`{name}` is the name of a ruleset that comes with phasegate",
                "give this one a name of its own; it may say `extends {name}`",
            ),
            "definition": (
                "the {what} `{name}` is defined twice",
                "keep one, or give it a name of its own",
            ),
            "gate": (
                "the gate `{name}` leads from `{start}` to `{end}` elsewhere",
                "use another name, or the same phases",
            ),
            "set_twice": (
                "`{name}` is set twice",
                "keep one `--set` for each assumption",
            ),
            "phase": (
                "the phase `{name}` is declared twice",
                "give it another name",
            ),
            "defined": (
                "`{name}` is defined twice",
                "give it another name",
            ),
            "shared": (
                "`{name}` is a driver that cases share, and is defined here as well",
                "leave this one out to use the shared one, or give it a name of its own",
            ),
            "shared_twice": (
                "the driver `{name}` is shared twice",
                "keep one, or give it a name of its own",
            ),
            "unit": (
                "`{name}` is also a unit",
                "in an expression the name hides the unit; call it `{name}s` or `n_{name}`",
            ),
            "clause_twice": (
                "`{name}` is given twice",
                "keep one",
            ),
            "field_twice": (
                "`{name}` is given twice",
                "keep one",
            ),
        },
    ),
    "PG114": Entry(
        "wrong kind of value",
        "The field takes another kind of value; the message shows an example.",
        {
            "measurable": (
                "`{name}` cannot be measured",
                "did you mean `{meant}`?",
                "write `measured cost PHASE = …` or `measured metric NAME = …`",
            ),
            "waiver_end": (
                "a waiver ends on a day",
                "for example `until 2027-01-31`",
            ),
            "written_or_range": (
                "`{name}` is a written figure, a range or an interval",
                "for example `30% to 50%`",
            ),
            "written_figure": ("{what} is a written figure: it cannot rest on a range or another name",),
            "takes": (
                "`{name}` takes {wanted}",
                "for example: `{name}: {example}`",
            ),
            "takes_comparison": (
                "`{key}` takes a comparison with a value, found {found}",
                "for example `{key}: <= $3/claim`",
            ),
            "takes_rule": (
                "`{key}` takes the id of a rule, found {found}",
                "for example `FS-012`",
            ),
            "takes_name": (
                "`{key}` takes a name, found {found}",
                "a name has letters, digits and `_`",
            ),
            "takes_names": ("`{key}` takes at least one name, found {found}",),
            "takes_anchor": (
                "`{key}` takes a phase, a month or a date, found {found}",
                "for example `{key}: scale` or `{key}: 2026-10`",
            ),
            "takes_date": (
                "`{key}` takes a date, found {found}",
                "write year-month-day, such as `2026-10-01`",
            ),
            "change": (
                "`{name}` is a quantity, not {found}",
                'for example `--set "claims=80_000 to 110_000 claim/mo"`',
            ),
        },
    ),
    "PG115": Entry(
        "bad date",
        "The date does not exist in the calendar.",
        {
            "days": (
                "month {year:04}-{month:02} has {last} days",
                "write year-month-day, such as `2026-10-01`",
            ),
            "year": (
                "the year {year:04} is not between 1990 and 2200",
                "check the year",
            ),
            "months": (
                "there is no month {month:02}",
                "write year-month-day, such as `2026-10-01`",
            ),
        },
    ),
}
