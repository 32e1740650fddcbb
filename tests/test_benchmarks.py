"""The speed benchmarks run and count right; how fast anything is, no test asks."""

import asyncio
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from benchmarks import recipe, training
from benchmarks.cluster import cluster
from benchmarks.dask import bytes_of_tasks, plans_of_sweep
from benchmarks.drawings import canvas_json, drawings_on_canvas
from benchmarks.hosting import replicas
from benchmarks.invented_photographs import FAULTS, NO_DIGITS, no_digit, photograph
from benchmarks.latency import CHARTING, Visit, compare
from benchmarks.layout_shift import cumulative
from benchmarks.load import load
from benchmarks.pages import MOVES
from benchmarks.photos import of_folder
from benchmarks.recipe import median_ms
from benchmarks.replicas import kill_one
from benchmarks.serving import APPS, served
from benchmarks.trainees import seconds_of, train_at_once
from digitrec import load_model, model_names, strokes_from_canvas
from digitrec.drawing import CANVAS_PX
from digitrec.training import plan_identity


def run(coroutine):
    """In a thread of its own, since the browser tests keep the main thread's event loop."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, coroutine).result()


def run_load(name, **options):
    return run(load(name, **options))


def test_drawings_lie_on_the_canvas_and_are_the_same_every_time():
    drawings = drawings_on_canvas(30, random_state=1)
    again = drawings_on_canvas(30, random_state=1)
    for strokes, same in zip(drawings, again, strict=True):
        points = np.concatenate(strokes)
        assert (points > 0).all()
        assert (points < CANVAS_PX).all()
        assert np.array_equal(points, np.concatenate(same))


def test_canvas_json_holds_the_strokes():
    for strokes in drawings_on_canvas(20, random_state=2):
        read = strokes_from_canvas(json.loads(json.dumps(canvas_json(strokes))))
        assert len(read) == len(strokes)
        for before, after in zip(strokes, read, strict=True):
            for end in (0, -1):
                assert np.abs(before[end] - after[end]).max() < 4


@pytest.mark.slow
@pytest.mark.parametrize("name", APPS)
def test_every_stroke_of_a_small_class_is_answered(name):
    result = run_load(name, n_sessions=2, seconds=2)
    assert result["n_strokes"] == result["n_answered"] == 4
    assert result["n_errors"] == 0, result["errors"]
    assert result["answer_ms_by_percentile"]["50"] > 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the configuration of nginx is for Linux and macOS")
def test_no_drawing_is_lost_with_a_server():
    with replicas(2) as running:
        result = run(kill_one(running, n_sessions=4, seconds=4))
    assert result["n_that_lost_their_server"] == result["n_back"] == 2
    assert result["n_drawings_lost"] == 0
    assert result["errors"] == []


@pytest.mark.slow
def test_a_run_that_brings_no_answer_is_not_counted(monkeypatch):
    monkeypatch.setitem(APPS, "minimal", replace(APPS["minimal"], answer_marker=b"never sent"))
    result = run_load("minimal", n_sessions=1, seconds=2)
    assert result["n_strokes"] == 2
    assert result["n_answered"] == 0


@pytest.mark.slow
def test_an_error_on_the_page_is_counted(root, monkeypatch, tmp_path):
    working = (root / APPS["minimal"].script).read_text(encoding="utf-8")
    broken = tmp_path / "broken.py"
    broken.write_text(working + "\nraise ValueError\n", encoding="utf-8")
    monkeypatch.setitem(APPS, "minimal", replace(APPS["minimal"], script=str(broken)))
    result = run_load("minimal", n_sessions=1, seconds=1)
    assert result["n_errors"] > 0


@pytest.mark.slow
def test_a_server_that_cannot_start_shows_its_log():
    missing = replace(APPS["minimal"], script="benchmarks/no_such_app.py")
    with pytest.raises(RuntimeError, match="no_such_app"), served(missing):
        pass


@pytest.mark.browser
def test_latency_measures_both_apps_in_a_real_browser():
    command = [sys.executable, "-m", "benchmarks.latency", "--starts", "1", "--visits", "2"]
    command += ["--live", "1"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed)
    assert result["n_visits"] == 1
    assert result["n_strokes"] >= 2
    assert result["charting_bundles"] == []
    assert result["page_errors"] == []
    for measured in (
        result["pen_up_to_answer_ms"],
        result["navigation_to_canvas_ms"],
        *result["cold_load"].values(),
        result["ws_bytes_a_stroke"],
    ):
        assert set(measured) == {*APPS, "ratio"}
        assert min(measured.values()) > 0


@pytest.mark.browser
def test_a_frame_of_a_number_reads_little_more_than_what_is_new():
    command = [sys.executable, "-m", "benchmarks.number_frames", "--numbers", "1"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed)
    assert result["n_frames"] > 100
    assert result["frame_ms"]["median"] > 0
    assert sum(result["groups_read_a_frame"].values()) < 8  # of 30 and more in ten digits


@pytest.mark.browser
def test_own_digits_are_opened_and_asked_for():
    command = [sys.executable, "-m", "benchmarks.own_digits", "--drawings", "150"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed)
    assert result["n_drawings"] == 150
    assert result["open_ms"]["median"] > 0
    assert len(result["next_digit_ms"]) == 2


@pytest.mark.browser
def test_a_web_page_is_opened_and_reads():
    command = [sys.executable, "-m", "benchmarks.web_page", "--openings", "2"]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed)
    assert result["bytes"] < 1_000_000
    assert 0 < result["open_ms"]["median"] < result["read_ms"]["median"]


def test_charting_bundles_are_known_by_their_names():
    assert CHARTING.search("http://127.0.0.1/static/js/PlotlyChart.CwpkGn1f.js")
    assert not CHARTING.search("http://127.0.0.1/static/js/index.DxyQUN9u.js")


def test_compare_takes_medians_and_their_ratio():
    visits = [
        Visit("minimal", False, answers_ms=[100, 200, 900]),
        Visit("digitrec", False, answers_ms=[150]),
        Visit("digitrec", False, answers_ms=[350]),
    ]
    medians = compare(visits, lambda one: one.answers_ms)
    assert medians == {"minimal": 200, "digitrec": 250, "ratio": 1.25}


def test_median_ms_calls_with_every_argument():
    seen = []
    assert median_ms(seen.append, [1, 2, 3]) >= 0
    assert seen[-3:] == [1, 2, 3]


def test_recipe_prints_one_line_of_json(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["recipe", "--drawings", "5"])
    recipe.main()
    result = json.loads(capsys.readouterr().out)
    assert result["n_drawings"] == 5
    assert set(result["strokes_to_probabilities_ms"]) == set(model_names())


def test_taking_turns_gives_medians_and_ratios_to_the_first():
    calls = []
    seconds = {"plain": 0.2, "library": 0.3}
    ways = {name: lambda name=name: calls.append(name) or seconds[name] for name in seconds}
    measured = training.take_turns(ways, n_repeats=3)
    ratios = {"ratio": {"library": 1.5}, "ratio_of_best": {"library": 1.5}}
    assert measured == {"ms": {"plain": 200, "library": 300}} | ratios
    assert calls[4:] == ["library", "plain", "plain", "library", "library", "plain"]


def test_training_prints_one_line_of_json(monkeypatch, capsys):
    options = ["--repeats", "2", "--digits-only", "--only", "dummy", "naive-bayes"]
    monkeypatch.setattr(sys, "argv", ["training", *options])
    training.main()
    result = json.loads(capsys.readouterr().out)
    assert set(result["fit"]) == set(result["run"]) == {"dummy", "naive-bayes"}
    assert result["fit"]["naive-bayes"]["ms"]["library"] > 0
    assert result["seconds_to_learn"]["1347 x 64"]["naive-bayes"]["to_learn"] > 0


def test_something_is_moved_on_every_page(root):
    app = (root / "app.py").read_text(encoding="utf-8")
    pages = re.findall(r'st\.Page\("pages/.*title="([^"]+)"', app)
    others = {"My digits", "Class"}  # which benchmarks.own_digits and benchmarks.class_room measure
    assert set(pages) - others == {move.page for move in MOVES}


@pytest.mark.browser
def test_pages_are_measured_in_a_real_browser():
    options = ["--moves", "2", "--openings", "1", "--visitors", "0", "--pages", "Evaluate"]
    command = [sys.executable, "-m", "benchmarks.pages", *options]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result = json.loads(printed)
    assert len(result["rerun_ms"]["Evaluate"]) == 3
    assert min(result["rerun_ms"]["Evaluate"].values()) > 0
    assert set(result["opening_ms"]) == {"chart", "digitrec", "ratio"}
    for gallery in result["galleries"].values():
        assert gallery["pictures"] > 1
        assert gallery["sheets"] == 1


@pytest.mark.slow
def test_visitors_train_and_see_how_it_goes():
    with ThreadPoolExecutor(1) as executor:
        trained = executor.submit(asyncio.run, train_at_once(3, choices={})).result()
    assert trained["n_finished"] == 3
    assert trained["n_errors"] == 0, trained["errors"]
    assert min(trained["seconds"]["whole"]) > 0


def test_the_dark_is_measured_between_the_signs():
    signs = [(0, None), (1, "Learning: waiting, number 1"), (3, "Learning: 0 s"), (4, "…: 1 s")]
    assert seconds_of(signs, 4.5) == {"unseen": 1, "silent": 2, "waited": 3}
    gone = [*signs, (5, None)]
    assert seconds_of(gone, 9)["unseen"] == 4
    assert seconds_of([(0, None)], 2) == {"unseen": 2, "silent": 2, "waited": 2}


def test_layout_shifts_add_up_in_windows():
    def at(*times):
        return [{"at": time, "score": 0.25} for time in times]

    assert cumulative([]) == 0
    assert cumulative(at(0, 900, 1800)) == 0.75
    assert cumulative(at(0, 1000, 1900)) == 0.5  # a second without a shift ends a window
    assert cumulative(at(*range(0, 7200, 900))) == 1.5  # as do five seconds


@pytest.mark.parametrize("fault", FAULTS)
def test_a_photograph_shows_its_fault_and_is_the_same_every_time(fault, drawn_digits):
    first, again = (photograph(drawn_digits[7], fault, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.dtype == np.uint8
    plain = photograph(drawn_digits[7], "none", np.random.default_rng(1))
    assert (fault == "none") == np.array_equal(first, plain)


@pytest.mark.parametrize("kind", NO_DIGITS)
def test_a_picture_without_a_digit_is_the_same_every_time(kind):
    first, again = (no_digit(kind, np.random.default_rng(1)) for _ in range(2))
    assert np.array_equal(first, again)
    assert first.min() < first.max()


def test_images_are_judged_by_their_names(tmp_path, drawn_digits):
    folder = tmp_path / "set01"
    folder.mkdir()
    image = Image.fromarray(photograph(drawn_digits[7], "shade", np.random.default_rng(0)))
    for name in ("7_1.png", "1_1.png", "77_1.png"):
        image.save(folder / name)
    result = of_folder(load_model(), tmp_path)
    assert (result["all"]["n"], result["all"]["right"]) == (2, 0.5)
    assert result["misread"] == [["set01/1_1.png", 7]]


def test_the_sweep_that_is_measured_has_no_two_plans_alike():
    plans = plans_of_sweep(200)
    assert len({plan_identity(plan) for plan in plans}) == 200


@pytest.mark.slow
def test_a_task_takes_a_kilobyte_besides_its_plan_and_drawings_are_sent_once(tmp_path):
    with cluster(tmp_path, 1) as started:
        n_bytes = bytes_of_tasks(started.port, n=20)
    assert n_bytes["data"] < n_bytes["first"] < n_bytes["data"] + 100_000
    assert n_bytes["a_task"] - n_bytes["plan"] <= 1024
