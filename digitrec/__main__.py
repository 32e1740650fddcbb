"""The command line: `python -m digitrec build-models`, `fetch-mnist`, `train`."""

import argparse
import shutil
import sys
from pathlib import Path

from digitrec import __version__, datasets
from digitrec.commands import add_train, place_of, plan_of, write_model
from digitrec.errors import DatasetError, InvalidPlanError, ModelFileError
from digitrec.formats import DIGITS_FORMAT
from digitrec.recognition import to_model
from digitrec.shipped import MODELS_FOLDER, N_STEPS, SHIPPED, build_model, save_held_out, save_model
from digitrec.training import n_parts, run


class ProgressBar:
    """One line on the error stream: a bar, its share, and what is being done."""

    def __init__(self, n_steps):
        self.n_steps = n_steps
        self.done, self.label = 0, ""

    def show(self, label):
        """Say what is being done now."""
        self.label = label
        self._draw()

    def step(self):
        """One step further."""
        self.done += 1
        self._draw()

    def _draw(self):
        share = self.done / self.n_steps
        filled = round(30 * share)
        line = f"[{'#' * filled}{'.' * (30 - filled)}] {share:4.0%}  {self.label}"
        width = shutil.get_terminal_size().columns - 1
        end = "\n" if self.done == self.n_steps else ""
        print("\r" + line[:width].ljust(width), end=end, file=sys.stderr, flush=True)


def build_models(names, folder):
    """Build models one after the other, and write each as soon as it is done."""
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


def fetch_mnist():
    """Fetch MNIST and bring it into the 8x8 format, as far as that is not done yet."""
    if datasets.fetched_share() < 1:
        print(f"fetching {datasets.DOWNLOAD_MB} MB from openml.org ...", flush=True)
        datasets.fetch_mnist()
    if not datasets.is_at_hand(DIGITS_FORMAT):
        print("bringing the pictures into the 8x8 format ...", flush=True)
        datasets.convert_mnist()
    n_pictures = len(datasets.load_mnist().y)
    print(f"{n_pictures:,} pictures are in {datasets.data_folder()}")


def train(options):
    """Run a plan, tell how good its model is, and write it."""
    plan, path = plan_of(options), place_of(options)
    bar = ProgressBar(n_parts(plan))
    bar.show(f"training {plan.estimator}")
    try:
        result = run(plan, progress=bar.step)
    finally:
        if bar.done < bar.n_steps:
            print(file=sys.stderr)  # what is said next stands below the bar
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
        n_bytes = write_model(to_model(result), path)
        print(f"written: {path}, {n_bytes / 1000:,.0f} KB")


def main(arguments=None):
    """Run one command.

    Parameters
    ----------
    arguments : list of str, optional
        By default those of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m digitrec", description=__doc__)
    parser.add_argument("--version", action="version", version=f"digitrec {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser(
        "build-models", help="rebuild the models that the project ships (about ten minutes)"
    )
    build.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which; all by default: {', '.join(SHIPPED)}"
    )
    build.add_argument("--folder", type=Path, default=MODELS_FOLDER, help="where to write them")
    commands.add_parser(
        "fetch-mnist", help="fetch MNIST into the folder that DIGITREC_DATA names, or else data/"
    )
    add_train(commands)
    options = parser.parse_args(arguments)
    if options.command == "train":
        try:
            train(options)
        except (InvalidPlanError, DatasetError, ModelFileError) as error:
            parser.exit(2, f"{error}\n")
        except KeyboardInterrupt:
            parser.exit(130, "Stopped; nothing was written.\n")
        return
    if options.command == "fetch-mnist":
        try:
            fetch_mnist()
        except DatasetError as error:
            parser.exit(1, f"{error}\n")
        return
    unknown = [name for name in options.names if name not in SHIPPED]
    if unknown:
        parser.error(f"no model is named {', '.join(unknown)}; there are {', '.join(SHIPPED)}")
    build_models(options.names or list(SHIPPED), options.folder)


if __name__ == "__main__":
    main()
