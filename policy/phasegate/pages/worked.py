"""Worked examples of the language reference: a document, and what `phasegate check` says of it."""

from __future__ import annotations

from pathlib import Path

from phasegate.pipeline import Options, Run, check_source
from phasegate.report import text
from phasegate.report.paint import Paint
from phasegate.results.fill import results
from phasegate_dsl.records import frozen
from phasegate_dsl.source import Source


@frozen
class Worked:
    """An example: what it shows, and its text."""

    title: str
    doc: str
    text: str


EXAMPLES = (
    Worked(
        "A case and a ruleset",
        "A team asks for a pilot; the organisation's own ruleset, here in the same file, judges it. The failed rule shows "
        "the figures that made it fail, and the demand for a control proposes the missing line with its cost.",
        """ruleset house "House rules" {
  version: "1.0.0"; prefix: "HR"
  category labor "Labour"
  category compute "Compute"
  category governance "Governance"
  phase exploration "Exploration"
  control audit_logging "Audit log of prompts and answers" { category: governance; benchmark: 1.5% to 4% }
  gate to_exploration "Start of the pilot" from idea to exploration {
    require control audit_logging waivable { because "Without a log no answer can be explained later." }
    rule HR-BUDGET "The pilot fits its budget" mandatory {
      require p80(exploration.cost) <= exploration.budget
      because "A budget that the forecast breaks is not a budget."
      fix "Ask for {p80(exploration.cost)}, the P80 of the forecast."
      cite "House rules" "1"
    }
  }
}

initiative helpdesk "Help desk assistant" {
  follows house
  currency: USD; start: 2026-10; horizon: 3 months
  unit question
  assume questions = 8_000 to 14_000 question/mo source "ticket system, Aug 2026"
  phase exploration "Pilot" {
    budget: $75K; duration: 3 months
    line team  in labor   costs 2 fte * $190K/fte/yr
    line model in compute costs questions * 4_000 token/question * $3 per 1M token
  }
  request gate to_exploration on 2026-09-20
}
""",
    ),
    Worked(
        "A sum whose units do not fit",
        "What is wrong comes first: both sides, and what they differ by. Rules that need none of it are judged in the same "
        "run; the last line names what they were judged without.",
        """initiative helpdesk "Help desk assistant" {
  follows three_budget
  currency: USD; start: 2026-10; horizon: 3 months
  unit question
  assume questions = 8_000 to 14_000 question/mo source "ticket system, Aug 2026"
  assume price     = $0.02 to $0.05/question source "pilot"
  phase exploration "Pilot" { budget: $75K; duration: 3 months }
  line model in compute costs questions + price
}
""",
    ),
    Worked(
        "Several slips at once",
        "Every slip of a file is reported in one run; what could be read is checked all the same.",
        """initiative helpdesk "Help desk assistant" {
  follows three_budget
  currency USD; start: 2026-10; horizon: 3 months
  asume questions = 8_000 to 14_000
  phase exploration "Pilot" { budget: $75k; duration: 3 months
    line team in labor costs (1.5 fte * $190K/fte/yr
  }
}
""",
    ),
)


def output(example: Worked) -> str:
    """What `phasegate check` prints for an example."""
    run = Run()
    check_source(run, Source("case.gate", example.text), Path("case.gate"), Options())
    return text.render(results(run), Paint(False)).strip() + "\n"


def section() -> str:
    """The examples with their outputs, in Markdown."""
    parts = ["## Worked examples\n"]
    for example in EXAMPLES:
        parts.append(
            f"### {example.title}\n\n{example.doc}\n\n```\n{example.text}```\n\n```text\n$ phasegate check case.gate\n\n{output(example)}```\n"
        )
    return "\n".join(parts)
