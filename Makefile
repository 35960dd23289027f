.DEFAULT_GOAL := help
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3.11
UV := $(BIN)/uv
export TEAM_OUTCOMES_HOME ?= $(CURDIR)/data
export UV_COMPILE_BYTECODE := 1
# A module compiled once is imported two to five times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "$$(grep -oE "^uv==[0-9.]+" constraints.txt)"

$(VENV)/.runtime: $(UV) pyproject.toml constraints.txt
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable .
	touch $@

$(VENV)/.development: $(VENV)/.runtime
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[dev,ui]"
	touch $@

.PHONY: setup
setup: $(VENV)/.development ## Set up everything for development
