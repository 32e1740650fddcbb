"""A quiz of ten pictures, which a person and a model read."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitrec.accuracy import Accuracy
from digitrec.evaluation.answers import Answers
from digitrec.evaluation.comparison import mcnemar

N_QUESTIONS = 10
N_ODD = 4
ODD_FROM = 1.25  # oddness from which a picture counts as odd


def pick_questions(odd: NDArray[np.float64], *, random_state: int) -> NDArray[np.int64]:
    """Pick the pictures of a quiz at random: ten, four of them odd, in random order.

    Parameters
    ----------
    odd : ndarray of float64, shape (n,)
        As `digitrec.datasets.oddness` gives it.
    random_state : int
        The same one picks the same pictures.

    Returns
    -------
    ndarray of int64, shape (10,)
        Their indices. Fewer than four are odd where there are not so many, and fewer than ten
        are picked where there are not so many.

    Examples
    --------
    >>> from digitrec.datasets import load_digits, oddness
    >>> odd = oddness(load_digits().X, load_digits().y)
    >>> places = pick_questions(odd, random_state=1)
    >>> len(set(places.tolist())), int((odd[places] >= ODD_FROM).sum())
    (10, 4)
    """
    rng = np.random.default_rng(random_state)
    hard = rng.permutation(np.flatnonzero(odd >= ODD_FROM))
    easy = rng.permutation(np.flatnonzero(odd < ODD_FROM))
    picked = np.concatenate([hard[:N_ODD], easy, hard[N_ODD:]])[:N_QUESTIONS]
    return rng.permutation(picked)


def score_in_words(guesses: Sequence[int], answers: Answers) -> tuple[str, str]:
    """Compare how a person and a model have read the same pictures.

    Parameters
    ----------
    guesses : sequence of int, length n
        The digits that the person read.
    answers : Answers
        What the model read, without having learned from these pictures.

    Returns
    -------
    tuple of str
        The score, and how far it can be trusted.

    Examples
    --------
    >>> import numpy as np
    >>> from digitrec.datasets import load_digits
    >>> from digitrec.evaluation import make_answers
    >>> answers = make_answers(load_digits(), np.arange(10), np.eye(10))  # 0, 1, ... 9
    >>> score, trust = score_in_words([0, 1, 2, 3, 4, 5, 6, 1, 1, 1], answers)
    >>> score
    'You: 7 of 10 right; the model: 10.'
    >>> trust[-42:]
    'So these ten do not show who reads better.'
    """
    right = np.asarray(guesses) == answers.y_true
    you, model = Accuracy(int(right.sum()), len(right)), answers.accuracy
    if mcnemar(right, answers.right).differs:
        who = "So large a difference is very unlikely to be luck."
    else:
        who = "So these ten do not show who reads better."
    trust = (
        "Ten pictures are few. With very many of this kind, you would probably read "
        f"{you.interval_in_words} right, and the model {model.interval_in_words} "
        f"(*95\xa0% confidence interval*). {who}"
    )
    return f"You: {you.n_right} of {you.n} right; the model: {model.n_right}.", trust
