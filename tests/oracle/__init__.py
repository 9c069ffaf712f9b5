"""Tests of the cost engine."""
