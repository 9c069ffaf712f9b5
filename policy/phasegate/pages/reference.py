"""The language reference, made from the tables that the checker itself reads: `docs/language.md` and `phasegate explain`.

`python -m phasegate.pages.reference` writes the page; a test holds it against the tables.
"""

from __future__ import annotations

from phasegate.data import checkout
from phasegate.expr.functions import FUNCTIONS
from phasegate.expr.records import RECORDS, ROOTS
from phasegate.pages.forms import clauses, forms
from phasegate.report.paint import safe
from phasegate.units import COUNTS
from phasegate_dsl.messages import CODES
from phasegate_dsl.messages.examples import EXAMPLES
from phasegate_dsl.words import WORDS, places_of

PAGE = checkout("docs", "language.md")
_SECTIONS = {
    "documents": "Documents",
    "case": "A business case",
    "ruleset": "A ruleset",
    "tests": "Tests of rulesets",
}
"""Sections of declarations with their titles."""

INTRODUCTION = """# The Phasegate language

One language, two kinds of document, both in `.gate` files: a **business case** (`initiative`) says what a team forecasts
and commits to; a **ruleset** says what the organisation demands of every business case. It is declarative: no loops, no
recursion, no input or output; every document is evaluated in bounded time.

This page is made from the tables that the checker reads. `phasegate explain WORD` prints the same text.

## Reading

- A new line (or `;`) ends a statement; inside `( )` and `[ ]`, and after an operator or a comma, the line goes on.
  `#` starts a comment.
- Names are letters, digits and `_`. Keywords are words only where they can stand: `l.source` and `line.phase` are fine.
- Numbers: `10_000`, `0.5`, `75K`, `2.4M`, `1B`, `40%`. Dates `2026-10-01`, months `2026-10`. Texts: `"…"` with `\\"` and `\\n`.
- In the texts of rules, `{expression}` shows a value; between backticks braces mean themselves.

## Quantities

Every number carries its unit: `8 call/user/day`, `$2.50 per 1M token`, `$190K/fte/yr`. A name right after a number is its
unit; `/` (or `per`), `*` and `^` build the rest, from left to right: `a / 5 claim/mo` is `(a / 5 claim) / mo`.

- Time: `day`, `week`, `mo`, `quarter`, `yr` and their long and plural forms; 1 yr = 12 mo = 365 day, 1 week = 7 day.
- Counts, each a dimension of its own: %s; a case adds its own with `unit claim`. Nothing converts silently between counts.
- Money: `$ € £ ¥` before the number or an ISO code after it (`75K CHF`). `$` is the case's own currency where that is a
  dollar, else USD; in a ruleset it is USD. Currencies convert only where the case says `fx EUR = 1.08 USD`.
- Adding `$` to `$/mo`, comparing users with calls, a line that costs neither money nor money per time: each is an error at
  its place, found before anything is calculated.

## Uncertainty

`8 to 14 call/user/day` is a 90 % interval (P5 to P95): lognormal where both ends are positive, else normal. The unit is
written once, at the end; `to` and `..` bind tighter than `*` and `/`. `$30K..$100K` is an **interval**, a set of allowed
values for rules.

`20% to 60%`, with both ends in percent and from 0 % to 100 %, is a range of **shares**: no draw lies below 0 % or above
100 %, the logarithm of its odds is normal, and its ends are P5 and P95 as ever. Where an end is 0 % or 100 % itself, the
normal range is cut off there, so that one draw in twenty is exactly that. `80% to 150%` and `-5% to 10%` leave the whole,
and `2% to 5%/yr` is a rate and no share: they stay lognormal or normal. What a function or a lever takes a share of (`hit`,
`utilisation`, `part`, `discount`, `rate`, `by`) has to be one: `normal`, `lognormal` and `pareto` are not.

Each range is drawn once, from a stream that depends only on the seed, the name of its initiative and its
own: adding, removing or reordering lines moves no other figure, and two cases that use one word for two things do not move
together. In a rule a distribution has no single value: write `p80(x)`, `mean(x)` or `chance(x <= y)`.

`correlate a with b at 0.6` ties two ranges by their rank correlation. Each is named by what holds it and no other range: an
assumption (`1 + 2 to 4` as well), a line or a role (the range in its price, not what that is multiplied with), a value. Where
one thing moves them all, such as demand, the rate of a market or the skill of a team, `correlate all at 0.3` puts one common
driver behind all ranges of the case: any two of them have that rank correlation. Pairs that are stated beside it hold; ranges
of rulesets, such as those of the governance tax, are drawn apart.

What cases do have in common is a `shared` driver, in a file that they import or in a ruleset that they follow: an assumption
of each case that uses it, from one stream in all of them. It may rest on other shared drivers, and means the same everywhere:
`$` in it is USD. A phase or a scenario may say something else, which then draws under the name of the case. No correlation
moves its draws: those of the case follow them.

A `risk` costs what it says with its chance, else nothing: whether it happens is drawn once for the case, from a stream under
its own name, and what it then costs has its own ranges. Where ranges are listed, `risk.NAME#1` is whether it
happens, which no common driver moves, and `risk.NAME#2` the first range of what it then costs. It is a row of the budget in the category `risk`, in every table and in
what budgets and percentiles hold.

A `contingency` is money for what nobody has thought of. `costs 10%` is that share of what all lines and roles cost in the same
months, one-offs included, within the phase that holds it or the whole case; contingencies and risks are no part of what it is
a share of. `costs $20K/mo` and `costs $200K` are sums of their own. Its category is `contingency`.

Neither is a line: no rule on lines asks anything of it, it is no part of run cost and of unit costs made from it, it counts as
no governance, and the governance tax is not counted on it. What it costs is in every total.

`model_error: 90% to 130%` is a factor on the cash of every line that no range moves, one draw for the case. Ranges say how far
the figures are known that were thought of; this says how far the rest may be off. It is an assumption of the case,
`model_error`, which a scenario or `--set` may change. A line that rests on others is widened once, contingencies of a share
move with the lines, and what a range moves is left as it is: its own, that of an exchange rate, or of what an assumption is in
a phase in which the line is paid. Where the cost of a phase was measured, `phasegate cost`
and the packet show what errors as large would make of the phases after it; `model_error: measured` applies that: a lognormal
factor with median one on all that these phases cost, whose spread is the root mean square of the logarithms of measured over
forecast cost.

## Time

A case lies on a grid of months from `start` over `horizon`. Phases follow one another; a phase that ends inside a month
takes that part of it; the last runs to the horizon, or ends with its `duration` where nothing runs on after it. Money per
time recurs. Money is paid once, at the start of its phase or `at` a month: in the month in which a phase starts it belongs to
that phase. Run cost is the mean of the last twelve months.

| written | paid |
|---|---|
| `from 2027-01` | from the first day of that month; a day from that day, a phase from its first day |
| `until 2027-04` | to the last day of that month, which is paid; a day is paid too |
| `until scale` | to the day before `scale` starts: a phase is not paid any more |

The name of a line stands for its cash per month in that month, risen by `escalates`, and for none while it is not paid; that of
a one-off for its sum. `escalates: 8%/yr` leaves the price as it is written for twelve months from the start of the horizon and
then rises in a step each year; `continuously: yes` compounds from day to day. Functions of time count from the start of the
phase that holds them, or from `from PHASE`, and are read in the middle of each month's part in a phase, so that `grow`
compounds continuously.
"""


