"""Questions put to a calculated case: what moves a figure, why it is what it is, how it bends, how it compares."""
