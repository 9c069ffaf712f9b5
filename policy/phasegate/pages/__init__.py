"""Generators of documentation and schemas, each made from the tables of the language and the engine."""
