"""Definitions ordered so that each comes after what it uses; cycles are reported."""

from __future__ import annotations

from collections.abc import Iterator


def order(uses: dict[str, list[str]]) -> tuple[list[str], list[list[str]]]:
    """Keys in an order in which each comes after those it uses, and the cycles that prevent one (each as its path)."""
    done: dict[str, int] = {}  # 1: being looked at, 2: placed
    placed: list[str] = []
    cycles: list[list[str]] = []
    for root in uses:
        stack: list[tuple[str, Iterator[str]]] = []
        if root not in done:
            done[root] = 1
            stack.append((root, iter(uses[root])))
        while stack:
            key, rest = stack[-1]
            for used in rest:
                if used not in uses:
                    continue
                if used not in done:
                    done[used] = 1
                    stack.append((used, iter(uses[used])))
                    break
                if done[used] == 1:
                    way = [k for k, _ in stack]
                    cycles.append([*way[way.index(used) :], used])
            else:
                done[key] = 2
                placed.append(key)
                stack.pop()
    return placed, cycles
