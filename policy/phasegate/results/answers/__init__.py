"""The answers to questions put to a case or a ruleset: frozen records of plain values, a file each.

`results.ask` fills them, `report` renders them, `schema` publishes their shape.
"""
