# make run    serve the app on http://localhost:8501
# make lint   the linter and the type checker
# make check  these, and the tests and examples that need no browser and little time
# make test   these, and every test
# All set up what they need the first time and again whenever the requirements change.

VENV := .venv
PYTHON := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)/python

# Files in their own order: in that by number of tests, files of few and long ones come last, and one
# process waits for the other.
PYTEST := $(PYTHON) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

.PHONY: run lint check test
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp
	$(PYTHON) -m streamlit run app.py --server.port 8501

lint: $(VENV)/test.stamp
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy

# Linear algebra on one thread in each of the two processes: more would get in each other's way.
check test: export OMP_NUM_THREADS := 1
check test: export OPENBLAS_NUM_THREADS := 1

check: lint
	$(PYTEST) -m "not browser and not slow" \
	    --hypothesis-profile few

test: lint
	$(PYTHON) -m tests.webkit
	chromium=$$($(PYTHON) -m tests.chromium) && DIGITREC_CHROMIUM="$$chromium" $(PYTEST)

$(VENV)/run.stamp: requirements.txt | $(VENV)
	$(PYTHON) -m pip install --requirement $<
	@touch $@

$(VENV)/test.stamp: requirements-dev.txt requirements-onnx.txt requirements-dask.txt $(VENV)/run.stamp
	$(PYTHON) -m pip install --requirement $<
	@touch $@

$(VENV):
	@for python in python3.13 python3.12 python3.11 python3 python; do \
	    $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	        >/dev/null 2>&1 || continue; \
	    $$python -m venv $@ && exit 0; \
	    rm -rf $@; \
	    echo "$$python could not make a virtual environment; what it says above tells why." >&2; \
	    exit 1; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 is needed and none of them was found. Install one, for" \
	     "example from https://www.python.org/downloads/, and run make again." >&2; \
	exit 1
