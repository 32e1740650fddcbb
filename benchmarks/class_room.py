"""A class in rooms: how long a drawing takes to the board, and a task to the pupils.

    python -m benchmarks.class_room --rooms 4 --pupils 25 --servers 2 --database postgresql

Speaks Streamlit's own protocol, as `benchmarks.load`: each pupil and each board is a session. A
pupil hands in an invented drawing every five seconds, each room gets a task every 20. The tasks are
sent by this process, so that a server hears of them from the database alone. Prints one JSON line.
"""

import argparse
import asyncio
import json
import re
import time
import uuid
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.drawings import drawings_on_canvas
from benchmarks.environment import environment
from benchmarks.hosting import postgresql
from benchmarks.serving import APPS, Server, served
from digitrec.rooms import OpenedRoom, new_key, open_rooms

SEED, N_DRAWINGS = 0, 200
LOOK_S = 1.0  # between two looks, as in digitrec/ui/live/follow.js
EVERY_S, TASK_EVERY_S, OPEN_TIMEOUT_S, LOST_S, SETTLE_S = 5.0, 20.0, 120.0, 8.0, 6.0
PATH = "/class_room"
HELP = "its address, or postgresql for one that is started here; by default SQLite in a file"


class Session:
    """A page of a class without a browser, which asks for the versions of its room.

    Parameters
    ----------
    server : benchmarks.serving.Server
    query : str
        Of the page's address.
    component : str
        Part of the name of the component whose data is listened to.
    """

    def __init__(self, server: Server, query: str, component: str) -> None:
        self._server, self._query, self._component = server, query, component
        self._hash, self._part, self._fragment = "", "", ""
        self._followed: dict[str, Any] = {}
        self._following: asyncio.Task[None] | None = None
        self.data: dict[str, Any] = {}
        self.errors: list[str] = []
        self.n_sent = 0
        self.seen_at: dict[object, float] = {}  # tasks by number, tiles by identity

    async def open(self) -> None:
        """Connect, and wait for the component."""
        stream = self._server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connection = await websockets.connect(
            stream, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        self._listening = asyncio.create_task(self._listen())
        await self._run(page=PATH.strip("/"))
        deadline = time.perf_counter() + OPEN_TIMEOUT_S
        while not self._part and not self._listening.done() and time.perf_counter() < deadline:
            await asyncio.sleep(0.05)
        if not self._part:
            raise RuntimeError(f"The page shows no {self._component}. It says: {self.errors}")

    async def send(self, value: dict[str, Any]) -> None:
        """Send the component's event, again and again until it is answered, as a browser does."""
        while self.data.get("answer", {}).get("number") != value["number"]:
            await self._send_once(value)
            self.n_sent += 1
            lost_at = time.perf_counter() + LOST_S
            while time.perf_counter() < lost_at:
                await asyncio.sleep(0.05)
                if self.data.get("answer", {}).get("number") == value["number"]:
                    return

    async def _send_once(self, value: dict[str, Any]) -> None:
        await self._run(fragment=self._fragment, widgets=[_event(self._part, "sent", value)])

    async def leave(self) -> None:
        """Close the page."""
        for task in (self._listening, self._following):
            if task:
                task.cancel()
        await self._connection.close()

    async def _run(
        self, *, fragment: str = "", page: str = "", widgets: list[dict[str, str]] | None = None
    ) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.page_name = self._hash, page
        state.fragment_id, state.query_string = fragment, self._query
        state.context_info.url = f"{self._server.url}{PATH}?{self._query}"
        for widget in widgets or ():
            state.widget_states.widgets.add(**widget)
        await self._connection.send(message.SerializeToString())

    async def _listen(self) -> None:
        async for payload in self._connection:
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._hash = message.new_session.page_script_hash
            elif kind == "navigation":
                self._hash = message.navigation.page_script_hash
            elif kind == "delta":
                self._take(message.delta)

    async def _follow(self) -> None:
        """Ask for the versions again and again, and have the page run anew where they are newer."""
        host, port = self._server.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        called_for = -1.0
        while True:
            await asyncio.sleep(LOOK_S)
            followed = self._followed
            head = f"GET /{followed['path']} HTTP/1.1\r\nHost: {host}\r\n\r\n"
            writer.write(head.encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"content-length: (\d+)", answer, re.IGNORECASE)[1])
            text = (await reader.readexactly(length)).decode()
            version = float(text.split()[followed["part"]])
            if version > max(followed["version"], called_for):
                called_for = version
                await self._run(
                    fragment=followed["fragment"],
                    widgets=[_event(followed["id"], "look", True)],
                )

    def _take(self, delta: Any) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            self.errors.append(getattr(element, kind).SerializePartialToString().decode("latin-1"))
        if kind != "bidi_component":
            return
        component = element.bidi_component
        if self._component in component.component_name:
            self._part, self._fragment = component.id, delta.fragment_id
            self.data = json.loads(component.json or component.mixed.json)
            now = time.perf_counter()
            if task := self.data.get("task"):
                self.seen_at.setdefault(task["number"], now)
            for tile in self.data.get("tiles", ()):
                self.seen_at.setdefault(tile["id"], now)
        elif component.component_name.endswith("digitrec-follow"):
            place = {"id": component.id, "fragment": delta.fragment_id}
            self._followed = json.loads(component.json or component.mixed.json) | place
            self._following = self._following or asyncio.create_task(self._follow())


