# Everything sets itself up: `make demo` shows the main job, `make test` runs every test.
PYTHON ?= python3
BIN := .venv/bin
# A wheel index may hold newer releases than the ones this was developed with: constraints.txt pins those.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
AT := 2026-12-31

.PHONY: demo test check deep fuzz bench exports docs clean

demo: .venv/run.stamp
	@rm -rf demo
	@$(BIN)/archrepo init demo --sample marketing
	@cd demo && ../$(BIN)/archrepo impact retire pim-legacy --at $(AT)
	@cd demo && ../$(BIN)/archrepo map capability --at $(AT) --format svg --output capability-map.svg
	@cd demo && ../$(BIN)/archrepo map capability --at $(AT) --format png --output capability-map.png
	@echo
	@echo "The portfolio is in demo/, the map in demo/capability-map.svg and demo/capability-map.png."
	@echo "Next, from demo/:"
	@echo "  ../$(BIN)/archrepo show pim-legacy"
	@echo "  ../$(BIN)/archrepo map capability --heat lifecycle --at 2027-06-30"
	@echo "  ../$(BIN)/archrepo import YOUR-FILE.xlsx --dry-run      (a blank one: archrepo template portfolio.xlsx)"

test: lint
	$(BIN)/python -m pytest -n 2 -q

check: lint
	$(BIN)/python -m pytest -n 2 -q -m "not neo4j" tests/unit tests/cli tests/golden

.PHONY: lint locale
lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy archrepo
	$(BIN)/lint-imports
	$(BIN)/cog --check docs/*.md docs/reference/*.md

deep: .venv/dev.stamp
	$(BIN)/python -m tests.oracle.deep $(EXAMPLES)

fuzz: .venv/dev.stamp  # some 40 readers and forms of files, 10,000 inputs each: two hours
	ARCHREPO_FUZZ=10000 $(BIN)/python -m pytest -q --timeout 0 --hypothesis-show-statistics tests/fuzz

bench: .venv/dev.stamp
	$(BIN)/python -m bench

exports: .venv/run.stamp
	$(BIN)/python exports/rebuild.py

locale: .venv/dev.stamp
	$(BIN)/python -m tests.catalogue.messages

docs: .venv/dev.stamp
	$(BIN)/cog -r docs/*.md docs/reference/*.md

clean:
	rm -rf .venv .cache demo

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "archrepo needs Python 3.11 or later; name one: make PYTHON=python3.12 " + "demo")'
	$(PYTHON) -m venv .venv
	$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

.venv/run.stamp: .venv/made.stamp pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp
	$(PIP) install -c constraints.txt --group dev
	@touch $@
