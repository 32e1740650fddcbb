"""What a teacher and pupils can do in a room, and what nobody can; in each kind of database."""

import re
import stat
from itertools import pairwise

import pytest

from digitrec.errors import RoomClosedError, RoomError
from digitrec.rooms import TASKS, new_key, open_rooms


def test_a_room_has_a_code_of_letters_that_nobody_mistakes(opened):
    assert re.fullmatch("[BCDFGHJKMNPRSTVWXZ]{5}", opened.code)
    assert len(opened.teacher_key) == 22


def test_a_code_is_found_as_it_is_typed(rooms, opened):
    typed = f" {opened.code[:2]} {opened.code[2:].lower()} "
    assert rooms.join(typed, new_key()).view().task is None


def test_the_same_key_has_the_same_name_again_and_others_have_others(rooms, opened):
    key = new_key()
    names = [rooms.join(opened.code, each).name for each in (key, new_key(), key)]
    assert names[0] == names[2] != names[1]
    assert all(re.fullmatch("[a-z]+ [a-z]+", name) for name in names)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "a b" * 9, None, 7, ["x"]])
def test_a_damaged_key_is_refused_with_a_sentence(rooms, opened, key):
    for call in (lambda: rooms.join(opened.code, key), lambda: rooms.teacher(key)):
        with pytest.raises(RoomError, match="cut short or damaged"):
            call()


def test_a_wrong_code_and_a_closed_room_get_the_same_answer(rooms, opened, teacher):
    with pytest.raises(RoomClosedError) as wrong:
        rooms.join("AAAAA", new_key())
    teacher.wipe()
    with pytest.raises(RoomClosedError) as closed:
        rooms.join(opened.code, new_key())
    assert str(wrong.value) == str(closed.value)


def test_codes_can_be_guessed_so_many_times_and_then_even_right_ones_do_not_open(
    rooms, opened, clock
):
    for _ in range(20):
        with pytest.raises(RoomClosedError):
            rooms.join("AAAAA", new_key(), "guesser")
    with pytest.raises(RoomError, match="Too many wrong codes"):
        rooms.join(opened.code, new_key(), "guesser")
    rooms.join(opened.code, new_key(), "somebody else")
    clock.seconds += 601
    rooms.join(opened.code, new_key(), "guesser")


def test_many_visitors_together_cannot_guess_on_and_on(rooms, opened):
    for i in range(500):
        with pytest.raises(RoomClosedError):
            rooms.join("AAAAA", new_key(), f"visitor {i}")
    with pytest.raises(RoomError, match="Too many wrong codes"):
        rooms.join(opened.code, new_key(), "one more")


def test_a_visitor_opens_so_many_rooms(rooms):
    for _ in range(10):
        rooms.open_room("one")
    with pytest.raises(RoomError, match="Ten rooms were opened"):
        rooms.open_room("one")
    rooms.open_room("another")


def test_a_room_holds_so_many_pupils(rooms, opened):
    names = {rooms.join(opened.code, new_key()).name for _ in range(60)}
    assert len(names) == 60
    with pytest.raises(RoomError, match="This room is full"):
        rooms.join(opened.code, new_key())


def test_a_task_is_seen_by_all_and_counted(teacher, pupils):
    for number, kind in enumerate(TASKS, 1):
        teacher.send_task(kind, 8)
        tasks = {pupil.view().task for pupil in pupils}
        assert {(task.number, task.kind) for task in tasks} == {(number, kind)}


@pytest.mark.parametrize(
    ("kind", "digit"), [("dance", None), (None, 1), ("one", None), ("one", 10)]
)
def test_there_is_no_other_task(teacher, pupils, kind, digit):
    with pytest.raises(RoomError, match=r"no such task|must be 0 to 9"):
        teacher.send_task(kind, digit)
    assert pupils[0].view().task is None


def test_what_is_set_is_seen_by_pupils(teacher, pupils):
    versions = [pupils[0].view().version]
    for change in (teacher.set_paused, teacher.hide_names, teacher.hide_answers):
        change(True)
        versions.append(pupils[0].view().version)
    view = pupils[0].view()
    assert (view.is_paused, view.hides_names, view.hides_answers) == (True, True, True)
    assert all(before < after for before, after in pairwise(versions))
    teacher.send_task("free")
    assert not pupils[0].view().is_paused


