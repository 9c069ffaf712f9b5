"""Figures: what has no value, or none that makes sense."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

FIGURES = {
    "PG319": Entry(
        "independent ranges",
        "Ranges that nothing ties together offset one another: the more of them carry the spread of a cost, the narrower it gets. "
        "Where one thing moves several of them, such as demand, a market or a team, the cost will spread further than that.",
        {
            "untied": (
                "nothing says that the {ranges} ranges of the cost move together, and drawn apart they offset one another",
                "add `{snippet}` for a common driver (`phasegate cost` shows P80 and P90 with it), or say which of them move "
                "together",
            ),
        },
    ),
    "PG400": Entry(
        "cannot be calculated",
        "A figure has no value: a division by zero, a phase without a length, a number out of range.",
        {
            "no_value": (
                "`{name}` has no value in some month or draw",
                "it divides by something that can be zero, or is out of range",
            ),
            "too_large": (
                "{what} is out of range",
                "look for a division by zero, a power or a digit too many",
            ),
            "no_total": (
                "the cost of the case is too large to be calculated",
                "look for a figure or a power that is out of range",
            ),
            "no_scenario": (
                "the cost has no value under the scenario `{name}`",
                "what it changes makes something divide by zero, or is out of range",
            ),
            "level_value": (
                "the run cost has no value at {at} `{name}`",
                "something divides by it; name other levels with `--at`",
            ),
        },
    ),
    "PG401": Entry(
        "out of range",
        "The value is outside what makes sense for it; the message names the bounds.",
        {
            "negative": (
                "the cost of `{name}` is below zero in some month or draw",
                "a cost is zero or more; write what it brings in as a `value`",
            ),
            "level": (
                "a level of `{name}` is zero or more, not `{value}`",
                "remove the minus sign",
            ),
            "capitalized": (
                "`{name}` recurs, and only what is paid once can be capitalized",
                "write a cost in money, not money per time",
            ),
            "month_of_phase": (
                "this is outside the phase `{phase}`, which holds the line",
                "move the line to the phase in which it is paid, or to the case itself",
            ),
            "writing_off": (
                "what is capitalized is written off over some time",
                "for example `capitalized over 36 months`",
            ),
            "part_of_month": (
                "a horizon is counted in whole months, and this is {months:.4g}",
                "`{fewer} months` or `{more} months`",
            ),
            "model_error": (
                "`model_error` is a factor around 100 %, and this is below 50 % in the middle, or below zero somewhere",
                "ten percent less to thirty percent more is `model_error: 90% to 130%`",
            ),
            "contingency": (
                "the contingency `{name}` is a share of what the lines cost, and above 100 % in some month or draw",
                "for example `costs 10%`; a sum of money has its sign: `costs $20K/mo`",
            ),
            "chance": (
                "the chance of `{name}` is between 0 % and 100 %",
                "for example `chance 15%`",
            ),
            "month": (
                "this month is outside the horizon",
                "check `start` and `horizon`",
            ),
            "horizon": (
                "a horizon is between 1 and {most} months",
                "36 months is usual",
            ),
            "discount": (
                "a discount rate is between 0 % and 100 %",
                "for example `9%/yr`",
            ),
            "fiscal_year": (
                "a fiscal year starts in a month from 1 to 12",
                "for example `fiscal_year: 10` for October",
            ),
            "duration": (
                "a phase lasts some time",
                "for example `duration: 10 weeks`",
            ),
            "governance": (
                "`governance_time` is a part of the phase's duration",
                "it cannot be longer than the phase",
            ),
            "window": (
                "this leaves no time in which it is active",
                "check `from` and `until` against the phases and the horizon: `until` a month or day counts that too, `until` a phase ends before it",
            ),
        },
    ),
    "PG402": Entry(
        "phase without duration",
        "Every phase but the last needs a duration; the last runs to the horizon where it has none.",
        {
            "needed": (
                "the phase `{name}` needs a duration: only the last runs to the horizon",
                "add `{snippet}`",
            ),
        },
    ),
    "PG403": Entry(
        "horizon too short",
        "The phases do not fit into the horizon.",
        {
            "too_long": (
                "the phase `{name}` runs to month {end:.1f}, past the horizon of {horizon:g} months",
                "lengthen the horizon: `{snippet}`",
            ),
        },
    ),
    "PG404": Entry(
        "runs in no phase",
        "The last phase has a `duration` that ends before the horizon, and something runs on after it: what it costs would be in no phase.",
        {
            "after": (
                "the last phase, `{phase}`, ends in {end:month}, and {names:and} would run on in no phase, to {until:month}",
                "leave out its `duration`, so that it runs to the horizon, or end what runs on within it: `until {end:month}`",
            ),
        },
    ),
    "PG405": Entry(
        "without effect",
        "Something is written that changes no figure, so that the forecast is not what its author thinks.",
        {
            "from_assumed": (
                "`from` changes nothing about `{name}`: only `ramp` and `grow` count from it",
                "leave it out: the lines that use `{name}` begin with a `from` of their own, and `steps(…)` moves it by the month",
            ),
            "until_assumed": (
                "`until` changes nothing about `{name}`: an assumption holds for the whole horizon",
                "leave it out: the lines that use `{name}` end with an `until` of their own, and `steps(…)` moves it by the month",
            ),
            "at_recurring": (
                "`{name}` recurs, and `at` is the month of what is paid once",
                "leave it out: `from` and `until` say when it is paid; a cost in money, not money per time, is paid once",
            ),
            "until_once": (
                "`{name}` is paid once, and `until` ends what recurs",
                "leave it out: `at` says when it is paid; a cost in money per time recurs",
            ),
            "nothing_measured": (
                "`model_error: measured` changes nothing: no phase that others follow has a measured cost",
                "leave it out until one is measured, or state the range: `model_error: 90% to 130%`",
            ),
            "from_once": (
                "`{name}` is paid once, at the moment after `at`, and `from` begins what recurs",
                "leave it out: `at` says when it is paid; a cost in money per time recurs",
            ),
            "at_clause": (
                "`{name}` recurs, and `at` is the moment of what is paid once",
                "leave it out: `from` and `until` say when it is paid; a cost in money, not money per time, is paid once",
            ),
            "continuously": (
                "`continuously` says how a price rises, and `{name}` has no `escalates`",
                "leave it out, or state `escalates` as well",
            ),
        },
    ),
    "PG406": Entry(
        "growth away from its end",
        "What grows stops at a `cap`, what falls at a `floor`. An end that the rate leads away from, or that lies before the start, would be the figure from the first month on.",
        {
            "cap_away": (
                "this falls, and a `cap` would hold it there from the first month on",
                "what falls stops at a `floor`: `floor:` in place of `cap:`",
            ),
            "floor_away": (
                "this grows, and a `floor` would hold it there from the first month on",
                "what grows stops at a `cap`: `cap:` in place of `floor:`",
            ),
            "cap_beyond": (
                "the growth starts above its `cap`",
                "a higher cap, or the figure itself without `grow`",
            ),
            "floor_beyond": (
                "the fall starts below its `floor`",
                "a lower floor, or the figure itself without `grow`",
            ),
        },
    ),
    "PG407": Entry(
        "no share",
        "A hit rate, a utilisation or what a lever cuts is a share of a whole: from 0 % to 100 %. A range of two percentages stays within them, and so do `beta`, and `triangular` and `uniform` with such ends; `normal`, `lognormal` and `pareto` have no end, and a rare draw is no share, however many draws are made.",
        {
            "drawn": (
                "`{name}` of `{by}` is a share, and {beyond} of `{text}` lie beyond 0 % to 100 %",
                "a range in percent stays within them: `{instead}`; or `beta(…)`, `triangular(…)`, `uniform(…)`",
                "a range in percent such as `20% to 60%` stays within them; or `beta(…)`, `triangular(…)`, `uniform(…)`",
            ),
            "made": (
                "`{name}` of `{by}` is a share, and {beyond} of `{text}` lie beyond 0 % to 100 %",
                "hold it within them: `{instead}`",
            ),
            "always": (
                "`{name}` of `{by}` is a share, and `{text}` lies beyond 0 % to 100 %",
                "state the part of the whole that is meant, such as `40%`",
            ),
        },
    ),
}
