"""Three business cases computed a second time, by hand, with the standard library alone.

Nothing here imports the engine or the language. Each module hard-codes one case of `examples/` as a finance analyst
would in a workbook; `draws`, `grid`, `streams`, `report` and `tax` hold what the three share. Money is in dollars, time
in months. `tests/oracle/test_examples.py` states what is compared.
"""
