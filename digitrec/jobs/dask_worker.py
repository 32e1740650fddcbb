"""What a Dask worker does before it begins: it tells its versions.

Dask loads it with ``--preload digitrec.jobs.dask_worker``; the command ``digitrec worker`` says
so. The versions name a *resource*: a server's tasks go only where its own are offered.
Only what a worker brings along when it registers counts for tasks that wait already.
"""

from typing import Any

from digitrec.jobs.versions import own_versions, versions_resource


def dask_setup(worker: Any) -> None:
    """Offer the versions, once for each thread, and load what every fit needs.

    Parameters
    ----------
    worker : distributed.Worker
        That has not registered yet.
    """
    import sklearn.model_selection
    import sklearn.svm  # noqa: F401 - which takes longer than most fits

    for resources in (worker.state.total_resources, worker.state.available_resources):
        resources[versions_resource()] = worker.state.nthreads
        resources[own_versions()] = worker.state.nthreads  # for the sentence of a refusal


def worker_arguments(address: str, n_processes: int) -> list[str]:
    """List what ``dask worker`` is to be told.

    Parameters
    ----------
    address : str
        Of the scheduler.
    n_processes : int
        One fit at a time in each, so that one can be stopped without another.
    """
    options = {"--nworkers": str(n_processes), "--nthreads": "1", "--preload": __name__}
    return [address, *(each for option in options.items() for each in option), "--no-dashboard"]
