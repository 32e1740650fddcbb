"""The quiz that a person and a model take."""

import numpy as np
import pytest

from digitrec.datasets import load_digits
from digitrec.evaluation import ODD_FROM, make_answers, pick_questions, score_in_words


def test_the_same_number_picks_the_same_pictures_and_another_others():
    odd = np.random.default_rng(0).uniform(0.7, 1.6, 500)
    first, again, other = (pick_questions(odd, random_state=seed) for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("seed", range(20))
def test_ten_different_pictures_four_of_them_odd_anywhere_among_them(seed):
    odd = np.where(np.arange(300) % 3, 1.0, 1.5)
    places = pick_questions(odd, random_state=seed)
    assert len(set(places.tolist())) == 10
    assert (odd[places] >= ODD_FROM).sum() == 4


def test_odd_ones_are_not_always_at_the_same_places():
    odd = np.where(np.arange(300) % 3, 1.0, 1.5)
    first = [odd[pick_questions(odd, random_state=seed)[0]] for seed in range(30)]
    assert set(first) == {1.0, 1.5}


@pytest.mark.parametrize(("n_usual", "n_odd", "n"), [(0, 30, 10), (30, 0, 10), (3, 2, 5)])
def test_what_there_is_not_enough_of_is_made_up_for(n_usual, n_odd, n):
    odd = np.repeat([1.0, 1.5], [n_usual, n_odd])
    assert len(set(pick_questions(odd, random_state=0).tolist())) == n


def answers_of(read):
    digits = load_digits()
    return make_answers(digits, np.arange(10), np.eye(10)[read])  # the labels are 0, 1, ... 9


def test_the_score_counts_both_and_says_how_far_ten_pictures_reach():
    score, trust = score_in_words([*range(7), 0, 0, 0], answers_of([*range(9), 0]))
    assert score == "You: 7 of 10 right; the model: 9."
    assert "40\xa0% to 89\xa0% right" in trust
    assert "the model 60\xa0% to 98\xa0%" in trust
    assert "do not show who reads better" in trust


def test_a_large_difference_is_called_so():
    _, trust = score_in_words([0] * 10, answers_of(list(range(10))))
    assert "very unlikely to be luck" in trust
