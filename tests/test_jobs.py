"""The queue: real processes, in order, stopped, failed and forgotten."""

import os
import time

import pytest

from digitrec import jobs
from digitrec.errors import InvalidPlanError
from digitrec.jobs import Task, Workshop

SOON = 60


def refuse():
    raise InvalidPlanError("There are too few pictures.")


def stumble():
    raise RuntimeError("the cat sat on the wire")


def wait_for(condition):
    """Wait for what another process or thread does."""
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def finish(workshop, job):
    wait_for(lambda: workshop.ask(job) == 0 and job.is_over)
    return job


@pytest.fixture(scope="module")
def workshop():
    return Workshop()


def test_tasks_are_done_in_order_in_another_process(workshop):
    job = workshop.submit([Task(os.getpid), Task(divmod, (7, 2)), Task(os.getpid)])
    finish(workshop, job)
    assert job.state == jobs.DONE
    first, divided, second = job.results
    assert divided == (3, 1)
    assert first == second != os.getpid()
    assert job.share == 1
    assert job.seconds > 0


def test_processes_that_run_at_once_share_the_processors(workshop):
    job = finish(workshop, workshop.submit([Task(os.getenv, ("OMP_NUM_THREADS",))]))
    assert job.results == [str(max(1, os.cpu_count() // 2))]


def test_two_run_and_the_others_see_their_place_in_the_queue(workshop):
    running = [workshop.submit([Task(time.sleep, (60,))]) for _ in range(2)]
    wait_for(lambda: all(job.state == jobs.RUNNING for job in running))
    waiting = [workshop.submit([Task(divmod, (i, 2))]) for i in range(3)]
    assert [workshop.ask(job) for job in waiting] == [1, 2, 3]
    assert [workshop.ask(job) for job in running] == [0, 0]
    workshop.stop(waiting[0])
    assert waiting[0].state == jobs.STOPPED
    assert [workshop.ask(job) for job in waiting[1:]] == [1, 2]
    workshop.stop(running[0])
    for job in waiting[1:]:
        assert finish(workshop, job).state == jobs.DONE
    assert running[1].state == jobs.RUNNING
    workshop.stop(running[1])
    assert [job.state for job in running] == [jobs.STOPPED] * 2


def test_a_stopped_job_leaves_a_process_for_the_next(workshop):
    job = workshop.submit([Task(time.sleep, (60,))])
    wait_for(lambda: job.state == jobs.RUNNING)
    workshop.stop(job)
    assert finish(workshop, workshop.submit([Task(divmod, (9, 4))])).results == [(2, 1)]


def test_an_error_meant_for_the_person_is_told_in_its_own_words(workshop, caplog):
    job = finish(workshop, workshop.submit([Task(refuse), Task(os.getpid)]))
    assert job.state == jobs.FAILED
    assert job.message == "There are too few pictures."
    assert job.results == []
    (said,) = [each for each in caplog.messages if "There are too few pictures." in each]
    assert "refuse" in said


def test_any_other_error_is_told_as_one_and_logged_with_its_traceback(workshop, caplog):
    job = finish(workshop, workshop.submit([Task(stumble)]))
    assert job.state == jobs.FAILED
    assert "went wrong" in job.message
    assert "the cat sat on the wire" in job.message
    (record,) = [each for each in caplog.records if each.exc_info]
    assert record.levelname == "ERROR"
    assert "stumble" in record.getMessage()
    assert 'in stumble\n    raise RuntimeError("the cat sat on the wire")' in caplog.text


def test_a_process_that_is_killed_is_told_logged_and_replaced(workshop, caplog):
    job = finish(workshop, workshop.submit([Task(os._exit, (9,))]))
    assert job.state == jobs.FAILED
    assert "more memory than there is" in job.message
    assert "TerminatedWorkerError" in caplog.text
    assert finish(workshop, workshop.submit([Task(divmod, (9, 4))])).state == jobs.DONE


def test_the_same_work_is_shared_and_stopped_by_the_last_only(workshop):
    one = workshop.submit([Task(time.sleep, (60,))], key="fetch")
    other = workshop.submit([Task(time.sleep, (60,))], key="fetch")
    assert one is other
    workshop.stop(one)
    assert not one.is_over
    workshop.stop(one)
    assert one.state == jobs.STOPPED
    again = workshop.submit([Task(divmod, (9, 4))], key="fetch")
    assert finish(workshop, again).results == [(2, 1)]


def test_a_job_whose_visitor_has_left_is_stopped():
    workshop = Workshop(n_workers=1, forgotten_seconds=0.5)
    running = workshop.submit([Task(time.sleep, (60,))])
    waiting = workshop.submit([Task(time.sleep, (60,))])
    wait_for(lambda: running.is_over and waiting.is_over)
    assert {running.state, waiting.state} == {jobs.STOPPED}


def test_progress_goes_by_the_tasks_and_within_one_by_the_time():
    job = jobs.Job([Task(os.getpid)] * 4, None, expected_seconds=10)
    assert job.share == 0
    job.begun, job.ended = 0.0, 2.0
    assert job.share == pytest.approx(0.2)
    job.ended = 9.0
    assert job.share == pytest.approx(0.95 / 4)  # the first is still not done
    job.results.append(None)
    job.ended = 1.0
    assert job.share == 0.25
