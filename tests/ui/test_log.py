"""The log: what failed, was refused or slow is there; a visitor's own words are not."""

import logging
import os
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

import digitrec
from digitrec.errors import ModelFileError
from digitrec.formats import encode_image
from digitrec.jobs import Job, Task
from digitrec.ui.shared import cached, log
from tests.pages.test_draw import draw, form_of, tell

pytestmark = pytest.mark.usefixtures("components_found_once")

OWN_WORDS = "anna-miller"


@pytest.fixture
def app(root, caplog):
    caplog.set_level(logging.DEBUG, logger="digitrec")
    return AppTest.from_file(str(root / "app.py"), default_timeout=60).run()


def refusals(caplog):
    return [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]


def test_a_drawing_that_is_refused_is_logged_by_the_check_that_refused_it(app, caplog):
    draw(app, [[(123.25, 77.5)] * 60_000])
    assert "60,000 points" in app.error[0].value
    (said,) = refusals(caplog)
    assert "InvalidDrawingError" in said
    assert "strokes.py" in said
    assert "{n_points:,} points; at most {MAX_POINTS:,} are read" in said
    assert "60,000" not in caplog.text
    assert "123.25" not in caplog.text


def test_the_same_refusal_is_logged_once_a_visit(app, caplog):
    for _ in range(3):
        tell(app, strokes=OWN_WORDS)
    assert app.error
    assert len(refusals(caplog)) == 1
    assert OWN_WORDS not in caplog.text


def test_a_link_that_is_refused_is_logged_without_what_it_holds(root, caplog):
    caplog.set_level(logging.DEBUG, logger="digitrec")
    app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    app.query_params["p"] = OWN_WORDS
    app.run()
    assert "11 characters" in app.warning[0].value
    (said,) = refusals(caplog)
    assert "link.py" in said
    assert OWN_WORDS not in caplog.text
    assert "11 characters" not in caplog.text


@pytest.mark.parametrize("data", [b"", b"PK\3\4 " + OWN_WORDS.encode()])
def test_a_file_that_is_refused_is_logged_without_its_name_and_contents(app, caplog, data):
    app.switch_page("pages/train.py").run()
    app.file_uploader[0].upload(f"{OWN_WORDS}.skops", data, "application/zip").run()
    assert "miller" in app.error[0].value
    (said,) = refusals(caplog)
    assert "ModelFileError" in said
    assert "miller" not in caplog.text


def test_a_form_that_a_browser_cannot_use_is_logged(app, caplog, drawn_digits):
    draw(app, drawn_digits[3], failedForm=form_of(app))
    draw(app, drawn_digits[4], failedForm=form_of(app))
    said = [each for each in caplog.messages if "could not use the form of default" in each]
    assert len(said) == 1


def test_what_a_browser_says_of_other_forms_is_not_logged(app, caplog, drawn_digits):
    draw(app, drawn_digits[3], failedForm=OWN_WORDS)
    assert not app.exception
    assert OWN_WORDS not in caplog.text


def test_a_picture_of_a_link_is_not_logged(root, caplog, monkeypatch):
    monkeypatch.setattr(log, "SLOW_SECONDS", 0)
    caplog.set_level(logging.DEBUG, logger="digitrec")
    text = encode_image([[9] * 8] * 8)
    app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    app.query_params["p"] = text
    app.run()
    assert "the page Draw took" in caplog.text
    assert text not in caplog.text
    assert refusals(caplog) == []


def test_a_shipped_model_that_cannot_be_loaded_is_logged(caplog, monkeypatch):
    def no_model(name):
        raise ModelFileError(f"The card {name}.json cannot be read.")

    monkeypatch.setattr(cached, "load_model", no_model)
    cached.model.clear()
    with pytest.raises(ModelFileError):
        cached.model("svm")
    assert "The card svm.json cannot be read." in caplog.text


@pytest.mark.parametrize(
    ("expected", "seconds", "slow"),
    [(2.0, 12.0, True), (2.0, 9.0, False), (0.01, 4.0, False), (0.0, 600.0, False)],
)
def test_a_job_is_slow_if_it_takes_much_longer_than_expected(expected, seconds, slow):
    job = Job([Task(divmod, (7, 2))], None, expected)
    job.started_at, job.ended_at = 0.0, seconds
    assert job.is_slow == slow


def errors_logged(root, level):
    """What a process that configures the log, twice, writes to the error stream."""
    program = """
import logging
from digitrec.ui.shared.log import configure_log
configure_log()
configure_log()
logging.getLogger("digitrec.jobs").info("the cat sat")
logging.getLogger("digitrec.jobs").warning("on the wire")
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=os.environ | {"DIGITREC_LOG": level},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
    return [line for line in done.stderr.splitlines() if "digitrec" in line.lower()]


@pytest.mark.slow
def test_the_log_goes_to_the_error_stream_from_info_on(root):
    first, cat, wire = errors_logged(root, "")
    assert first.endswith(f"digitrec {digitrec.__version__}")
    assert cat.endswith(" INFO digitrec.jobs: the cat sat")
    assert wire.endswith(" WARNING digitrec.jobs: on the wire")


@pytest.mark.slow
def test_the_environment_chooses_the_level(root):
    (wire,) = errors_logged(root, "warning")
    assert wire.endswith("on the wire")


@pytest.mark.slow
def test_a_level_that_there_is_not_is_told_in_the_log(root):
    told, *rest = errors_logged(root, "loud")
    assert "DIGITREC_LOG is 'loud'; it must be one of" in told
    assert len(rest) == 3
