"""Many plans, one table: what is done is kept, and the rest is done when it is asked for again."""

from digitrec.sweeps.sweep import run_sweep
from digitrec.sweeps.table import SweepRow, check_table_path, read_table, write_table

__all__ = ["SweepRow", "check_table_path", "read_table", "run_sweep", "write_table"]
