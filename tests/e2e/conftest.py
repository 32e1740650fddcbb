"""The real app on a free port, and a real browser that talks to it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from benchmarks.serving import APPS, served
from tests.chromium import ARGUMENTS, candidates

FOLDER = Path(__file__).parent

expect.set_options(timeout=30_000)  # the longest wait on a busy machine, not a pause


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder, by which `make check` leaves them out."""
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def app_url():
    """Address of the running app."""
    with served(APPS["digitrec"]) as server:
        yield server.url
        log = server.log_path.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in log, log


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright, browser_type_launch_args):
    """Start the Chromium of the machine."""
    path = next(path for path in candidates(playwright) if Path(path).is_file())
    return browser_type_launch_args | {"executable_path": path, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, app_url):
    """A projector of 1280x800."""
    return browser_context_args | {"viewport": {"width": 1280, "height": 800}, "base_url": app_url}


def _watched(context):
    """Collect what goes wrong in a browser context's pages."""
    errors = []

    def hear(said):
        # Opened at another page than the first, Streamlit looks for its server below that page's
        # address before it finds it at the root.
        looks_for_server = "404" in said.text and "/_stcore/" in said.location["url"]
        if said.type == "error" and not looks_for_server:
            errors.append(said.text)

    context.on("console", hear)
    context.on("weberror", lambda thrown: errors.append(str(thrown.error)))
    return errors


@pytest.fixture(scope="session")
def visitor(browser, browser_context_args):
    """A browser that keeps what it has loaded, as a person's does."""
    context = browser.new_context(**browser_context_args)
    errors = _watched(context)
    yield context
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def begin_visit(visitor):
    """Open a page in it as if for the first time."""

    def begin():
        page = visitor.new_page()
        # Or the page would go on with what the test before has left (digitrec/ui/live/memory.js).
        page.add_init_script("try { sessionStorage.length || localStorage.clear(); } catch {}")
        return page

    return begin


@pytest.fixture
def page(begin_visit):
    """A visit of its own to the app, with the browser's console free of errors."""
    page = begin_visit()
    yield page
    page.close()


@pytest.fixture
def visit(browser, browser_context_args):
    """Open a page in another kind of browser: ``visit(color_scheme="dark")``."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**(browser_context_args | options)))
        errors.append(_watched(contexts[-1]))
        return contexts[-1].new_page()

    errors = []
    yield open_page
    for context in contexts:
        context.close()
    assert not any(errors), errors