def kind(name: str) -> str:
    """The entry of a declaration, in Markdown."""
    spec = WORDS[name]
    lines = [
        f"### `{name}`",
        "",
        f"{spec.doc[:1].upper()}{spec.doc[1:]}. It stands in {places_of(name)}.",
        "",
        *(f"    {form}" for form in forms(name)),
        "",
        "For example:",
        "",
        "```",
        spec.example,
        "```",
    ]
    clauses = [f"`{c}`" + (" (required)" if c in spec.required else "") for c in spec.shown]
    if clauses:
        lines += ["", f"Clauses: {', '.join(clauses)}."]
    if spec.fields:
        lines += ["", "| field | meaning | example |", "|---|---|---|"]
        lines += [
            f"| `{n}`{' (required)' if f.required else ''} | {f.doc} | `{n}: {f.example}` |"
            for n, f in spec.fields.items()
        ]
    if spec.facts:
        lines += ["", "Further facts (texts, names, dates) may stand in its `{ }` under names of your choice."]
    return "\n".join(lines) + "\n"


def record(name: str) -> str:
    """What a rule can ask of a record, in Markdown."""
    rows = [f"| `{attribute}` | {fact.type.show('USD')} | {fact.doc} |" for attribute, fact in RECORDS[name].items()]
    return (
        "\n".join([f"### {name.replace('_', ' ')}", "", "| attribute | kind | meaning |", "|---|---|---|", *rows])
        + "\n"
    )


def code(name: str) -> str:
    """A code of the checker, as a row."""
    wrong, right = EXAMPLES.get(name, ("", ""))
    shown = f"<br>`{safe(wrong)}`<br>→ `{right}`" if wrong else ""
    return f"| `{name}` | {CODES[name].title} | {(CODES[name].text + shown).replace('|', chr(92) + '|')} |"


def page() -> str:
    """The whole reference."""
    from phasegate.pages import functions  # these check and calculate; `explain` has no need of that
    from phasegate.pages.worked import section

    counts = ", ".join(f"`{c}`" for c in COUNTS)
    parts = [INTRODUCTION.replace("%s", counts)]
    for name, title in _SECTIONS.items():
        parts += [f"## {title}\n", *(kind(n) for n, word in WORDS.items() if word.section == name)]
    parts.append(functions.section())
    roots = "\n".join(f"| `{n}` | {f.type.show('USD')} | {f.doc} |" for n, f in ROOTS.items())
    parts.append(
        "## What rules can speak of\n\nBesides these names, every phase that the rulesets know is a record.\n\n| name | kind | meaning |\n|---|---|---|\n"
        + roots
        + "\n"
    )
    parts += [record(n) for n in RECORDS]
    parts.append(
        "## Clauses\n\nIn any order after the head of a statement:\n\n" + "".join(f"    {c}\n" for c in clauses())
    )
    parts.append(section())
    parts.append("## Codes\n\n| code | title | meaning |\n|---|---|---|\n" + "\n".join(code(n) for n in CODES) + "\n")
    return "\n".join(parts)


def explain(word: str) -> str:
    """What the reference says of a word: a declaration, a function or a record; none for any other word."""
    parts = []
    if word in WORDS:
        parts.append(kind(word))
    if word in FUNCTIONS:
        spec = FUNCTIONS[word]
        parts.append(
            f"### `{spec.form}`\n\n{spec.doc[:1].upper()}{spec.doc[1:]} (in {'cases and rules' if spec.where == 'both' else spec.where + 's'}).\n\nFor example `{spec.example}`.\n"
        )
    if word in RECORDS:
        parts.append(record(word).replace("### ", "### a rule can ask: ", 1))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
