# `make demo` and `make test` do everything on a fresh machine with Python 3.11 or newer.
.PHONY: help demo test check lint docs golden coverage bench setup lock
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
PHASEGATE := .venv/bin/phasegate
ENGINE := cost rules resolve expr
# Each file runs in one worker, since its tests share what they have read; tests/conftest.py says in which order.
PYTEST := $(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

help:
	@echo "make demo      set up, check the examples, print a PDF packet"
	@echo "make test      set up, run the whole suite"
	@echo "make check     set up, run what finds most mistakes in under a minute"
	@echo "make lint      set up, run ruff, mypy and the layout of .gate files"
	@echo "make docs      set up, write every generated page and schema anew, name those that changed"
	@echo "make golden    set up, write every golden text anew, name those that changed"
	@echo "make coverage  set up, measure how much of each room of the engine the tests run; fails below 95 %"
	@echo "make bench     set up, run the benchmarks"

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
	@$(PYTEST)

# The quick loop: no printed packets, no wheel, no timings, no cases by chance.
check: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m phasegate.pages --check
	@$(PYTEST) -m "not slow"

lint: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PHASEGATE) fmt --check examples rulesets
	@$(PYTHON) -m mypy

docs: setup
	@$(PYTHON) -m phasegate.pages

golden: docs
	@$(PYTEST) -m golden --update
	@git status --short -- tests docs schemas dsl

# Lines and branches together, each room of the engine for itself; what runs in a process of its own is not counted.
coverage: setup
	@$(PYTHON) -m coverage erase
	@$(PYTEST) -m "not perf" --cov --cov-report=term-missing:skip-covered
	@low=0; for room in $(ENGINE); do \
	  share=$$($(PYTHON) -m coverage report --include="policy/phasegate/$$room/*" --format=total --fail-under=95) || low=1; \
	  printf '%-8s %s %%\n' $$room "$$(printf '%s' "$$share" | head -n 1)"; \
	done; exit $$low

bench: setup
	@$(PYTHON) -m benchmarks

# `make lock` keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock: setup
	@$(PYTHON) -m pip install --quiet uv==0.13.9
	@.venv/bin/uv pip compile pyproject.toml --extra pdf --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE) -q -o requirements.lock
