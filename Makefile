# make demo: crawl the bundled sample portal and read it; make test: run the tests. Each sets itself up.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v $$p; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8001
PAGES ?= ../shared/pages

.PHONY: help demo test check lint quality bench-extraction screenshots setup setup-dev constraints peers clean

help:
	@echo "make demo   crawl the bundled sample portal, serve the reading room on http://127.0.0.1:$(PORT)"
	@echo "make test   run the tests"
	@echo "make lint   ruff and mypy"
	@echo "make quality           how well the real pages in $(PAGES) are read, with six other readers beside it"
	@echo "make bench-extraction  how fast, beside trafilatura"
	@echo "make screenshots       pictures of every page, in docs/screenshots"
	@echo "make clean  remove the virtual environments and the demo archive"

$(VENV)/.python $(VENV)-peers/.python:
	@test -n "$(PYTHON)" || { echo "dangjian-archive needs Python 3.11 or newer; install it, or say PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up: $(@D) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(@D) || { rm -rf $(@D); echo "python -m venv failed; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.setup: $(VENV)/.python constraints.txt pyproject.toml
	@echo "Installing the pinned dependencies (once)"
	@$(PIP) install --require-hashes -r constraints.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --no-index -e .
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

$(VENV)-peers/.setup: $(VENV)-peers/.python benchmarks/peers.txt
	@echo "Installing the pinned peers (once)"
	@$(VENV)-peers/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r benchmarks/peers.txt
	@touch $@

# Without pages there is nothing to install for: they say so.
WITH_PEERS := $(if $(wildcard $(PAGES)/*.json),$(VENV)-peers,$(VENV))
quality: $(WITH_PEERS)/.setup
	@$(WITH_PEERS)/bin/python -m benchmarks.quality --pages $(PAGES) $(QUALITY_ARGS)

bench-extraction: $(WITH_PEERS)/.setup
	@$(WITH_PEERS)/bin/python -m benchmarks.extraction --pages $(PAGES) $(BENCH_ARGS)

# Pins with hashes for every platform and Python 3.11 and newer; needs uv.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
constraints:
	echo 'setuptools>=77' | $(COMPILE) pyproject.toml - -o constraints.txt
	echo 'setuptools>=77' | $(COMPILE) pyproject.toml - --extra dev -c constraints.txt -o constraints-dev.txt

peers:
	echo 'lxml>=6' | $(COMPILE) benchmarks/peers.in --override /dev/stdin --no-annotate -o benchmarks/peers.txt

screenshots: setup-dev
	@$(BIN)/python -m docs.screenshots

clean:
	rm -rf $(VENV) $(VENV)-peers demo-archive
