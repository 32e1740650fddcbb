"""Every page, loaded and used, without a browser."""

import functools
import json
import re
import sys
from unittest.mock import patch

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from threadpoolctl import threadpool_limits

import digitrec
from digitrec.datasets import load_digits
from digitrec.drawing import draw_strokes
from digitrec.formats import encode_image, greys_of, photograph_uri
from digitrec.numbers import Boxes
from digitrec.recognition import to_model
from digitrec.training import Plan, run
from digitrec.ui.draw.reading import number_in_words
from digitrec.ui.shared import cached
from digitrec.ui.shared.found_photo import Photo
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.sent_drawing import BLANK, NUMBER, PHOTO
from digitrec.ui.shared.state import (
    ANSWER_COMPONENT,
    EVERY_MODEL,
    FOUND_PHOTO,
    NUMBERS,
    READER,
    READER_CHOICE,
    RECEIVED_REVISION,
    RUN_NUMBER,
    RUNS,
    SENT_DRAWING,
    SEVERAL,
    STORY,
    THREE_WAYS,
    TOOL,
    WHY,
)

pytestmark = pytest.mark.usefixtures("components_found_once")

PAGES = ["pages/draw.py", "pages/about.py"]
DETAILS = [WHY, EVERY_MODEL, SEVERAL, THREE_WAYS, NUMBERS]


@pytest.fixture
def app(root):
    return AppTest.from_file(str(root / "app.py"), default_timeout=60)


def form_of(at):
    """Name of the form by which the browser would read."""
    parts = [node.proto for node in at.get("bidi_component")]
    (form,) = [part for part in parts if part.component_name == "digitrec-form"]
    return json.loads(form.json)["name"]


def tell(at, **made):
    """Let the page tell of a change; the browser cannot read, unless something else is said."""
    before, heard = (
        at.session_state[key] if key in at.session_state else blank  # noqa: SIM401
        for key, blank in ((SENT_DRAWING, BLANK), (RECEIVED_REVISION, 0))
    )
    told = {
        "revision": heard + 1 if isinstance(heard, int) else 1,
        "strokes": [stroke.tolist() for stroke in before.strokes],
        "number": [stroke.tolist() for stroke in before.number],
        "cells": before.cells.astype(int).ravel().tolist(),
        "failedForm": form_of(at),
    }
    at.session_state[ANSWER_COMPONENT] = {"drawing": told | made}
    return at.run()


def draw(at, strokes, **more):
    """Let a person draw."""
    return tell(at, strokes=[np.asarray(stroke).tolist() for stroke in strokes], **more)


def answer(at):
    """What the answer's part of the page was given."""
    parts = [node.proto for node in at.get("bidi_component")]
    (part,) = [part for part in parts if part.component_name == "digitrec-answer"]
    return json.loads(part.json)


def shown(at):
    """The server's own answer."""
    return answer(at)["answer"]


def unfold(at, key):
    at.session_state[key] = True
    return at.run()


def texts(at):
    return " ".join(node.proto.body for node in at.get("html"))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_loads(app, path):
    app.run().switch_page(path).run()
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


def test_a_blank_canvas_is_not_a_digit(app):
    assert shown(app.run()) is None
    for tool in ("Pen", "Cells"):
        app.session_state[TOOL] = tool
        assert shown(tell(app)) is None  # by the server's reading either


def test_a_drawing_is_read_as_the_library_reads_it(app, drawn_digits):
    at = draw(app.run(), drawn_digits[2])
    reading = shown(at)
    expected = digitrec.load_model(cached.DEFAULT_MODEL).predict_strokes(drawn_digits[2])
    assert reading["digit"] == "2" == str(expected.digit)
    assert reading["bars"] == pytest.approx(expected.probabilities, abs=0.0006)
    assert [step["name"] for step in reading["steps"]] == [
        "Strokes",
        "Stretched",
        "Line thickness",
        "Slant",
        "8×8",
    ]
    assert all(step["src"].startswith("data:image/png;base64,") for step in reading["steps"])


def beside(*drawings):
    """Drawings as a number on the wide canvas."""
    return [
        0.6 * stroke + (150 * i, 60) for i, strokes in enumerate(drawings) for stroke in strokes
    ]


