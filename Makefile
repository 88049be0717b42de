# Everything there is to do here. `make` alone lists it.
# The package manager uv is put into .tools once, so that a machine needs python3, git and make only.

UV := .tools/bin/uv
PYTHON := .venv/bin/python
PORT ?= 8000
HOST ?= 127.0.0.1
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONWARNINGS := ignore
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

MODEL := models/pathway.tar.gz
MODEL_SOURCES := config.yml domain.yml data/rules.yml bot/rasa/nlu.py uv.lock

.DEFAULT_GOAL := help
.PHONY: help setup model run rehearse telegram picture check test bench evaluate screenshots clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.tools/bin/uv:
	@python3 -m venv .tools || { echo "python3 has no venv module: install python3-venv"; exit 1; }
	@.tools/bin/pip install --quiet --disable-pip-version-check uv

.venv/ready: uv.lock pyproject.toml .python-version | $(UV)
	@$(UV) sync --frozen --quiet
	@touch $@

setup: .venv/ready ## set up the environment

$(MODEL): $(MODEL_SOURCES) | .venv/ready
	@mkdir -p models
	@$(PYTHON) -m rasa train --fixed-model-name pathway --out models --data data/rules.yml data/nlu/topics_talk.yml --quiet > models/training.log 2>&1 \
		|| { cat models/training.log; exit 1; }
	@touch $@

model: .venv/ready $(MODEL) ## train Rasa's model

run: .venv/ready $(MODEL) ## serve the web chat (PORT=8000, RATE_LIMIT=off to measure)
	@PORT=$(PORT) RATE_LIMIT=$(RATE_LIMIT) exec $(PYTHON) -m bot web --host $(HOST)

rehearse: .venv/ready ## rehearse signposting in this terminal (see docs/rehearsal.md)
	@exec $(PYTHON) -m rehearsal

telegram: .venv/ready ## bridge the web chat to Telegram (TELEGRAM_TOKEN; see docs/telegram.md)
	@exec $(PYTHON) -m bot telegram

picture: .venv/ready ## draw the pathway anew into docs/pathway
	@$(PYTHON) -m pathway.picture

check: .venv/ready ## lint, types, graph and directory
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-cache > .venv/imports.log || { cat .venv/imports.log; exit 1; }
	@$(PYTHON) -m bot check

test: .venv/ready $(MODEL) ## run the whole test suite
	@$(PYTHON) -m pytest

bench: .venv/ready $(MODEL) ## measure a turn beside one of the stock Rasa bot
	@$(PYTHON) -m bench

evaluate: .venv/ready ## measure understanding on unseen messages; writes docs/evaluation.md
	@$(PYTHON) -m evaluation

screenshots: .venv/ready ## take the pictures of docs/screenshots (needs Chromium)
	@$(PYTHON) -m tests.browser.screenshots

clean: ## remove what was built
	rm -rf .venv .tools models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis
