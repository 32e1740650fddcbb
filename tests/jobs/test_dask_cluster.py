"""Training on a Dask cluster: real schedulers and workers, in processes on the loopback address."""

import http.server
import logging
import os
import signal
import threading
import time

import numpy as np
import pytest

from benchmarks.cluster import Cluster, cluster
from benchmarks.serving import free_port
from digitrec import jobs
from digitrec.datasets import load_digits, own_dataset
from digitrec.errors import DatasetError, InvalidPlanError
from digitrec.jobs import Shared, Task, WorkerPool, open_workers
from digitrec.training import Plan, Split, combine, fit_part, n_parts, run, score
from tests.waiting import finish, wait_for

pytestmark = pytest.mark.slow
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


@pytest.fixture(scope="module")
def pool(two_workers):
    pool = WorkerPool(open_workers(two_workers.address))
    wait_for(lambda: pool.workers.spreads and pool.workers.n_seats == 2)
    yield pool
    pool.close()


def parent(_number):
    time.sleep(0.3)
    return os.getpid(), os.getppid()


def sleep_once(path, seconds):
    """Sleep long where no one has begun yet, and tell whose process it was."""
    with open(path, "a") as begun:  # noqa: PTH123 - a file that several tries append to
        begun.write(f"{os.getpid()}\n")
    time.sleep(seconds if len(open(path).readlines()) == 1 else 0)  # noqa: PTH123, SIM115
    return os.getpid()


def refuse(kind):
    raise kind("There are too few pictures.")


def pids_in(path):
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def own_digits():
    digits = load_digits()
    nobody = np.zeros(60, dtype=np.int64)
    return own_dataset("digits-and-mine", digits.images[:60], digits.y[:60], nobody, ("",))


@pytest.mark.parametrize("split", [Split(), Split("folds", n_folds=3)], ids=["one fit", "folds"])
def test_the_same_plan_gives_the_same_result(pool, split):
    plan = Plan("svm", {"C": 10}, split=split, seed=3)
    job = finish(pool, pool.submit([Task(fit_part, (plan, i)) for i in range(n_parts(plan))]))
    assert job.state == jobs.DONE, job.message
    there, here = combine(plan, job.results), run(plan)
    assert np.array_equal(there.probabilities, here.probabilities)
    assert there.accuracy == here.accuracy


def test_own_drawings_are_handed_over(pool):
    dataset = own_digits()
    plans = [Plan("svm", dataset=dataset.name, split=Split("own"), seed=seed) for seed in range(4)]
    job = finish(pool, pool.submit([Task(score, (plan, Shared(dataset))) for plan in plans]))
    assert [each.accuracy for each in job.results] == [
        score(plan, dataset).accuracy for plan in plans
    ]


def test_tasks_spread_over_the_workers_and_come_back_in_order(pool):
    job = finish(pool, pool.submit([Task(parent, (i,)) for i in range(6)]))
    pids = {pid for pid, _ in job.results}
    assert len(pids) == 2
    assert os.getpid() not in {parent for _, parent in job.results}
    assert job.progress == 1
    job = finish(pool, pool.submit([Task(divmod, (i, 2)) for i in range(20)]))
    assert job.results == [divmod(i, 2) for i in range(20)]


def test_what_is_about_this_computers_files_stays_here(pool):
    ((_, parent_pid),) = finish(pool, pool.submit([Task(parent, (0,), here=True)])).results
    assert parent_pid == os.getpid()


@pytest.mark.parametrize("kind", [InvalidPlanError, DatasetError])
def test_an_error_meant_for_the_person_is_told_in_its_own_words(pool, kind):
    job = finish(pool, pool.submit([Task(refuse, (kind,))]))
    assert job.state == jobs.FAILED
    where = "On the computer of a Dask worker: " if kind is DatasetError else ""
    assert job.message == f"{where}There are too few pictures."


def test_a_running_job_is_stopped_and_leaves_its_worker_to_the_next(pool, tmp_path):
    begun = tmp_path / "begun"
    job = pool.submit([Task(sleep_once, (str(begun), 600))])
    wait_for(lambda: pids_in(begun))
    pool.stop(job)
    assert job.state == jobs.STOPPED
    waiting = [pool.submit([Task(divmod, (9, 4))]) for _ in range(4)]
    assert [finish(pool, each).results for each in waiting] == [[(2, 1)]] * 4
    (pid,) = pids_in(begun)
    wait_for(lambda: not alive(pid))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_others_see_their_place_in_the_queue(pool):
    running = pool.submit([Task(time.sleep, (600,))] * 2)
    wait_for(lambda: running.n_running == 2)
    waiting = [pool.submit([Task(divmod, (i, 2))]) for i in range(3)]
    assert [pool.queue_place(job) for job in waiting] == [1, 2, 3]
    pool.stop(waiting[0])
    assert [pool.queue_place(job) for job in waiting[1:]] == [1, 2]
    pool.stop(running)
    for job in waiting[1:]:
        assert finish(pool, job).state == jobs.DONE


