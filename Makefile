# make demo: crawl the bundled sample portal and read it; make test: run the tests. Each sets itself up.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8001

.PHONY: help demo test check lint setup setup-dev constraints clean

help:
	@echo "make demo   crawl the bundled sample portal, serve the reading room on http://127.0.0.1:$(PORT)"
	@echo "make test   run the tests"
	@echo "make lint   ruff and mypy"
	@echo "make clean  remove the virtual environment and the demo archive"

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "dangjian-archive needs Python 3.11 or newer; install it, or say PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up: $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python -m venv failed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.setup: $(VENV)/.python constraints.txt pyproject.toml
	@echo "Installing the pinned dependencies (once)"
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.setup-dev: $(VENV)/.setup constraints-dev.txt
	@echo "Installing the pinned test tools (once)"
	@$(PIP) install --require-hashes -r constraints-dev.txt
	@touch $@

setup: $(VENV)/.setup
setup-dev: $(VENV)/.setup-dev

demo: setup
	@$(BIN)/dangjian demo --port $(PORT)

test: setup-dev
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint test

# Pins with hashes for every platform and Python 3.11 and newer; needs uv.
COMPILE := uv pip compile pyproject.toml - --universal --python-version 3.11 --generate-hashes --no-header --quiet
constraints:
	echo 'setuptools>=77' | $(COMPILE) -o constraints.txt
	echo 'setuptools>=77' | $(COMPILE) --extra dev -c constraints.txt -o constraints-dev.txt

clean:
	rm -rf $(VENV) demo-archive
