"""The packet: a gate review printed as one PDF. `view` says what is printed, `pdf` prints it."""
