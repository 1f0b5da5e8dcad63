# `make serve` and `make test` need Python 3.11 or newer and nothing else; versions come from uv.lock.
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null || echo .venv-uv/bin/uv)

.PHONY: setup serve test lint clean

setup: .venv/.serve

serve: .venv/.serve
	@$(BIN)/onrecord serve --index-if-empty seeds

test: .venv/.test
	@$(BIN)/python -m pytest -n 2

lint: .venv/.test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/pyright && $(BIN)/lint-imports

.venv-uv/bin/uv:
	@$(PYTHON) -m venv .venv-uv && .venv-uv/bin/python -m pip install --quiet "uv>=0.9"

.venv/.serve: uv.lock pyproject.toml | $(filter .venv-uv%,$(UV))
	@$(UV) sync --frozen --inexact --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@

.venv/.test: uv.lock pyproject.toml | $(filter .venv-uv%,$(UV))
	@$(UV) sync --frozen --all-extras --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@ .venv/.serve

clean:
	@rm -rf .venv .venv-uv data
