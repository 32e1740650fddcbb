"""Own drawings as data sets of every page: explored, trained on, evaluated, and nobody else's."""

import json
import time
import uuid

import pytest
from streamlit.testing.v1 import AppTest

from digitrec.collection import LabelledDrawing
from digitrec.drawing.invented import make_drawings
from digitrec.ui.shared.state import (
    ANALYSIS,
    CLASS_DRAWINGS,
    EXPLORED,
    OWN_DATASETS,
    OWN_DRAWINGS,
    READER,
    RUNS,
    TESTED_ON,
    plan_key,
)

pytestmark = pytest.mark.usefixtures("components_found_once")

SOON = 120


def made_drawings(n, n_writers=1):
    drawings, labels = make_drawings(n, random_state=5)
    return tuple(
        LabelledDrawing(
            str(uuid.UUID(int=i)), int(label), tuple(strokes), f"writer {i % n_writers}"
        )
        for i, (strokes, label) in enumerate(zip(drawings, labels, strict=True))
    )


def visit(root, page, **state):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    for name, value in state.items():
        at.session_state[name] = value
    return at.run().switch_page(f"pages/{page}.py").run()


def set_form(at, **values):
    for name, value in values.items():
        at.session_state[plan_key(name)] = value
    return at.run()


def press(at, label):
    (button,) = [button for button in at.button if button.label == label]
    button.click().run()
    deadline = time.monotonic() + SOON
    while "Stop" in [button.label for button in at.button]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        at.run()
    assert not at.exception
    return at


def said(at):
    return " ".join([text.value for text in at.markdown] + [text.value for text in at.caption])


def test_without_drawings_the_data_set_says_what_to_do(root):
    app = set_form(visit(root, "train"), dataset="mine")
    assert "The drawings of this data set, My digits, are not here" in app.info[0].value
    assert "Train it" not in [button.label for button in app.button]


def test_before_and_after_own_drawings(root):
    app = visit(root, "train", **{OWN_DRAWINGS: made_drawings(60)})
    set_form(app, dataset="digits-and-mine", estimator="naive-bayes", train_percent=50)
    set_form(app, kind="own")
    press(app, "Train it")
    (run,) = app.session_state[RUNS]
    assert run.result.n_test == 30
    assert run.result.n_train == 1797 + 30
    assert "Digits and mine" in run.model.card.trained_on
    app.session_state[ANALYSIS] = "before"
    press(app.run(), "Compare")
    words = said(app)
    assert "from which neither has learned" in words
    assert "*McNemar's exact test*" in words or "Both read the very same" in words
    assert "How many drawings did it take?" in words


def test_the_choice_of_a_data_set_brings_the_split_that_tells_most(root):
    app = visit(root, "train", **{OWN_DRAWINGS: made_drawings(30)})
    (choice,) = [box for box in app.selectbox if box.key == plan_key("dataset")]
    assert "Class" not in choice.options
    choice.select("digits-and-mine").run()
    assert app.session_state[plan_key("kind")] == "own"
    (choice,) = [box for box in app.selectbox if box.key == plan_key("dataset")]
    choice.select("digits").run()
    assert app.session_state[plan_key("kind")] == "stratified"
    (split,) = [box for box in app.selectbox if box.key == plan_key("kind")]
    assert "Own drawings" not in split.options


def test_a_class_is_split_by_whole_writers(root):
    app = visit(root, "train", **{CLASS_DRAWINGS: made_drawings(90, n_writers=6)})
    (choice,) = [box for box in app.selectbox if box.key == plan_key("dataset")]
    choice.select("digits-and-class").run()
    set_form(app, estimator="naive-bayes")
    press(app, "Train it")
    (run,) = app.session_state[RUNS]
    assert run.result.plan.split.kind == "writers"
    assert run.result.n_test == 90
    (own,) = app.session_state[OWN_DATASETS].values()
    assert len(own.writer_names) == 6


def test_a_run_keeps_its_drawings_when_more_are_kept(root):
    app = visit(root, "train", **{OWN_DRAWINGS: made_drawings(40)})
    set_form(app, dataset="mine", estimator="naive-bayes", kind="random")
    press(app, "Train it")
    app.session_state[OWN_DRAWINGS] = made_drawings(50)
    app.run()
    press(app, "Train it")
    assert len(app.session_state[RUNS]) == 2
    assert len(app.session_state[OWN_DATASETS]) == 2
    app.switch_page("pages/evaluate.py").run()
    assert not app.exception
    assert "13 pictures of My digits that it had not learned from" in str(app.main) + said(app)


def test_own_drawings_are_explored(root):
    app = visit(root, "explore", **{OWN_DRAWINGS: made_drawings(40), EXPLORED: "mine"})
    assert not app.exception
    assert not app.info
    app = visit(root, "explore", **{OWN_DRAWINGS: made_drawings(40), EXPLORED: "mine-28x28"})
    assert not app.exception
    app = visit(root, "explore", **{EXPLORED: "class"})  # of which this visitor teaches none
    assert app.session_state[EXPLORED] == "digits"


def test_a_shipped_model_is_tested_on_own_drawings(root):
    app = visit(root, "evaluate", **{OWN_DRAWINGS: made_drawings(40)})
    app.session_state[TESTED_ON] = "mine"
    assert not app.run().exception
    assert "40 pictures of My digits" in str(app.main) + said(app)


def test_a_link_does_not_carry_a_model_of_own_drawings(root):
    app = visit(root, "train", **{OWN_DRAWINGS: made_drawings(40)})
    set_form(app, dataset="mine", estimator="naive-bayes", kind="random")
    press(app, "Train it")
    (run,) = app.session_state[RUNS]
    app.session_state[READER] = run.key
    app.switch_page("pages/draw.py").run()
    assert not app.exception
    parts = [node.proto for node in app.get("bidi_component")]
    (link,) = [part.json for part in parts if part.component_name == "digitrec-link"]
    assert "learned from own drawings" in json.loads(link)["leftOut"]
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    at.query_params = {"reader": "trained", "data": "mine", "model": "naive-bayes"}
    assert "learned from own drawings cannot come by a link" in at.run().warning[0].value


def test_another_visitor_sees_nothing_of_it(root):
    visit(root, "train", **{OWN_DRAWINGS: made_drawings(40)})
    other = set_form(visit(root, "train"), dataset="mine")
    assert "are not here" in other.info[0].value
