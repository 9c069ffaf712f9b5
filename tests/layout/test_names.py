"""A class has one name in the whole product: who reads `Lever` need not ask which."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.layout.imports import SOURCES, tree


def test_no_two_public_classes_share_a_name() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(f"{path}:{node.lineno}")
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
    assert len(homes) > 300  # the sources were read
