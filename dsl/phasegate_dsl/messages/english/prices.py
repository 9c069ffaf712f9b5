"""Prices of models, and what experience says of a cost."""

from __future__ import annotations

from phasegate_dsl.messages.template import Entry

PRICES = {
    "PG310": Entry(
        "default taken",
        "A function for serving models takes a documented figure where the case gives none. Write the argument, and the figure is the case's own.",
        {},
    ),
    "PG311": Entry(
        "unknown model",
        "The price list in force has no model of this name. `phasegate prices show TEXT` lists what it has; no price is ever guessed.",
        {},
    ),
    "PG312": Entry(
        "no such price",
        "The price list has the model and not this kind of price; the message says which it has.",
        {},
    ),
    "PG313": Entry(
        "unusable price list",
        "The file `prices.json` of the repository is no price list that can be read; the message says what is wrong.",
        {},
    ),
    "PG314": Entry(
        "price that does not last",
        "A model that the case pays for is retired, or announced to cost something else, while the case still counts on it.",
        {},
    ),
    "PG315": Entry(
        "old prices",
        "The price list is more than a year older than the day of judgement. `phasegate prices update` writes a new one.",
        {},
    ),
    "PG320": Entry(
        "surer than its class",
        "The cost of the case is spread less than that of comparable programmes was: its P90 lies less far above its P50 than in its reference class. Ranges that are too narrow are the usual mistake of forecasts; `docs/classes.md` has the classes, and what they can and can not say.",
        {},
    ),
}
