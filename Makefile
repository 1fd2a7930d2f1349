# Workset's commands; `make help` lists them. Everything lives in this folder: .venv, .env, data, staticfiles.

# The first of these that is new enough; PYTHON=... names another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
PIP_INSTALL = $(BIN)/python -m pip install -qq --disable-pip-version-check
PID_FILE = data/workset.pid
POSTGRESQL_URL ?= postgresql://postgres@127.0.0.1:5432/postgres
# Checks and tests must not depend on what somebody keeps in .env.
UNTOUCHED = ENV_FILE= DATABASE_URL=sqlite:// SECRET_KEY=only-for-checks-and-long-enough-0123456789-abcdefghijklmnopqrstuvwxyz

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SCHEMA = workset/api/openapi.yaml
.PHONY: help run dev stop admin seed test test-postgresql prove bench bench-ux lint schema format check screenshots clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

run: .env staticfiles/staticfiles.json ## Set up what is missing, then serve on http://localhost:8000 (PORT)
	@$(MANAGE) serve --pid-file $(PID_FILE)

dev: .venv/.installed-dev .env ## Serve with DEBUG on, reloading when code changes
	@$(MANAGE) prepare
	@export DEBUG=true; $(MANAGE) worker & trap "kill $$!" EXIT; $(MANAGE) runserver $${PORT:-8000}

stop: ## Stop what `make run` started in another terminal
	@if test -e $(PID_FILE); then $(MANAGE) stop $(PID_FILE); else echo "Workset doesn't run from this folder."; fi

admin: .env ## Make an account for the admin's pages at /admin/
	@$(MANAGE) prepare
	@$(MANAGE) createsuperuser

seed: .env ## Make a demo account with two years of training and some goals, and print how to sign in
	@$(MANAGE) prepare
	@$(MANAGE) seed_demo

test: .venv/.installed-dev ## Run the tests on SQLite (ARGS="-k name" picks some)
	@for name in "$$CHROMIUM" chromium-headless-shell chromium chromium-browser google-chrome; do command -v "$$name"; done | grep -q . || \
		echo "No Chromium found: the browser tests can't run. Install chromium, or set CHROMIUM to its path."
	@mkdir -p -m 700 data
	DATABASE_URL= REDIS_URL= $(BIN)/pytest $(ARGS)

test-postgresql: .venv/.installed-dev ## Run the tests on PostgreSQL (POSTGRESQL_URL; its role must be allowed to create databases)
	@$(BIN)/python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=5)' '$(POSTGRESQL_URL)' 2>/dev/null || \
		{ echo "No PostgreSQL answers. Start one on 127.0.0.1:5432, or set POSTGRESQL_URL."; exit 1; }
	@mkdir -p -m 700 data
	@DATABASE_URL='$(POSTGRESQL_URL)' REDIS_URL= $(BIN)/pytest $(ARGS)

prove: .venv/.installed-dev staticfiles/staticfiles.json ## Measure what is promised of reliability, on real servers (FIGURES="2 3" picks)
	@$(BIN)/python -m workset.tests.proofs $(FIGURES) --postgresql '$(POSTGRESQL_URL)'

bench: .venv/.installed-dev staticfiles/staticfiles.json ## Measure what requests cost beside the budgets (ARGS="--others 50 --only list")
	@$(BIN)/python -m workset.tests.bench $(ARGS) --postgresql '$(POSTGRESQL_URL)'

bench-ux: .venv/.installed-dev staticfiles/staticfiles.json ## Measure taps, bytes and times in a real browser (TARGETS="1 4" picks)
	@$(BIN)/python -m workset.tests.ux $(TARGETS)

lint: .venv/.installed-dev ## Check style, import contracts, types, migrations, the API's schema and the settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy .
	@$(UNTOUCHED) $(MANAGE) makemigrations --check --dry-run
	@$(UNTOUCHED) $(MANAGE) spectacular --validate --fail-on-warn | diff -u $(SCHEMA) - || \
		{ echo "The API's schema is not what $(SCHEMA) says. If that is meant, run make schema and commit the file."; exit 1; }
	@$(UNTOUCHED) SITE_URL=https://workset.example $(MANAGE) check --deploy --fail-level WARNING

schema: .venv/.installed-dev ## Write the API's schema anew into workset/api/openapi.yaml, after a change that is meant
	@$(UNTOUCHED) $(MANAGE) spectacular --validate --fail-on-warn --file $(SCHEMA)

format: .venv/.installed-dev ## Bring the code into the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: lint test ## All that has to be green before a change is handed in, but for PostgreSQL

screenshots: .venv/.installed-dev ## Take pictures of every page into data/screenshots, and the README's anew
	@mkdir -p -m 700 data && mkdir -p static/screenshots
	@SCREENSHOTS=data/screenshots DATABASE_URL= REDIS_URL= $(BIN)/pytest -q workset/tests/test_browser_pages.py
	@for name in workout-phone-dark today-phone-light exercise-wide-light; do cp data/screenshots/$$name.png static/screenshots/; done

clean: ## Remove what the other commands made, but never data/ or .env
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- What is made once, and again when what it is made from changes ---------------------------------------------------

.venv/.installed: requirements.txt
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Workset needs Python 3.11 or newer.\
	 Install it (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python), or name one: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) can't make a virtual environment.\
	 Install its venv package (Debian, Ubuntu: sudo apt install python3-venv), or name another: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Installing what Workset needs into .venv; the first time takes about a minute."
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing what the tests and checks need into .venv."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# Never written over. Whoever has the key can sign in as anybody: nobody else on this machine may read it.
.env: | .venv/.installed
	@echo "Writing .env with a new SECRET_KEY; .env.example tells what else can be set there."
	@umask 077 && $(BIN)/python -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(64))' > $@

staticfiles/staticfiles.json: .venv/.installed $(shell find static) | .env
	@echo "Collecting the static files; this takes a few seconds."
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