def test_drawings_arrive_once_with_their_pupils_name(teacher, pupils, drawing):
    teacher.send_task("free")
    first, second = drawing(read=4), drawing(writer="somebody else", label=None)
    assert pupils[0].hand_in([first], 1).arrived == (first.id,)
    again = pupils[0].hand_in([first, second], 1)
    assert again.arrived == (first.id, second.id)
    assert again.refused == {}
    board = teacher.board()
    assert [entry.id for entry in board.entries] == [first.id, second.id]
    assert {entry.name for entry in board.entries} == {pupils[0].name}
    assert {each.writer for each in board.newest} == {pupils[0].name}
    assert board.newest[0].id == second.id
    assert board.newest[1].strokes[0].tolist() == first.strokes[0].tolist()
    assert (board.entries[0].read, board.entries[1].was_read) == (4, False)
    assert sorted(board.view.names) == sorted(pupil.name for pupil in pupils)


def test_nobody_takes_another_pupils_drawing_over(teacher, pupils, drawing):
    teacher.send_task("free")
    theirs = drawing()
    pupils[0].hand_in([theirs], 1)
    assert "Draw it once more" in pupils[1].hand_in([theirs], 1).refused[theirs.id]
    assert teacher.board().entries[0].name == pupils[0].name


def test_drawings_arrive_for_this_task_and_the_last_and_no_other(teacher, pupils, drawing):
    for _ in range(3):
        teacher.send_task("free")
    ids = []
    for task in (3, 2, 1, 0, -1, 4):
        each = drawing()
        handed_in = pupils[0].hand_in([each], task)
        ids += handed_in.arrived
        assert ("is over" in handed_in.refused.get(each.id, "")) == (task not in (2, 3))
    assert len(ids) == 2


def test_the_digit_of_the_task_is_asked_for(teacher, pupils, drawing):
    teacher.send_task("one", 4)
    right, wrong = drawing(label=4), drawing(label=5)
    handed_in = pupils[0].hand_in([right, wrong], 1)
    assert handed_in.arrived == (right.id,)
    assert "another digit" in handed_in.refused[wrong.id]


def test_drawings_of_nothing_or_of_too_much_are_refused(teacher, pupils, drawing):
    teacher.send_task("free")
    empty, long = drawing(strokes=()), drawing(points=3001)
    refused = pupils[0].hand_in([empty, long], 1).refused
    assert "Nothing is drawn" in refused[empty.id]
    assert "at most" in refused[long.id]


def test_a_pupil_hands_in_so_many_and_a_room_holds_so_many(monkeypatch, teacher, pupils, drawing):
    monkeypatch.setattr("digitrec.rooms.pupil.MAX_OF_PUPIL", 3)
    monkeypatch.setattr("digitrec.rooms.pupil.MAX_OF_ROOM", 5)
    teacher.send_task("free")
    refused = [
        list(pupil.hand_in([drawing() for _ in range(4)], 1).refused.values()) for pupil in pupils
    ]
    assert [len(sentences) for sentences in refused] == [1, 2, 4]
    assert "more is not possible" in refused[0][0]
    assert "it is full" in refused[2][0]
    assert len(teacher.board().entries) == 5


def test_a_pause_keeps_what_was_drawn_before(teacher, pupils, drawing):
    teacher.send_task("free")
    teacher.set_paused(True)
    assert len(pupils[0].hand_in([drawing()], 1).arrived) == 1


def test_others_read_blind_each_drawing_once_and_never_their_own(teacher, pupils, drawing):
    teacher.send_task("free")
    theirs = [drawing(label=3), drawing(label=5)]
    pupils[0].hand_in(theirs, 1)
    assert pupils[1].next_to_label() is None
    teacher.send_task("read")
    assert pupils[0].next_to_label() is None
    seen = set()
    for label in (3, None):
        each = pupils[1].next_to_label()
        assert not hasattr(each, "label")
        assert each.strokes == theirs[0].strokes[0][None].tolist()
        seen.add(each.id)
        pupils[1].label(each.id, label)
        pupils[1].label(each.id, 9)  # what was said first stays
    assert seen == {each.id for each in theirs}
    assert pupils[1].next_to_label() is None
    assert sorted(map(str, (said for e in teacher.board().entries for said in e.others))) == [
        "3",
        "None",
    ]


