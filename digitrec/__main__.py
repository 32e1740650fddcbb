"""The command line `digitrec`: without a command it opens the app in a browser."""

import argparse
import math
import runpy
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from digitrec import __version__, datasets
from digitrec.commands import (
    add_export_options,
    add_read_options,
    add_sweep_options,
    add_train_options,
    add_worker_options,
    best_in_words,
    export_onnx,
    image_paths,
    output_path,
    plan_to_train,
    plans_to_sweep,
    read_in_words,
    rows_in_words,
    work,
    write_model,
)
from digitrec.errors import (
    DatasetError,
    InvalidPlanError,
    ModelFileError,
    NoOnnxError,
    SchedulerError,
    SweepError,
)
from digitrec.formats import DIGITS_FORMAT
from digitrec.jobs import WorkerPool, open_workers
from digitrec.model_file import dumps_model
from digitrec.project_files import APP_FOLDER
from digitrec.recognition import to_model
from digitrec.shipped import (
    MODELS_FOLDER,
    N_STEPS,
    SHIPPED,
    build_model,
    load_model,
    save_held_out,
    save_model,
)
from digitrec.sweeps import SweepRow, run_sweep
from digitrec.training import n_parts, run


class ProgressBar:
    """One line on the error stream: a bar, per cent, and what is being done."""

    def __init__(self, n_steps: int) -> None:
        self.n_steps = n_steps
        self.n_done, self.label = 0, ""

    def show(self, label: str, *, n_done: int | None = None) -> None:
        """Show what is being done now, and how many steps are done if it is another number."""
        self.label = label
        self.n_done = self.n_done if n_done is None else n_done
        self._draw()

    def step(self) -> None:
        """Go one step further."""
        self.n_done += 1
        self._draw()

    def clear(self) -> None:
        """Take the line away, so that other output can stand there."""
        width = shutil.get_terminal_size().columns - 1
        print("\r" + " " * width, end="\r", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        done = self.n_done / self.n_steps
        filled = round(30 * done)
        line = f"[{'#' * filled}{'.' * (30 - filled)}] {done:4.0%}  {self.label}"
        width = shutil.get_terminal_size().columns - 1
        end = "\n" if self.n_done == self.n_steps else ""
        print("\r" + line[:width].ljust(width), end=end, file=sys.stderr, flush=True)


def open_app() -> None:
    """Serve the app and open it in a browser, until Ctrl+C.

    Streamlit runs in this process, so that whoever ends it ends the app, as after
    ``streamlit run app.py``. It finds its settings beside `app.py`.
    """
    sys.argv = ["streamlit", "run", str(APP_FOLDER / "app.py")]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def build_models(names: Sequence[str], folder: Path) -> None:
    """Build models one after the other, writing each as soon as it is done."""
    bar = ProgressBar(N_STEPS * len(names))
    for name in names:
        bar.show(f"building {name}")
        model, held_out = build_model(name, progress=bar.step)
        model = save_model(model, folder)
        save_held_out(name, held_out, folder)
        shuffled, in_file_order = (
            model.card.accuracy[split].percent for split in ("shuffled", "file_order")
        )
        print(f"{name}: {shuffled} shuffled, {in_file_order} in file order")


def fetch_mnist() -> None:
    """Fetch MNIST and convert it to the 8x8 format, unless that is done."""
    if datasets.mnist_fetch_progress() < 1:
        print(f"fetching {datasets.MNIST_DOWNLOAD_MB} MB from openml.org ...", flush=True)
        datasets.fetch_mnist()
    if not datasets.mnist_is_available(DIGITS_FORMAT):
        print("bringing the pictures into the 8x8 format ...", flush=True)
        datasets.convert_mnist()
    n_pictures = len(datasets.load_mnist().y)
    print(f"{n_pictures:,} pictures are in {datasets.data_folder()}")


def train(options: argparse.Namespace) -> None:
    """Run a plan, print how good its model is, and write it."""
    plan, path = plan_to_train(options), output_path(options)
    bar = ProgressBar(n_parts(plan))
    bar.show(f"training {plan.estimator}")
    try:
        result = run(plan, progress=bar.step)
    finally:
        if bar.n_done < bar.n_steps:
            print(file=sys.stderr)  # further output begins below the bar
    accuracy, train_accuracy = result.accuracy, result.train_accuracy
    print(
        f"accuracy: {accuracy.percent}, {accuracy.counts} test pictures (95 % interval: "
        f"{accuracy.interval_in_words})"
    )
    print(
        f"on what it learned from: {train_accuracy.percent}, {train_accuracy.counts} pictures that "
        "were read again"
    )
    print(f"seconds: {result.fit_seconds:.2f} to learn, {result.predict_seconds:.2f} to read")
    for note in result.notes:
        print(f"scikit-learn notes: {note}")
    if path is None:
        print("written: nothing; a detector knows one digit only and reads no drawings")
    else:
        print(write_model(dumps_model(to_model(result)), path))


def read(options: argparse.Namespace) -> bool:
    """Read the digits in each file, a line each; give whether all could be read."""
    paths = image_paths(options.files)
    model = load_model(options.model)
    bar = ProgressBar(len(paths)) if len(paths) > 1 and sys.stderr.isatty() else None
    all_read = True
    for path in paths:
        if bar:
            bar.show(path.name)
        line, is_read = read_in_words(path, model, as_json=options.json, one_digit=options.one)
        all_read &= is_read
        if bar:
            bar.clear()
        print(line, flush=True)
        if bar:
            bar.step()
    return all_read


def sweep(options: argparse.Namespace) -> None:
    """Run the plans of a sweep, print the best, and write the table of all."""
    plans = plans_to_sweep(options)
    pool = WorkerPool(open_workers(), abandoned_seconds=math.inf)
    bar, told = ProgressBar(len(plans)), ""

    def show(rows: list[SweepRow]) -> None:
        nonlocal told
        if pool.notice not in ("", told):
            told = pool.notice
            bar.clear()
            print(told, file=sys.stderr)
        bar.show(best_in_words(rows), n_done=len(rows))

    try:
        rows = run_sweep(plans, options.out, pool, progress=show)
    finally:
        if bar.n_done < bar.n_steps:
            print(file=sys.stderr)  # further output begins below the bar
        pool.close()
    print(rows_in_words(rows, options.out))


def _add_build_command(commands: Any) -> None:
    build = commands.add_parser(
        "build-models", help="rebuild the models that the project ships (ten to twenty minutes)"
    )
    build.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which; all by default: {', '.join(SHIPPED)}"
    )
    build.add_argument("--folder", type=Path, default=MODELS_FOLDER, help="where to write them")


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of all commands."""
    parser = argparse.ArgumentParser(prog="digitrec", description=__doc__)
    parser.add_argument("--version", action="version", version=f"digitrec {__version__}")
    commands = parser.add_subparsers(dest="command")
    _add_build_command(commands)
    commands.add_parser(
        "fetch-mnist", help="fetch MNIST into the data folder, or the one that DIGITREC_DATA names"
    )
    train_parser = commands.add_parser(
        "train",
        help="train a model and write it to a file, as the page Train does",
        allow_abbrev=False,
    )
    add_train_options(train_parser)
    sweep_parser = commands.add_parser(
        "sweep",
        help="train with all combinations of settings, and write a table of how good they are",
        allow_abbrev=False,
    )
    add_sweep_options(sweep_parser)
    export_parser = commands.add_parser(
        "export-onnx", help="write a model as ONNX, for other programs", allow_abbrev=False
    )
    add_export_options(export_parser)
    read_parser = commands.add_parser(
        "read",
        help="read the digits in photographs, scans, screenshots and drawings (JSON of strokes)",
        allow_abbrev=False,
    )
    add_read_options(read_parser)
    worker_parser = commands.add_parser(
        "worker", help="train for servers, as a worker of a Dask cluster (docs/dask.md)"
    )
    add_worker_options(worker_parser)
    return parser


REFUSED = (
    DatasetError,
    InvalidPlanError,
    ModelFileError,
    NoOnnxError,
    SchedulerError,
    SweepError,
)
STOPPED = {
    "train": "Stopped; nothing was written.",
    "sweep": "Stopped; what is done stands in the table. Go on with the same command.",
}


def run_command(options: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Run the command that was typed; without one, open the app."""
    if options.command is None:
        open_app()
    elif options.command == "train":
        train(options)
    elif options.command == "sweep":
        sweep(options)
    elif options.command == "export-onnx":
        print(export_onnx(options))
    elif options.command == "worker":
        work(options)
    elif options.command == "read":
        if not read(options):
            parser.exit(1)
    elif options.command == "fetch-mnist":
        fetch_mnist()
    else:
        unknown = [name for name in options.names if name not in SHIPPED]
        if unknown:
            parser.error(f"no model is named {', '.join(unknown)}; there are {', '.join(SHIPPED)}")
        build_models(options.names or list(SHIPPED), options.folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; without one, open the app.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the command line.
    """
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        run_command(options, parser)
    except REFUSED as error:
        parser.exit(1 if options.command == "fetch-mnist" else 2, f"{error}\n")
    except KeyboardInterrupt:
        if options.command not in STOPPED:
            raise
        parser.exit(130, f"{STOPPED[options.command]}\n")


if __name__ == "__main__":
    main()
