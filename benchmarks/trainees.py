"""Visitors who train at the same time: what each sees while it waits, and what memory it takes.

Speaks Streamlit's own protocol, as `benchmarks.load`, and runs a page's fragments again at the
times that the server asks for, as a browser does.
"""

import asyncio
import re
import time
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.serving import APPS, Server, served

OPEN_TIMEOUT_S = 120
TRAIN_TIMEOUT_S = 300
MEMORY_EVERY_S = 0.5
CHOICES = {"Model": "Neural network", "How to split": "Folds, shuffled"}  # six fits, some seconds
BUTTON = "Train it"
OUTCOME = "Your runs"  # stands on the page as soon as there is a run

Sign = tuple[float, str | None]  # a moment, and the text beside the bar of progress


class Trainee:
    """One session on the Train page.

    Parameters
    ----------
    server : benchmarks.serving.Server

    Attributes
    ----------
    signs : list of tuple of float and str or None
        When, on the clock of `time.perf_counter`, which text was drawn beside the bar of
        progress; None where a run ended without any on the page.
    errors : list of str
        What the page said had gone wrong.
    """

    def __init__(self, server: Server):
        self.signs: list[Sign] = []
        self.errors: list[str] = []
        self._url = server.url
        self._connection: websockets.ClientConnection
        self._tasks = {}  # by fragment; the one that listens by ""
        self._widgets = {}  # ids by label
        self._values = {}  # what was chosen, by id
        self._bars = {}  # texts beside the bars of progress, by place and fragment
        self._drawn = set()  # those that the run under way has drawn
        self._has_outcome = False
        self._page_script_hash = ""
        self._finished = asyncio.Event()

    async def open(self, choices: dict[str, str]) -> None:
        """Connect, wait for the page, and choose there; `choices` go by the boxes' labels."""
        stream = self._url.replace("http", "ws", 1) + "/_stcore/stream"
        self._connection = await websockets.connect(
            stream, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        self._tasks[""] = asyncio.create_task(self._listen())
        await self._run()
        await self._until(lambda: BUTTON in self._widgets, OPEN_TIMEOUT_S)
        for label, choice in choices.items():
            self._values[self._widgets[label]] = {"string_value": choice}
            await self._run()
            await self._until(lambda: True, OPEN_TIMEOUT_S)

    async def train(self) -> dict[str, float]:
        """Press the button and wait for the run.

        Returns
        -------
        dict of str to float
            Seconds: ``unseen``, the longest for which nothing on the page said how it goes;
            ``silent``, the longest for which what it said was not drawn anew; ``waited``, until
            learning began; ``whole``, until the outcome was there.
        """
        begin = time.perf_counter()
        self.signs = [(begin, None)]
        await self._run(widgets=[{"id": self._widgets[BUTTON], "trigger_value": True}])
        await self._until(lambda: self._has_outcome and not self._bars, TRAIN_TIMEOUT_S)
        end = time.perf_counter()
        return seconds_of(self.signs, end) | {"whole": round(end - begin, 2)}

    async def leave(self) -> None:
        """Close the page."""
        for task in self._tasks.values():
            task.cancel()
        await self._connection.close()

    async def _until(self, is_reached, timeout_s):
        """Wait for the end of a run after which something holds."""
        async with asyncio.timeout(timeout_s):
            while True:
                await self._finished.wait()
                self._finished.clear()
                if is_reached():
                    return

    async def _run(self, widgets=(), fragment_id="", *, is_auto_rerun=False):
        message = BackMsg()
        state = message.rerun_script
        state.page_name = "" if self._page_script_hash else "train"
        state.page_script_hash = self._page_script_hash
        state.fragment_id, state.is_auto_rerun = fragment_id, is_auto_rerun
        state.context_info.url = self._url + "/train"
        for widget in (*({"id": name} | value for name, value in self._values.items()), *widgets):
            state.widget_states.widgets.add(**widget)
        await self._connection.send(message.SerializeToString())

    async def _run_again_and_again(self, fragment_id, seconds):
        while True:
            await asyncio.sleep(seconds)
            await self._run(fragment_id=fragment_id, is_auto_rerun=True)

    async def _listen(self):
        async for payload in self._connection:
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._begin_run(message)
            elif kind == "navigation":
                self._page_script_hash = message.navigation.page_script_hash
            elif kind == "auto_rerun":
                again = message.auto_rerun
                running = self._run_again_and_again(again.fragment_id, again.interval)
                self._stop_running(again.fragment_id)
                self._tasks[again.fragment_id] = asyncio.create_task(running)
            elif kind == "stop_auto_rerun":
                for fragment_id in message.stop_auto_rerun.fragment_ids:
                    self._stop_running(fragment_id)
            elif kind == "delta":
                self._take_element(message)
            elif kind == "script_finished":
                self._end_run(message)

    def _stop_running(self, fragment_id):
        if task := self._tasks.pop(fragment_id, None):
            task.cancel()

    def _begin_run(self, message):
        self._page_script_hash = message.new_session.page_script_hash
        self._drawn = set()
        if not message.metadata.run.fragment_ids:  # the whole page runs, and asks anew
            for fragment_id in [name for name in self._tasks if name]:
                self._stop_running(fragment_id)

    def _take_element(self, message):
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("button", "selectbox"):
            self._widgets[getattr(element, kind).label] = getattr(element, kind).id
        elif kind == "progress":
            bar = tuple(message.metadata.delta_path), message.delta.fragment_id
            self._drawn.add(bar)
            self._bars[bar] = element.progress.text
            self.signs.append((time.perf_counter(), element.progress.text))
        elif kind == "heading":
            self._has_outcome |= element.heading.body == OUTCOME
        elif kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
            self.errors.append(str(getattr(element, kind)))

    def _end_run(self, message):
        """Take away, as a browser does, what the run was to draw and has not drawn again."""
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        run_again = message.metadata.run.fragment_ids
        for place, fragment_id in set(self._bars) - self._drawn:
            if not run_again or fragment_id in run_again:
                del self._bars[place, fragment_id]
        if not self._bars:
            self.signs.append((time.perf_counter(), None))
        self._finished.set()


def seconds_of(signs: list[Sign], end: float) -> dict[str, float]:
    """Measure how long a visitor was left in the dark.

    Parameters
    ----------
    signs : list of tuple of float and str or None
        As `Trainee.signs`.
    end : float
        When it was over.

    Returns
    -------
    dict of str to float
        ``unseen``, ``silent`` and ``waited``, as from `Trainee.train`.
    """
    moments = [*(when for when, _ in signs), end]
    spans = [(after - when, text) for (when, text), after in zip(signs, moments[1:], strict=True)]
    began = next((when for when, text in signs if text and "waiting" not in text), end)
    return {
        "unseen": round(max((span for span, text in spans if text is None), default=0.0), 2),
        "silent": round(max(span for span, _ in spans), 2),
        "waited": round(began - moments[0], 2),
    }


def memory_of_all_mb(pid: int) -> dict[str, float] | None:
    """Get the memory of a process and all its children, or None where there is no /proc.

    Parameters
    ----------
    pid : int

    Returns
    -------
    dict of str to float or None
        Megabytes: ``server`` and ``children``, each counted whole (resident set size), and
        ``shared_once``, together, with what they share counted once (proportional set size).
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return None
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # has ended meanwhile
            continue
    family = [pid]
    for each in family:  # grows while it is gone through
        family += [child for child, parent in parents.items() if parent == each]
    held = [_held_mb(each) for each in family]
    return {
        "server": held[0]["Rss"],
        "children": sum(each["Rss"] for each in held[1:]),
        "shared_once": sum(each["Pss"] for each in held),
    }


def _held_mb(pid):
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        text = ""
    found = {
        name: re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE) for name in ("Rss", "Pss")
    }
    return {name: int(each[1]) * 1024 / 1e6 if each else 0.0 for name, each in found.items()}


async def train_at_once(n_visitors: int, choices: dict[str, str] = CHOICES) -> dict[str, Any]:
    """Let visitors train at the same time, on a server of their own.

    Parameters
    ----------
    n_visitors : int
    choices : dict of str to str, optional
        What each chooses before, by the label of the box; by default six fits of some seconds.

    Returns
    -------
    dict
        What was chosen, seconds (see `Trainee.train`) of the visitors, shortest first, errors, and
        megabytes (see `memory_of_all_mb`) before and at their peak.
    """
    with served(APPS["digitrec"]) as server:
        trainees = [Trainee(server) for _ in range(n_visitors)]
        await trainees[0].open(choices)
        await asyncio.gather(*(trainee.open(choices) for trainee in trainees[1:]))
        memory = [memory_of_all_mb(server.process.pid)]
        watching = asyncio.create_task(_watch_memory(server.process.pid, memory))
        outcomes = await asyncio.gather(
            *(trainee.train() for trainee in trainees), return_exceptions=True
        )
        watching.cancel()
        await asyncio.gather(*(trainee.leave() for trainee in trainees))
        n_tracebacks = server.n_tracebacks()
    seconds = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    errors = [error for trainee in trainees for error in trainee.errors]
    errors += [repr(outcome) for outcome in outcomes if not isinstance(outcome, dict)]
    return {
        "n_visitors": n_visitors,
        "choices": choices,
        "n_finished": len(seconds),
        "n_errors": len(errors) + n_tracebacks,
        "errors": sorted(set(errors))[:3],
        "seconds": {
            name: sorted(each[name] for each in seconds)
            for name in ("unseen", "silent", "waited", "whole")
        },
        "memory_mb": memory[0]
        and {
            name: {
                "before": round(memory[0][name]),
                "peak": round(max(sample[name] for sample in memory)),
            }
            for name in memory[0]
        },
    }


async def _watch_memory(pid, samples):
    while samples[0]:
        samples.append(memory_of_all_mb(pid))
        await asyncio.sleep(MEMORY_EVERY_S)
