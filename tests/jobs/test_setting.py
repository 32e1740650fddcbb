"""What DIGITREC_SCHEDULER may say, and what is said where it may not."""

import sys

import pytest

from digitrec.__main__ import main
from digitrec.errors import SchedulerError
from digitrec.jobs import OwnProcesses, OwnThreads, check_dask, open_workers


def test_processes_are_the_default(monkeypatch):
    for said in (None, "", "processes"):
        monkeypatch.delenv("DIGITREC_SCHEDULER", raising=False)
        if said is not None:
            monkeypatch.setenv("DIGITREC_SCHEDULER", said)
        assert isinstance(open_workers(), OwnProcesses)
    monkeypatch.setenv("DIGITREC_SCHEDULER", "threads")
    assert isinstance(open_workers(), OwnThreads)


@pytest.mark.parametrize(
    "address",
    ["dask", "tcp://", "tcp://host", "10.0.0.5:8786", "http://host:8786", "tcp://host:port"]
    + ["tcp://host:99999", "tcp://host:8786/path", "tcp://[host:8786"],
)
def test_what_is_no_address_is_told(address, capsys):
    with pytest.raises(SchedulerError, match="DIGITREC_SCHEDULER must be processes, threads or"):
        open_workers(address)
    with pytest.raises(SystemExit) as end:
        main(["worker", address])
    assert end.value.code == 2
    assert f"{address!r} is not the address of a Dask scheduler" in capsys.readouterr().err


def test_where_dask_is_not_installed_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SchedulerError, match=r"pip install 'digitrec\[dask\]'"):
        check_dask()
    with pytest.raises(SchedulerError, match="Dask is not installed here"):
        open_workers("tcp://127.0.0.1:8786")
