"""What a case costs and yields: totals by phase, year and category, tax, value, levers, rows and the table that names them."""
