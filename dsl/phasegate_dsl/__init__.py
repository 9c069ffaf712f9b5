"""The Phasegate language: text in, tree and findings out. Knows nothing of money, rules or files other than text."""
