"""Days on which models are retired, from LiteLLM's price map (MIT): `deprecation_date` by model.

The two sources name models differently. A model takes the day of the entry of its own name; where that has none, the
last day of its dated versions, if each of them has one: a name without a date stands for one of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from phasegate.prices.book import Day

PREFIXES = {
    "anthropic": ("", "anthropic/"),
    "aws": ("", "bedrock/"),
    "azure": ("azure/", "azure_ai/"),
    "cohere": ("", "cohere/"),
    "deepseek": ("deepseek/", ""),
    "fireworks": ("fireworks_ai/accounts/fireworks/models/", "fireworks_ai/"),
    "google": ("gemini/", "vertex_ai/", ""),
    "groq": ("groq/",),
    "mistral": ("mistral/",),
    "openai": ("", "openai/"),
    "perplexity": ("perplexity/",),
    "together": ("together_ai/",),
    "x-ai": ("xai/",),
}
"""How the map names the models of a provider."""
PROVIDERS = {
    "anthropic": "anthropic",
    "aws": "bedrock bedrock_converse",
    "azure": "azure azure_ai",
    "cohere": "cohere cohere_chat",
    "deepseek": "deepseek",
    "fireworks": "fireworks_ai",
    "google": "gemini vertex_ai vertex_ai-language-models",
    "groq": "groq",
    "mistral": "mistral",
    "openai": "openai",
    "perplexity": "perplexity",
    "together": "together_ai",
    "x-ai": "xai",
}
"""The map's `litellm_provider` for each."""
_DATED = re.compile(r"(.+?)[-@](\d{8}|\d{4}-\d{2}-\d{2}|\d{4}|\d{3})(-v\d+(:\d+)?)?$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")


def read(text: str) -> dict[str, Any] | None:
    """The map of a text; none where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    entries = found.values() if isinstance(found, dict) else ()
    return found if any(isinstance(e, dict) and "litellm_provider" in e for e in entries) else None


def retirements(names: Iterable[str], known: Mapping[str, Any]) -> dict[str, Day]:
    """The day of retirement of those models that have one."""
    dated: dict[str, list[Any]] = {}
    for entry in known:
        match = _DATED.fullmatch(entry)
        if match is not None:
            dated.setdefault(match[1], []).append(known[entry])
    found = {}
    for name in names:
        provider, _, model = name.partition("/")
        day = _day_of(provider, model, known, dated)
        if day is not None:
            found[name] = day
    return found


def _day_of(provider: str, model: str, known: Mapping[str, Any], dated: Mapping[str, list[Any]]) -> Day | None:
    for prefix in PREFIXES.get(provider, ()):
        for spelt in dict.fromkeys((model, model.removesuffix("-latest"))):
            own = known.get(prefix + spelt)
            day = _day(own) if _of(provider, own) else None
            if day is not None:
                return day
            versions = [_day(entry) for entry in dated.get(prefix + spelt, ()) if _of(provider, entry)]
            if versions:
                return None if None in versions else max(d for d in versions if d is not None)
    return None


def _of(provider: str, entry: Any) -> bool:
    return isinstance(entry, dict) and entry.get("litellm_provider") in PROVIDERS[provider].split()


def _day(entry: Any) -> Day | None:
    written = entry.get("deprecation_date")
    match = _DAY.match(written) if isinstance(written, str) else None
    if match is None:
        return None
    from calendar import monthrange

    year, month, day = int(match[1]), int(match[2]), int(match[3])
    real = year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return (year, month, day) if real else None
