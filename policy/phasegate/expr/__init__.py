"""Expressions: their types and dimensions, found before anything is evaluated; their values; why a condition failed."""
