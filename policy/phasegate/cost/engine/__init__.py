"""What is calculated: draws, series as sums of products, the grid of months, the model of one case."""
