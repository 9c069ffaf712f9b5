"""What works on rulesets themselves: running their tests, coverage, mutants, lint, what a rule means in words."""
