"""Questions put to a calculated case, and the answers as documents: this side knows the engine, the outputs do not."""

from __future__ import annotations

from phasegate.results.ask.accuracy import accuracy as accuracy
from phasegate.results.ask.asked import Versions as Versions
from phasegate.results.ask.asked import versions as versions
from phasegate.results.ask.compare import compare as compare
from phasegate.results.ask.cost import costs as costs
from phasegate.results.ask.curve import over as over
from phasegate.results.ask.rows import rows as rows
from phasegate.results.ask.tornado import tornado as tornado
from phasegate.results.ask.why import why as why
from phasegate.rules.review import Review as Review
