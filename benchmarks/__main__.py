"""`python -m benchmarks`: every benchmark in one run, as ratios."""

from __future__ import annotations

from benchmarks import figures, parsing, startup


def main() -> None:
    """Print the table."""
    print(f"{'ours / theirs':58} {'ours':>13} {'theirs':>13} {'ratio':>8}")
    for module in (startup, parsing, figures):
        for row in module.run():
            print(row.row(), flush=True)


if __name__ == "__main__":
    main()
