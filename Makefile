# make turns every failure into its own exit code 2; use .venv/bin/grader where the code matters.

PYTHON ?= python3
BIN := .venv/bin
# pip may be set to put packages elsewhere (by PIP_USER, PIP_TARGET ... or its files); what says where to get them counts.
PIP = $(BIN)/python -I -m pip install --quiet --disable-pip-version-check --no-user --target= --root=/ --prefix="$$(pwd)/.venv"
unexport PYTHONPATH PYTHONHOME

ifeq ($(OS),Windows_NT)
$(error native Windows is not supported: install WSL2 and run make there)
endif

.PHONY: help grade watch batch test lint docs mnist photographs bench verify wheels clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

grade: .venv/.ready  ## grade a submission: make grade STUDENT=folder [ARGS="--verbose"]
	@test -n "$$STUDENT" || { echo 'say which folder: make grade STUDENT=folder' >&2; exit 2; }
	@$(BIN)/grader grade "$$STUDENT" $(ARGS)

watch: .venv/.ready  ## grade a submission whenever something is saved: make watch STUDENT=folder
	@test -n "$$STUDENT" || { echo 'say which folder: make watch STUDENT=folder' >&2; exit 2; }
	@$(BIN)/grader watch "$$STUDENT" $(ARGS)

batch: .venv/.ready  ## grade a class: make batch SUBMISSIONS=folder [OUT=results] [ARGS="--similar"]
	@test -n "$$SUBMISSIONS" || { echo 'say which folder: make batch SUBMISSIONS=folder' >&2; exit 2; }
	@$(BIN)/grader batch "$$SUBMISSIONS" --out "$${OUT:-results}" $(ARGS)

test: .venv/.ready-dev  ## run the test suite
	@$(BIN)/python -m pytest $(ARGS)

lint: .venv/.ready-dev  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

docs: .venv/.ready-dev  ## make the manual: docs/_build/html/index.html
	@$(BIN)/python -m sphinx --quiet --fresh-env --write-all --fail-on-warning --keep-going docs docs/_build/html

mnist: .venv/.ready  ## build the full MNIST.npz for grade --full
	@$(BIN)/python -m reference.mnist.full "$$($(BIN)/python -c 'from grader.folders import cache_folder as c; print(c())')/MNIST.npz"

photographs: .venv/.ready  ## build 10000 colour images for grade --full
	@$(BIN)/python -m reference.photographs.full "$$($(BIN)/python -c 'from grader.folders import cache_folder as c; print(c())')/photographs.npz"

bench: .venv/.ready-dev  ## measure the speed, as ratios (ARGS="peers share" for a part, ARGS=teaching for what is told)
	@$(BIN)/python -m tests.bench $(ARGS)

# Right submissions that are changed beside the model solutions, of some the file for one task.
CHANGED = correct_output_loops:0 correct_tensordot:1 correct_flat_loop_divmod:2 correct_einsum_windows:0 \
	correct_manual_zeros:2 correct_np_pad:1 correct_branches:1 correct_branches:2
STYLES = zeros_by_formula tuple_first

verify: .venv/.ready  ## grade the grader: mutants and right rewrites, a quarter of an hour (ARGS="--task 0" for a part)
	@$(BIN)/grader verify reference --seconds 100000 $(CHANGED:%=--mutate submissions/%) \
		$(STYLES:%=--mutate tests/programs/styles/%) $(ARGS)

PYTHONS ?= python3.11 python3.12 python3.13 python3.14

wheels: .venv/.ready  ## try the built wheel on each of PYTHONS, minutes each (ARGS=--found: on those that there are)
	@$(BIN)/python -m tests.wheels $(ARGS) $(PYTHONS)

clean:  ## remove .venv and caches
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

# As it was given: a name may hold a dollar sign.
override STUDENT := $(value STUDENT)
override SUBMISSIONS := $(value SUBMISSIONS)
override OUT := $(value OUT)
export STUDENT SUBMISSIONS OUT

# A .venv that was set up in another folder is not ours: the folder was moved or copied.
ifneq ($(shell cat .venv/.ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/.ready
endif

.venv/.ready: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) is not found: install Python 3.11 to 3.14' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info; (3, 11) <= v < (3, 15) or sys.exit("$(PYTHON) is Python %d.%d: Python 3.11 to 3.14 is needed; name one with make PYTHON=python3.12" % v[:2])'
	@echo 'setting up .venv (once, about half a minute) ...'
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@test -x $(BIN)/grader || { echo 'pip installed nothing: see what "$(BIN)/python -m pip config list" says' >&2; exit 2; }
	@pwd > $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	@echo 'adding what the tests need ...'
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
