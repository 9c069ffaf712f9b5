"""Every code of the checker itself: its title, and the long form that `phasegate explain CODE` prints.

Rules of rulesets carry their own ids and texts; these are the codes of reading, naming and calculating.
"""

from __future__ import annotations

from dataclasses import dataclass

from phasegate_dsl.finding import Finding, Related, Shown
from phasegate_dsl.source import Span


@dataclass(slots=True, frozen=True)
class Code:
    """One code: title, usual level, long form."""

    title: str
    text: str
    level: str = "error"


CODES: dict[str, Code] = {
    # reading the text
    "PG100": Code(
        "syntax error",
        "The text does not follow the grammar here. The message says what was found and what could stand in its place.",
    ),
    "PG101": Code("unknown character", "This character is not part of the language outside strings and comments."),
    "PG102": Code(
        "string without closing quote",
        'A string starts and ends on one line: `"like this"`. Inside it `\\"` is a quote and `\\n` a new line.',
    ),
    "PG103": Code("single quotes", 'Strings are written in double quotes: `"like this"`.'),
    "PG104": Code(
        "not a number",
        "Numbers are written `10_000`, `0.5`, `75K`, `2.4M`, `1B` or `40%`; a unit follows after a space: `14 call`.",
    ),
    "PG105": Code(
        "bracket without partner",
        "Every `(`, `[` and `{` needs its closing partner; the finding points at the one that was opened and not closed.",
    ),
    "PG106": Code(
        "invisible character",
        "Control characters and characters that change the direction of text are refused: a review must see what the checker reads.",
    ),
    "PG107": Code("unreadable file", "The file cannot be read as UTF-8 text, or not at all."),
    "PG108": Code(
        "too large", "The file, a line or a list is larger than a person can review; the message names the limit."
    ),
    "PG109": Code(
        "nested too deeply", "Brackets are nested deeper than the language allows; name parts of the expression."
    ),
    "PG110": Code(
        "statement in the wrong place",
        "Each statement has its place: a `line` stands in an initiative or a phase, a `rule` in a ruleset or a gate.",
    ),
    "PG111": Code(
        "clause in the wrong place",
        "Each clause belongs to certain statements: `funds` to `line` and `role`, `dated` to `control`.",
    ),
    "PG112": Code("clause missing", "A statement lacks a part that it cannot do without."),
    "PG113": Code("said twice", "A clause, a field or a name is given twice; only one can count."),
    "PG114": Code("wrong kind of value", "The field takes another kind of value; the message shows an example."),
    "PG115": Code("bad date", "The date does not exist in the calendar."),
    "PG116": Code("YAML or JSON shape", "The document's shape is not that of a case; the message names the key."),
    # names
    "PG200": Code(
        "unknown name", "No assumption, line, unit, phase or function has this name here. Near names are suggested."
    ),
    "PG201": Code(
        "unknown field",
        "This declaration has no such field. Near fields are suggested; facts that carry no figure may be added freely.",
    ),
    "PG202": Code(
        "unknown control, role or category",
        "The rulesets that the case follows do not define it. A misspelt control would count as missing.",
    ),
    "PG203": Code("unknown ruleset", "The ruleset is neither shipped with Phasegate nor imported by this document."),
    "PG204": Code("unknown phase or gate", "The rulesets that the case follows do not define it."),
    "PG205": Code(
        "unknown word of a vocabulary",
        "The field takes a word from the vocabulary of the rulesets, such as an industry or a jurisdiction.",
    ),
    "PG206": Code("cycle", "A name depends on itself; the finding shows the way round."),
    "PG207": Code("import refused", "An import leaves the repository, does not exist or is not a `.gate` file."),
    "PG208": Code("unknown rule", "No rule with this id is in force for the case."),
    "PG209": Code("no initiative", "The file holds no business case."),
    "PG210": Code(
        "ruleset does not apply", "The case follows a ruleset whose `applies when` does not hold for it.", "advisory"
    ),
    "PG211": Code(
        "waiver without effect",
        "The waiver covers nothing: its rule passes, does not exist here, or cannot be waived.",
        "advisory",
    ),
    "PG212": Code(
        "no gate requested",
        "Without `request gate` or `--gate` the next gate is judged: the one into the first phase that has no approved decision.",
        "advisory",
    ),
    "PG213": Code("loosened rule", "A ruleset that extends another may tighten its mandatory rules, not loosen them."),
    "PG214": Code(
        "follows no ruleset", "A case that follows no ruleset is judged by nothing, and nothing is not a pass."
    ),
    # dimensions and types
    "PG300": Code(
        "dimensions do not fit",
        "Both sides of a sum, a range or a comparison must measure the same thing. This is the spreadsheet mistake that kills business cases.",
    ),
    "PG301": Code(
        "not a cost",
        "A line costs money (once) or money per time (recurring); the units of the expression do not cancel to either.",
    ),
    "PG302": Code("unit written twice", "In a range the unit is written once, at the end: `$30K to $50K/mo`."),
    "PG303": Code("currencies mixed", "Currencies convert only where the case says how: `fx EUR = 1.08 USD`."),
    "PG304": Code(
        "distribution compared directly",
        "A figure with uncertainty has no single value: compare `p80(x)`, `mean(x)` or `chance(x <= y)`.",
    ),
    "PG305": Code("kinds do not fit", "The operator or function takes another kind of value here."),
    "PG306": Code(
        "interval is not a range",
        "`a..b` is a set of allowed values for rules; an uncertain estimate is written `a to b`.",
    ),
    "PG307": Code("wrong arguments", "The function takes other arguments; the message shows its form."),
    "PG308": Code("impossible range or distribution", "The ends or parameters do not make a distribution."),
    "PG309": Code(
        "impossible correlation", "The correlations given cannot hold together, or are not between two ranges."
    ),
    "PG310": Code(
        "default taken",
        "A function for serving models takes a documented figure where the case gives none. Write the argument, and the "
        "figure is the case's own.",
        "advisory",
    ),
    "PG311": Code(
        "unknown model",
        "The price list in force has no model of this name. `phasegate prices show TEXT` lists what it has; "
        "no price is ever guessed.",
    ),
    "PG312": Code(
        "no such price", "The price list has the model and not this kind of price; the message says which it has."
    ),
    "PG313": Code(
        "unusable price list",
        "The file `prices.json` of the repository is no price list that can be read; the message says what is wrong.",
    ),
    "PG314": Code(
        "price that does not last",
        "A model that the case pays for is retired, or announced to cost something else, while the case still counts on it.",
        "advisory",
    ),
    "PG315": Code(
        "old prices",
        "The price list is more than a year older than the day of judgement. `phasegate prices update` writes a new one.",
        "advisory",
    ),
    "PG320": Code(
        "surer than its class",
        "The cost of the case is spread less than that of comparable programmes was: its P90 lies less far above its P50 "
        "than in its reference class. Ranges that are too narrow are the usual mistake of forecasts; `docs/classes.md` has the "
        "classes, and what they can and can not say.",
        "advisory",
    ),
    # figures
    "PG400": Code(
        "cannot be calculated",
        "A figure has no value: a division by nothing, a phase without a length, a number out of range.",
    ),
    "PG401": Code("out of range", "The value is outside what makes sense for it; the message names the bounds."),
    "PG402": Code("phase without duration", "Every phase but the last needs a duration; the last runs to the horizon."),
    "PG403": Code("horizon too short", "The phases do not fit into the horizon."),
    # rulesets: `phasegate lint`
    "PG600": Code(
        "unused definition",
        "Nothing reads the name: no rule, no other definition, no ruleset that extends this one, no case beside it. "
        "A reader takes it for a demand that it is not.",
        "advisory",
    ),
    "PG601": Code(
        "rule never applies",
        "The conditions of the rule, with the `applies when` of its ruleset, cannot all be true: it judges no case.",
        "mandatory",
    ),
    "PG602": Code(
        "requirement never fails",
        "The requirement is true of every case, or says again what the rule's own `when` says: it stops nothing.",
        "mandatory",
    ),
    "PG603": Code(
        "requirement never passes",
        "No value satisfies the requirement together with the rule's conditions and its other requirements.",
        "mandatory",
    ),
    "PG604": Code(
        "rule replaced silently",
        "A rule with the id of a rule of an extended ruleset takes its place. Give it an id of its own, "
        "or name the extended ruleset in its `because`, so that its reader knows.",
        "mandatory",
    ),
    "PG605": Code("rule without a reason", 'Who is stopped by a rule asks why: `because "…"` answers.', "advisory"),
    "PG606": Code(
        "rule without a source",
        'A rule cites the law, standard or article behind it, or requires something that does: `cite "…" "…"`.',
        "advisory",
    ),
    "PG607": Code(
        "rule without a remedy",
        'A rule with an expression says how to mend what it finds: `fix "…"`. '
        "Required controls, roles, categories and lines have theirs made.",
        "advisory",
    ),
    "PG608": Code(
        "demands that exclude each other",
        "Two rules that may judge the same case require values that no case can have at once.",
        "mandatory",
    ),
    "PG609": Code(
        "rule without a test",
        "No `test` beside the ruleset expects the rule's finding at its level: nobody has seen it stop anything.",
        "advisory",
    ),
    # the call
    "PG900": Code(
        "nothing was checked", "No business case was found, or a ruleset did not load. That is never a pass."
    ),
    "PG901": Code("internal error", "Phasegate failed on this input; please report it. The rest of the run went on."),
}


