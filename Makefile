.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
PYTHON ?= $(shell command -v python3.11 || command -v python3)
SCENARIO ?= sandbox/scenarios/steady.yml
# Of make bench: enough to see growth, and no more than a quarter of an hour of it.
BENCH_EVENTS ?= 300000 1000000
BENCH_DEPLOYMENTS ?= 1000 10000

export TEAM_OUTCOMES_HOME ?= $(CURDIR)/data
export UV_COMPILE_BYTECODE := 1
export DBT_PROFILES_DIR := $(CURDIR)/dbt_project
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DO_NOT_TRACK := 1
# A module compiled once is imported two to five times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo "Python 3.11 is needed; name it with: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "$$(grep -oE '^uv==[0-9.]+' constraints.txt)"

$(VENV)/.runtime: $(UV) pyproject.toml constraints.txt
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.development: $(VENV)/.runtime
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[dev,ui]"
	@touch $@

.PHONY: setup
setup: $(VENV)/.development ## Set up everything for development

.PHONY: demo
demo: $(VENV)/.runtime ## Run the daily job against the sandbox and show the published outcomes
	$(BIN)/python -m orchestration.demo --scenario $(SCENARIO)

.PHONY: run
run: $(VENV)/.runtime ## Run the daily job for your own organisation (settings from .env)
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; $(BIN)/python -m orchestration.daily

.PHONY: show
show: $(VENV)/.runtime ## Print what is published
	$(BIN)/python -m orchestration.show

.PHONY: site
site: $(VENV)/.runtime ## Write the site from what is published (every run does, too)
	$(BIN)/python -m website

.PHONY: audit
audit: $(VENV)/.runtime ## Audit quarters of what is published: make audit QUARTER=2026Q2, or QUARTER="2026Q1 2026Q2"
	@test -n "$(QUARTER)" || { echo "Name the quarter: make audit QUARTER=2026Q2"; exit 1; }
	$(BIN)/python -m orchestration.audit $(QUARTER)

.PHONY: own-data
own-data: $(VENV)/.runtime ## Export what is held about a person, for that person: make own-data PERSON=person-017
	@test -n "$(PERSON)" || { echo "Name the person: make own-data PERSON=person-017"; exit 1; }
	$(BIN)/python -m orchestration.own_data "$(PERSON)"

.PHONY: erase
erase: $(VENV)/.runtime ## Cut a person's identity out of the data root: make erase PERSON=person-017 CONFIRM=person-017
	@test -n "$(PERSON)" || { echo "Name the person: make erase PERSON=person-017 CONFIRM=person-017"; exit 1; }
	$(BIN)/python -m orchestration.erase "$(PERSON)" --confirm "$(CONFIRM)"

.PHONY: retention
retention: $(VENV)/.runtime ## Say what is held for longer than the rules allow: make retention OPTIONS=--apply
	$(BIN)/python -m orchestration.retention $(OPTIONS)

.PHONY: compact
compact: $(VENV)/.runtime ## Merge the small landed files of past days (every run does, too); not while a run is at work
	$(BIN)/python -m orchestration.compact $(OPTIONS)

.PHONY: brief
brief: $(VENV)/.runtime ## Draft a page a team of a quarter, with its evidence: make brief QUARTER=2026Q2
	@test -n "$(QUARTER)" || { echo "Name the quarter: make brief QUARTER=2026Q2"; exit 1; }
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; $(BIN)/python -m orchestration.brief $(QUARTER)

.PHONY: alerts
alerts: $(VENV)/.runtime ## Print what would be told by webhook and e-mail, and send nothing
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; $(BIN)/python -m orchestration.alerts --dry-run

.PHONY: find
find: $(VENV)/.runtime ## Print every place of a metric, source, guard or table: make find NAME=change_fail_rate
	@test -n "$(NAME)" || { echo "Name what to find: make find NAME=change_fail_rate"; exit 1; }
	@$(BIN)/python -m expectations.find "$(NAME)"

.PHONY: docs
docs: $(VENV)/.runtime ## Write dbt's documentation with its lineage as one page
	$(BIN)/python -m orchestration.dbt_page

# Superset wants older packages than ours: it has an environment of its own.
.venv-superset/.ready: bi/superset/constraints.txt | $(UV)
	$(PYTHON) -m venv --without-pip .venv-superset
	$(UV) pip install --quiet --python .venv-superset/bin/python --require-hashes \
		--requirement bi/superset/constraints.txt
	@touch $@

.PHONY: bi
bi: $(VENV)/.runtime .venv-superset/.ready ## Serve the published outcomes in Apache Superset (docs/bi/superset.md)
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; $(BIN)/python -m bi.superset

