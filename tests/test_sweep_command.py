"""The command line `sweep`, as a person uses it: begun, interrupted, and given again."""

import os
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.cluster import cluster
from digitrec.__main__ import main
from digitrec.errors import SweepError
from digitrec.sweeps import read_table

SWEEP = ["sweep", "--model", "svm", "--C", "0.1", "1", "10", "--gamma", "0.0001", "0.001"]
N_LONG = 12
LONG = ["sweep", "--model", "svm", "--split", "folds", "--gamma", "0.0005", "0.001"]
LONG += ["--C", *(str(C) for C in range(1, 7))]
SOON = 120


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DIGITREC_SCHEDULER", raising=False)


def figures(path):
    return [
        (row.plan.hyperparameters["C"], row.plan.hyperparameters["gamma"], row.score.accuracy)
        for row in read_table(path)
    ]


@pytest.mark.slow
def test_all_combinations_are_run_and_the_best_is_told(tmp_path, capsys):
    main([*SWEEP, "--rows", "600", "--out", "table.csv"])
    told = capsys.readouterr()
    rows = figures(tmp_path / "table.csv")
    assert [row[:2] for row in rows] == [(C, gamma) for C in (0.1, 1, 10) for gamma in (1e-4, 1e-3)]
    best = max(rows, key=lambda row: row[2].proportion)
    assert f"best: C {best[0]}, gamma {best[1]}: {best[2].percent}, {best[2].counts}" in told.out
    assert best[2].interval_in_words in told.out
    assert "written: table.csv" in told.out
    assert "100%" in told.err
    assert f"best so far {best[2].percent}" in told.err


@pytest.fixture
def heard_ctrl_c():
    """Programs that are started end at Ctrl+C, also where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
@pytest.mark.usefixtures("heard_ctrl_c")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl+C", "killed"])
def test_after_an_interruption_the_same_command_does_the_rest(root, tmp_path, how):
    path = tmp_path / "table.csv"
    command = [sys.executable, "-m", "digitrec", *LONG, "--out", str(path)]
    with (tmp_path / "log").open("wb") as log:
        sweep = subprocess.Popen(
            command, cwd=root, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        deadline = time.monotonic() + SOON
        while not path.exists():
            assert sweep.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.02)
        sweep.send_signal(how)
        ended = sweep.wait(SOON)
    before = [row for row in read_table(path) if row.score]
    assert 1 <= len(before) < N_LONG
    if how == signal.SIGINT:
        assert ended == 130
        assert "Go on with the same command" in (tmp_path / "log").read_text()
    again = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    bar = next(line for line in again.stderr.splitlines() if "%" in line)
    assert f"{len(before) / N_LONG:4.0%}" in bar
    after = read_table(path)
    assert len(after) == N_LONG
    kept = {str(row.plan): row.score.fit_seconds for row in after}
    assert [kept[str(row.plan)] for row in before] == [row.score.fit_seconds for row in before]


@pytest.mark.slow
def test_on_a_cluster_the_same_table_comes_out(root, tmp_path):
    command = [sys.executable, "-m", "digitrec", *SWEEP, "--random", "4", "--seed", "5"]
    with cluster(tmp_path, 2) as started:
        for name, setting in (("here", "processes"), ("there", started.address)):
            env = os.environ | {"DIGITREC_SCHEDULER": setting}
            out = ["--out", str(tmp_path / f"{name}.json")]
            subprocess.run([*command, *out], cwd=root, env=env, capture_output=True, check=True)
    here, there = (figures(tmp_path / f"{name}.json") for name in ("here", "there"))
    assert here == there
    assert len(here) == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--C", "much"], "C cannot be 'much'"),
        (["--max-depth", "3"], "max_depth"),
        (["--random", "0"], "1 or more"),
        (["--split", "file-order", "--train-rows", "5000"], "5,000"),
        (["--data", "mnist-8x8"], "MNIST is not on this computer yet"),
    ],
)
def test_what_cannot_be_swept_is_told_and_nothing_written(
    typed, said, capsys, tmp_path, monkeypatch
):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "none"))
    with pytest.raises(SystemExit) as end:
        main(["sweep", "--model", "svm", *typed, "--out", "table.csv"])
    assert end.value.code == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_scheduler_that_is_none_is_told(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITREC_SCHEDULER", "cluster")
    with pytest.raises(SystemExit) as end:
        main([*SWEEP, "--out", "table.csv"])
    assert end.value.code == 2
    assert "DIGITREC_SCHEDULER must be processes, threads or" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_scheduler_that_is_away_is_told_and_the_sweep_goes_on(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITREC_SCHEDULER", "tcp://127.0.0.1:1")
    main(["sweep", "--model", "naive-bayes", "--out", "table.csv"])
    assert "Nothing answers as a Dask scheduler" in capsys.readouterr().err
    assert len(read_table(tmp_path / "table.csv")) == 1


def test_the_table_of_another_sweep_is_told(capsys, tmp_path):
    (tmp_path / "table.csv").write_text("my notes\n")
    with pytest.raises(SystemExit) as end:
        main([*SWEEP, "--out", "table.csv"])
    assert end.value.code == 2
    assert "no table of a sweep" in capsys.readouterr().err
    with pytest.raises(SweepError):
        read_table(tmp_path / "table.csv")