EXAMPLES: dict[str, tuple[str, str]] = {
    "PG100": ("line gpu compute costs $4K/mo", "line gpu in compute costs $4K/mo"),
    "PG101": ("line gpu in compute costs $4K/mo × 2", "line gpu in compute costs $4K/mo * 2"),
    "PG102": ('sponsor: "VP Operations', 'sponsor: "VP Operations"'),
    "PG103": ("sponsor: 'VP Operations'", 'sponsor: "VP Operations"'),
    "PG104": ("line gpu in compute costs $75k", "line gpu in compute costs $75K"),
    "PG105": ("line gpu in compute costs ($4K + $2K", "line gpu in compute costs ($4K + $2K)"),
    "PG106": ("assume share\u200b = 40%", "assume share = 40%"),
    "PG110": ('rule R-1 "A rule" mandatory { require count(lines) > 3 }', "line gpu in compute costs $4K/mo"),
    "PG111": ("line gpu in compute costs $4K/mo dated 2026-10-01", "line gpu in compute costs $4K/mo from 2026-10"),
    "PG112": (
        'waive TB-005 until 2027-01-31 approved by "CFO"',
        'waive TB-005 until 2027-01-31 because "the production case is due in January" approved by "CFO"',
    ),
    "PG113": (
        "line gpu in compute costs $4K/mo funds retention funds failover",
        "line gpu in compute costs $4K/mo funds retention, failover",
    ),
    "PG114": ("sponsor: 5", 'sponsor: "VP Operations"'),
    "PG115": ("line gpu in compute costs $4K/mo from 2026-13", "line gpu in compute costs $4K/mo from 2026-12"),
    "PG200": ("line gpu in compute costs csaes * $3/case", "line gpu in compute costs cases * $3/case"),
    "PG202": ("line gpu in computing costs $4K/mo", "line gpu in compute costs $4K/mo"),
    "PG204": ("line gpu in compute costs $4K/mo from skale", "line gpu in compute costs $4K/mo from scale"),
    "PG206": ("assume a = b * 2; assume b = a + 1", "assume a = b * 2; assume b = 1"),
    "PG300": ("line gpu in compute costs $5K/mo + $3K", "line gpu in compute costs $5K/mo + $3K/mo"),
    "PG301": ("line gpu in compute costs 5 user", "line gpu in compute costs 5 user * $20/user/mo"),
    "PG302": ("line gpu in compute costs $30K/mo to $50K/mo", "line gpu in compute costs $30K to $50K/mo"),
    "PG303": (
        "line gpu in compute costs €5K/mo",
        'fx EUR = 1.08 USD source "treasury, Sep 2026"; line gpu in compute costs €5K/mo',
    ),
    "PG305": ('assume share = "40%"', "assume share = 40%"),
    "PG306": ("line gpu in compute costs $30K..$50K", "line gpu in compute costs $30K to $50K"),
    "PG307": ("assume share = ramp(5%, 90%)", "assume share = ramp(5%, 90%, over: 12 months)"),
    "PG308": ("assume share = 60% to 20%", "assume share = 20% to 60%"),
    "PG309": (
        "assume a = 1 to 2 case; correlate cases with a at 3",
        "assume a = 1 to 2 case; correlate cases with a at 0.3",
    ),
    "PG311": (
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-opus-4.5", input)',
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-opus-4-5", input)',
    ),
    "PG312": (
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-3-haiku", batch)',
        'assume tokens = 2_000 token/mo; line gpu in compute costs tokens * price("anthropic/claude-3-haiku", input)',
    ),
    "PG400": (
        "assume none = 0 case/mo; line gpu in compute costs $4K/mo * cases / none",
        "line gpu in compute costs $4K/mo * cases / (1_000 case/mo)",
    ),
    "PG401": ("line gpu in compute costs -$4K/mo", "value saved = $4K/mo"),
}
"""Something wrong and the same put right, as statements of a business case; `explain` shows them."""


def finding(
    code: str,
    span: Span | None,
    message: str,
    *,
    help: str = "",
    related: tuple[Related, ...] = (),
    shown: tuple[Shown, ...] = (),
    level: str = "",
    proposal: str = "",
) -> Finding:
    """A finding of the checker itself, with title and level from the registry."""
    entry = CODES[code]
    return Finding(
        code,
        level or entry.level,
        entry.title,
        message,
        span,
        help=help,
        related=related,
        shown=shown,
        proposal=proposal,
    )