$(VENV)/.postgres: $(VENV)/.runtime
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[postgres]"
	@touch $@

.PHONY: postgres-mirror
postgres-mirror: $(VENV)/.postgres ## Copy what is published into TEAM_OUTCOMES_POSTGRES_DSN (docs/bi/postgres.md)
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; $(BIN)/python -m bi.postgres

.PHONY: bi-bench
bi-bench: setup .venv-superset/.ready ## Measure Superset's dashboards on 40 teams and 3 years, and during ten publications
	$(BIN)/python -m bench.dashboards $(OPTIONS)

.PHONY: dev
dev: $(VENV)/.development ## Open the Dagster UI on this machine
	mkdir -p "$$TEAM_OUTCOMES_HOME/dagster"
	cp orchestration/dagster.yaml "$$TEAM_OUTCOMES_HOME/dagster/"
	set -a; if [ -f .env ]; then . ./.env; fi; set +a; \
	DAGSTER_HOME="$$(cd "$$TEAM_OUTCOMES_HOME/dagster" && pwd)" $(BIN)/dagster dev -m orchestration.definitions

.PHONY: check
# What compiles models opens a warehouse: an empty one, so that a check never waits for a running job.
check governance format: export TEAM_OUTCOMES_HOME := $(CURDIR)/dbt_project/target/home
check: setup ## Lint, types and architecture
	mkdir -p $$TEAM_OUTCOMES_HOME
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/yamllint --strict .
	$(BIN)/python -m expectations.catalogue --check
	$(BIN)/python -m expectations.people rubric --check
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check-types check-models

# Both are slow and neither keeps two processors busy for long.
.PHONY: check-types check-models
check-types:
	$(BIN)/mypy

check-models:
	cd dbt_project && ../$(BIN)/dbt --quiet parse
	$(BIN)/python -m expectations.governance
	$(BIN)/dbt-bouncer --config-file dbt-bouncer.yml
	cd dbt_project && ../$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar models tests/singular

.PHONY: governance
governance: setup ## Check what is never done to people, over the parsed project and its SQL
	mkdir -p $$TEAM_OUTCOMES_HOME
	cd dbt_project && ../$(BIN)/dbt --quiet parse
	$(BIN)/python -m expectations.governance

.PHONY: format
format: setup ## Format Python and SQL
	mkdir -p $$TEAM_OUTCOMES_HOME
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	cd dbt_project && ../$(BIN)/sqlfluff fix models

.PHONY: catalogue
catalogue: $(VENV)/.runtime ## Write docs/metrics.md, docs/detectors.md, docs/rubric.md and the list of metrics from their yml files
	$(BIN)/python -m expectations.catalogue --write
	$(BIN)/python -m expectations.detectors --write-page
	$(BIN)/python -m expectations.people rubric --write

.PHONY: evaluate
evaluate: setup ## Measure the detectors on organisations with known truth: make evaluate OPTIONS=--write
	$(BIN)/python -m bench.evaluation $(OPTIONS)

.PHONY: workload
workload: setup ## Measure how often a fair load is called uneven: make workload OPTIONS='--draws 10000 --seed 1'
	$(BIN)/python -m bench.workload $(OPTIONS)

.PHONY: official-schemas
official-schemas: setup
	$(BIN)/python -m tests.official.fetch

.PHONY: browser
browser: setup ## See to a Chromium for the tests of the pages; as root, Debian's package is installed
	$(BIN)/python -m tests.browser.chromium

.PHONY: screenshots
screenshots: setup browser ## Write docs/images from the pages that make demo built
	$(BIN)/python -m tests.browser.shots "$$TEAM_OUTCOMES_HOME" docs/images

.PHONY: test
test: setup browser official-schemas check ## Set up, check, and run every test
	cd dbt_project && TEAM_OUTCOMES_HOME=$(CURDIR)/dbt_project/target/home ../$(BIN)/dbt --quiet build
	$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -m "not conformance and not long and not spark"

.PHONY: long
long: setup ## Compare every published cell of half a year with the independent reference
	$(BIN)/pytest tests/e2e -m long

.PHONY: conformance
conformance: setup ## Replay real recorded answers: make conformance SHARED=../shared
	@test -d "$(SHARED)" || { echo "Name the folder of recordings: make conformance SHARED=../shared"; exit 1; }
	$(BIN)/pytest tests/conformance --shared "$(SHARED)"

.PHONY: faults
faults: setup ## Read every tool while things go wrong, 200 times, and compare what is landed
	$(BIN)/python -m bench.faults --rounds 200 --seed 1
	$(BIN)/python -m bench.fault_files --rounds 60 --seed 1

