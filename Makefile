# Everything needed is Python >= 3.11 and make. Start with: make demo

PYTHON ?= python3
VENV = .venv
CONSTRAINTS = constraints.txt
HOST = 127.0.0.1
PORT = 8000
WORKERS = 2
PYTEST_ARGS =
LANGUAGES = fr en
SIZES = 1000 1000000
PICTURES =

BIN = $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
TEMPLATES = $(wildcard coorg_forms/templates example_site/templates example_site/*/templates)

# One stamp for each set of extras: it is renewed when the dependencies change.
DEMO_READY = $(VENV)/.ready-demo
TESTS_READY = $(VENV)/.ready-tests

.DEFAULT_GOAL := help
.PHONY: help demo install test test-all lint format messages pictures bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo "  Another address: make demo HOST=0.0.0.0 PORT=8123. Part of the tests: make test PYTEST_ARGS='-k inbox'."
	@echo "  On Wagtail 7.4 LTS: make test VENV=.venv-lts CONSTRAINTS=constraints-lts.txt."

demo: export BASE_URL ?= http://localhost:$(PORT)
demo: $(DEMO_READY) ## Load the example site and serve it (HOST=127.0.0.1 PORT=8000)
	@echo "Preparing the database (the first time takes half a minute)"
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_demo
	@trap 'kill $$delivery $$server 2>/dev/null; wait' EXIT; \
	trap 'exit 0' HUP INT TERM; \
	$(BIN)/python manage.py coorg_deliver --loop & delivery=$$!; \
	$(BIN)/python manage.py runserver $(HOST):$(PORT) & server=$$!; \
	wait $$server

install: $(TESTS_READY) ## Set up .venv for development

test: $(TESTS_READY) ## Run the everyday tests
	$(PYTEST) -m "not slow and not postgres" $(PYTEST_ARGS)

test-all: $(TESTS_READY) ## Run all tests, slow ones included (DATABASE_URL=postgres://… for PostgreSQL)
	$(PYTEST) $(PYTEST_ARGS)

lint: $(TESTS_READY) ## Check style and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djhtml --check $(TEMPLATES)
	$(BIN)/lint-imports

format: $(TESTS_READY) ## Put code and templates in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml $(TEMPLATES)

messages: $(TESTS_READY) ## Collect and compile the texts to translate (needs gettext; LANGUAGES="fr en")
	@mkdir -p coorg_forms/locale
	cd coorg_forms && $(abspath $(BIN))/django-admin makemessages $(LANGUAGES:%=-l %) --add-location file --no-wrap
	cd coorg_forms && $(abspath $(BIN))/django-admin compilemessages

pictures: $(TESTS_READY) ## Draw the pictures of the guides again (needs Chromium; PICTURES="editeur")
	$(BIN)/python -m tests.pictures $(PICTURES)

bench: $(TESTS_READY) ## Measure times and memory (the first time builds a million requests: half an hour, 6 GB)
	$(BIN)/python -m tests.bench
	VAR_DIR=$(CURDIR)/example_site/var/bench $(BIN)/python -m tests.bench.inbox $(SIZES)

clean: ## Remove what make made: environments, demo data, caches
	rm -rf .venv .venv-lts example_site/var build dist *.egg-info
	rm -rf .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	find coorg_forms example_site tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not found: install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is needed, for example: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment: on Debian or Ubuntu, install the package python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(DEMO_READY): pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "Installing into $(VENV) (the first time takes a minute)"
	@$(PIP_INSTALL) -e ".[demo]" -c $(CONSTRAINTS)
	@touch $@

$(TESTS_READY): pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "Installing into $(VENV) (the first time takes a minute or two)"
	@$(PIP_INSTALL) -e ".[demo,tests]" -c $(CONSTRAINTS)
	@touch $(DEMO_READY) $@
