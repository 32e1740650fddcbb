"""The cross-validated probabilities of the shipped models, stored beside them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitrec.datasets import load_digits
from digitrec.errors import ModelFileError
from digitrec.evaluation import Answers, make_answers
from digitrec.model_file import READ_ERRORS
from digitrec.shipped.store import MODELS_FOLDER, REBUILD
from digitrec.whole_files import written_whole

N_FOLDS = 5
TESTED_ON = {  # by the names of the stored splits
    "shuffled": f"all 1,797 pictures of Digits, in {N_FOLDS} shuffled folds, each read by a model "
    "that had not learned from it",
    "file_order": f"all 1,797 pictures of Digits, in {N_FOLDS} folds in file order, each read by a "
    "model that had not learned from it",
}


def held_out_answers(
    name: str, split: str, *, model: str, folder: str | Path = MODELS_FOLDER
) -> Answers:
    """Load the cross-validated answers of a shipped model.

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
    digitrec.evaluation.Answers

    Raises
    ------
    ModelFileError
        If the file is missing or altered.

    Examples
    --------
    >>> answers = held_out_answers("svm", "shuffled", model="Support vector machine")
    >>> answers.accuracy.n, answers.accuracy.proportion > 0.95
    (1797, True)
    """
    dataset = load_digits()
    stored = load_held_out(name, folder=folder)[split].astype(np.float64)
    probabilities = stored / stored.sum(axis=1, keepdims=True)  # float32: they nearly sum to 1
    rows = np.arange(len(dataset.y))
    return make_answers(dataset, rows, probabilities, model=model, tested_on=TESTED_ON[split])


def save_held_out(
    name: str,
    held_out: Mapping[str, NDArray[np.float32]],
    folder: str | Path = MODELS_FOLDER,
) -> None:
    """Write the cross-validated probabilities of a model beside it.

    Parameters
    ----------
    name : str
    held_out : dict of str to ndarray of float32, shape (1797, 10)
        As `digitrec.shipped.build_model` gives it.
    folder : path, default: the project's models/
    """
    with written_whole(Path(folder) / f"{name}.npz") as beside:
        np.savez_compressed(
            beside, shuffled=held_out["shuffled"], file_order=held_out["file_order"]
        )


def load_held_out(
    name: str, *, folder: str | Path = MODELS_FOLDER
) -> dict[str, NDArray[np.float32]]:
    """Load the cross-validated probabilities of a shipped model.

    Parameters
    ----------
    name : str
        One of `model_names()`.
    folder : path, default: the project's models/

    Returns
    -------
    dict of str to ndarray of float32, shape (1797, 10)
        ``"shuffled"`` and ``"file_order"``: the probabilities of each picture of the digits, by a
        model that was fitted without it.

    Raises
    ------
    ModelFileError
        If the file is missing or altered.
    """
    path = Path(folder) / f"{name}.npz"
    try:
        with np.load(path) as arrays:
            held_out = {split: arrays[split] for split in TESTED_ON}
    except READ_ERRORS as error:
        raise ModelFileError(f"The file {path.name} cannot be read ({error}). {REBUILD}") from None
    return held_out
