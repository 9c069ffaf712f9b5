"""Whether a definition asks at least as much as one it stands in for; what is not shown to do so counts as looser."""
