"""The networks of the default model: they learn from inventions, and at the end from the digits.

What was learned from inventions is shared by all folds of a cross-validation; only the end, in
which the digits come in, is fitted anew for each.
"""

import copy
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitrec.drawing import N_DIRECTION_FEATURES
from digitrec.formats import DIGITS_FORMAT
from digitrec.recognition import with_directions

LabelledRows = tuple[NDArray[np.number], NDArray[np.int64]]  # X, y

N_NETWORKS = 3
HIDDEN_UNITS = (192, 96)
BATCH_SIZE = 256
BEGINNING = ((1e-3, 9), (4e-4, 3), (1.5e-4, 2))  # learning rates, and epochs with each
END = ((1e-3, 5), (3e-4, 2), (1e-4, 2))
END_INVENTED = 0.1  # of the inventions, in the end
END_DIGITS = 1 / 3  # of the rows of the end


def fit_on_inventions(invented: LabelledRows, random_state: int) -> list[Any]:
    """Fit the networks on invented drawings.

    Parameters
    ----------
    invented : tuple of ndarray
        X of shape (n, 64 + 87), cells and direction features, and y of shape (n,): as
        `digitrec.shipped.invent_rows` gives them.
    random_state : int

    Returns
    -------
    list of sklearn.neural_network.MLPClassifier
        For rows that are scaled as `finish` scales them.
    """
    from joblib import Parallel, delayed
    from sklearn.neural_network import MLPClassifier

    networks = [
        MLPClassifier(
            HIDDEN_UNITS, batch_size=BATCH_SIZE, warm_start=True, random_state=random_state + i
        )
        for i in range(1, N_NETWORKS + 1)
    ]
    X, y = _scaler().transform(invented[0]).astype(np.float32), invented[1]
    tasks = (delayed(_go_on)(network, (X, y), BEGINNING) for network in networks)
    return list(Parallel(n_jobs=-1)(tasks))


def finish(networks: list[Any], digits: LabelledRows, invented: LabelledRows) -> Any:
    """Go on fitting networks with the digits among the inventions, and let them vote.

    Parameters
    ----------
    networks : list of sklearn.neural_network.MLPClassifier
        As `fit_on_inventions` gives them. They are not changed.
    digits : tuple of ndarray
        X of shape (n, 64) and y of shape (n,).
    invented : tuple of ndarray
        As `fit_on_inventions` takes it.

    Returns
    -------
    sklearn.ensemble.VotingClassifier
        Of pipelines, for rows of cells and direction features.
    """
    from sklearn.ensemble import VotingClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import LabelEncoder

    n_invented = round(END_INVENTED * len(invented[1]))
    n_digits = n_invented * END_DIGITS / (1 - END_DIGITS)
    repeats = max(1, round(n_digits / len(digits[1])))
    X = np.concatenate([invented[0][:n_invented], *[with_directions(digits[0])] * repeats])
    y = np.concatenate([invented[1][:n_invented], *[digits[1]] * repeats])
    X = _scaler().transform(X).astype(np.float32)
    finished = [_go_on(copy.deepcopy(network), (X, y), END) for network in networks]
    pipelines = [make_pipeline(_scaler(), network) for network in finished]
    vote = VotingClassifier(
        [(f"network {i}", each) for i, each in enumerate(pipelines, 1)], voting="soft"
    )
    # Fitting the vote would fit its networks anew.
    vote.estimators_, vote.le_ = pipelines, LabelEncoder().fit(y)
    vote.classes_ = vote.le_.classes_
    return vote


def _scaler() -> Any:
    """Make a scaler that goes by the format, whatever was drawn: counts to 0..1."""
    from sklearn.preprocessing import MinMaxScaler

    tops = [DIGITS_FORMAT.max_value] * DIGITS_FORMAT.n_features + [1] * N_DIRECTION_FEATURES
    return MinMaxScaler().fit(np.array([np.zeros(len(tops)), tops]))


def _go_on(network: Any, rows: LabelledRows, stages: tuple[tuple[float, int], ...]) -> Any:
    """Fit a network further, ever more slowly."""
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    # One thread adds in one order, so that the same seed gives the same model.
    with threadpool_limits(1), warnings.catch_warnings():
        # The number of epochs is chosen; that the fit ends there is expected.
        warnings.simplefilter("ignore", ConvergenceWarning)
        for rate, n_epochs in stages:
            network.set_params(learning_rate_init=rate, max_iter=n_epochs).fit(*rows)
    return network