def test_a_number_is_read_as_the_library_reads_it(app, drawn_digits):
    strokes = beside(drawn_digits[4], drawn_digits[0], drawn_digits[7])
    app.session_state[TOOL] = NUMBER
    at = tell(app.run(), number=[stroke.tolist() for stroke in strokes])
    expected = digitrec.read_number(strokes)
    assert shown(at) == number_in_words(expected)
    assert shown(at)["text"] == "407"
    assert [each.label for each in at.expander] == ["More than one digit"]
    at = unfold(at, SEVERAL)
    assert at.session_state[SENT_DRAWING].strokes == ()
    assert texts(at).count("<figure") == 3
    assert "**407**" in at.markdown[0].value
    app.session_state[TOOL] = "Pen"
    assert shown(app.run()) is None


def test_before_a_number_is_written_there_is_nothing_to_unfold(app):
    app.session_state[TOOL] = NUMBER
    at = unfold(tell(app.run()), SEVERAL)
    assert shown(at) is None
    assert "Write a number first" in at.markdown[0].value


def test_a_photograph_is_read_as_the_library_reads_it(app, drawn_digits):
    ink = draw_strokes(drawn_digits[4], 320, pen_px=14)
    app.session_state[TOOL] = PHOTO
    app.session_state[FOUND_PHOTO] = Photo(
        photograph_uri(240.0 - 200 * ink, ink), Boxes.around_all(ink)
    )
    at = app.run()
    expected = digitrec.load_model(cached.DEFAULT_MODEL).read_ink(ink).prediction
    assert shown(at)["digit"] == "4" == str(expected.digit)
    assert shown(at)["bars"] == pytest.approx(expected.probabilities, abs=0.0006)
    assert '<img src="data:image/jpeg;base64,' in texts(at)
    for key in [*DETAILS, STORY]:
        assert not unfold(at, key).exception
    assert "does not tell how the digit grew" in " ".join(text.value for text in at.markdown)
    (again,) = (button for button in at.button if button.label == "Another picture")
    assert shown(again.click().run()) is None


def test_two_digits_in_one_drawing_are_read_as_a_number(app, drawn_digits):
    four, seven = ([stroke / 2 for stroke in drawn_digits[digit]] for digit in (4, 7))
    at = draw(app.run(), [*four, *(stroke + (160, 0) for stroke in seven)])
    assert shown(at)["digit"] == "?"
    unfold(at, SEVERAL)
    assert "Read as a number: **47**." in " ".join(text.value for text in at.markdown)
    titles = re.findall(r"<figcaption><b>(.*?)</b>", texts(at))
    assert titles == ["4", "7"]


def test_while_the_browser_reads_the_server_keeps_what_it_is_told_and_computes_nothing(
    app, drawn_digits, monkeypatch
):
    monkeypatch.setattr(digitrec.Model, "read_strokes", None)
    monkeypatch.setattr(cached, "model", None)
    at = draw(app.run(), drawn_digits[4], failedForm="")
    assert not at.exception
    assert not at.error
    assert shown(at) is None
    assert answer(at)["received"] == 1
    for told, drawn in zip(at.session_state[SENT_DRAWING].strokes, drawn_digits[4], strict=True):
        np.testing.assert_array_equal(told, drawn)


def test_what_unfolds_is_read_by_the_server(app, drawn_digits):
    at = draw(app.run(), drawn_digits[4], failedForm="")
    assert shown(at) is None
    assert shown(unfold(at, WHY))["digit"] == "4"


