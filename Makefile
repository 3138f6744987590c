# Everything here needs Python 3.11 or later with venv, and make; the rest it installs into .venv by itself.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
CODE := engine workflows projections adapters features tests benchmarks

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: .venv/ready ## serve the demo institution on this machine; ARGS="--port 8001" goes to the program
	@env -u CASEBOOK_DATABASE $(BIN)/casebook serve --demo --host 127.0.0.1 $(ARGS)

test: check ## everything that continuous integration runs; ARGS="-k register" goes to pytest
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: format lint types contracts dead dependencies spelling ## all that can be said without running the program

bench: .venv/ready ## measure the program by the clock; ARGS goes to the benchmarks
	@$(BIN)/python -m benchmarks $(ARGS)

screenshots: .venv/ready ## take pictures of every page into docs/pages; needs Chromium
	@$(BIN)/python -m tests.screenshots

format: .venv/ready
	@$(BIN)/ruff format --check --output-format concise $(CODE)

lint: .venv/ready
	@$(BIN)/ruff check --output-format concise $(CODE)

types: .venv/ready
	@$(BIN)/mypy

contracts: .venv/ready
	@$(BIN)/lint-imports --no-logo

dead: .venv/ready
	@# a field is read by its name, from outside; what a template names is not dead
	@named=$$(grep -rohE '[.][a-z_]+' adapters/pages/templates | sort -u | sed "s/^[.]\(.*\)/'\1'/"); \
	! $(BIN)/vulture 2>&1 | grep -v 'unused variable\|unused attribute' | grep -vF "$$named"

dependencies: .venv/ready
	@$(BIN)/deptry .

spelling: .venv/ready
	@$(BIN)/typos

constraints: .venv/ready ## pin the dependencies of pyproject.toml anew; ARGS=--upgrade takes the newest
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv<1'
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --group build --group check --group test $(ARGS) pyproject.toml --output-file constraints.txt

messages: .venv/ready ## what pages say and no catalogue has yet, ready to be translated
	@$(BIN)/python -m adapters.pages.messages

clean: ## remove what was made, but no data
	@rm -rf .venv build dist .*_cache .hypothesis

.venv/ready: constraints.txt pyproject.toml
	@python=$$(for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done) \
	  || { echo "Casebook needs Python 3.11 or later (make PYTHON=/path/to/python3)"; exit 1; }; \
	  echo "Installing into .venv ..."; $$python -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: help demo test check bench screenshots format lint types contracts dead dependencies spelling constraints messages clean
