"""The page of a class without a browser, and what a stranger's browser may send to it."""

import errno
import uuid

import pytest
from streamlit.testing.v1 import AppTest

from digitrec.errors import RoomError
from digitrec.rooms import new_key, open_rooms
from digitrec.ui.class_room.message import take_message
from digitrec.ui.shared import class_rooms
from digitrec.ui.shared.served import changing_file
from tests.waiting import wait_for

pytestmark = pytest.mark.usefixtures("components_found_once", "own_rooms")
LINE = [[160, 40], [160, 280]]


@pytest.fixture
def app(root):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    return at.switch_page("pages/class_room.py").run()


def button(at, label):
    (found,) = [each for each in at.button if each.label == label]
    return found


def test_one_button_opens_a_room_whose_key_is_in_the_address(app):
    button(app, "Open a room").click().run()
    key = app.query_params["teach"]
    shown = "".join(each.proto.body for each in app.get("html"))
    assert class_rooms.rooms().teacher(key).code in shown
    button(app, "Free").click().run()
    assert class_rooms.rooms().teacher(key).board().view.task.kind == "free"
    assert not app.exception


def files_of_versions():
    return set(changing_file("any").parent.glob("room-*.txt"))


def test_a_board_alone_at_its_server_follows_what_another_server_changes(app, tmp_path):
    before = files_of_versions()
    button(app, "Open a room").click().run()
    (file,) = files_of_versions() - before
    elsewhere = open_rooms(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    teacher = elsewhere.teacher(app.query_params["teach"])
    for hides in (True, False):
        teacher.hide_names(hides)
        versions = elsewhere.versions[teacher.room]
        wait_for(lambda versions=versions: file.read_text() == "{} {}".format(*versions))
    teacher.wipe()
    wait_for(lambda: file.read_text() == "Infinity Infinity")


def test_on_a_full_disk_no_file_says_what_is_no_longer_true(app, monkeypatch):
    def fail(path):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = files_of_versions()
    button(app, "Open a room").click().run()
    (file,) = files_of_versions() - before
    monkeypatch.setattr(class_rooms, "written_whole", fail)
    class_rooms.rooms().teacher(app.query_params["teach"]).hide_names(True)
    wait_for(lambda: not file.exists())
    assert not app.run().exception


@pytest.mark.parametrize("key", ["forged", "of-a-room-that-is-gone"])
def test_a_key_that_is_none_opens_nothing(app, key):
    app.query_params["teach"] = key
    app.run()
    assert len(app.error) == 1
    button(app, "Leave this room").click().run()
    assert not app.error
    assert button(app, "Open a room")


def test_what_is_stored_is_said_with_the_hours(app):
    assert "24 hours" in "".join(each.value for each in app.markdown)


def test_a_server_that_cannot_write_files_says_so(app, monkeypatch):
    monkeypatch.setenv("DIGITREC_DATABASE", "sqlite://")
    class_rooms.rooms.clear()
    assert any("no file can be written" in each.value for each in app.run().warning)


@pytest.fixture
def room():
    return open_rooms("sqlite://")


@pytest.fixture
def opened(room):
    opened = room.open_room()
    room.teacher(opened.teacher_key).send_task("free")
    return opened


@pytest.fixture
def pupil(room, opened):
    return room.join(opened.code, new_key())


def a_drawing(**changes):
    values = {"id": str(uuid.uuid4()), "label": 1, "strokes": [LINE], "at": "2026-11-26T14:03:21Z"}
    return {"task": 1, "drawing": values | changes}


def test_what_a_browser_says_that_it_has_read_is_read_again(room, opened, pupil):
    forged = {"digit": 7, "sure": True, "probability": 1.0, "model": "mine"}
    sent = a_drawing(read=forged, writer="somebody else")
    answer = take_message(pupil, {"drawings": [sent]})
    assert answer["arrived"] == [sent["drawing"]["id"]]
    assert answer["reads"] == {sent["drawing"]["id"]: 1}
    (stored,) = room.teacher(opened.teacher_key).drawings()
    assert (stored.read.digit, stored.read.model, stored.writer) == (1, "default", pupil.name)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "no UUID"},
        {"label": 10},
        {"label": "1"},
        {"strokes": [[[float("nan"), 0]]]},
        {"strokes": [[[1e9, 0]]]},
        {"strokes": "no strokes"},
        {"strokes": []},
        {"strokes": [[[0, 0]] * 60_000]},
        {"strokes": [[[0, 0]]] * 5000},
        {"writer": "a name of a person, which is far too long"},
        {"at": "now"},
        {"read": "a 7"},
    ],
)
def test_forged_drawings_are_refused_with_a_sentence_and_the_others_arrive(pupil, changes):
    good = a_drawing()
    answer = take_message(pupil, {"drawings": [a_drawing(**changes), good]})
    assert answer["arrived"] == [good["drawing"]["id"]]
    (sentence,) = answer["refused"].values()
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "sent",
    [
        {"drawings": [7]},
        {"drawings": [{"task": "1", "drawing": {}}]},
        {"drawings": [{"task": 1, "drawing": []}]},
    ],
)
def test_what_is_no_drawing_at_all_is_refused(pupil, sent):
    with pytest.raises(RoomError, match="no drawing"):
        take_message(pupil, sent)


@pytest.mark.parametrize("sent", [{}, {"drawings": "x"}, {"label": 7}, {"label": {"id": 7}}])
def test_a_message_of_nothing_does_nothing(pupil, sent):
    assert take_message(pupil, sent)["arrived"] == []


def test_no_more_than_so_many_are_taken_from_one_message(pupil):
    answer = take_message(pupil, {"drawings": [a_drawing() for _ in range(25)]})
    assert len(answer["arrived"]) == 20


def test_answers_that_are_hidden_are_not_sent_to_pupils(room, opened, pupil):
    room.teacher(opened.teacher_key).hide_answers(True)
    assert take_message(pupil, {"drawings": [a_drawing()]})["reads"] == {}
