# Two commands carry everything: `make demo` shows the portal, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PORT ?= 8000
SERVE ?= 1
WORKERS ?= 2

# The first Python of 3.11 or later that can make a virtual environment.
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --retries 10 --timeout 60 --prefer-binary
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist loadfile
MANAGE := $(PY) manage.py

PO := $(wildcard locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.PHONY: help
help: ## Daftar semua perintah
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{ printf "  make %-18s %s\n", $$1, $$2 }'

# --- setting up -----------------------------------------------------------------------------------------------------

.PHONY: system-run system-test setup setup-test
system-run:
	@PYTHON="$(PYTHON)" .ci/system run
system-test:
	@PYTHON="$(PYTHON)" .ci/system test

# $(PYTHON) is asked again here: system-run may just have brought it.
.venv/bin/python:
	@python="$(PYTHON)"; [ -n "$$python" ] || python=python3; \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Perlu Python 3.11 atau lebih baru beserta modul venv." >&2; exit 1; }; \
	"$$python" -m venv .venv

# A mirror that answers slowly or drops a connection is asked three times.
define install
@for attempt in 1 2 3; do \
  if $(PIP) $(1); then touch $@; exit 0; fi; \
  echo "Pemasangan gagal (percobaan $$attempt); dicoba lagi." >&2; sleep $$((attempt * 5)); \
done; exit 1
endef

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Memasang paket Python (requirements.txt) ..." >&2
	$(call install,-r requirements.txt)

.venv/.test: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Memasang paket Python untuk pengujian ..." >&2
	$(call install,-r requirements.txt -r requirements-dev.txt)
	@touch .venv/.run

setup: system-run ## Siapkan .venv dan pustaka sistem untuk menjalankan portal
	@$(MAKE) .venv/.run
setup-test: system-test ## Siapkan semua yang diperlukan pengujian
	@$(MAKE) .venv/.test

# --- translations ---------------------------------------------------------------------------------------------------

%.mo: %.po
	@if command -v msgfmt >/dev/null; then msgfmt --check-format -o $@ $<; \
	else echo "msgfmt (paket gettext) tidak ada: terjemahan $< dilewati." >&2; fi

.PHONY: compile-messages messages
compile-messages: $(MO)
messages: .venv/.test ## Perbarui berkas terjemahan .po dari kode
	$(MANAGE) makemessages --locale en --no-location --no-wrap --ignore '.venv/*' --ignore 'tests/*' --ignore 'var/*'
	@$(MAKE) compile-messages

# --- the demo -------------------------------------------------------------------------------------------------------

# What the demo's data depends on: newer than the stamp means that the loading commands run again (they keep the data).
DEMO_SOURCES := $(shell git ls-files '*/migrations/*.py' '*/data/*' '*/management/commands/*.py' requirements.txt 2>/dev/null)

.PHONY: demo
demo: setup ## Siapkan dan jalankan portal contoh (PORT=8000; SERVE=0 hanya menyiapkan)
	@$(MAKE) compile-messages
	@[ -e var/portal.sqlite3 ] || rm -f var/.demo
	@$(MAKE) var/.demo
	@$(MANAGE) seed_demo --logins --port $(PORT)
	@if [ "$(SERVE)" != 0 ]; then echo "Hentikan dengan Ctrl+C."; exec $(MANAGE) runserver --noreload 127.0.0.1:$(PORT); fi

var/.demo: $(DEMO_SOURCES)
	@mkdir -p var/static
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_agencies --demo
	$(MANAGE) load_catalogue
	$(MANAGE) load_calendar
	$(MANAGE) load_pages
	$(MANAGE) seed_demo
	$(MANAGE) rebuild_search
	@touch $@

# --- checks ---------------------------------------------------------------------------------------------------------

.PHONY: test test-fast lint types imports migrations translations sqlite postgres browser format lock clean
test: setup-test compile-messages ## Semua pemeriksaan dan pengujian (SQLite, PostgreSQL, peramban)
	@.ci/steps lint types imports migrations translations sqlite postgres browser

test-fast: .venv/.test compile-messages ## Yang diinginkan pengembang setiap menit (di bawah 5 menit)
	@.ci/steps lint imports
	@$(PYTEST) -m "not browser and not postgres and not slow and not elasticsearch and not verapdf and not clamd"

lint: ## Gaya kode: ruff (aturan dan format)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: ## Tipe: mypy pada seluruh kode
	@$(PY) -m mypy portal disclosure requests_app search

imports: ## Lapisan impor: import-linter
	@.venv/bin/lint-imports --no-cache

migrations: ## Model dan migrasi sama
	@$(MANAGE) makemigrations --check --dry-run

translations: ## Terjemahan lengkap dan dapat dikompilasi
	@$(PY) -m pytest tests/architecture/test_translations.py

sqlite: ## Pengujian pada SQLite
	@$(PYTEST) -m "not browser and not postgres"

# Rules of law, the tree, the table of rights and foreign servers do not change with the database: their tests
# ran on SQLite.
postgres: ## Pengujian pada PostgreSQL
	@TEST_DATABASE=postgres $(PYTEST) --ignore tests/unit --ignore tests/architecture --ignore tests/demo \
	  --ignore tests/contracts/permissions \
	  -m "not browser and not elasticsearch and not verapdf and not clamd"

# Each journey has a world of its own, so that they may be spread one by one.
browser: ## Perjalanan pengguna di peramban (Chromium)
	@TEST_DATABASE=file $(PYTEST) --dist load -m browser

format: .venv/.test ## Rapikan kode dengan ruff
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

lock: .venv/.test ## Tulis ulang requirements*.txt dari berkas .in
	@for name in requirements requirements-dev; do \
	  .venv/bin/pip-compile --quiet --no-header --no-emit-index-url --no-emit-find-links --strip-extras \
	    -o $$name.txt $$name.in; \
	  sed -i "1i # Written by \`make lock\` from $$name.in; edit that file, not this one." $$name.txt; done

clean: ## Hapus data contoh dan hasil sementara (bukan .venv)
	rm -rf var screenshots build staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
