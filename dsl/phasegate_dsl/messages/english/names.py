"""Names: what is declared, known to the rulesets, or found in no list."""

from __future__ import annotations

from phasegate_dsl.messages.english.nearest import NEAREST
from phasegate_dsl.messages.template import Entry

NAMES = {
    "PG200": Entry(
        "unknown name",
        "No assumption, line, unit, phase or function has this name here. Near names are suggested.",
        {
            "absent": (
                "the given case has no {kind} `{name}`",
                "did you mean `{meant}`?",
            ),
            "cut": (
                "there is no line `{name}` to cut",
                *NEAREST,
            ),
            "alternative": (
                "`{name}` is not an alternative of `{option}`",
                "did you mean `{meant}`?",
                "its alternatives are {known:names}",
            ),
            "change": (
                "the case has no assumption `{name}` to change",
                *NEAREST,
            ),
            "fund": (
                "there is no line `{name}` to fund the control",
                *NEAREST,
            ),
            "run_over": (
                "there is no assumption `{name}` to run over",
                *NEAREST,
            ),
            "assumption": (
                "there is no assumption `{name}`",
                *NEAREST,
            ),
            "function": (
                "there is no function `{name}` here",
                "did you mean `{meant}(…)`?",
            ),
            "for_rules": (
                "`{name}` is for rules: in a case a figure is one draw at a time",
                "remove it; the checker shows every percentile",
            ),
            "not_unit": (
                "`{name}` is not a unit",
                "write `*` between the number and `{name}`",
            ),
            "no_unit": (
                "there is no unit `{name}`",
                "did you mean `{meant}`?",
                "declare it with `{snippet}`",
            ),
            "unset": (
                "the given case has no assumption `{name}`",
                "set an assumption with `=` or a field with `:`",
            ),
            "no_scenario": (
                "the case has no scenario `{name}`",
                *NEAREST,
            ),
            "no_figure": (
                "the case has no figure `{name}`",
                "did you mean `{meant}`? the figures are {figures:names}",
                "the figures are {figures:names}",
            ),
            "no_assumption": (
                "the case has no assumption `{name}`",
                *NEAREST,
            ),
            "no_name": (
                "there is no `{name}` here",
                "did you mean `{meant}`?",
                "declare it: `{snippet}`{lacks:given}",
            ),
            "function_name": (
                "there is no function `{name}` here",
                "did you mean `{meant}`?",
            ),
        },
    ),
    "PG201": Entry(
        "unknown field",
        "This declaration has no such field. Near fields are suggested; facts that carry no figure may be added freely.",
        {
            "no_parts": (
                "`{text}` is {found} and has no parts",
                "only records such as a phase or a line have parts",
            ),
            "attribute": (
                "a {what} has no `{name}`",
                "did you mean `{meant}`?",
                "it has {known:names}",
            ),
            "clause": (
                "`{name}` is a clause of {what:article} {what}, and in braces it would be a fact that nothing reads",
                "it stands before the `{{`, without a colon: `{name} …`",
            ),
            "no_field": (
                "`{what}` has no field `{name}`",
                "did you mean `{meant}`?",
                "its fields are {known:names}",
                "`{what}` has no fields",
            ),
        },
    ),
    "PG202": Entry(
        "unknown control, role or category",
        "The rulesets that the case follows do not define it. A misspelt control would count as missing.",
        {
            "definition": (
                "there is no {what} `{name}`",
                "did you mean `{meant}`?",
                "define it: `{what} {name} {{ … }}`",
            ),
            "category": (
                "there is no category `{name}`",
                "did you mean `{meant}`?",
                "define it: `category {name} {{ … }}`",
            ),
            "not_known": (
                "`{name}` is not a known {what}",
                "did you mean `{meant}`?",
                "it knows {known:names}",
                "define it, or use one of the {number} words for `{vocabulary}`",
                "no ruleset in force has one: define it with `{vocabulary} {name} {{ … }}`",
            ),
            "vocabulary": (
                "the rulesets know no {what} `{name}`",
                "did you mean `{meant}`?",
                "they know {known:names} …{more:given}",
                "they know {known:names}",
            ),
        },
    ),
    "PG203": Entry(
        "unknown ruleset",
        "The ruleset is neither shipped with Phasegate nor imported by this document.",
        {
            "reach_ruleset": (
                "no rule of a ruleset `{name}` is in reach of these tests",
                "did you mean `{meant}`?",
                "in reach are {known:names}",
            ),
            "ruleset": (
                "there is no ruleset `{name}`",
                "did you mean `{meant}`?",
                "the shipped ones are {known:names}",
            ),
        },
    ),
    "PG204": Entry(
        "unknown phase or gate",
        "The rulesets that the case follows do not define it.",
        {
            "gate": (
                "there is no gate `{name}`",
                "did you mean `{meant}`?",
                "the rulesets know {known:names}",
            ),
            "phase": (
                "the case has no phase `{name}`",
                *NEAREST,
            ),
            "not_known": (
                "`{name}` is not a known {what}",
                "did you mean `{meant}`?",
                "it knows {known:names}",
                "define it, or use one of the {number} words for `{vocabulary}`",
                "no ruleset in force has one: define it with `{vocabulary} {name} {{ … }}`",
            ),
            "vocabulary": (
                "the rulesets know no {what} `{name}`",
                "did you mean `{meant}`?",
                "they know {known:names} …{more:given}",
                "they know {known:names}",
            ),
        },
    ),
    "PG205": Entry(
        "unknown word of a vocabulary",
        "The field takes a word from the vocabulary of the rulesets, such as an industry or a jurisdiction.",
        {
            "currency_eur": (
                "`{name}` is not a known currency",
                "did you mean `{meant}`?",
                "use an ISO 4217 code such as `EUR`",
            ),
            "currency": (
                "`{name}` is not a known currency",
                "did you mean `{meant}`?",
                "use an ISO 4217 code such as `USD`",
            ),
            "not_known": (
                "`{name}` is not a known {what}",
                "did you mean `{meant}`?",
                "it knows {known:names}",
                "define it, or use one of the {number} words for `{vocabulary}`",
                "no ruleset in force has one: define it with `{vocabulary} {name} {{ … }}`",
            ),
            "word": (
                "`{name}` is not a known {what}",
                "did you mean `{meant}`?",
                "the rulesets know {known:names}",
            ),
            "class": (
                "`{name}` is not a known {what}",
                "did you mean `{meant}`?",
                "these are known: {known:names}",
            ),
            "vocabulary": (
                "the rulesets know no {what} `{name}`",
                "did you mean `{meant}`?",
                "they know {known:names} …{more:given}",
                "they know {known:names}",
            ),
        },
    ),
    "PG206": Entry(
        "cycle",
        "A name depends on itself; the finding shows the way round.",
        {
            "circle": (
                "rulesets extend each other in a circle: {chain:chain}",
                "remove one `extends`",
            ),
            "cycle": (
                "`{name}` depends on itself: {chain:chain}",
                "remove one of them from the other's expression",
            ),
            "itself": (
                "`{name}` is calculated from itself",
                "calculate it from something else, or write its figure",
            ),
        },
    ),
    "PG207": Entry(
        "import refused",
        "An import leaves the repository, does not exist or is not a `.gate` file.",
        {
            "outside": (
                "`{path}` leaves the repository",
                "give a case of the same repository by a relative path",
            ),
            "outside_import": (
                "`{path}` leaves the repository",
                "import files of the same repository by a relative path",
            ),
            "not_gate": (
                "`{path}` is not a `.gate` file",
                "rulesets are written in `.gate` files",
            ),
            "given": (
                "{cause}",
                "paths are relative to the test's file",
            ),
            "import": (
                "{cause}",
                "check the path",
            ),
        },
    ),
    "PG208": Entry(
        "unknown rule",
        "No rule with this id is in force for the case.",
        {
            "rule_unknown": (
                "no ruleset in force has a rule `{rule}`",
                "did you mean `{meant}`?",
                "remove the waiver",
            ),
        },
    ),
    "PG209": Entry(
        "no initiative",
        "The file holds no business case.",
        {
            "no_case": ("there is no `initiative` in `{path}`",),
            "none": (
                (
                    "there is no `initiative` in the file: it holds {kinds:names}",
                    "there is no `initiative` in the file: it holds only {comments}",
                    "there is no `initiative` in the file: it is empty",
                ),
                'a business case starts with `initiative name "Title" {{`; rulesets are tested with `phasegate test`',
            ),
            "not_one": (
                ("the file holds {cases} business cases", "the file holds no business case"),
                "convert a file with one `initiative`",
            ),
            "several": (
                "`{path}` holds {cases} business cases: {names:names}",
                "check them with `check_all`",
            ),
        },
    ),
    "PG210": Entry(
        "ruleset does not apply",
        "The case follows a ruleset whose `applies when` does not hold for it.",
        {
            "idle": (
                "`{name}` is followed and does not apply: it applies when `{condition}`",
                "check the fields it asks for, or remove it from `follows`",
            ),
        },
    ),
    "PG211": Entry(
        "waiver without effect",
        "The waiver covers nothing: its rule passes, does not exist here, or cannot be waived.",
        {
            "mandatory": (
                "`{rule}` is mandatory and cannot be waived",
                "provide what it asks for",
            ),
            "expired": (
                "the waiver of `{rule}` expired {days} days before the day of judgement",
                "provide what the rule asks for, or have a new waiver approved",
            ),
            "incomplete": (
                "the waiver of `{rule}` has no approver or no reason",
                "write `{snippet}`",
            ),
            "approver": (
                "the waiver of `{rule}` is approved by `{by}`; this call counts the approval of {approvers:names}",
                "have it approved by one of them, or provide what the rule asks for",
            ),
            "passes": (
                "the waiver of `{rule}` covers nothing: its rule passes",
                "remove the waiver",
            ),
            "elsewhere": (
                "the waiver of `{rule}` covers nothing: its rule does not apply here",
                "remove the waiver",
            ),
        },
    ),
    "PG212": Entry(
        "no gate requested",
        "Without `request gate` or `--gate` the next gate is judged: the one into the first phase that has no approved decision.",
        {
            "inferred": (
                "no gate is requested: judged at `{gate}`, the next one",
                "add `{snippet}`, or call with `--gate`",
            ),
            "none": (
                "no gate is requested and none follows: only rules that hold at every gate were judged",
                "call with `--gate`, or add `{snippet}`",
            ),
        },
    ),
    "PG213": Entry(
        "loosened definition",
        "A ruleset may tighten what another one defines, not loosen it: a mandatory or waivable rule, a control, a role, a category or a phase that is defined again has to be shown to ask at least as much.",
        {
            "loosened": (
                "`{rule}` is {was} in `{ruleset}` and is not shown to be as strict here: {how}",
                "keep what it asks and add to it, or give this rule an id of its own, so that both are judged; use a waiver for an exception",
            ),
            "weaker": (
                "the {what} `{name}` of `{ruleset}` is not shown to be as strict here: {how}",
                "keep what `{ruleset}` says of it, or give this one a name of its own",
            ),
        },
    ),
    "PG214": Entry(
        "follows no ruleset",
        "No rule applies to a case that follows no ruleset, and a check without rules is not a pass.",
        {
            "nothing": (
                "the case follows no ruleset, so no rule applies",
                "add `{snippet}`",
            ),
        },
    ),
    "PG215": Entry(
        "dated after the day of judgement",
        "The day of judgement is that of the request, or of `--as-of`. What a case dates later was not known then: it counts nowhere.",
        {
            "measured": (
                "`{name}` is measured on {on:day}, after the day of judgement, {day:day}: the figure is left out",
                "judge the case `--as-of` that day or later, or mend the date",
            ),
            "decided": (
                "`{name}` is decided on {on:day}, after the day of judgement, {day:day}: the decision is left out",
                "judge the case `--as-of` that day or later, or mend the date",
            ),
        },
    ),
    "PG216": Entry(
        "assumption that nothing uses",
        "No line, role, value, metric, lever, option or scenario rests on the assumption: it changes no figure, whatever it says.",
        {
            "unused": (
                "nothing uses `{name}`: it changes no figure",
                "calculate with it where it is meant, or leave it out",
            ),
        },
    ),
    "PG217": Entry(
        "price drawn twice",
        "The same range of money stands in two lines. Each range is drawn by itself, so that a quote that is written twice spreads less than it does; with a name it is drawn once.",
        {
            "twice": (
                "`{written}` is written in two lines, and drawn for each by itself",
                "if it is one quote, it is one `assume` that both lines use; if it is two, leave it",
            ),
        },
    ),
    "PG220": Entry(
        "not what the call demands",
        "Whoever calls `check` may demand what judges every case, with `--follows`, `--require-gate` and `--require-evidence` or from the environment: the author of a case cannot leave that out.",
        {
            "follows": (
                "`{name}` is demanded by this call, and the case does not follow it",
                "add `{snippet}`",
            ),
            "digest": (
                "`{name}` is not the ruleset that this call demands: its digest is {found}, not {wanted}",
                "take the ruleset back as it was; who answers for the rules may have the call demand the new digest",
            ),
            "idle": (
                "`{name}` is demanded by this call and does not apply: it applies when `{condition}`",
                "check the fields of the case that it asks for",
            ),
            "gate": (
                "this call demands that a gate is requested, and the case requests none",
                "add `{snippet}`",
            ),
            "gate_other": (
                "`{name}` is a gate of `{ruleset}`, which this call does not demand",
                "request one of {known:names}",
                "request a gate that a demanded ruleset defines",
            ),
            "evidence": (
                "the evidence of `{control}`, `{evidence}`, is not a file of this repository",
                "name the file that shows it, by its path from the case or from the top of the repository",
            ),
        },
    ),
}
