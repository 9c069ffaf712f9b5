"""Dimensions and types."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

UNITS = {
    "PG300": Entry(
        "dimensions do not fit",
        "Both sides of a sum, a range or a comparison must measure the same thing. This is the spreadsheet mistake that kills business cases.",
        {
            "scenario": (
                "`{name}` is `{base}` in the case and `{found}` in the scenario",
                "a change keeps the dimension",
            ),
            "amount": (
                "the amount of a role is measured in `fte`, not {found}",
                "for example `require role ai_governance_officer 1 fte`",
            ),
            "measure": ("`{name}` is measured in {wanted:or}, not {found}",),
            "here": (
                "`{name}` is `{base}` in the case and `{found}` here",
                "a change keeps the dimension",
            ),
            "factor": (
                "a model error is a factor, a share of what was forecast, not `{found}`",
                "for example `model_error: 90% to 130%`",
            ),
            "cut": (
                "a cut is a share, not `{found}`",
                "for example `by 40% to 70%`",
            ),
            "override": (
                "`{name}` is `{base}` in the case and `{found}` here",
                "an override keeps the dimension",
            ),
            "probability": ("a probability is a plain number such as `0.8` or `80%`",),
            "delay": ("a delay is a time, not {found}",),
            "two_units": (
                "`{text}` has two units",
                "write `{mark}…/{unit}` or `{mark}… per {unit}`",
            ),
            "exponent": (
                "an exponent is a plain number, not {found}",
                "for example `^ 2`",
            ),
            "raised": ("{found} can only be raised to a small whole number",),
            "fleet": (
                "a fleet is measured in `gpu`",
                "write it like `{form}`",
            ),
            "add": (
                "cannot add `{left}` ({left_unit}) and `{right}` ({right_unit})",
                "{hint}",
            ),
            "subtract": (
                "cannot subtract `{left}` ({left_unit}) and `{right}` ({right_unit})",
                "{hint}",
            ),
            "compare": (
                "cannot compare `{left}` ({left_unit}) with `{right}` ({right_unit})",
                "{hint}",
            ),
            "span": (
                "cannot span a range from `{left}` ({left_unit}) to `{right}` ({right_unit})",
                "{hint}",
            ),
            "look": (
                "cannot look for `{left}` ({left_unit}) in `{right}` ({right_unit})",
                "{hint}",
            ),
            "plain_argument": (
                "`{name}` is a share or a plain number, not {found}",
                "write it like `{form}`",
            ),
            "argument_unit": (
                "`{name}` is measured in `{unit}`, not {found}",
                "write it like `{form}`",
            ),
            "argument": ("`{name}` is {wanted}, not {found}",),
            "other_measure": (
                "{what} is measured in {wanted:or}, not {found}",
                "{hint}",
            ),
        },
    ),
    "PG301": Entry(
        "not a cost",
        "A line costs money (once) or money per time (recurring); the units of the expression do not cancel to either.",
        {
            "value": (
                "the value `{name}` is `{found}`, not money per time",
                "{hint}",
            ),
            "cost": (
                "`{name}` costs `{found}`: that is neither money nor money per time",
                "{hint}",
            ),
        },
    ),
    "PG302": Entry(
        "unit written twice",
        "In a range the unit is written once, at the end: `$30K to $50K/mo`.",
        {
            "once": (
                "in a range the unit is written once, at the end",
                "write `{left} {sign} {right}{per}{unit}`",
            ),
        },
    ),
    "PG303": Entry(
        "currencies mixed",
        "Currencies convert only at a rate that the case gives: `fx EUR = 1.08 USD`.",
        {
            "rulesets": (
                "the rulesets state norms and rates in {code}, and the case in {currency} gives no exchange rate for it",
                "add `{snippet}`: they are then converted, and printed in both",
            ),
            "own": (
                "`fx {currency}` is a rate of the case's own currency, and names no other",
                "say what one unit of another currency is in {currency}, `fx {other} = … {currency}`, or the other way round",
            ),
            "rate": (
                "the rate of {name} is an amount in {currency}",
                "write `{snippet}`",
            ),
            "foreign_cost": (
                "`{name}` costs {found}, and the case is in {currency}",
                "give the exchange rate: `{snippet}`",
            ),
            "one_currency": (
                "the figures of a range or a distribution are in one currency",
                "write all of them in {currency}, or all in the same other currency",
            ),
            "add": (
                "cannot add `{left}` ({left_unit}) and `{right}` ({right_unit})",
                "{hint}",
            ),
            "subtract": (
                "cannot subtract `{left}` ({left_unit}) and `{right}` ({right_unit})",
                "{hint}",
            ),
            "abroad": (
                "{what} is written in {currency}, not in {abroad}",
                "write it in {currency}: an exchange rate counts where costs are calculated",
            ),
            "prices": (
                "prices of models are in {foreign}, and the case is in {currency}",
                "give the exchange rate: `{snippet}`",
            ),
        },
    ),
    "PG304": Entry(
        "distribution compared directly",
        "A figure with uncertainty has no single value: compare `p80(x)`, `mean(x)` or `chance(x <= y)`.",
        {
            "bare": (
                "`{text}` is a distribution and has no single value to compare",
                "write `p80({text}) …`, `mean({text}) …` or `chance({whole}) >= 80%`",
            ),
        },
    ),
    "PG305": Entry(
        "kinds do not fit",
        "The operator or function takes another kind of value here.",
        {
            "condition": (
                "a condition is yes or no, not {found}",
                "compare it, for example `… >= 80%`",
            ),
            "takes_quantities": ("`{name}` takes quantities, not {found}",),
            "takes_quantity": ("`{name}` takes a quantity, not {found}",),
            "chance": ("`chance` takes a condition, not {found}",),
            "takes_control": ("`{name}` takes the name of a control, not {found}",),
            "takes_phase": ("`{name}` takes a phase, not {found}",),
            "annual": ("`annual` takes a cost, not {found}",),
            "no_period": (
                "`annual` cannot tell over which time `{text}` is spread",
                "give it `cost`, the `cost` of a phase, a line or a role, a part of the tax, or money per time",
            ),
            "takes_cost_of": (
                "`{name}` takes a phase, a line or `cost`",
                "for example `{name}(scale)`",
            ),
            "takes_name": ("`{name}` takes a name of the case",),
            "in_list": (
                "`in` takes a list, not {found}",
                "for example `scale.lines`",
            ),
            "where": ("`where` takes a condition, not {found}",),
            "over_list": (
                "`{name}` runs over a list, not {found}",
                "write it like `{form}`",
            ),
            "each_condition": ("`{name}` asks a condition of each one, not {found}",),
            "logic": (
                "`{op}` takes yes or no, not {found}",
                "compare it, for example `… > 0`",
            ),
            "range_of": ("a range runs between quantities, not {found}",),
            "assignment": (
                "`=` gives a name to a value",
                "a comparison is written `==`",
            ),
            "compare": ("cannot compare {one} with {other}",),
            "interval_of": ("only a quantity lies in an interval, not {found}",),
            "in": (
                "`in` takes a list or an interval, not {found}",
                "for example `in [banking, insurance]` or `in $30K..$100K`",
            ),
            "has": ("`has` asks a list, not {found}",),
            "same_item": ("{one} cannot be in {other}",),
            "price_text": (
                "a model is named by a text, `provider/model`",
                "write it like `{form}`",
            ),
            "takes_only": (
                "`{name}` takes quantities",
                "write it like `{form}`",
            ),
            "takes_bool": ("`{name}` takes yes or no, not {found}",),
            "compare_words": (
                "cannot compare `{left}` with `{right}`: words can only be equal or different",
                "write `==`, `!=` or `in [ … ]`",
            ),
            "compare_vocabularies": (
                "cannot compare `{left}` with `{right}`: they are words for `{one}` and for `{other}`",
                "use a word for `{one}`",
            ),
            "quoted_quantity": (
                "`{name}` is a quantity, not {found}",
                "leave the quotes out",
            ),
            "not_quantity": (
                "`{name}` is a quantity, not {found}",
                "write a figure, or a calculation",
            ),
        },
    ),
    "PG306": Entry(
        "interval is not a range",
        "`a..b` is a set of allowed values for rules; an uncertain estimate is written `a to b`.",
        {
            "set_interval": (
                "`{name}` is not an interval",
                "an uncertain estimate is written `a to b`",
            ),
            "interval": (
                "`..` is a set of allowed values, not an estimate",
                "write `{written}`",
            ),
            "one_value": (
                "{what} is one value, not an interval",
                "write the one figure that is asked for",
            ),
        },
    ),
    "PG307": Entry(
        "wrong arguments",
        "The function takes other arguments; the message shows its form.",
        {
            "choice": (
                "`choice` takes a list",
                "write it like `{form}`",
            ),
            "weights": ("`weights` is a list with one weight for each value",),
            "comprehension": (
                "`{name}` does not run over a collection",
                "these do: {known:names}",
            ),
            "misfit": (
                "`{name}` takes other arguments",
                "write it like `{form}`: {doc}",
                "write it like `{form}`",
            ),
            "price_kind": (
                "`{name}` is not a kind of price",
                "did you mean `{meant}`?",
                "take {known:names}",
            ),
        },
    ),
    "PG308": Entry(
        "impossible range or distribution",
        "The ends or parameters do not make a distribution.",
        {
            "falls": (
                "`{name}` does not rise from its low to its high end",
                "write the smaller figure first",
            ),
            "ends_written": (
                "the ends of a range are written figures",
                "give the range a name with `assume` and calculate with that",
            ),
            "falls_range": (
                "`{text}` does not rise from its low to its high end",
                "write the smaller figure first; one figure alone is certain",
            ),
            "arguments_written": (
                "the arguments of `{name}` are written figures",
                "write it like `{form}`",
            ),
            "certain": (
                "the arguments of `{name}` are certain and constant",
                "give each distribution a name with `assume` and calculate with the names",
            ),
            "certain_ends": (
                "the ends of a range are certain",
                "give the range a name with `assume` and calculate with that",
            ),
            "weight_below_zero": (
                "a weight is below zero, and a chance is not",
                "the weight of a value is the share of cases in which it comes true",
            ),
            "weights_whole": (
                "the weights add up to {whole:g} %, not to 100 %",
                "the weight of a value is the share of cases in which it comes true; without `weights` all are equally likely",
            ),
            "parameters": (
                "these figures do not make a {name} distribution",
                "{rule}",
            ),
        },
    ),
    "PG309": Entry(
        "impossible correlation",
        "The correlations given cannot hold together, or are not between two ranges.",
        {
            "not_range": (
                "`{name}` is not a range",
                "correlate the ranges that it is calculated from",
            ),
            "several": (
                "`{name}` holds {ranges} ranges, and does not say which of them is correlated",
                "give that range a name with `assume`, and correlate the name",
            ),
            "phases": (
                "`{name}` stands in several phases, each with a range of its own",
                "give the range a name with `assume`, and correlate the name",
            ),
            "alone": (
                "`{name}` is correlated with nothing",
                "write `with` and another range; `correlate all` puts one driver behind all ranges",
            ),
            "both_shared": (
                "`{a}` and `{b}` draw the same numbers in every case that uses them, so no case can join them",
                "make one from the other where they are shared",
            ),
            "common_twice": (
                "the correlation of all ranges is given twice",
                "keep one of them",
            ),
            "against": (
                "no three ranges can all move against one another: where two go against a third, they go the same way",
                "give `all` a correlation from 0 to 1, and pairs that move against each other `correlate a with b at -0.5`",
            ),
            "twice": (
                "the correlation of `{a}` with `{b}` is given twice",
                "keep one of them",
            ),
            "bounds": (
                "a correlation is between -1 and 1, and between two assumptions",
                "for example `at 0.6`",
            ),
            "together": (
                "these correlations cannot hold together: {pairs:list}",
                "bring the strongest of them nearer to zero",
            ),
        },
    ),
}
