"""What makes the classifiers of scikit-learn, and asks them for probabilities.

A factory takes a seed and the hyperparameters that `digitrec.training.ESTIMATORS` has for it, by
scikit-learn's names, and gives an unfitted classifier. What it needs of scikit-learn is imported
only then.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def class_probabilities(estimator: Any, X: NDArray[Any], n_classes: int) -> NDArray[np.float64]:
    """Give the probability of each of the classes 0..n_classes - 1, learned or not.

    Parameters
    ----------
    estimator : object
        A fitted scikit-learn classifier with ``predict_proba``; its classes are such numbers.
    X : ndarray of float32 or float64, shape (n, n_features)
    n_classes : int

    Returns
    -------
    ndarray of float64, shape (n, n_classes)
        0 for classes that it did not learn.
    """
    probabilities = np.zeros((len(X), n_classes))
    if len(X):
        probabilities[:, estimator.classes_.astype(np.intp)] = estimator.predict_proba(X)
    return probabilities


def calibrated(estimator: Any) -> Any:
    """Turn an estimator's scores into probabilities by one temperature.

    Parameters
    ----------
    estimator : object
        An unfitted scikit-learn classifier. Its answers stay as they are.

    Returns
    -------
    sklearn.calibration.CalibratedClassifierCV
        Unfitted.

    References
    ----------
    C. Guo et al., *On calibration of modern neural networks*, ICML 2017.
    """
    from sklearn.calibration import CalibratedClassifierCV

    return CalibratedClassifierCV(estimator, method="temperature", ensemble=False)


def _scaled(estimator: Any, scaled: bool) -> Any:
    """Put a scaler to 0..1 before an estimator, if `scaled`."""
    if not scaled:
        return estimator
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler

    return make_pipeline(MinMaxScaler(), estimator)


def svm(random_state: int, **hyperparameters: Any) -> Any:
    """Make a support vector machine, whose scores become probabilities."""
    from sklearn.svm import SVC

    return calibrated(SVC(**hyperparameters, random_state=random_state))


def logistic_regression(random_state: int, *, scaled: bool, **hyperparameters: Any) -> Any:
    """Make a logistic regression."""
    from sklearn.linear_model import LogisticRegression

    return _scaled(LogisticRegression(**hyperparameters, random_state=random_state), scaled)


def decision_tree(random_state: int, **hyperparameters: Any) -> Any:
    """Make a decision tree."""
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(**hyperparameters, random_state=random_state)


def random_forest(random_state: int, **hyperparameters: Any) -> Any:
    """Make a random forest."""
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(**hyperparameters, random_state=random_state)


def nearest_neighbours(_random_state: int, **hyperparameters: Any) -> Any:
    """Make a vote of the nearest neighbours; nothing of it is random."""
    from sklearn.neighbors import KNeighborsClassifier

    return KNeighborsClassifier(**hyperparameters)


def neural_network(random_state: int, *, scaled: bool, **hyperparameters: Any) -> Any:
    """Make a neural network (multilayer perceptron)."""
    from sklearn.neural_network import MLPClassifier

    return _scaled(MLPClassifier(**hyperparameters, random_state=random_state), scaled)


def gradient_boosting(random_state: int, **hyperparameters: Any) -> Any:
    """Make gradient-boosted trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(**hyperparameters, random_state=random_state)


def naive_bayes(_random_state: int, **hyperparameters: Any) -> Any:
    """Make a Gaussian naive Bayes; nothing of it is random."""
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB(**hyperparameters)


def dummy(_random_state: int) -> Any:
    """Make a guess of the most frequent class."""
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy="most_frequent")
