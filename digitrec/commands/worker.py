"""The command `worker`: this computer as a worker of a Dask cluster."""

import argparse
import os
import runpy
import sys

from digitrec.jobs import check_address, check_dask, worker_arguments


def add_worker_options(worker: argparse.ArgumentParser) -> None:
    """Add the options of the command `worker` to its parser."""
    worker.add_argument(
        "address", metavar="ADDRESS", help="the scheduler's, such as tcp://10.0.0.5:8786"
    )
    worker.add_argument(
        "--processes",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many fits at once; by default as many as there are processors",
    )


def work(options: argparse.Namespace) -> None:
    """Be a worker of a Dask cluster until Ctrl+C.

    Raises
    ------
    SchedulerError
        If the address is none, or Dask is not installed.
    """
    arguments = worker_arguments(check_address(options.address), options.processes)
    check_dask()
    sys.argv = ["dask worker", *arguments]
    runpy.run_module("distributed.cli.dask_worker", run_name="__main__", alter_sys=True)
