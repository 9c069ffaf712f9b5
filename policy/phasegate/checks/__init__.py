"""Built-in findings about a case that no ruleset needs to state, one file each."""
