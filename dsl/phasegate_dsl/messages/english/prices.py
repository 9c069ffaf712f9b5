"""Prices of models, and what experience says of a cost."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

_SPREAD = (
    "the cost runs from {middle} (P50) to {high} (P90), {spread:.2f} times; of {programmes:,} {title} it was {past_spread:.2f} "
    "times, on average they came to {mean:.2f} times their plan (P95 {tail:.2f}, the largest {largest:.1f})"
)
_NARROW = (_SPREAD + "{reported:given}, as they report it themselves", _SPREAD)
_TOGETHER = "history would put the P90 at {past}: first, say what moves together: `correlate all at 0.3`; "
_RANGES = "give point figures a range and widen those that are too narrow, or explain why this case is more certain"
_CLASS = "{guessed:given}; `reference_class` names another class"
PRICES = {
    "PG310": Entry(
        "default taken",
        "A function for serving models takes a documented figure where the case gives none. Write the argument, and the figure is the case's own.",
        {
            "defaults": (
                "`{name}` takes {taken:names}, which the case does not set",
                "write them to make them the case's own ({sources:parts})",
            ),
        },
    ),
    "PG311": Entry(
        "unknown model",
        "The price list in force has no model of this name. `phasegate prices show TEXT` lists what it has; no price is ever guessed.",
        {
            "model": (
                ("`{path}` has no model `{name}`", "the price list has no model `{name}`"),
                "did you mean {models:or}?",
                "`phasegate prices show TEXT` lists what it has",
            ),
        },
    ),
    "PG312": Entry(
        "no such price",
        "The price list has the model and not this kind of price; the message says which it has.",
        {
            "price": (
                ("`{path}` has no price `{name}` of `{model}`", "the price list has no price `{name}` of `{model}`"),
                "it has {known:names}; give any other figure as an assumption",
            ),
        },
    ),
    "PG313": Entry(
        "unusable price list",
        "The file `prices.json` of the repository is not a price list that can be read; the message says what is wrong.",
        {
            "link": (
                "`{path}` leads out of the repository",
                "put the price list itself there, or remove the link",
            ),
            "not_json_number": (
                "`{word}` is not a number in JSON",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "repeated": (
                "`{name}` is there twice; only one can count",
                "keep one of them",
            ),
            "digits": (
                "a number has too many digits",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "not_a_list": (
                "this is not a price list of Phasegate: it does not start with `phasegate_prices`",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "format": (
                "the price list is not of format {format}",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "fixed": (
                "`{key}` of a price list is `{value}`",
                'write `"{key}": "{value}"`',
            ),
            "sources": (
                "`sources` says where the prices come from",
                "list at least one, with its name",
            ),
            "models": (
                "`models` holds 1 to {most:,} models by name",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "source_name": (
                "a source has a name",
                'for example `{{"name": "contract 4711", "gives": "prices"}}`',
            ),
            "source_text": (
                "`{name}` of a source is a text of one line",
                "at most 200 characters",
            ),
            "model_name": (
                "`{model}` is not the name of a model",
                "a name is `provider/model`, at most 120 characters",
            ),
            "prices_example": (
                "`{model}` has no prices",
                'for example `{{"input": 3, "output": 15}}`',
            ),
            "prices_missing": (
                "`{model}` has no prices",
                "give at least one of {known:names}",
            ),
            "by_hour": (
                "`by_hour` of `{model}` is `true` or `false`",
                "remove it, or correct it",
            ),
            "prompt": (
                "`{text}` is not the length of a prompt",
                "for example `200000`",
            ),
            "by_kind": (
                "prices of `{model}` are given by kind",
                'for example `{{"input": 3, "output": 15}}`',
            ),
            "amount": (
                "the price `{price}` of `{model}` is not an amount of USD for {per}",
                "write a number from 0 to {most:,.0f}",
            ),
            "day": (
                "a day is written like `2026-11-23`",
                "write the day of the calendar",
            ),
            "not_json": (
                "the price list is not JSON: {reason}",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "nested": (
                "the price list is nested too deeply",
                "write it with `phasegate prices update`, or give the file another name",
            ),
            "part": (
                "{what} has no `{name}`",
                "it has {known:names}",
            ),
            "by_length": (
                "`{name}` holds prices by length",
                "at most 20 of them",
            ),
            "by_day": (
                "`{name}` holds prices by day",
                "at most 20 of them",
            ),
        },
    ),
    "PG314": Entry(
        "price that does not last",
        "A model that the case pays for is retired, or announced to cost something else, while the case still relies on it.",
        {
            "retired": (
                "`{model}` is retired on {day:day}, before the case starts",
                "use a model that is still offered ({source})",
                "use a model that is still offered",
            ),
            "retires": (
                "`{model}` is retired on {day:day}, in month {month}; the case relies on it to the end of month {end}",
                'plan its successor: `steps({start:month}: price("{model}", {price}), {day:month}: price("…", {price}))` ({source})',
                'plan its successor: `steps({start:month}: price("{model}", {price}), {day:month}: price("…", {price}))`',
            ),
            "changes": (
                "`{price}` of `{model}` is announced to cost {new:g} USD per 1M token from {day:day}, not {old:g}",
                "write `steps({start:month}: price(…), {day:month}: {new:g} USD per 1M token)`",
            ),
        },
    ),
    "PG315": Entry(
        "old prices",
        "The price list is more than a year older than the day of judgement. `phasegate prices update` writes a new one.",
        {
            "old": (
                "the prices of models date from {prices:day}, more than a year before {day:day}",
                "get newer ones with `phasegate prices update`, and review what it changes",
            ),
        },
    ),
    "PG316": Entry(
        "prices of the repository",
        "The prices of models come from a list in the repository, in place of the one that comes with Phasegate; what is "
        "lower there makes the case cheaper. That is right where prices were negotiated, and is to be seen by whoever decides.",
        {
            "lower": (
                (
                    "`{path}` of {day:day} has lower prices than the list that comes with Phasegate: {names:names} and {more} more",
                    "`{path}` of {day:day} has lower prices than the list that comes with Phasegate: {names:names}",
                ),
                "review the list as a part of the case: `phasegate prices show`",
            ),
            "own": (
                "prices of models come from `{path}` of {day:day}; none that the case pays is lower than in the list that comes with Phasegate",
            ),
        },
    ),
    "PG320": Entry(
        "more certain than its class",
        "The cost of the case is spread less than that of comparable programmes was: its P90 lies less far above its P50 than in its reference class. Ranges that are too narrow are the usual mistake of forecasts; `docs/classes.md` has the classes, and what they can and cannot say.",
        {
            "narrow": (
                _NARROW,
                _TOGETHER
                + "second, add what the class's P80 asks to be set aside, {sum}: `{snippet}`; third, "
                + _RANGES
                + _CLASS,
                _TOGETHER
                + "second, add what the class's P80 asks to be set aside, {sum}: `{snippet}`; third, "
                + _RANGES,
            ),
            "narrow_only": (
                _NARROW,
                _TOGETHER + "second, " + _RANGES + _CLASS,
                _TOGETHER + "second, " + _RANGES,
            ),
        },
    ),
}
