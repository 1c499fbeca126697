# make alone prints what there is to make.
PYTHON := .venv/bin/python
ADDRESS ?= 127.0.0.1:8000
SAMPLES := $(shell find samples -type f -not -name '.*')

.PHONY: help setup setup-dev run index test check lint bench clean

help:
	@echo 'make run        set up, build the sample index, serve the page (ADDRESS=$(ADDRESS))'
	@echo 'make test       set up, then lint and all tests with reduced counts'
	@echo 'make check      the same with full counts'
	@echo 'make setup      .venv with the runtime packages'
	@echo 'make index      rebuild the sample index'
	@echo 'make lint       ruff and mypy'
	@echo 'make bench      the benchmarks that need no data from elsewhere'
	@echo 'make clean      remove what was built (var/), keep .venv'

.venv/bin/python:
	python3 -m venv .venv

.venv/runtime-is-installed: requirements.txt | .venv/bin/python
	$(PYTHON) -m pip install --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev-is-installed: requirements-dev.txt .venv/runtime-is-installed
	$(PYTHON) -m pip install --disable-pip-version-check -r requirements-dev.txt
	@touch $@

setup: .venv/runtime-is-installed

setup-dev: .venv/dev-is-installed

var/index/current: $(SAMPLES) .venv/runtime-is-installed
	$(PYTHON) build_index.py samples --index var/index

index: setup
	$(PYTHON) build_index.py samples --index var/index

run: setup var/index/current
	@echo
	@echo '  议定 Yiding: http://$(ADDRESS)/    (Ctrl+C 停止)'
	@echo
	$(PYTHON) -m gunicorn --bind $(ADDRESS) --workers 1 --threads 4 --log-level warning --no-control-socket \
	  'web:create_app()'

test: setup-dev lint
	$(PYTHON) -m pytest -n 2 --dist loadscope

check: setup-dev lint
	YIDING_FULL_COUNTS=1 $(PYTHON) -m pytest -n 2 --dist loadscope

lint: setup-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: setup-dev
	$(PYTHON) -m benchmarks.encoder_speed
	$(PYTHON) -m benchmarks.reading_speed samples
	$(PYTHON) -m benchmarks.recognition_accuracy
	$(PYTHON) -m benchmarks.hostile_files

clean:
	rm -rf var
