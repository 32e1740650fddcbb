"""Many at once, processes that are killed, and databases that go away."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from digitrec.errors import RoomClosedError, RoomError, RoomUnavailableError
from digitrec.rooms import Pupil, Watcher, new_key, open_rooms
from tests.waiting import wait_for

# Hands drawings in until it is killed or done, and tells which have arrived.
WRITER = """
import sys, uuid
import numpy as np
from digitrec.collection import LabelledDrawing
from digitrec.rooms import open_rooms

address, code, key, space = sys.argv[1:]
pupil = open_rooms(address).join(code, key)
stroke = np.linspace((10.0, 10.0), (200.0, 300.0), 200)
for i in range(250):
    id_ = str(uuid.UUID(int=int(space) * 10**6 + i))
    drawing = LabelledDrawing(id_, 4, (stroke,), "", None, "2026-11-26T14:03:21Z")
    print(*pupil.hand_in([drawing], 1).arrived, flush=True)
"""


def stop(server):
    """End a PostgreSQL as a restart does: connections break, and what was committed stays."""
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGINT)
    process.wait(60)


def writer(root, address, opened, space):
    command = [sys.executable, "-c", WRITER, address, opened.code, new_key(), str(space)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def test_many_threads_join_and_hand_in_at_once(address, drawing):
    rooms = open_rooms(address)
    opened = rooms.open_room()
    teacher = rooms.teacher(opened.teacher_key)
    teacher.send_task("free")
    drawings = [drawing() for _ in range(40)]

    def take_part(i):
        pupil = rooms.join(opened.code, new_key())
        own = drawings[4 * i : 4 * i + 4]
        for each in own:
            pupil.hand_in([each], 1)
        return pupil.name

    with ThreadPoolExecutor(10) as pool:
        names = list(pool.map(take_part, range(10)))
    assert len(set(names)) == 10
    board = teacher.board()
    assert sorted(entry.id for entry in board.entries) == sorted(each.id for each in drawings)
    assert board.version == 1 + 1 + 10 + 40


def test_two_tabs_of_one_pupil_have_one_name(address, drawing):
    rooms = open_rooms(address)
    opened, key = rooms.open_room(), new_key()
    rooms.teacher(opened.teacher_key).send_task("free")
    each = drawing()

    def tab(_):
        pupil = rooms.join(opened.code, key)
        return pupil.name, pupil.hand_in([each], 1).arrived

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(tab, range(8)))
    assert len(answers) == 1
    assert len(rooms.teacher(opened.teacher_key).board().entries) == 1


def test_two_servers_share_a_room(shared_address, drawing):
    one, other = open_rooms(shared_address), open_rooms(shared_address)
    opened = one.open_room()
    teacher, pupil = one.teacher(opened.teacher_key), other.join(opened.code, new_key())
    watchers = [Watcher(each, 0.05) for each in (one, other)]
    teacher.send_task("one", 4)
    wait_for(lambda: watchers[1].pupils_version(pupil.room) == pupil.view().version)
    pupil.hand_in([drawing(label=4)], 1)
    wait_for(lambda: watchers[0].version(teacher.room) == teacher.board().version)
    teacher.wipe()
    wait_for(lambda: [each.version(teacher.room) for each in watchers] == [0, 0])
    for each in watchers:
        each.stop()


def test_a_watcher_publishes_what_has_changed_and_what_is_gone(shared_address):
    here, elsewhere = open_rooms(shared_address), open_rooms(shared_address)
    opened = here.open_room()
    published = []
    watcher = Watcher(here, 0.05, publish=lambda *what: published.append(what))
    own, other = here.teacher(opened.teacher_key), elsewhere.teacher(opened.teacher_key)
    for n, teacher in enumerate((own, other), start=2):
        teacher.send_task("one", 4)
        wanted = own.room, (n, n)
        wait_for(lambda wanted=wanted: published and published[-1] == wanted)
    n_published = len(published)
    n_asked = watcher.n_asked
    wait_for(lambda: watcher.n_asked > n_asked + 2)
    assert len(published) == n_published  # nothing is new
    other.wipe()
    wait_for(lambda: published[-1] == (own.room, None))
    watcher.stop()


def test_a_process_asks_once_for_all_its_pupils(rooms, opened, monkeypatch):
    first, second = (rooms.join(opened.code, new_key()) for _ in range(2))
    teacher = rooms.teacher(opened.teacher_key)
    watcher = Watcher(rooms, 0.05)
    asked = []
    view = Pupil.view
    monkeypatch.setattr(Pupil, "view", lambda pupil: asked.append(pupil.name) or view(pupil))
    for n in (1, 2):
        teacher.send_task("one", 4)
        assert watcher.view(first) == watcher.view(second) == watcher.view(first)
        assert watcher.view(first).task.number == n
        assert len(asked) == n
    late = rooms.join(opened.code, new_key())
    assert late.name in watcher.view(late).names
    teacher.remove_pupil(second.name)
    with pytest.raises(RoomError, match="removed"):
        watcher.view(second)
    assert second.name not in watcher.view(first).names
    teacher.wipe()
    wait_for(lambda: watcher.version(first.room) == 0)
    with pytest.raises(RoomClosedError):
        watcher.view(first)
    watcher.stop()


def test_a_process_knows_at_once_what_it_has_changed_itself(rooms, teacher):
    teacher.hide_names(True)
    assert rooms.versions[teacher.room] == (2, 2)


def test_no_drawing_is_lost_or_half_there_when_servers_are_killed(root, shared_address):
    rooms = open_rooms(shared_address)
    opened = rooms.open_room()
    teacher = rooms.teacher(opened.teacher_key)
    teacher.send_task("free")
    for space in (1, 2):
        processes = [writer(root, shared_address, opened, 2 * space + i) for i in (0, 1)]
        for process in processes:
            arrived = [process.stdout.readline().strip() for _ in range(5)]
            os.kill(process.pid, signal.SIGKILL)
            arrived += process.stdout.read().split()
            process.wait()
            stored = {each.id: each for each in teacher.drawings()}
            assert set(arrived) <= set(stored)
    board = teacher.board()
    assert {len(each.strokes[0]) for each in stored.values()} == {200}
    assert len(board.entries) == len(teacher.drawings())
    assert len(board.view.names) == 4


def test_a_database_goes_away_and_comes_back(postgres, drawing):
    rooms = open_rooms(postgres.get_uri())
    opened = rooms.open_room()
    teacher, pupil = rooms.teacher(opened.teacher_key), rooms.join(opened.code, new_key())
    watcher = Watcher(rooms, 0.05)
    watcher.version(pupil.room)
    teacher.send_task("free")
    waiting = [drawing(), drawing()]
    pupil.hand_in(waiting[:1], 1)
    stop(postgres)
    try:
        for call in (lambda: pupil.hand_in(waiting, 1), teacher.board, rooms.open_room):
            with pytest.raises(RoomUnavailableError, match="waits in the browser"):
                call()
        wait_for(lambda: watcher.is_away)
    finally:
        postgres.ensure_postgres_running()
    assert pupil.hand_in(waiting, 1).arrived == tuple(each.id for each in waiting)
    assert len(teacher.board().entries) == 2
    watcher.version(pupil.room)
    wait_for(lambda: not watcher.is_away)
    watcher.stop()


def test_a_database_may_be_away_when_the_server_starts(postgres):
    stop(postgres)
    try:
        rooms = open_rooms(postgres.get_uri())
        with pytest.raises(RoomUnavailableError):
            rooms.open_room()
    finally:
        postgres.ensure_postgres_running()
    rooms.open_room()


@pytest.mark.slow
def test_a_database_that_somebody_else_holds_is_waited_for_and_then_told(tmp_path):
    path = tmp_path / "rooms.sqlite"
    rooms = open_rooms(f"sqlite:///{path}")
    opened = rooms.open_room()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(RoomUnavailableError, match="does not answer"):
        rooms.join(opened.code, new_key())
    holder.execute("ROLLBACK")
    rooms.join(opened.code, new_key())


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path, drawing):
    resource = pytest.importorskip("resource", reason="needs a limit for the size of files")
    rooms = open_rooms(f"sqlite:///{tmp_path / 'rooms.sqlite'}")
    opened = rooms.open_room()
    teacher, pupil = rooms.teacher(opened.teacher_key), rooms.join(opened.code, new_key())
    teacher.send_task("free")
    drawings = [drawing(points=2000) for _ in range(40)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    arrived = []

    def hand_in_until_it_is_full():
        for i in range(0, 40, 2):
            arrived.extend(pupil.hand_in(drawings[i : i + 2], 1).arrived)

    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        with pytest.raises(RoomUnavailableError, match="database is full"):
            hand_in_until_it_is_full()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert 0 < len(arrived) < 40
    assert sorted(each.id for each in teacher.drawings()) == sorted(arrived)
    assert len(pupil.hand_in(drawings, 1).arrived) == 40


def test_two_teachers_wipe_and_train_at_once(shared_address, drawing):
    for _ in range(3):
        rooms = open_rooms(shared_address)
        opened = rooms.open_room()
        rooms.teacher(opened.teacher_key).send_task("free")
        pupil = rooms.join(opened.code, new_key())
        pupil.hand_in([drawing() for _ in range(20)], 1)
        begin = threading.Barrier(2)

        def train(rooms=rooms, key=opened.teacher_key, begin=begin):
            teacher = rooms.teacher(key)
            begin.wait()
            sizes = set()
            try:
                while True:
                    sizes.add(len(teacher.drawings()))
            except RoomClosedError:
                return sizes

        def wipe(rooms=rooms, key=opened.teacher_key, begin=begin):
            teacher = rooms.teacher(key)
            begin.wait()
            return teacher.wipe()

        with ThreadPoolExecutor(2) as pool:
            trained, wiped = pool.submit(train), pool.submit(wipe)
        assert trained.result() <= {20}  # all of the drawings, or a closed room
        assert wiped.result() == 20
