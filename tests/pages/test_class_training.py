"""A class's model: learned from what the class has drawn, given to all, and gone after a wipe."""

import time
import uuid

import pytest
from streamlit.testing.v1 import AppTest

from digitrec.collection import LabelledDrawing
from digitrec.drawing.invented import make_drawings
from digitrec.rooms import new_key
from digitrec.ui.shared import class_rooms
from digitrec.ui.shared.state import (
    CLASS_DRAWINGS,
    OWN_DATASETS,
    PUPIL,
    READER,
    RUNS,
    plan_key,
)

pytestmark = pytest.mark.usefixtures("components_found_once", "own_rooms")
SOON = 120
N_PUPILS, N_EACH = 6, 10


@pytest.fixture
def desk(root):
    """The teacher's page, of a room to which six pupils have handed in ten drawings each."""
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    at = at.switch_page("pages/class_room.py").run()
    button(at, "Open a room").click().run()
    button(at, "Free").click().run()
    return at


@pytest.fixture
def pupils(desk):
    code = class_rooms.rooms().teacher(desk.query_params["teach"]).code
    pupils = [class_rooms.rooms().join(code, new_key()) for _ in range(N_PUPILS)]
    drawings, labels = make_drawings(N_PUPILS * N_EACH, random_state=2)
    for i, (strokes, label) in enumerate(zip(drawings, labels, strict=True)):
        drawing = LabelledDrawing(str(uuid.UUID(int=i)), int(label), tuple(strokes))
        pupils[i % N_PUPILS].hand_in([drawing], 1)
    return pupils


def button(at, label):
    (found,) = [each for each in at.button if each.label == label]
    return found


def train_on_class(at):
    at = button(at, "Train on the class").click().run().switch_page("pages/train.py")
    at.session_state[plan_key("estimator")] = "naive-bayes"
    button(at.run(), "Train it").click().run()
    deadline = time.monotonic() + SOON
    while RUNS not in at.session_state:
        assert time.monotonic() < deadline
        time.sleep(0.1)
        at.run()
    assert not at.exception
    return at


def test_a_class_is_learned_from_by_whole_pupils_and_its_model_given_to_all(root, desk, pupils):
    train = train_on_class(desk)
    (run,) = train.session_state[RUNS]
    assert run.result.plan.dataset.startswith("digits-and-class-")
    assert run.result.plan.split.kind == "writers"
    assert run.result.n_test == N_PUPILS * N_EACH
    button(train, "Give it to the class").click().run()
    assert not train.error

    for _ in range(2):  # of which the second shows that nothing is added twice
        at = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        at.session_state[PUPIL] = "code", pupils[0]
        at.run().run()
        (given,) = at.session_state[RUNS]
        assert given.name.startswith("Naive Bayes")
        assert given.name.endswith(" · of the class")
        assert at.session_state[READER] == given.key

    button(train, "Give it to the class").click().run()
    at.run()
    assert len(at.session_state[RUNS]) == 1


def test_after_a_wipe_nothing_of_the_class_is_in_the_teachers_session(desk, pupils):
    train = train_on_class(desk)
    assert any("class" in name for name in train.session_state[OWN_DATASETS])
    back = train.switch_page("pages/class_room.py").run()
    button(back, "Wipe now").click().run()
    assert CLASS_DRAWINGS not in back.session_state
    assert not back.session_state[OWN_DATASETS]
    back.switch_page("pages/train.py").run()
    assert not back.exception
    assert back.session_state[plan_key("dataset")] == "digits"


def test_who_teaches_no_class_is_offered_none(root):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    at = at.switch_page("pages/train.py").run()
    assert "Give it to the class" not in [each.label for each in at.button]
