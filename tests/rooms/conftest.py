"""A room in each kind of database, and drawings to hand in."""

import itertools
import uuid

import numpy as np
import psycopg
import pytest

from benchmarks.hosting import postgresql
from digitrec.collection import Answer, LabelledDrawing
from digitrec.rooms import new_key, open_rooms


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server of the tests' own."""
    with postgresql(tmp_path_factory.mktemp("pg")) as server:
        yield server


@pytest.fixture(params=["sqlite", "memory", "postgresql"])
def address(request, tmp_path):
    """Address of an empty database of each kind."""
    return _address(request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_address(request, tmp_path):
    """Address of an empty database that several processes can use."""
    return _address(request, tmp_path)


def _address(request, folder):
    if request.param == "memory":
        return "sqlite://"
    if request.param == "sqlite":
        return f"sqlite:///{folder / 'rooms.sqlite'}"
    server = request.getfixturevalue("postgres")
    with psycopg.connect(server.get_uri()) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server.get_uri()


class Clock:
    """Seconds since 1970 that a test sets."""

    def __init__(self):
        self.seconds = 1_800_000_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(address, clock):
    opened = open_rooms(address, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def opened(rooms):
    return rooms.open_room()


@pytest.fixture
def teacher(rooms, opened):
    return rooms.teacher(opened.teacher_key)


@pytest.fixture
def pupils(rooms, opened):
    """Three pupils of the room."""
    return [rooms.join(opened.code, new_key()) for _ in range(3)]


@pytest.fixture
def drawing():
    """Make a drawing up: ``drawing(label=7, read=1)``."""
    numbers = itertools.count(1)

    def make(label=4, read=None, points=2, **changes):
        stroke = np.linspace((10.0, 10.0), (200.0, 300.0), points)
        values = {
            "id": str(uuid.UUID(int=next(numbers))),
            "label": label,
            "strokes": (stroke,),
            "writer": "",
            "read": None if read is None else Answer(read, True, 0.99, "default"),
            "at": "2026-11-26T14:03:21Z",
        }
        return LabelledDrawing(**(values | changes))

    return make