STROKE = [[100, 60], [100, 200]]
CELLS = [0] * 64
SOUND = {"revision": 1, "strokes": [], "number": [], "cells": CELLS, "failedForm": ""}
WRONG_STROKES = {
    "text": "junk",
    "nothing": None,
    "a number for a stroke": [7],
    "far away": [[[1e9, 1], [2, 2]]],
    "not a number": [[[float("nan"), 1], [2, 2]]],
    "text for numbers": [[["a", "b"], [2, 2]]],
    "three numbers a point": [[[1, 2, 3]]],
    "ragged": [[[1, 2], [3]]],
    "1,001 strokes": [STROKE] * 1001,
    "100,000 points": [STROKE * 50_000],
}
FORGED = (
    {
        "a number": 7,
        "text": "junk",
        "a list": [],
        "nothing of it": {},
        "text for a revision": SOUND | {"revision": "1"},
        "a truth for a revision": SOUND | {"revision": False},
        "a number for a form": SOUND | {"failedForm": 7},
    }
    | {
        f"{name} for {key}": SOUND | {key: strokes}
        for key in ("strokes", "number")
        for name, strokes in WRONG_STROKES.items()
    }
    | {
        f"{name} for cells": SOUND | {"cells": cells}
        for name, cells in {
            "text": "junk",
            "nothing": None,
            "too few": [0] * 63,
            "too much ink": [17] + [0] * 63,
            "not numbers": [float("nan")] * 64,
            "lists": [[0]] * 64,
            "letters": ["x"] * 64,
        }.items()
    }
)


@pytest.mark.parametrize("told", FORGED.values(), ids=FORGED)
def test_a_forged_message_is_told_and_what_was_drawn_stays(app, told, drawn_digits):
    at = draw(app.run(), drawn_digits[7])
    at.session_state[ANSWER_COMPONENT] = {"drawing": told}
    if isinstance(told, dict) and "revision" in told:
        told["revision"] = told["revision"] if told["revision"] != 1 else 2
    at.run()
    assert not at.exception
    assert len(at.error) == 1
    assert at.error[0].value.endswith(".")
    assert len(at.session_state[SENT_DRAWING].strokes) == 1
    at = draw(at, drawn_digits[4])
    assert not at.error
    assert shown(at)["digit"] == "4"


def test_a_link_shows_its_picture(app):
    image = load_digits().images[0]
    app.query_params["p"] = encode_image(image)
    put = answer(app.run())["image"]
    assert not app.error
    assert not app.warning
    assert put["cells"] == image.astype(int).ravel().tolist()
    reading = shown(tell(app))
    assert reading["digit"] == "0"
    assert [step["name"] for step in reading["steps"]] == ["8×8"]
    app.session_state[TOOL] = "Pen"
    assert shown(app.run()) is None


@pytest.mark.parametrize("text", ["5", "h" * 64, "0" * 65, "<script>", "0" * 100_000], ids=len)
def test_a_wrong_link_is_told_and_the_page_works(app, text, drawn_digits):
    app.query_params["p"] = text
    at = app.run()
    assert not at.exception
    assert "Copy the whole link" in at.warning[0].value
    at = draw(at, drawn_digits[7])
    assert not at.error
    assert shown(at)["digit"] == "7"


def test_random_digits_come_in_the_same_order_to_everyone(root):
    seen = []
    for _ in range(2):
        at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
        at.session_state[TOOL] = "Cells"
        at.run()
        for _ in range(2):
            at.button[0].click().run()
            seen.append(answer(at)["image"]["cells"])
    assert seen[:2] == seen[2:]
    assert seen[0] != seen[1]


def test_every_models_answer_marks_who_differs(app, drawn_digits):
    at = unfold(draw(app.run(), drawn_digits[3]), EVERY_MODEL)
    answers = {
        name: int(digitrec.load_model(name).predict_strokes(drawn_digits[3]).probabilities.argmax())
        for name in digitrec.model_names()
    }
    page = texts(at)
    for name in answers:
        assert digitrec.load_model(name).card.title in page
    most = max(answers.values(), key=list(answers.values()).count)
    assert page.count("differs from most") == sum(digit != most for digit in answers.values())


NAUGHTY = "<img src=x onerror=alert(1)>\n''' **bold**"


def have_runs(at, **models):
    """Let the visitor have trained models, named as given."""
    at.session_state[RUNS] = [
        Run(number, name, None, model) for number, (name, model) in enumerate(models.items(), 1)
    ]
    at.session_state[RUN_NUMBER] = len(models)
    return at.run()


def reader(at):
    """Who reads, as the page says."""
    return at.menu_button(key=READER_CHOICE).label


def read_by(at, key):
    return at.menu_button(key=READER_CHOICE).click(key).run()


