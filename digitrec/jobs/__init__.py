"""Long work behind one queue, in processes of this computer or on a Dask cluster."""

from digitrec.jobs.dask_worker import worker_arguments
from digitrec.jobs.job import DONE, FAILED, RUNNING, STOPPED, WAITING, Job, Shared, Task
from digitrec.jobs.pool import WorkerPool
from digitrec.jobs.setting import SCHEDULER, check_address, check_dask, open_workers
from digitrec.jobs.workers import IDLE_SECONDS, OwnProcesses, OwnThreads, Workers

__all__ = [
    "DONE",
    "FAILED",
    "IDLE_SECONDS",
    "RUNNING",
    "SCHEDULER",
    "STOPPED",
    "WAITING",
    "Job",
    "OwnProcesses",
    "OwnThreads",
    "Shared",
    "Task",
    "WorkerPool",
    "Workers",
    "check_address",
    "check_dask",
    "open_workers",
    "worker_arguments",
]
