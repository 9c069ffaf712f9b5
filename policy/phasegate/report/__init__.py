"""Findings and figures to bytes: terminal text and JSON."""
