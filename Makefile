# `make` builds the site of this repository. It needs Python 3.11 or newer, and Node 20 with npm.
# Every step leaves a file that says when it was done, so nothing is done twice.

PYTHON ?= python3
ENV := .venv
PIP := $(ENV)/bin/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(ENV)/installed
STEMMERS := $(ENV)/stemmers/installed
MODULES := node_modules/installed
PARTS := templates/static/vendor/LICENCES.txt
TESTS := $(ENV)/tests-installed
TOOLS := node_modules/tools-installed
AUDIT := $(ENV)/audit/installed
PAGES := $(shell find templates -path templates/static/vendor -prune -o -type f \
	\( -name '*.html' -o -name '*.css' -o -name '*.js' \) -print 2>/dev/null)

.PHONY: site parts serve check test chromium java wheel sbom audit lock help
.DELETE_ON_ERROR:

site: $(PARTS)  ## Bouw de site in site/. Build the site in site/.
	@$(ENV)/bin/python -m compileall -q builder  # once, also where Python was told not to
	@$(ENV)/bin/wisselwerk build
	@echo "De site staat in site/. Bekijk hem met: make serve"
	@echo "The site is in site/. See it with: make serve"

parts: $(PARTS)  ## Zet klaar wat de bouw nodig heeft. Prepare what the build needs.

serve: $(PARTS)  ## Bouw, toon en volg wijzigingen. Build, show and follow changes.
	@$(ENV)/bin/wisselwerk serve

check: $(PARTS)  ## Controleer alle bestanden. Check all files.
	@$(ENV)/bin/wisselwerk check

test: $(PARTS) $(TESTS) $(TOOLS) chromium java  ## Controleer de code en draai de tests. Check the code and run the tests.
	$(ENV)/bin/ruff check .
	$(ENV)/bin/mypy
	$(ENV)/bin/pytest -n 2 $(ARGS)

wheel: $(PARTS) $(TESTS)  ## Maak het pakket in dist/. Make the package in dist/.
	$(ENV)/bin/python -m build --no-isolation

sbom: $(PARTS) $(TESTS)  ## Schrijf op waaruit het bestaat. Write down what it is made of.
	$(ENV)/bin/python -m builder.sbom

audit: $(AUDIT) $(PARTS)  ## Vraag of een pakket een bekend lek heeft. Ask whether a package has a known weakness.
	$(ENV)/bin/python -m tests.audit

help:  ## Toon deze lijst. Show this list.
	@sed -n 's/^\([a-z]*\):.*##/make \1 -/p' Makefile

$(INSTALLED): requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Installeer eerst Python 3.11 of nieuwer. Please install Python 3.11 or newer first."; exit 1; }
	@echo "Python-pakketten installeren. Installing Python packages."
	@$(PYTHON) -m venv $(ENV)
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(STEMMERS): requirements/stemmers.txt | $(INSTALLED)
	@rm -rf $(@D)
	@$(PIP) install --no-deps --no-compile --require-hashes --target $(@D) -r requirements/stemmers.txt
	@touch $@

$(MODULES): package.json package-lock.json
	@command -v npm >/dev/null || { \
	  echo "Installeer eerst Node 20 of nieuwer, met npm. Please install Node 20 or newer first, with npm."; exit 1; }
	@echo "Onderdelen voor de browser installeren. Installing parts for the browser."
	@npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PARTS): $(INSTALLED) $(STEMMERS) $(MODULES) builder/parts.py builder/words.py $(PAGES)
	@$(ENV)/bin/python -m builder.parts
	@touch $@

$(TESTS): requirements/test.txt $(INSTALLED)
	@echo "Testgereedschap installeren. Installing test tools."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

$(AUDIT): requirements/audit.txt
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/audit.txt
	@touch $@

# All parts again, with what only the tests need; the parts that pages use stay as old as they are.
$(TOOLS): package.json package-lock.json | $(PARTS)
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch -r $(PARTS) $(MODULES)
	@touch $@

# What the tests open pages with, and what the checker of HTML runs on.
chromium: PACKAGE := chromium
java: PACKAGE := default-jre-headless
chromium java:
	@command -v $@ >/dev/null || { \
	  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  if command -v apt-get >/dev/null && { [ -z "$$sudo" ] || command -v sudo >/dev/null; }; then \
	    $$sudo apt-get update && $$sudo apt-get install -y $(PACKAGE); \
	  else \
	    echo "De tests gebruiken $@. Installeer het, zodat de opdracht $@ werkt."; \
	    echo "The tests use $@. Please install it, so that the command $@ works."; \
	    exit 1; \
	  fi; }

# Newer releases: make lock UPGRADE=--upgrade
LOCK := $(ENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-config --system-certs --annotation-style line $(UPGRADE)
WITHOUT_PLACES := const fs = require("fs"), lock = require("./package-lock.json"); \
	for (const part of Object.values(lock.packages)) { delete part.funding; delete part.resolved; } \
	fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n")
lock:  ## Leg de versies van alle pakketten vast. Pin the versions of all packages.
	@$(PYTHON) -m venv $(ENV)/lock
	@$(ENV)/lock/bin/pip --disable-pip-version-check --quiet install --require-hashes -r requirements/lock.txt
	$(LOCK) requirements/build.in pyproject.toml --output-file requirements/build.txt
	$(LOCK) requirements/test.in pyproject.toml --extra test --output-file requirements/test.txt
	$(LOCK) requirements/bench.in --output-file requirements/bench.txt
	$(LOCK) requirements/fuzz.in --output-file requirements/fuzz.txt
	$(LOCK) requirements/stemmers.in --no-deps --output-file requirements/stemmers.txt
	$(LOCK) requirements/lock.in --output-file requirements/lock.txt
	$(LOCK) requirements/audit.in --output-file requirements/audit.txt
	$(LOCK) requirements/release.in --output-file requirements/release.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
	node -e '$(WITHOUT_PLACES)'