def test_those_that_fewest_have_read_come_first(teacher, pupils, drawing):
    teacher.send_task("free")
    theirs = [drawing(), drawing()]
    pupils[0].hand_in(theirs, 1)
    teacher.send_task("read")
    pupils[1].label(theirs[0].id, 4)
    assert pupils[2].next_to_label().id == theirs[1].id


def test_in_fool_it_others_get_what_the_model_misread(teacher, pupils, drawing):
    teacher.send_task("fool")
    misread, right, unread = drawing(7, read=1), drawing(7, read=7), drawing(7)
    pupils[0].hand_in([misread, right, unread], 1)
    assert pupils[1].next_to_label().id == misread.id
    pupils[1].label(misread.id, 7)
    assert pupils[1].next_to_label() is None


def test_labels_that_are_none_are_refused(teacher, pupils, drawing):
    teacher.send_task("free")
    theirs = drawing()
    pupils[0].hand_in([theirs], 1)
    for label in (10, -1, "4", True, 4.0):
        with pytest.raises(RoomError, match="0 to 9"):
            pupils[1].label(theirs.id, label)
    for pupil, each in ((pupils[0], theirs.id), (pupils[1], drawing().id)):
        with pytest.raises(RoomError, match="gone or your own"):
            pupil.label(each, 4)


def test_a_model_is_given_to_all_in_the_room_and_replaces_the_one_before(teacher, pupils):
    assert [pupil.class_model() for pupil in pupils] == [None] * len(pupils)
    for number, file in enumerate((b"one", bytes(range(256))), 1):
        version = pupils[0].view().version
        teacher.give_model(file)
        assert pupils[0].view().model == number
        assert pupils[0].view().version > version
        assert {pupil.class_model() for pupil in pupils} == {file}
    with pytest.raises(RoomError, match=r"8\.0 MB; a class can be given one of at most 8 MB"):
        teacher.give_model(bytes(8 * 2**20 + 1))
    teacher.wipe()
    with pytest.raises(RoomClosedError):
        pupils[0].class_model()


def test_a_hidden_drawing_is_off_the_wall_and_out_of_the_export(teacher, pupils, drawing):
    teacher.send_task("free")
    bad, good = drawing(), drawing()
    pupils[0].hand_in([bad, good], 1)
    teacher.hide_drawing(bad.id)
    assert [each.id for each in teacher.board().newest] == [good.id]
    assert [each.id for each in teacher.drawings()] == [good.id]
    assert pupils[0].hand_in([bad], 1).arrived == (bad.id,)  # and does not come back
    teacher.send_task("read")
    assert pupils[1].next_to_label().id == good.id
    teacher.hide_drawing(bad.id, False)
    assert len(teacher.drawings()) == 2
    with pytest.raises(RoomError, match="not in the room"):
        teacher.hide_drawing(drawing().id)


def test_a_removed_pupil_is_gone_with_all_drawings_and_words(rooms, opened, teacher, drawing):
    key = new_key()
    bad, other = rooms.join(opened.code, key), rooms.join(opened.code, new_key())
    teacher.send_task("free")
    theirs, own = drawing(), drawing()
    other.hand_in([theirs], 1)
    bad.hand_in([own], 1)
    bad.label(theirs.id, 0)
    before = other.view().version
    teacher.remove_pupil(bad.name)
    board = teacher.board()
    assert [entry.id for entry in board.entries] == [theirs.id]
    assert board.entries[0].others == ()
    assert board.view.names == (other.name,)
    assert other.view().version > before
    for call in (
        bad.view,
        rooms.join(opened.code, key).view,
        lambda: bad.hand_in([drawing()], 1),
        lambda: bad.label(theirs.id, 4),
        bad.next_to_label,
    ):
        with pytest.raises(RoomError, match="removed you"):
            call()
    with pytest.raises(RoomError, match="Nobody in this room"):
        teacher.remove_pupil(bad.name)


