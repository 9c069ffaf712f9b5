"""Findings of rules: what is missing of a requirement, and what an expression amounts to."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

POLICY = {
    "rule": Entry(
        "",
        "",
        {
            "unfunded": (
                ("no line in `{phase}` funds {title} (`{name}`)", "no line funds {title} (`{name}`)"),
                "add a line that funds it, then claim it: `{snippet}`; a reviewer asks for: {asked:list}",
                "add a line that funds it, then claim it: `{snippet}`",
                "add a line that funds it",
            ),
            "unclaimed": (
                "{title} (`{name}`) is paid for and not shown to be in place",
                "claim it with dated evidence; a reviewer asks for: {asked:list}",
                "claim it with dated evidence",
            ),
            "no_evidence": (
                "{title} (`{name}`) is claimed with no evidence",
                "add `{snippet}`; a reviewer asks for: {asked:list}",
                "add `{snippet}`",
            ),
            "undated": (
                "{title} (`{name}`) is claimed with evidence without a date",
                "add `{snippet}`; a reviewer asks for: {asked:list}",
                "add `{snippet}`",
            ),
            "old": (
                "the evidence of {title} (`{name}`) is {age} months old; at most {limit} are allowed",
                "renew the evidence; a reviewer asks for: {asked:list}",
                "renew the evidence",
            ),
            "ahead": (
                "the evidence of {title} (`{name}`) is dated after the day of judgement",
                "renew the evidence; a reviewer asks for: {asked:list}",
                "renew the evidence",
            ),
            "understaffed": (
                "{title} (`{name}`) is staffed with {have} fte of {needed}",
                "raise it to {needed} fte",
            ),
            "unstaffed": (
                ("no {title} (`{name}`) is staffed in `{phase}`", "no {title} (`{name}`) is staffed"),
                "add the role",
            ),
            "uncovered": (
                ("no line in `{phase}` is in {title} (`{name}`)", "no line is in {title} (`{name}`)"),
                "add a recurring line in `{name}`: {doc}",
                "add a recurring line in `{name}`",
            ),
            "paid_once": (
                (
                    "{title} (`{name}`) in `{phase}` is paid once: production pays for it every month",
                    "{title} (`{name}`) is paid once: production pays for it every month",
                ),
                "add a recurring line in `{name}`: {doc}",
                "add a recurring line in `{name}`",
            ),
            "no_line": (
                ("there is no line `{name}` in `{phase}`", "there is no line `{name}`"),
                "add the line",
            ),
            "values": ("{values:parts}",),
            "fails": ("`{requirement}` does not hold",),
            "verdict": ("{verdict}",),
            "undecided": ("{reason}",),
            "unapplied": ("{reason}: whether it applies cannot be decided",),
        },
    ),
}
