# `make demo` and `make test` do everything on a fresh machine with Python 3.11 or newer.
.PHONY: help demo test lint bench setup lock
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
PHASEGATE := .venv/bin/phasegate

help:
	@echo "make demo   set up, check the examples, print a PDF packet"
	@echo "make test   set up, run the whole suite"
	@echo "make lint   set up, run ruff and mypy"
	@echo "make bench  set up, run the benchmarks"

setup:
	@scripts/setup.sh any

demo:
	@scripts/setup.sh pdf
	@printf '\n== a case that is stopped: examples/support-bot.gate\n'
	@$(PHASEGATE) check examples/support-bot.gate || test $$? -eq 1
	@printf '\n== a case that may go on: examples/claims-copilot.gate\n'
	@$(PHASEGATE) check examples/claims-copilot.gate
	@mkdir -p build
	@$(PHASEGATE) packet examples/claims-copilot.gate -o build/claims-copilot.pdf
	@printf '\nThe packet is at build/claims-copilot.pdf\n'

test: setup
	@$(PYTHON) -m pytest -n 2 --dist loadgroup

lint: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PHASEGATE) fmt --check examples rulesets
	@$(PYTHON) -m mypy

bench: setup
	@$(PYTHON) -m benchmarks

# `make lock` keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock: setup
	@$(PYTHON) -m pip install --quiet uv
	@.venv/bin/uv pip compile pyproject.toml --extra pdf --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE) -q -o requirements.lock
