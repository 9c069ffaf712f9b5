"""What a case comes to: totals by phase, year and category, tax, value, levers, rows and the table that names them."""
