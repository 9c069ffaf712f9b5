"""Parts of messages: what was found, what is wanted, what a related place shows, who waived."""

from __future__ import annotations

from phasegate_dsl.messages.template import Template

PHRASES: dict[str, Template] = {
    "and": "and",
    "or": "or",
    "waived": "waived until {until:day} by {by}: {because}",
    "missing": "missing",
    "counted": "counted",
    "rule_of": "the rule of `{ruleset}`",
    "rule_in": "`{rule}` of `{ruleset}`",
    "correlation": "`{a}` with `{b}` at {rank:g}",
    "figure": "{value:g}",
}
