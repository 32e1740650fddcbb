"""The table of a sweep, as CSV or JSON: a row for each plan, with its figures."""

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digitrec.accuracy import Accuracy
from digitrec.errors import InvalidPlanError, SweepError
from digitrec.training import ESTIMATORS, Plan, Score, plan_from_dict, text_of_value
from digitrec.whole_files import written_whole

KINDS = (".csv", ".json")
MAX_BYTES = 100_000_000
COUNTS = ("n_right", "n_test", "n_train_right", "n_train_read")


@dataclass(frozen=True)
class SweepRow:
    """A plan of a sweep, and how it went.

    Attributes
    ----------
    plan : digitrec.training.Plan
    score : digitrec.training.Score or None
        None where it could not be run.
    error : str
        Why, as a sentence.
    """

    plan: Plan
    score: Score | None
    error: str = ""


def check_table_path(path: Path) -> None:
    """Check that a table can be written, before anything is computed.

    Raises
    ------
    SweepError
        If the file's name does not end as a table's, or nothing can be written there.
    """
    if path.suffix.lower() not in KINDS:
        raise SweepError(f"{path} must end in .csv or .json; that says how the table is written.")
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise SweepError(
            f"{path} cannot be written: it is no file, or lies in a folder that is missing or may "
            "not be written to. Give another --out."
        )


def write_table(rows: Sequence[SweepRow], path: Path) -> None:
    """Write a table whole; if that fails, the one that was there stays.

    Raises
    ------
    SweepError
        If it cannot be written.
    """
    entries = [_entries(row) for row in rows]
    text = _as_json(entries) if path.suffix.lower() == ".json" else _as_csv(entries)
    try:
        with written_whole(path) as unfinished:
            unfinished.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SweepError(
            f"{path} cannot be written ({error.strerror or error}). What was in it before is still "
            "there. Make room, and give the same command again: it does what is missing."
        ) from None


def _entries(row: SweepRow) -> dict[str, Any]:
    plan, score = row.plan, row.score
    complete = ESTIMATORS[plan.estimator].complete(plan.hyperparameters)
    entries: dict[str, Any] = {"model": plan.estimator, **complete}
    entries |= {"data": plan.dataset, "split": plan.split.kind, "seed": plan.seed}
    figures: dict[str, Any] = dict.fromkeys(("accuracy", "low", "high", *COUNTS, "fit_seconds"))
    if score:
        accuracy, train = score.accuracy, score.train_accuracy
        low, high = accuracy.interval
        shown = {"accuracy": accuracy.proportion, "low": low, "high": high}
        figures |= {name: round(value, 5) for name, value in shown.items()}
        counts = (accuracy.n_right, accuracy.n, train.n_right, train.n)
        figures |= dict(zip(COUNTS, counts, strict=True))
        figures["fit_seconds"] = round(score.fit_seconds, 4)
    return entries | figures | {"error": row.error, "plan": plan.as_dict()}


def _as_json(entries: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(json.dumps(each) for each in entries) + "\n]\n"


def _as_csv(entries: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(entries[0]) if entries else [], lineterminator="\n")
    writer.writeheader()
    for each in entries:
        plan = json.dumps(each["plan"], sort_keys=True)
        figures = (*COUNTS, "accuracy", "low", "high", "fit_seconds")
        empty = {name: "" for name in figures if each[name] is None}
        shown = {k: v if isinstance(v, float) else text_of_value(v) for k, v in each.items()}
        writer.writerow(shown | empty | {"plan": plan})
    return text.getvalue()


def read_table(path: Path) -> list[SweepRow]:
    """Read a table that `write_table` has written.

    Raises
    ------
    SweepError
        If it cannot be read, or is no table of a sweep.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _no_table(path)
        text = path.read_text(encoding="utf-8")
        if path.suffix.lower() == ".json":
            entries = json.loads(text)
        else:
            entries = list(csv.DictReader(io.StringIO(text), strict=True))
            entries = [each | {"plan": json.loads(each["plan"])} for each in entries]
        if not isinstance(entries, list) or not entries:
            raise _no_table(path)
        return [_row(each) for each in entries]
    except OSError as error:
        raise SweepError(f"{path} cannot be read ({error.strerror or error}).") from None
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error):
        raise _no_table(path) from None


def _no_table(path: Path) -> SweepError:
    return SweepError(
        f"{path} is there already and is no table of a sweep. Give another --out, or move it away."
    )


def _row(entries: Mapping[str, Any]) -> SweepRow:
    """Make a row of what was read; raises ValueError, KeyError or TypeError where it is none."""
    plan = plan_from_dict(entries["plan"])
    if entries["error"]:
        return SweepRow(plan, None, str(entries["error"]))
    n_right, n, n_train_right, n_train = (int(entries[name]) for name in COUNTS)
    if not (0 <= n_right <= n and 0 <= n_train_right <= n_train and n and n_train):
        raise InvalidPlanError("There are more pictures read right than pictures.")
    accuracy, train = Accuracy(n_right, n), Accuracy(n_train_right, n_train)
    return SweepRow(plan, Score(plan, accuracy, train, float(entries["fit_seconds"])))