def _event(component: str, name: str, value: object) -> dict[str, str]:
    """Write what a component sends to the server."""
    return {
        "id": f"$$STREAMLIT_INTERNAL_KEY_{component}__events",
        "json_trigger_value": json.dumps([{"event": name, "value": value}]),
    }


class Classroom:
    """A room, whose board and pupils are at one server after the other, as nginx sends visitors."""

    def __init__(self, servers: list[Server], opened: OpenedRoom, n_pupils: int) -> None:
        self.opened = opened
        self.board = Session(servers[0], f"teach={opened.teacher_key}", "digitrec-wall")
        query = f"room={opened.code}"
        self.pupils = [
            Session(servers[i % len(servers)], query, "digitrec-pupil") for i in range(n_pupils)
        ]
        self.handed_in_at: dict[str, float] = {}
        self.sent_at: dict[int, float] = {}

    async def draw(self, pupil: Session, begin: float, until: float, drawings: list[Any]) -> None:
        """Join, and hand in a drawing every five seconds."""
        key = new_key()
        await pupil.send({"number": 1, "key": key, "drawings": []})
        number, moment = 1, begin
        while moment < until:
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            strokes = drawings[int(moment * 1000) % len(drawings)]
            task, id_ = max(self.sent_at), str(uuid.uuid4())
            drawing = {"id": id_, "label": number % 10, "at": "2026-11-26T14:03:21Z"}
            drawing["strokes"] = [np.round(stroke, 1).tolist() for stroke in strokes]
            number += 1
            self.handed_in_at[id_] = time.perf_counter()
            await pupil.send(
                {"number": number, "key": key, "drawings": [{"task": task, "drawing": drawing}]}
            )
            moment += EVERY_S


