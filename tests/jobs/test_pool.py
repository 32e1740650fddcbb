"""The queue: real processes, in order, stopped, failed and abandoned."""

import os
import time

import pytest

from digitrec import jobs
from digitrec.errors import InvalidPlanError
from digitrec.jobs import OwnProcesses, OwnThreads, Shared, Task, WorkerPool
from tests.waiting import finish, wait_for


def refuse():
    raise InvalidPlanError("There are too few pictures.")


def stumble():
    raise RuntimeError("the cat sat on the wire")


@pytest.fixture(scope="module")
def pool():
    pool = WorkerPool()
    yield pool
    pool.close()


def test_tasks_are_done_in_order_in_another_process(pool):
    job = pool.submit([Task(os.getpid), Task(divmod, (7, 2)), Task(os.getpid)])
    finish(pool, job)
    assert job.state == jobs.DONE
    first, divided, second = job.results
    assert divided == (3, 1)
    assert first == second != os.getpid()
    assert job.progress == 1
    assert job.seconds > 0


def test_processes_that_run_at_once_share_the_processors(pool):
    job = finish(pool, pool.submit([Task(os.getenv, ("OMP_NUM_THREADS",))]))
    assert job.results == [str(max(1, os.cpu_count() // 2))]


def test_two_run_and_the_others_see_their_place_in_the_queue(pool):
    running = [pool.submit([Task(time.sleep, (60,))]) for _ in range(2)]
    wait_for(lambda: all(job.state == jobs.RUNNING for job in running))
    waiting = [pool.submit([Task(divmod, (i, 2))]) for i in range(3)]
    assert [pool.queue_place(job) for job in waiting] == [1, 2, 3]
    assert [pool.queue_place(job) for job in running] == [0, 0]
    pool.stop(waiting[0])
    assert waiting[0].state == jobs.STOPPED
    assert [pool.queue_place(job) for job in waiting[1:]] == [1, 2]
    pool.stop(running[0])
    for job in waiting[1:]:
        assert finish(pool, job).state == jobs.DONE
    assert running[1].state == jobs.RUNNING
    pool.stop(running[1])
    assert [job.state for job in running] == [jobs.STOPPED] * 2


def test_a_stopped_job_leaves_a_process_for_the_next(pool):
    job = pool.submit([Task(time.sleep, (60,))])
    wait_for(lambda: job.state == jobs.RUNNING)
    pool.stop(job)
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).results == [(2, 1)]


def test_an_error_meant_for_the_person_is_told_in_its_own_words(pool, caplog):
    job = finish(pool, pool.submit([Task(refuse), Task(os.getpid)]))
    assert job.state == jobs.FAILED
    assert job.message == "There are too few pictures."
    assert job.results == []
    (message,) = [each for each in caplog.messages if "There are too few pictures." in each]
    assert "refuse" in message


def test_any_other_error_is_told_as_one_and_logged_with_its_traceback(pool, caplog):
    job = finish(pool, pool.submit([Task(stumble)]))
    assert job.state == jobs.FAILED
    assert "went wrong" in job.message
    assert "the cat sat on the wire" in job.message
    (record,) = [each for each in caplog.records if each.exc_info]
    assert record.levelname == "ERROR"
    assert "stumble" in record.getMessage()
    assert 'in stumble\n    raise RuntimeError("the cat sat on the wire")' in caplog.text


def test_a_process_that_is_killed_is_told_logged_and_replaced(pool, caplog):
    job = finish(pool, pool.submit([Task(os._exit, (9,))]))
    assert job.state == jobs.FAILED
    assert "more memory than there is" in job.message
    assert "TerminatedWorkerError" in caplog.text
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).state == jobs.DONE


def test_the_same_work_is_shared_and_stopped_by_the_last_only(pool):
    one = pool.submit([Task(time.sleep, (60,))], key="fetch")
    other = pool.submit([Task(time.sleep, (60,))], key="fetch")
    assert one is other
    wait_for(lambda: one.state == jobs.RUNNING)
    pool.stop(one)
    assert not one.is_over
    pool.stop(one)
    assert one.state == jobs.STOPPED
    again = pool.submit([Task(divmod, (9, 4))], key="fetch")
    assert finish(pool, again).results == [(2, 1)]


def test_a_job_whose_visitor_has_left_is_stopped():
    pool = WorkerPool(OwnProcesses(1), abandoned_seconds=0.5)
    running = pool.submit([Task(time.sleep, (60,))])
    waiting = pool.submit([Task(time.sleep, (60,))])
    wait_for(lambda: running.is_over and waiting.is_over)
    assert {running.state, waiting.state} == {jobs.STOPPED}


def test_progress_goes_by_the_tasks_and_within_one_by_the_time():
    job = jobs.Job([Task(os.getpid)] * 4, None, expected_seconds=10)
    assert job.progress == 0
    job.started_at, job.ended_at = 0.0, 2.0
    assert job.progress == pytest.approx(0.2)
    job.ended_at = 9.0
    assert job.progress == pytest.approx(0.95 / 4)  # the first is still not done
    job.end_task(job.begin_task(), None)
    job.ended_at = 1.0
    assert job.progress == 0.25


def test_what_tasks_share_is_what_the_function_is_given(pool):
    job = finish(pool, pool.submit([Task(divmod, (Shared(9), 4))]))
    assert job.results == [(2, 1)]


def spreading_pool():
    workers = OwnProcesses()
    workers.spreads = True
    return WorkerPool(workers)


def test_tasks_of_one_job_spread_over_the_seats_where_they_may():
    pool = spreading_pool()
    job = finish(pool, pool.submit([Task(sleep_and_tell, (i,)) for i in range(6)]))
    assert [number for number, _ in job.results] == list(range(6))
    assert len({pid for _, pid in job.results}) == 2
    pool.close()


def sleep_and_tell(number):
    time.sleep(0.5)
    return number, os.getpid()


def test_whoever_comes_later_gets_the_next_free_seat_of_one_who_has_many():
    pool = spreading_pool()
    many = pool.submit([Task(time.sleep, (1,))] * 20)
    wait_for(lambda: many.n_running == 2)
    other = pool.submit([Task(divmod, (9, 4))])
    assert pool.queue_place(other) == 1
    wait_for(lambda: other.is_over)
    assert other.results == [(2, 1)]
    assert not many.is_over
    pool.close()
    assert many.state == jobs.STOPPED


def test_threads_do_the_same_in_this_process():
    pool = WorkerPool(OwnThreads())
    job = finish(pool, pool.submit([Task(os.getpid), Task(divmod, (Shared(9), 4))]))
    assert job.results == [os.getpid(), (2, 1)]
    failed = finish(pool, pool.submit([Task(refuse)]))
    assert failed.message == "There are too few pictures."
    stopped = pool.submit([Task(time.sleep, (1,)), Task(os.getpid)])
    wait_for(lambda: stopped.state == jobs.RUNNING)
    pool.stop(stopped)
    assert finish(pool, pool.submit([Task(divmod, (9, 4))])).results == [(2, 1)]
    assert stopped.results == []
    pool.close()
