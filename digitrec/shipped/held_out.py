"""What the shipped models read in cross-validation, stored beside them."""

from pathlib import Path

import numpy as np

from digitrec.datasets import load_digits
from digitrec.errors import ModelFileError
from digitrec.evaluation import make_answers
from digitrec.model_file import READ_ERRORS
from digitrec.shipped.store import MODELS_FOLDER, REBUILD
from digitrec.whole_files import written_whole

HELD_OUT = {  # of the shipped models; the names of the stored splits
    "shuffled": "all 1,797 pictures of Digits, in 5 shuffled folds, each read by a model that had "
    "not learned from it",
    "file_order": "all 1,797 pictures of Digits, in 5 folds in file order, each read by a model "
    "that had not learned from it",
}


def held_out_answers(name, split, *, model, folder=MODELS_FOLDER):
    """What a shipped model read in cross-validation, as stored beside it.

    Parameters
    ----------
    name : str
        One of `digitrec.shipped.model_names()`.
    split : str
        ``"shuffled"`` or ``"file_order"``.
    model : str
        The model's title.
    folder : path, default: the project's models/

    Returns
    -------
    Answers

    Raises
    ------
    ModelFileError
        If the file is missing or altered.
    """
    dataset = load_digits()
    stored = load_held_out(name, folder=folder)[split].astype(np.float64)
    probabilities = stored / stored.sum(axis=1, keepdims=True)  # single precision sums to 1 nearly
    rows = np.arange(len(dataset.y))
    return make_answers(dataset, rows, probabilities, model=model, tested_on=HELD_OUT[split])


def save_held_out(name, held_out, folder=MODELS_FOLDER):
    """Write what a model's cross-validation read, beside the model.

    Parameters
    ----------
    name : str
    held_out : dict of str to ndarray of float32, shape (1797, 10)
        As `digitrec.shipped.build_model` gives it.
    folder : path, default: the project's models/
    """
    with written_whole(Path(folder) / f"{name}.npz") as beside:
        np.savez_compressed(beside, **held_out)


def load_held_out(name, *, folder=MODELS_FOLDER):
    """Load what a shipped model's cross-validation read.

    Parameters
    ----------
    name : str
        One of `model_names()`.
    folder : path, default: the project's models/

    Returns
    -------
    dict of str to ndarray of float32, shape (1797, 10)
        ``"shuffled"`` and ``"file_order"``: the probabilities of each picture of the digits, read
        by a model that was fitted without it.

    Raises
    ------
    ModelFileError
        If the file is missing or altered.
    """
    path = Path(folder) / f"{name}.npz"
    try:
        with np.load(path) as arrays:
            held_out = {split: arrays[split] for split in ("shuffled", "file_order")}
    except READ_ERRORS as error:
        raise ModelFileError(f"The file {path.name} cannot be read ({error}). {REBUILD}") from None
    return held_out