async def measure(
    servers: list[Server], address: str, n_rooms: int, n_pupils: int, seconds: float
) -> dict[str, Any]:
    """Let classes draw, and measure the delays, the processors and the memory."""
    rng = np.random.default_rng(SEED)
    drawings = drawings_on_canvas(N_DRAWINGS, random_state=SEED)
    rooms = open_rooms(address)
    classes = []
    for _ in range(n_rooms):  # each begins at another server
        classes.append(Classroom(servers, rooms.open_room(), n_pupils))
        servers = [*servers[1:], servers[0]]
    for each in classes:
        await each.board.open()
        rooms.teacher(each.opened.teacher_key).send_task("free")
        each.sent_at[1] = time.perf_counter()
        for pupil in each.pupils:
            await pupil.open()
    begin = time.perf_counter() + 2.0
    cpu = [server.cpu_seconds() or 0.0 for server in servers]
    work = [
        each.draw(pupil, begin + rng.random() * EVERY_S, begin + seconds, drawings)
        for each in classes
        for pupil in each.pupils
    ]

    async def send_tasks(each: Classroom) -> None:
        teacher = rooms.teacher(each.opened.teacher_key)
        while time.perf_counter() < begin + seconds - TASK_EVERY_S:
            await asyncio.sleep(TASK_EVERY_S)
            await asyncio.to_thread(teacher.send_task, "free")
            each.sent_at[max(each.sent_at) + 1] = time.perf_counter()

    await asyncio.gather(*work, *(send_tasks(each) for each in classes))
    elapsed = time.perf_counter() - begin
    used = [
        (server.cpu_seconds() or 0.0) - before for server, before in zip(servers, cpu, strict=True)
    ]
    await asyncio.sleep(SETTLE_S)
    result = _figures(classes) | {
        "server_cores": [round(each / elapsed, 2) for each in used],
        "memory_mb": [round(server.memory_mb() or 0.0) for server in servers],
        "n_tracebacks": sum(server.n_tracebacks() for server in servers),
    }
    for each in classes:
        for session in (each.board, *each.pupils):
            await session.leave()
        rooms.teacher(each.opened.teacher_key).wipe()
    return result


def _figures(classes: list[Classroom]) -> dict[str, Any]:
    """Delays in seconds, by percentile, and what never came."""
    drawn = [
        each.board.seen_at[id_] - at
        for each in classes
        for id_, at in each.handed_in_at.items()
        if id_ in each.board.seen_at
    ]
    tasks = [
        pupil.seen_at[number] - at
        for each in classes
        for number, at in each.sent_at.items()
        for pupil in each.pupils
        if number > 1 and number in pupil.seen_at
    ]
    sessions = [session for each in classes for session in (each.board, *each.pupils)]
    errors = [error for session in sessions for error in session.errors]
    n_drawings = sum(len(each.handed_in_at) for each in classes)
    n_tasks = sum((len(each.sent_at) - 1) * len(each.pupils) for each in classes)
    return {
        "n_drawings": n_drawings,
        "n_on_the_board": len(drawn),
        "n_sent_again": sum(s.n_sent for s in sessions) - len(sessions) + len(classes) - n_drawings,
        "drawing_to_board_s": _percentiles(drawn),
        "n_tasks": n_tasks,
        "n_tasks_seen": len(tasks),
        "task_to_pupil_s": _percentiles(tasks),
        "errors": sorted(set(errors))[:3],
        "n_errors": len(errors),
    }


def _percentiles(seconds: list[float]) -> dict[str, float | None]:
    return {
        str(q): round(float(np.percentile(seconds, q)), 2) if seconds else None
        for q in (50, 95, 100)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rooms", type=int, default=1)
    parser.add_argument("--pupils", type=int, default=34, help="in each room")
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--database", help=HELP)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        address = arguments.database or f"sqlite:///{Path(folder) / 'rooms.sqlite'}"
        if address == "postgresql":
            address = stack.enter_context(postgresql(Path(folder))).get_uri()
        servers = [
            stack.enter_context(served(APPS["digitrec"], database=address))
            for _ in range(arguments.servers)
        ]
        result = asyncio.run(
            measure(servers, address, arguments.rooms, arguments.pupils, arguments.seconds)
        )
    settings = {name: value for name, value in vars(arguments).items() if name != "database"}
    settings["database"] = address.partition(":")[0]
    print(json.dumps({"benchmark": "class_room"} | environment() | settings | result))


if __name__ == "__main__":
    main()
