"""A sweep: plans are run by a pool, and what is done stands in a table at once."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from digitrec.errors import SweepError
from digitrec.jobs import DONE, Job, Task, WorkerPool
from digitrec.sweeps.table import SweepRow, check_table_path, read_table, write_table
from digitrec.training import Plan, plan_identity, score

WRITE_SECONDS = 1.0  # between two times that the table is written


def run_sweep(
    plans: Sequence[Plan],
    path: Path,
    pool: WorkerPool,
    *,
    progress: Callable[[list[SweepRow]], object] = lambda _rows: None,
) -> list[SweepRow]:
    """Run plans and write the table of them, except for those that stand in it already.

    Parameters
    ----------
    plans : sequence of digitrec.training.Plan
        Of data sets that are loaded by their names.
    path : pathlib.Path
        Of the table, .csv or .json. It is written whole about every second, and at the end, also
        where that is an error or Ctrl+C.
    pool : digitrec.jobs.WorkerPool
        That does not stop what nobody asks for.
    progress : callable, optional
        Called with the rows that there are, at the beginning and after each plan.

    Returns
    -------
    list of SweepRow
        In the order of the plans. A plan that could not be run is no error of the sweep; it is
        tried again with the next one.

    Raises
    ------
    SweepError
        If the table is of another sweep, or cannot be written.
    """
    check_table_path(path)
    wanted = {plan_identity(plan): plan for plan in plans}
    done = _rows_before(path, wanted)
    waiting = deque(plan for identity, plan in wanted.items() if identity not in done)
    running: dict[Job, Plan] = {}

    def rows() -> list[SweepRow]:
        return [done[identity] for identity in wanted if identity in done]

    progress(rows())
    try:
        written_at, is_written = time.monotonic(), True
        while waiting or running:
            while waiting and len(running) < 2 * pool.workers.n_seats:
                plan = waiting.popleft()
                running[pool.submit([Task(score, (plan,))])] = plan
            pool.wait(running)
            for job in [each for each in running if each.is_over]:
                plan = running.pop(job)
                done[plan_identity(plan)] = _row(plan, job)
                is_written = False
                progress(rows())
            if not is_written and time.monotonic() - written_at > WRITE_SECONDS:
                write_table(rows(), path)
                written_at, is_written = time.monotonic(), True
    except KeyboardInterrupt:
        if not is_written:
            write_table(rows(), path)
        raise
    finally:
        for job in running:
            pool.stop(job)
    if not is_written:
        write_table(rows(), path)
    return rows()


def _rows_before(path: Path, wanted: dict[str, Plan]) -> dict[str, SweepRow]:
    """Read what a sweep has left, without what could not be run."""
    if not path.exists():
        return {}
    found = {plan_identity(row.plan): row for row in read_table(path)}
    others = [row for identity, row in found.items() if identity not in wanted]
    if others:
        raise SweepError(
            f"{path} is the table of another sweep: {len(others):,} of its {len(found):,} plans "
            "are not in this one. Give another --out, or the values of that sweep."
        )
    return {identity: row for identity, row in found.items() if row.score}


def _row(plan: Plan, job: Job) -> SweepRow:
    if job.state == DONE:
        (result,) = job.results
        return SweepRow(plan, result)
    return SweepRow(plan, None, job.message or "It was stopped.")
