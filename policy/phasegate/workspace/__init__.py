"""Files, imports and rulesets of a repository, and the way from paths to reviews."""
