"""One reader for each declaration: those of a business case in `case/`, those of a ruleset in `ruleset/`."""
