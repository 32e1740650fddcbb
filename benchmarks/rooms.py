"""The time of what a server does for a class's room again and again, without pages.

    python -m benchmarks.rooms --database ADDRESS

On drawings invented for it, in SQLite in a temporary folder unless another database is named.
Prints one JSON line, with median milliseconds a call.
"""

import argparse
import json
import uuid
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.drawings import drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.recipe import median_ms
from digitrec.collection import LabelledDrawing
from digitrec.rooms import Rooms, new_key, open_rooms

SEED, N_PUPILS, N_TIMES = 0, 34, 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", help="its address")
    parser.add_argument("--drawings", type=int, default=2000, help="in the room; default 2000")
    arguments = parser.parse_args()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        address = arguments.database or f"sqlite:///{Path(folder) / 'rooms.sqlite'}"
        rooms = open_rooms(address)
        result = measure(rooms, arguments.drawings)
        rooms.close()
    kind = address.partition(":")[0]
    print(json.dumps({"benchmark": "rooms", "database": kind} | environment() | result))


def measure(rooms: Rooms, n_drawings: int) -> dict[str, float]:
    """Fill a room with a class's drawings, time the calls, and wipe the room."""
    opened = rooms.open_room()
    teacher = rooms.teacher(opened.teacher_key)
    pupils = [rooms.join(opened.code, new_key()) for _ in range(N_PUPILS)]
    teacher.send_task("free")
    shapes, numbers = drawings_on_canvas(100, random_state=SEED), count()

    def hand_in(i: int) -> None:
        number = next(numbers)
        strokes = tuple(shapes[number % len(shapes)])
        drawing = LabelledDrawing(str(uuid.UUID(int=number)), number % 10, strokes)
        pupils[i % N_PUPILS].hand_in([drawing], 1)

    for i in range(n_drawings):
        hand_in(i)
    times = range(N_TIMES)
    result = {
        "n_drawings": n_drawings,
        "hand_in_ms": median_ms(hand_in, times),
        "versions_ms": median_ms(lambda _: rooms.ask_versions(), times),
        "pupils_view_ms": median_ms(lambda _: pupils[0].view(), times),
        "board_ms": median_ms(lambda _: teacher.board(), times),
    }
    teacher.wipe()
    return result


if __name__ == "__main__":
    main()
