"""Sweeps: every plan once, a table that grows where it was left, and sentences where it cannot."""

import csv
import errno
import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from digitrec.errors import InvalidPlanError, SweepError
from digitrec.jobs import OwnThreads, WorkerPool
from digitrec.sweeps import read_table, run_sweep
from digitrec.training import Plan, Split, combinations, score

PLAN = Plan("decision-tree", n_rows=300, split=Split("folds", n_folds=3))
DEPTHS = combinations(PLAN, {"max_depth": [2, 4, None]})


@pytest.fixture(scope="module")
def pool():
    pool = WorkerPool(OwnThreads(), abandoned_seconds=math.inf)
    yield pool
    pool.close()


@pytest.fixture(params=["table.csv", "table.json"])
def path(request, tmp_path):
    return tmp_path / request.param


class IdlePool:
    """Does nothing, and fails whoever wants something done."""

    workers = OwnThreads()

    def submit(self, *_):
        raise AssertionError("there is nothing to do")


def figures(rows):
    return [(row.score.plan, row.score.accuracy, row.score.train_accuracy) for row in rows]


def test_every_plan_stands_in_the_table_with_what_a_run_gives(path, pool):
    shown = []
    rows = run_sweep(DEPTHS, path, pool, progress=lambda rows: shown.append(len(rows)))
    expected = [score(plan) for plan in DEPTHS]
    assert figures(rows) == [(s.plan, s.accuracy, s.train_accuracy) for s in expected]
    assert figures(read_table(path)) == figures(rows)
    assert shown == [0, 1, 2, 3]
    assert [each for each in path.parent.iterdir() if each != path] == []


def test_a_table_can_be_read_by_other_programs(tmp_path, pool):
    run_sweep(DEPTHS, tmp_path / "table.csv", pool)
    run_sweep(DEPTHS, tmp_path / "table.json", pool)
    with (tmp_path / "table.csv").open(newline="") as file:
        as_csv = list(csv.DictReader(file))
    as_json = json.loads((tmp_path / "table.json").read_text())
    assert [row["max_depth"] for row in as_csv] == ["2", "4", "none"]
    assert [row["max_depth"] for row in as_json] == [2, 4, None]
    for text, row in zip(as_csv, as_json, strict=True):
        assert float(text["accuracy"]) == row["accuracy"]
        assert row["low"] < row["accuracy"] < row["high"]
        assert row["accuracy"] == pytest.approx(row["n_right"] / row["n_test"], abs=1e-5)
        assert (text["data"], text["split"], text["seed"]) == ("digits", "folds", "0")


def test_what_is_done_is_not_done_again(path, pool):
    run_sweep(DEPTHS[:1], path, pool)
    (first,) = read_table(path)
    rows = run_sweep(DEPTHS, path, pool)
    assert rows[0].score.fit_seconds == first.score.fit_seconds
    assert len(rows) == 3
    before = path.read_bytes()
    assert figures(run_sweep(DEPTHS, path, IdlePool())) == figures(rows)
    assert path.read_bytes() == before


def test_the_table_of_another_sweep_stays_as_it_is(path, pool):
    run_sweep(DEPTHS, path, pool)
    before = path.read_bytes()
    others = [replace(plan, seed=1) for plan in DEPTHS]
    for plans, n_others in ((others, 3), (DEPTHS[1:], 1)):
        with pytest.raises(SweepError, match=f"table of another sweep: {n_others} of its 3"):
            run_sweep(plans, path, IdlePool())
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "[1, 2]", "{}", '[{"plan": {}}]', "\x00", "[" * 9999]
)
def test_what_is_no_table_stays_as_it_is(path, text):
    path.write_text(text)
    with pytest.raises(SweepError, match="is no table of a sweep"):
        run_sweep(DEPTHS, path, IdlePool())
    assert path.read_text() == text


@pytest.mark.parametrize(
    "change", [{"n_right": "400"}, {"n_test": "0"}, {"plan": "{}"}, {"n_test": "many"}]
)
def test_figures_that_cannot_be_are_no_table(tmp_path, pool, change):
    path = tmp_path / "table.json"
    run_sweep(DEPTHS[:1], path, pool)
    path.write_text(json.dumps([json.loads(path.read_text())[0] | change]))
    with pytest.raises(SweepError, match="is no table of a sweep"):
        read_table(path)


@pytest.mark.parametrize("name", ["table", "table.txt", "missing/table.csv", "folder.csv"])
def test_where_no_table_can_be_is_told_before_anything_is_done(tmp_path, name):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(SweepError, match=r"must end in \.csv or \.json|cannot be written"):
        run_sweep(DEPTHS, tmp_path / name, IdlePool())


def test_a_disk_that_is_full_leaves_the_table_as_it_was(path, pool, monkeypatch):
    run_sweep(DEPTHS[:1], path, pool)
    before = path.read_bytes()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as changes:
        changes.setattr(Path, "write_text", full)
        with pytest.raises(SweepError, match=r"No space left on device.* give the same command"):
            run_sweep(DEPTHS, path, pool)
    assert path.read_bytes() == before
    assert [each for each in path.parent.iterdir() if each != path] == []
    assert len(run_sweep(DEPTHS, path, pool)) == 3


def test_what_cannot_be_run_is_told_and_tried_again(path, pool):
    plans = combinations(Plan("nearest-neighbours", n_rows=100), {"n_neighbors": [3, 90]})
    rows = run_sweep(plans, path, pool)
    assert rows[0].score
    assert "90 neighbours are more than the 75 pictures" in rows[1].error
    assert [row.error for row in read_table(path)] == ["", rows[1].error]
    shown = []
    run_sweep(plans, path, pool, progress=lambda rows: shown.append(len(rows)))
    assert shown == [1, 2]


def test_combinations_at_random_are_the_same_for_the_same_seed():
    values = {"C": [0.1, 1, 10, 100], "gamma": [1e-4, 1e-3, 1e-2], "kernel": ["rbf", "linear"]}
    every = combinations(Plan("svm"), values)
    assert len(every) == 24
    some = combinations(Plan("svm"), values, 10)
    assert some == combinations(Plan("svm"), values, 10)
    assert len({str(plan) for plan in some}) == 10
    assert all(plan in every for plan in some)
    others = combinations(Plan("svm", seed=1), values, 10)
    assert [p.hyperparameters for p in others] != [p.hyperparameters for p in some]
    assert len(combinations(Plan("svm"), values, 100)) == 24
    assert combinations(Plan("svm"), {}) == [Plan("svm")]
    assert len(combinations(Plan("svm"), {"C": [1, 1, 1.0]})) == 2


@pytest.mark.parametrize("n_random", [0, -1, None])
def test_too_many_or_no_combinations_are_refused(n_random):
    with pytest.raises(InvalidPlanError, match=r"1 or more|at most 10,000"):
        combinations(Plan("svm"), {"C": range(1, 200), "gamma": range(1, 200)}, n_random)