def test_a_worker_that_is_killed_in_the_middle_costs_one_retry(pool, tmp_path):
    begun, plan = tmp_path / "begun", Plan("naive-bayes")
    job = pool.submit([Task(sleep_once, (str(begun), 600)), *[Task(score, (plan,))] * 3])
    wait_for(lambda: pids_in(begun))
    os.kill(pids_in(begun)[0], signal.SIGKILL)
    finish(pool, job)
    assert job.state == jobs.DONE, job.message
    first, second = pids_in(begun)
    assert job.results[0] == second != first
    assert [each.accuracy for each in job.results[1:]] == [score(plan).accuracy] * 3


def test_data_of_a_killed_worker_are_made_again(pool):
    dataset, plan = own_digits(), Plan("naive-bayes", dataset=own_digits().name, split=Split("own"))
    tasks = [Task(score, (plan, Shared(dataset)))]
    before = finish(pool, pool.submit(tasks))
    pids = {
        pid for pid, _ in finish(pool, pool.submit([Task(parent, (i,)) for i in range(6)])).results
    }
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    after = finish(pool, pool.submit(tasks))
    assert after.state == jobs.DONE, after.message
    assert after.results[0].accuracy == before.results[0].accuracy


def test_what_needs_more_memory_than_there_is_is_given_up_after_one_retry(pool):
    job = finish(pool, pool.submit([Task(os._exit, (9,))]))
    assert job.state == jobs.FAILED
    assert "more memory than there is" in job.message
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).results == [(2, 1)]


def test_workers_of_other_versions_are_refused_with_a_sentence(tmp_path):
    with cluster(tmp_path) as started:
        started.start_worker(env=other_version(tmp_path, "scikit-learn"))
        pool = WorkerPool(open_workers(started.address))
        wait_for(lambda: "other versions" in pool.notice)
        assert "scikit-learn 0.1" in pool.notice
        assert "own processes" in pool.notice
        ((_, parent_pid),) = finish(pool, pool.submit([Task(parent, (0,))])).results
        assert parent_pid == os.getpid()
        pool.close()


def other_version(folder, name):
    """The environment of a process that finds another version of a package."""
    told = folder / "packages" / f"{name.replace('-', '_')}-0.1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1\n")
    return {"PYTHONPATH": str(told.parent)}


def test_a_scheduler_of_another_version_is_refused_with_a_sentence(tmp_path):
    started = Cluster(tmp_path, free_port())
    scheduler = started.start_scheduler(other_version(tmp_path, "distributed"))
    pool = WorkerPool(open_workers(started.address))
    wait_for(lambda: pool.notice)
    assert "speaks another version: distributed 0.1" in pool.notice
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).results == [(2, 1)]
    pool.close()
    scheduler.terminate()
    scheduler.wait()


def test_a_scheduler_that_goes_away_is_told_and_nothing_is_lost(tmp_path, caplog):
    caplog.set_level(logging.WARNING, "digitrec.jobs")
    with cluster(tmp_path, 1) as started:
        pool = WorkerPool(open_workers(started.address))
        wait_for(lambda: pool.workers.spreads)
        begun = tmp_path / "begun"
        job = pool.submit([Task(sleep_once, (str(begun), 600)), Task(parent, (0,))])
        wait_for(lambda: pids_in(begun))
        started.processes[0].kill()
        finish(pool, job)
        assert job.state == jobs.DONE, job.message
        assert job.results[1][1] == os.getpid()
        assert "Nothing answers as a Dask scheduler" in pool.notice
        assert pool.notice in caplog.text
        started.start_scheduler()
        started.start_worker()
        wait_for(lambda: not pool.notice)
        ((_, parent_pid),) = finish(pool, pool.submit([Task(parent, (0,))])).results
        assert parent_pid != os.getpid()
        pool.close()


class Web(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.mark.parametrize("is_web", [True, False], ids=["a web server", "nothing"])
def test_what_is_no_scheduler_is_told(is_web):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port if is_web else free_port()
    pool = WorkerPool(open_workers(f"tcp://127.0.0.1:{port}"))
    wait_for(lambda: pool.notice)
    assert "Nothing answers as a Dask scheduler" in pool.notice
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).results == [(2, 1)]
    pool.close()
    server.shutdown()


def test_workers_that_all_go_away_leave_what_they_had_begun(tmp_path):
    with cluster(tmp_path, 1) as started:
        pool = WorkerPool(open_workers(started.address))
        wait_for(lambda: pool.workers.spreads)
        begun = tmp_path / "begun"
        job = pool.submit([Task(sleep_once, (str(begun), 600))])
        wait_for(lambda: pids_in(begun))
        started.processes[1].terminate()
        started.processes[1].wait()
        finish(pool, job)
        assert job.state == jobs.DONE, job.message
        assert "no worker that can be used" in pool.notice
        pool.close()
