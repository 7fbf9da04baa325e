# Two commands matter: `make run` (install and start) and `make test`. The rest is for maintainers.
VENV := .venv
PY := $(VENV)/bin/python
BOOT ?= python3
STAMP := $(VENV)/.installed
JOBS ?= 2

.PHONY: install run demo test lint docs bench mutants soak clients browser wheels sbom dist examples image lock clean

install: $(STAMP)

$(STAMP): requirements.txt requirements-dev.txt pyproject.toml simulators/client/pyproject.toml
	$(BOOT) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(BOOT) -m venv $(VENV)
	$(PY) -m pip install -q --require-hashes -r requirements-dev.txt
	$(PY) -m pip install -q --no-deps --no-build-isolation -e . -e simulators/client
	@touch $(STAMP)

run: install
	$(VENV)/bin/socle serve

demo: install
	$(VENV)/bin/socle demo --report report

test: install
	$(PY) -m pytest -n $(JOBS) -m "not clients and not browser and not bench and not soak and not release"

lint: install
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/hadolint Dockerfile

# The manual, in build/docs: nothing of it is fetched from elsewhere, a folder to copy anywhere.
docs: install
	for lang in fr en; do \
	  $(PY) -m sphinx -b html -W --keep-going -n -q -c docs -d build/.docs/$$lang -D language=$$lang \
	    docs/$$lang build/docs/$$lang || exit 1; \
	done
	cp docs/index.html build/docs/index.html

bench: install
	$(PY) -m tests.bench

mutants: install
	$(PY) -m tests.mutants

soak: install
	$(PY) -m pytest -m soak --timeout 3600

clients: install
	bash tests/clients/install
	$(PY) -m pytest -m clients tests/clients

browser: install
	bash tests/browser/install
	$(PY) -m pytest -m browser tests/browser

# Archives of the same commit are the same bytes.
wheels: install
	$(PY) -m tests.release.distributions

# What the image and a locked installation hold: CycloneDX, from the pinned dependencies.
sbom: wheels
	$(PY) -m tests.release.sbom dist/sbom.cdx.json

# What a release is made of, then proved: contents, installation in empty environments, demonstration.
dist: wheels sbom
	$(PY) -m pytest -m release tests/release

# The sample projects, against the wheels.
examples: wheels
	bash examples/install
	$(PY) -m tests.release.examples

image:
	docker build -t socle .

# Pinned with hashes and no address, so that any registry serves them.
lock:
	uv pip compile -q --generate-hashes --no-annotate --no-header --no-emit-index-url --universal --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile -q --generate-hashes --no-annotate --no-header --no-emit-index-url --universal --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist report .mypy_cache .ruff_cache
