"""The command line: `python -m digitrec build-models`."""

import argparse
import shutil
import sys
from pathlib import Path

from digitrec.shipped import SHIPPED
from digitrec.store import MODELS_FOLDER, save_held_out, save_model


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
    from digitrec.build import N_STEPS, build_model

    bar = ProgressBar(N_STEPS * len(names))
    for name in names:
        bar.show(f"building {name}")
        model, held_out = build_model(name, progress=bar.step)
        model = save_model(model, folder)
        save_held_out(name, held_out, folder)
        accuracy = model.card["accuracy"]
        print(
            f"{name}: {accuracy['shuffled']['share']:.1%} shuffled, "
            f"{accuracy['file_order']['share']:.1%} in file order"
        )


def main(arguments=None):
    """Run one command.

    Parameters
    ----------
    arguments : list of str, optional
        By default those of the command line.
    """
    parser = argparse.ArgumentParser(prog="python -m digitrec", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser(
        "build-models", help="rebuild the models that the project ships (about ten minutes)"
    )
    build.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which; all by default: {', '.join(SHIPPED)}"
    )
    build.add_argument("--folder", type=Path, default=MODELS_FOLDER, help="where to write them")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in SHIPPED]
    if unknown:
        parser.error(f"no model is named {', '.join(unknown)}; there are {', '.join(SHIPPED)}")
    build_models(options.names or list(SHIPPED), options.folder)


if __name__ == "__main__":
    main()
