"""Tests of rulesets: the case that a test looks at, with its edits, and what it expects."""

from __future__ import annotations

from phasegate_dsl.words.spec import Part, Word

TEST = Word(
    "test",
    "a test of rulesets",
    'test "the sample case passes" { given "../examples/claims-copilot.gate"; expect pass }',
    "tests",
    ("",),
    head=(Part("title", "text", keyword=""),),
    block="!",
    row=True,
)
GIVEN = Word(
    "given",
    "the case that a test looks at, with its edits",
    'given "cases/a.gate" without line audit_pipeline',
    "tests",
    ("test",),
    head=(
        Part("is", "text", keyword="", written="(STRING | initiative)", required=True),
        Part("edits", "edits", keyword="", written="edit*", optional=True),
    ),
)
WITH = Word(
    "with",
    "changed assumptions of the given case",
    "with { cache_hit_rate = 10% }",
    "tests",
    ("given",),
    block="!",
    entries=("changes", "each changed fact of the case"),
)
EXPECT = Word(
    "expect",
    "what the test expects: a verdict, findings by level and rule, rules that must not fire",
    "expect mandatory FS-LOG-1, none of FS-101",
    "tests",
    ("test",),
    head=(Part("items", "expectations", keyword="", written='expectation ("," expectation)*', required=True),),
)
