# ElectricityShop: everything a developer types. `make help` lists it.
.DEFAULT_GOAL := help
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
export PORT

.PHONY: help demo manage test check bench prove model screenshots lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/ready ## run the whole shop at http://127.0.0.1:PORT/ (PORT=8000)
	@exec $(RUN) -m electricityshop.embedded.demo

manage: $(VENV)/ready ## a management command on the demo's data (ARGS="import_catalog feed.csv --map map.toml")
	@$(RUN) -m electricityshop.embedded.manage $(ARGS)

test: $(VENV)/ready ## run every test against a real PostgreSQL and Redis (ARGS="-k cart")
	$(RUN) -m pytest -n 3 --dist loadgroup $(ARGS)

check: $(VENV)/ready ## lint, types, import directions, migrations, templates, deployment settings
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/djlint templates --lint --quiet
	DJANGO_SETTINGS_MODULE=electricityshop.settings.test $(RUN) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(RUN) -m benchmarks.deployment_check

bench: $(VENV)/ready ## requests per second and CPU per request, beside a bare Django view
	@$(RUN) -m benchmarks.pages

prove: $(VENV)/ready ## every proof behind a stated figure, one JSON row each (ONLY=import, QUICK=1)
	@$(RUN) -m benchmarks.prove

model: $(VENV)/ready ## 10,000 random steps of shoppers, staff and killed workers, beside a model of the shop (QUICK=1)
	@$(RUN) -m benchmarks.orders.model

screenshots: $(VENV)/ready ## take docs/screenshots from a fresh demo (needs Chromium)
	$(RUN) -m benchmarks.screenshots

lock: $(VENV)/ready ## resolve pyproject.toml into the pinned, hashed locks
	$(VENV)/bin/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	$(VENV)/bin/uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove the virtual environment and everything under var/
	rm -rf $(VENV) var

$(VENV)/ready: requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
