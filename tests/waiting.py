"""Waiting for what another process or thread does."""

import time

SOON_S = 120  # the longest wait on a busy machine, not a pause
POLL_S = 0.02


def wait_for(condition):
    """Wait until a condition holds."""
    deadline = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(POLL_S)


def finish(pool, job):
    """Wait until a job is over and nothing of it runs any more."""
    wait_for(lambda: pool.queue_place(job) == 0 and job.is_over)
    return job