$(VENV)/.peers: $(VENV)/.development
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[dev,ui,peers]"
	@touch $@

.PHONY: bench
bench: setup $(VENV)/.peers ## Measure all that make demo built goes through, beside floors and peers: bench-report/bench.html
	@test -f "$$TEAM_OUTCOMES_HOME/warehouse.duckdb" || { echo "Fill a data root first: make demo"; exit 1; }
	mkdir -p bench-report
	$(BIN)/python -m bench.requests --scenario $(SCENARIO) --latency-ms 50 --output bench-report/requests.json
	$(BIN)/python -m bench.tool_requests --scenario $(SCENARIO) --output bench-report/tool-requests.json
	$(BIN)/python -m bench.peers --output bench-report/peers.json
	$(BIN)/python -m bench.landing --output bench-report/landing.json
	$(BIN)/python -m bench.guards --output bench-report/guards.json
	$(BIN)/python -m bench.daily --home "$$TEAM_OUTCOMES_HOME" --scenario $(SCENARIO) --output bench-report/daily.json
	$(BIN)/python -m bench.scale --landing "$$TEAM_OUTCOMES_HOME/landing" --events $(BENCH_EVENTS)
	$(BIN)/python -m bench.increments.cost --landing "$$TEAM_OUTCOMES_HOME/landing" --events $(BENCH_EVENTS)
	$(BIN)/python -m bench.dora --deployments $(BENCH_DEPLOYMENTS) --output bench-report/dora.json
	$(BIN)/python -m bench.report

.PHONY: scale
scale: setup ## Measure builds of up to 10^7 events, copied from what make demo landed (docs/scale.md)
	$(BIN)/python -m bench.scale --landing "$$TEAM_OUTCOMES_HOME/landing" $(OPTIONS)

.PHONY: increments
increments: setup ## Build sixty days one after the other, with what comes late, and compare with a build from nothing
	$(BIN)/python -m bench.increments --landing "$$TEAM_OUTCOMES_HOME/landing" $(OPTIONS)

$(VENV)/.spark: $(VENV)/.development
	$(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable ".[dev,ui,spark]"
	@touch $@

.PHONY: spark
spark: $(VENV)/.spark ## Build what is landed on a Spark of this machine, judge and publish (experimental: docs/spark.md)
	$(BIN)/python -m orchestration.spark $(OPTIONS)

.PHONY: spark-test
spark-test: $(VENV)/.spark ## Compare the macros that differ by engine on both engines
	$(BIN)/pytest tests/spark -m spark

.PHONY: broken-signals
broken-signals: setup ## Break every source in what make demo landed, and count false blocks on honest days
	$(BIN)/python -m bench.broken_signals --mornings 250 --seed 1

.PHONY: planted-audit
planted-audit: setup ## Audit a quarter with five planted episodes and three honest changes, and say what was seen
	$(BIN)/python -m bench.planted_audit

.PHONY: redteam
redteam: setup ## Attack every metric as one person could in a week, and write what may be decided by it
	$(BIN)/python -m bench.redteam

.PHONY: dora-bench
dora-bench: setup ## Ask DevLake's DORA rules and pandas over equal rows of what make demo built: make dora-bench OPTIONS='--output dora.json'
	$(BIN)/python -m bench.dora $(OPTIONS)

.PHONY: disclosure
disclosure: setup ## Attack what 100 random organisations publish, as somebody would who knows every roster
	$(BIN)/python -m bench.disclosure

.PHONY: soak
soak: setup ## Kill the daily job at 20 random moments and compare what is published
	$(BIN)/python -m bench.soak --scenario sandbox/scenarios/small.yml --kills 20 --seed 1

.PHONY: soak-days
soak-days: setup ## Play 90 daily runs in a row with faults and kills, and judge what they leave behind
	$(BIN)/python -m bench.days --days 90 --seed 1 $(OPTIONS)

.PHONY: lock
lock: setup ## Resolve the constraints again
	$(UV) pip compile --quiet --upgrade --python-version 3.11 --all-extras --generate-hashes \
		--no-header --no-emit-index-url --no-annotate pyproject.toml --output-file constraints.txt

.PHONY: lock-superset
lock-superset: $(UV) ## Resolve the constraints of Superset's own environment again
	$(UV) pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate bi/superset/requirements.in --output-file bi/superset/constraints.txt

.PHONY: clean
clean: ## Remove what was built (landing and published data stay)
	rm -rf .mypy_cache .ruff_cache .pytest_cache dbt_project/target dbt_project/logs
