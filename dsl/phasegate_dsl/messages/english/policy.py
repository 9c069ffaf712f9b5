"""Findings of rules: what is missing of a requirement, and what an expression amounts to."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

POLICY = {
    "rule": Entry(
        "",
        "",
        {},
    ),
}