def test_any_shipped_model_reads_at_once(app, drawn_digits):
    at = draw(app.run(), drawn_digits[3])
    assert reader(at) == f"Read by {cached.shipped_titles()[cached.DEFAULT_MODEL]}"
    for name in ("decision-tree", "svm"):
        expected = digitrec.load_model(name).predict_strokes(drawn_digits[3]).probabilities
        at = tell(read_by(at, name))
        assert shown(at)["bars"] == pytest.approx(expected, abs=0.02)
    at.switch_page("pages/about.py").run().switch_page("pages/draw.py").run()
    assert reader(at) == "Read by Support vector machine"


def test_a_model_of_28x28_shows_its_own_steps(app, drawn_digits, model_of_28x28):
    at = have_runs(draw(app.run(), drawn_digits[2]), Mine=model_of_28x28)
    assert len(shown(at)["steps"]) == 5
    strip = shown(read_by(at, "run-1"))
    assert [step["name"] for step in strip["steps"]] == [
        "Strokes",
        "Shrunk to 20×20",
        "Centred in 28×28",
    ]
    assert all(step["src"] for step in strip["steps"])
    expected = model_of_28x28.predict_strokes(drawn_digits[2])
    assert strip["bars"] == pytest.approx(expected.probabilities, abs=0.0006)
    tell(at, strokes=[])
    assert shown(at) is None


def test_cells_are_drawn_out_for_a_model_of_28x28(app, model_of_28x28):
    image = load_digits().images[0]
    app.query_params["p"] = encode_image(image)
    at = read_by(have_runs(app.run(), Mine=model_of_28x28), "run-1")
    assert not at.exception
    assert [bool(step["src"]) for step in shown(at)["steps"]] == [True, True]
    expected = model_of_28x28.predict_image(greys_of(image)).probabilities
    assert shown(at)["bars"] == pytest.approx(expected, abs=0.0006)
    for key in DETAILS:
        assert not unfold(at, key).exception


def test_the_train_page_chooses_who_reads_and_what_is_deleted_reads_no_longer(
    app, drawn_digits, model_of_28x28
):
    at = draw(app.run(), drawn_digits[6])
    by_default = shown(at)["bars"]
    have_runs(at, Mine=model_of_28x28)
    at.switch_page("pages/train.py").run()
    at.session_state[READER] = "run-1"
    at.switch_page("pages/draw.py").run()
    assert reader(at) == "Read by Mine"
    assert len(shown(at)["steps"]) == 3
    at.switch_page("pages/train.py").run()
    at.session_state[RUNS] = []
    at.switch_page("pages/draw.py").run()
    assert not at.exception
    assert reader(at) == f"Read by {cached.shipped_titles()[cached.DEFAULT_MODEL]}"
    assert shown(at)["bars"] == by_default


def test_a_models_name_is_shown_as_text(app, drawn_digits, model_of_28x28):
    at = have_runs(draw(app.run(), drawn_digits[1]), **{NAUGHTY: model_of_28x28})
    read_by(at, "run-1")
    for key in DETAILS:
        unfold(at, key)
    assert not at.exception
    assert "<img src=x" not in texts(at)
    assert "&lt;img src=x" in texts(at)
    assert reader(at) == "Read by \\<img src=x onerror=alert(1)>\n''' \\*\\*bold\\*\\*"
    assert not any("<img" in text.value or "bold" in text.value for text in at.markdown)
    assert not any("bold" in code.value for code in at.code)


def test_every_models_answer_has_those_of_the_session_and_marks_the_chosen(
    app, drawn_digits, model_of_28x28
):
    at = have_runs(draw(app.run(), drawn_digits[0]), Mine=model_of_28x28)
    page = texts(unfold(at, EVERY_MODEL))
    rows = page.split("<tr")[2:]
    assert len(rows) == len(digitrec.model_names()) + 1
    assert [i for i, row in enumerate(rows) if "reads your drawings" in row] == [0]
    rows = texts(read_by(at, "run-1")).split("<tr")[2:]
    assert ["Mine" in row for row in rows] == ["reads your drawings" in row for row in rows]
    expected = model_of_28x28.predict_strokes(drawn_digits[0]).probabilities.argmax()
    assert re.search(rf'class="dr-answered[^>]*>{expected}<', rows[-1])


