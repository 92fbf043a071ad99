# The errands of this checkout. `make run` shows the samples served; `make test` is what CI runs.

PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV := .venv
BIN := $(VENV)/bin
STORE ?= store
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST ?=

.PHONY: run test stress lint types imports wheel constraints clean

run: .make/installed
	$(BIN)/instrgraph build data/samples --store $(STORE)
	@echo "Look at http://$(HOST):$(PORT)/ and at SPARQL on http://$(HOST):$(PORT)/sparql"
	@echo "Or, in another terminal: $(BIN)/instrgraph cited-by itu/pp/res/130 --store $(STORE)"
	$(BIN)/instrgraph serve --store $(STORE) --host $(HOST) --port $(PORT)

test: .make/test-installed lint types imports
	$(BIN)/python -m pytest -m "not stress" $(PYTEST)

stress: .make/test-installed
	$(BIN)/python -m pytest -m stress $(PYTEST)

lint: .make/test-installed
	$(BIN)/ruff check .

types: .make/test-installed
	$(BIN)/mypy

imports: .make/test-installed
	$(BIN)/lint-imports

wheel: .make/test-installed
	$(BIN)/python -m build --wheel --no-isolation

constraints: .make/test-installed
	$(BIN)/python -m pip freeze --exclude-editable | grep -v ' @ ' > constraints.txt

clean:
	rm -rf .make build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "Python 3.11 or later is needed: make PYTHON=..."'
	$(PYTHON) -m venv $(VENV)

.make/installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@mkdir -p .make && touch $@

.make/test-installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test,notebooks]"
	@mkdir -p .make && touch $@ .make/installed