def test_wiping_leaves_nothing(rooms, address, opened, teacher, pupils, drawing):
    teacher.send_task("free")
    pupils[0].hand_in([drawing(), drawing()], 1)
    assert teacher.wipe() == 2
    for call in (
        teacher.board,
        teacher.drawings,
        teacher.wipe,
        lambda: teacher.send_task("free"),
        pupils[0].view,
        lambda: pupils[0].hand_in([drawing()], 1),
        lambda: rooms.teacher(opened.teacher_key),
    ):
        with pytest.raises(RoomClosedError):
            call()


def test_nothing_of_a_wiped_room_stands_in_the_file(tmp_path, drawing):
    rooms = open_rooms(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    opened = rooms.open_room()
    teacher, pupil = rooms.teacher(opened.teacher_key), rooms.join(opened.code, new_key())
    teacher.send_task("free")
    each = drawing(points=200)
    pupil.hand_in([each], 1)
    words = [pupil.name.encode(), each.id.encode(), b"strokes"]

    def found():
        data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        return [word for word in words if word in data]

    assert found() == words
    teacher.wipe()
    assert found() == []


def test_a_room_ends_by_itself(rooms, opened, teacher, pupils, clock):
    clock.seconds += 24 * 3600 - 1
    teacher.board()
    clock.seconds += 2
    for call in (
        teacher.board,
        pupils[0].view,
        teacher.wipe,
        lambda: rooms.join(opened.code, new_key()),
        lambda: rooms.teacher(opened.teacher_key),
    ):
        with pytest.raises(RoomClosedError):
            call()
    assert rooms.delete_expired() == 1
    assert rooms.delete_expired() == 0


def test_no_visitor_sees_another_room(rooms, teacher, pupils, drawing):
    other = rooms.open_room()
    other_teacher, stranger = rooms.teacher(other.teacher_key), rooms.join(other.code, new_key())
    for each in (teacher, other_teacher):
        each.send_task("free")
    own = drawing()
    pupils[0].hand_in([own], 1)
    assert other_teacher.board().entries == ()
    other_teacher.send_task("read")
    assert stranger.next_to_label() is None
    with pytest.raises(RoomError):
        stranger.label(own.id, 4)
    with pytest.raises(RoomError):
        other_teacher.hide_drawing(own.id)
    with pytest.raises(RoomError):
        other_teacher.remove_pupil("nobody")
    other_teacher.wipe()
    assert [entry.id for entry in teacher.board().entries] == [own.id]


def test_a_pupils_key_opens_nothing_of_the_teachers(rooms, opened):
    key = new_key()
    rooms.join(opened.code, key)
    for forged in (key, new_key(), opened.code * 5):
        with pytest.raises(RoomClosedError):
            rooms.teacher(forged)


def test_no_key_is_stored(tmp_path):
    rooms = open_rooms(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    key = new_key()
    opened = rooms.open_room()
    rooms.join(opened.code, key)
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert opened.code.encode() in data
    assert opened.teacher_key.encode() not in data
    assert key.encode() not in data


def test_rooms_are_in_the_data_folder_or_else_in_memory(tmp_path, monkeypatch):
    monkeypatch.delenv("DIGITREC_DATABASE", raising=False)
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "data"))
    assert not open_rooms().is_in_memory
    assert (tmp_path / "data" / "rooms.sqlite").exists()
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "file" / "data"))
    assert open_rooms().is_in_memory


def test_the_database_can_be_set(tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITREC_DATABASE", f"sqlite:///{tmp_path / 'mine.sqlite'}")
    open_rooms().open_room()
    assert stat.S_ISREG((tmp_path / "mine.sqlite").stat().st_mode)


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://host/name", "postgres//secret@host", "x:"]
)
def test_what_is_no_address_gets_a_sentence_without_its_password(address):
    with pytest.raises(RoomError, match="postgresql://user:password@host/name") as refusal:
        open_rooms(address)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("hours", [0, -1, float("nan"), 1e9])
def test_a_rooms_life_has_bounds(hours):
    with pytest.raises(RoomError, match="DIGITREC_ROOM_HOURS"):
        open_rooms("sqlite://", hours=hours)


def test_a_rooms_life_can_be_set(monkeypatch):
    monkeypatch.setenv("DIGITREC_ROOM_HOURS", "2")
    assert open_rooms("sqlite://").hours == 2
    monkeypatch.setenv("DIGITREC_ROOM_HOURS", "a day")
    with pytest.raises(RoomError, match="number of hours"):
        open_rooms("sqlite://")
