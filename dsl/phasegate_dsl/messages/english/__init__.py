"""What Phasegate says in English: titles, long texts, messages and remedies of its codes, a file for each range."""

from __future__ import annotations

from phasegate_dsl.messages.english.calls import CALLS
from phasegate_dsl.messages.english.documents import DOCUMENTS
from phasegate_dsl.messages.english.figures import FIGURES
from phasegate_dsl.messages.english.missing import MISSING
from phasegate_dsl.messages.english.names import NAMES
from phasegate_dsl.messages.english.phrases import PHRASES
from phasegate_dsl.messages.english.policy import POLICY
from phasegate_dsl.messages.english.prices import PRICES
from phasegate_dsl.messages.english.reading import READING
from phasegate_dsl.messages.english.rulesets import RULESETS
from phasegate_dsl.messages.english.statements import STATEMENTS
from phasegate_dsl.messages.english.units import UNITS
from phasegate_dsl.messages.template import Language

ENGLISH = Language(
    "en",
    {**READING, **STATEMENTS, **DOCUMENTS, **NAMES, **UNITS, **PRICES, **FIGURES, **RULESETS, **CALLS, **POLICY},
    {**PHRASES, **MISSING},
    article=lambda word: "an" if word[:1] in "aeiou" else "a",
)
