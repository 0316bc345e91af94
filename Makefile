# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/.ready
DATA := $(shell find src/abstand/entities -name '*.toml')

.PHONY: demo test check corpus-check soak bench reader clean

demo: $(READY)
	$(BIN)/abstand demo

# every test once; the floor of coverage only moves up
test: $(READY)
	$(BIN)/pytest -n auto --cov --cov-report=term --cov-fail-under=90

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto -m "not slow"
	$(MAKE) corpus-check

# every record of the corpus, near-duplicates, quotas, the agreement of its two codings
corpus-check: $(READY)
	$(BIN)/python training/check.py
	$(BIN)/python training/agreement.py

soak: $(READY)
	$(BIN)/python bench/faults.py
	$(BIN)/python bench/watch.py

bench: $(READY)
	$(BIN)/python bench/gold.py
	$(BIN)/python bench/entities.py
	$(BIN)/python bench/throughput.py
	$(BIN)/python bench/reader.py
	$(BIN)/python bench/example.py
	$(BIN)/python bench/extraction.py
	$(BIN)/python bench/archives.py
	$(BIN)/python bench/series.py
	$(BIN)/python bench/steps.py
	$(BIN)/python bench/validation.py
	$(BIN)/python bench/store.py
	$(BIN)/python bench/merging.py
	$(BIN)/python bench/merging.py --speed 20000

# the virtual environment, with the gazetteer compiled from its data files
$(READY): pyproject.toml requirements.lock build_table.py $(DATA)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $(READY)

# the reader's model, from the corpus: hours on two cores; the file it writes is committed, so nobody needs this to use abstand
reader: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(BIN)/python training/train.py --out build/reader
	$(BIN)/python training/export.py build/reader/last.pt
	$(BIN)/python training/weigh.py

clean:
	rm -rf $(VENV) build dist demo
