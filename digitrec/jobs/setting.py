"""Where this server trains: what DIGITREC_SCHEDULER says."""

import os
from importlib.util import find_spec
from urllib.parse import urlsplit

from digitrec.errors import SchedulerError
from digitrec.jobs.workers import OwnProcesses, OwnThreads, Workers

SCHEDULER = "DIGITREC_SCHEDULER"
PROCESSES, THREADS = "processes", "threads"
SCHEMES = ("tcp", "tls")


def check_address(address: str) -> str:
    """Check the address of a Dask scheduler.

    Raises
    ------
    SchedulerError
        If it is none.

    Examples
    --------
    >>> check_address("tcp://10.0.0.5:8786")
    'tcp://10.0.0.5:8786'
    """
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in SCHEMES and bool(parts.hostname and parts.port)
    except ValueError:  # no number of a port
        is_address = False
    if not is_address or parts.path or parts.query or parts.fragment:
        raise SchedulerError(
            f"{address!r} is not the address of a Dask scheduler. Write it as the scheduler prints "
            "it when it starts, such as tcp://10.0.0.5:8786."
        )
    return address


def check_dask() -> None:
    """Raise `SchedulerError` where Dask is not installed."""
    if find_spec("distributed") is None:
        raise SchedulerError(
            "Dask is not installed here. Install it in the versions of digitrec with: pip install "
            "'digitrec[dask]', or in the repository: pip install -r requirements-dask.txt."
        )


def open_workers(setting: str | None = None) -> Workers:
    """Get the workers that a setting names.

    Parameters
    ----------
    setting : str, optional
        ``processes``, ``threads`` or the address of a Dask scheduler; by default what
        DIGITREC_SCHEDULER says, or else ``processes``.

    Returns
    -------
    Workers

    Raises
    ------
    SchedulerError
        If the setting is none of these, or Dask is not installed.
    """
    setting = (setting or os.environ.get(SCHEDULER) or PROCESSES).strip()
    if setting == PROCESSES:
        return OwnProcesses()
    if setting == THREADS:
        return OwnThreads()
    try:
        check_address(setting)
    except SchedulerError as error:
        raise SchedulerError(
            f"{SCHEDULER} must be {PROCESSES}, {THREADS} or the address of a scheduler. {error}"
        ) from None
    check_dask()
    from digitrec.jobs.dask_cluster import DaskWorkers

    return DaskWorkers(setting, OwnProcesses())
