# Rushes: `make run` and `make test` do everything on a fresh machine; `make help` lists the rest.
SHELL := /bin/bash
PY := .venv/bin/python
PORT ?= 8000
export PYTHONDONTWRITEBYTECODE = 1
.DEFAULT_GOAL := help
.PHONY: help run test check bench words shots lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

.venv/.runtime: requirements.lock tools/install.sh
	@tools/install.sh runtime

.venv/.dev: requirements-dev.lock tools/install.sh
	@tools/install.sh dev

app/static/vendor/manifest.json: package-lock.json app/web/assets.py | .venv/.runtime
	@$(PY) -m app.web.assets

run: .venv/.runtime app/static/vendor/manifest.json ## install what is missing, migrate, make the demo course on the first start, serve on PORT
	@exec $(PY) -m app.cli serve --first-demo --port $(PORT)

test: .venv/.dev app/static/vendor/manifest.json ## the whole suite: real SQLite, PostgreSQL, ffmpeg and Chromium
	@$(PY) -m pytest -n 2 --dist worksteal

check: .venv/.dev ## formatting, lint, types, floors, templates, translations
	@.venv/bin/ruff format --check -q . && .venv/bin/ruff check -q .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache > /tmp/rushes-imports.$$$$ || { cat /tmp/rushes-imports.$$$$; rm -f /tmp/rushes-imports.$$$$; exit 1; }; rm -f /tmp/rushes-imports.$$$$
	@.venv/bin/djlint --quiet --lint app/templates
	@$(PY) tools/words.py check
	@echo "check: all good"

bench: .venv/.dev app/static/vendor/manifest.json ## figures as ratios of interleaved runs
	@$(PY) -m bench

words: .venv/.dev ## list the sentences without a Korean translation
	@$(PY) tools/words.py missing

shots: .venv/.dev app/static/vendor/manifest.json ## take the screenshots of docs/screens
	@$(PY) tools/shots.py

lock: .venv/.dev ## write the lock files anew
	@.venv/bin/uv pip compile -q --python-version 3.11 --no-emit-index-url --generate-hashes --no-header pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --python-version 3.11 --no-emit-index-url --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock

clean: ## remove what was installed and built; films and data stay
	rm -rf .venv node_modules app/static/vendor app/documents/fonts .mypy_cache .ruff_cache .pytest_cache .hypothesis