def test_why_has_blocks_for_a_model_of_28x28(
    app, drawn_digits, model_of_28x28, small_mnist, monkeypatch
):
    monkeypatch.setenv("DIGITREC_DATA", str(small_mnist))
    cached.mean_picture.clear()
    at = have_runs(draw(app.run(), drawn_digits[5]), Mine=model_of_28x28)
    assert texts(unfold(at, WHY)).count("<td") == 64
    assert texts(read_by(at, "run-1")).count("<td") == 49
    assert any("Each block of 4×4 pixels" in caption.value for caption in at.caption)


def test_why_tells_what_is_missing_where_the_learned_pictures_are_not_at_hand(
    app, drawn_digits, model_of_28x28, monkeypatch, tmp_path
):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    cached.mean_picture.clear()
    at = have_runs(draw(app.run(), drawn_digits[5]), Mine=model_of_28x28)
    unfold(read_by(at, "run-1"), WHY)
    assert not at.exception
    assert "the pictures that the model learned from" in at.info[0].value
    assert texts(at).count("dr-figure ") == 8


def test_what_unfolds_is_computed_only_while_open(app, drawn_digits):
    at = draw(app.run(), drawn_digits[3])
    assert texts(at).count("<table") == 0
    assert texts(unfold(at, WHY)).count("dr-figure") >= 8
    at.session_state[WHY] = False
    assert texts(at.run()).count("<table") == 0
    for key in DETAILS:
        assert not unfold(at, key).exception


@pytest.mark.parametrize("key", DETAILS)
def test_nothing_unfolds_from_a_blank_canvas(app, key):
    at = unfold(app.run(), key)
    assert not at.exception
    assert "nothing to show yet" in " ".join(text.value for text in at.markdown)


@pytest.mark.parametrize(
    ("reader", "way"), [("svm", "drawn"), ("svm", "set"), ("run-1", "drawn"), ("run-1", "set")]
)
def test_the_snippet_gives_the_answer_again(app, reader, way, drawn_digits, capsys):
    plan = Plan("decision-tree", {"max_depth": 6}, seed=1)
    at = have_runs(app.run(), Mine=to_model(run(plan), "Mine"))
    if way == "drawn":
        draw(at, drawn_digits[5])
    else:
        at.session_state[TOOL] = "Cells"
        at.run().button[0].click()
    at = unfold(read_by(at, reader), NUMBERS)
    snippet = next(code.value for code in at.code if "import" in code.value)
    capsys.readouterr()
    with threadpool_limits(), patch.dict(sys.modules, {"digitrec": None}):
        exec(compile(snippet, "the snippet", "exec"), {})  # noqa: S102 - the project's own
    digit, probabilities = re.search(r"(\d) \[([^]]+)\]", capsys.readouterr().out).groups()
    assert digit == shown(at)["digit"]
    numbers = [float(number) for number in probabilities.split()]
    assert numbers == pytest.approx(shown(at)["bars"], abs=1e-3)


def test_the_snippet_says_which_model_it_has_instead_of_the_three_networks(app, drawn_digits):
    at = unfold(draw(app.run(), drawn_digits[4]), NUMBERS)
    assert any("SVC(" in code.value for code in at.code)
    assert any("Support vector machine*. It says 4 (" in each.value for each in at.caption)


def test_a_refused_model_is_told(app, monkeypatch, tmp_path, root, drawn_digits):
    cached.model.clear()
    for path in (root / "models").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / f"{cached.DEFAULT_MODEL}.skops").write_bytes(b"altered")
    refusing = functools.partial(digitrec.load_model, folder=tmp_path)
    monkeypatch.setattr(cached, "load_model", refusing)
    for path in PAGES:
        at = app.run().switch_page(path).run()
        if path == PAGES[0]:
            assert not at.error  # the browser reads by a file of its own
            draw(at, drawn_digits[7])
        assert not at.exception
        assert "python -m digitrec build-models" in at.error[0].value
    monkeypatch.undo()
    assert not app.switch_page(PAGES[0]).run().error
