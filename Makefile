# Портал «Личный кабинет»: `make run` — посмотреть, `make test` — проверить. Остальное: `make help`.

PYTHON ?= python3
# Метка в .venv носит сумму списка пакетов: новый список — новая установка, прежний — ни одной.
RUN_STAMP := .venv/.run-$(shell cksum < requirements.lock | tr -d ' ')
DEV_STAMP := .venv/.dev-$(shell cksum < requirements-dev.lock | tr -d ' ')
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes

# Правила и их таблицы, устройство кода, малые пакеты и одна заявка от регистрации до перемены статуса.
PURE := catalogue checks names needed_documents number path phones preview stages steps story terms \
	terms_file turns values values_any values_masked values_refused working_days
FAST := $(wildcard tests/*/test_rules*.py) $(PURE:%=tests/applications/test_%.py) \
	tests/architecture/test_imports.py tests/architecture/test_sizes.py tests/architecture/test_templates.py \
	tests/company tests/config tests/crypto tests/files tests/meters tests/journeys/test_main_job.py

.DEFAULT_GOAL := help
.PHONY: help run install test test-fast lint shell db bench lock clean

help: ## Этот список
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-16s %s\n' "$$name" "$$text"; done

run: $(RUN_STAMP) ## Запустить демонстрацию: http://127.0.0.1:8000/lk/
	@exec .venv/bin/python -m lk.server.launch

install: $(RUN_STAMP) ## Только поставить пакеты портала в .venv (для развёртывания)

test: $(DEV_STAMP) ## Поставить нужное тестам и проверить всё: lint, SQLite, PostgreSQL, браузер
	@.ci/packages
	@$(MAKE) --no-print-directory lint
	LK_TEST_DATABASE=sqlite .venv/bin/pytest -n 2
	LK_TEST_DATABASE=postgresql .venv/bin/pytest -n 2

test-fast: $(DEV_STAMP) ## Быстрые тесты: правила, устройство, главная дорога; SQLite, без браузера, до минуты
	LK_TEST_DATABASE=sqlite .venv/bin/pytest -n 2 -m 'not browser' $(FAST)

lint: $(DEV_STAMP) ## Проверить стиль, типы, шаблоны и направление импортов
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/djlint --lint --quiet lk/templates
	.venv/bin/lint-imports --config setup.cfg

shell: $(RUN_STAMP) ## Python с приложением (flask shell)
	@exec .venv/bin/flask shell

db: $(RUN_STAMP) ## Открыть базу: запросы SQL
	@exec .venv/bin/python -m lk.server.database

bench: $(DEV_STAMP) ## Измерить страницы против простой страницы Flask и мастера Django; итог в tests/bench/RESULTS.md
	@.venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-bench.lock
	@exec .venv/bin/python -m tests.bench

lock: $(DEV_STAMP) ## Обновить списки пакетов по setup.cfg (ставит uv)
	.venv/bin/python -m pip --disable-pip-version-check --quiet install uv
	.venv/bin/uv pip compile --quiet --universal --no-header --no-strip-extras --generate-hashes --python-version 3.11 --upgrade setup.cfg -o requirements.lock
	.venv/bin/uv pip compile --quiet --universal --no-header --no-strip-extras --generate-hashes --python-version 3.11 --upgrade setup.cfg --extra test --extra lint -c requirements.lock -o requirements-dev.lock
	.venv/bin/uv pip compile --quiet --universal --no-header --no-strip-extras --generate-hashes --python-version 3.11 --upgrade setup.cfg --extra bench -c requirements.lock -o requirements-bench.lock

clean: ## Убрать .venv и кэши; данные в instance/ остаются
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): requirements.lock
	@$(PYTHON) -c '' 2>/dev/null || { echo "Не найден $(PYTHON): нужен Python 3.11 или новее." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Нужен Python 3.11 или новее, а это $$($(PYTHON) --version). Другой: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Нет модуля venv. В Debian и Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || { echo "Создаю .venv…"; $(PYTHON) -m venv --clear .venv; }
	@echo "Ставлю пакеты портала (один раз)…"
	@$(PIP) -r requirements.lock
	@rm -f .venv/.run-* && touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements-dev.lock
	@echo "Ставлю пакеты для тестов и проверок (один раз)…"
	@$(PIP) -r requirements-dev.lock
	@rm -f .venv/.dev-* && touch $@
