"""Ways to split: every row where it belongs, drawn the same twice, and clear words for the rest."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitrec.datasets import load_digits
from digitrec.errors import InvalidPlanError
from digitrec.training import SPLITS, Split
from digitrec.training.splits import split_indices, split_sizes

Y = load_digits().y
WRITERS = np.arange(len(Y)) // 60  # made up: sixty pictures each


@pytest.mark.parametrize("kind", SPLITS)
def test_no_picture_is_learned_from_and_tested_on(kind):
    pairs = split_indices(Y, Split(kind), 0, WRITERS)
    assert len(pairs) == (5 if SPLITS[kind].has_folds else 1)
    for train, test in pairs:
        assert not set(train) & set(test)
        assert set(train) | set(test) == set(range(1797))
    if SPLITS[kind].has_folds:
        assert sorted(np.concatenate([test for _, test in pairs])) == list(range(1797))


@pytest.mark.parametrize("kind", SPLITS)
def test_the_seed_decides_what_is_random(kind):
    (train, _), (again, _), (other, _) = (
        split_indices(Y, Split(kind), seed, WRITERS)[0] for seed in (3, 3, 4)
    )
    assert np.array_equal(train, again)
    assert np.array_equal(train, other) != SPLITS[kind].is_random


@pytest.mark.parametrize("kind", ["stratified", "random"])
def test_the_shares_are_those_of_scikit_learn(kind):
    from sklearn.model_selection import train_test_split

    (train, test), *_ = split_indices(Y, Split(kind, train_share=0.8), 7)
    theirs = train_test_split(
        np.arange(1797), test_size=0.2, random_state=7, stratify=Y if kind == "stratified" else None
    )
    assert np.array_equal(train, theirs[0])
    assert np.array_equal(test, theirs[1])


def test_stratified_keeps_the_mixture():
    (_, test), *_ = split_indices(Y, Split("stratified", train_share=0.5), 0)
    assert np.ptp(np.bincount(Y[test]) - np.bincount(Y) / 2) <= 1


def test_file_order_is_the_first_and_the_last_as_the_articles_have_it():
    (train, test), *_ = split_indices(Y, Split("file-order", n_train=1790, n_test=6), 0)
    assert train.tolist() == list(range(1790))
    assert test.tolist() == list(range(1791, 1797))


@pytest.mark.parametrize(
    ("split", "sentence"),
    [
        (Split("magic"), "no split named 'magic'; there are stratified"),
        (Split("random", train_share=1.0), "must be above 0 and below 1"),
        (Split("random", train_share=0.0001), "leaves 0 to learn from"),
        (Split("stratified", train_share=0.001), "at least 2 pictures of each"),
        (Split("file-order", n_train=1797), "leaves 1,797 to learn from and 0 to test"),
        (Split("file-order", n_train=1000, n_test=1000), "more than the 1,797 that there are"),
        (Split("folds", n_folds=1), "1 folds of 1,797 pictures are not possible"),
        (Split("folds", n_folds=1798), "choose from 2 to 1,797"),
    ],
)
def test_a_split_that_cannot_be_is_refused(split, sentence):
    with pytest.raises(InvalidPlanError, match=sentence):
        split_indices(Y, split, 0)


def test_too_few_of_a_class_for_a_stratified_split_are_named():
    with pytest.raises(InvalidPlanError, match="Here are 1 of the rarest"):
        split_indices(np.array([0] * 50 + [1]), Split("stratified"), 0)


def counted(pairs):
    return [(len(train), len(test)) for train, test in pairs]


SPLITS_OF_ANY_NUMBERS = st.builds(
    Split,
    kind=st.sampled_from(list(SPLITS)),
    train_share=st.floats(-0.1, 1.1),
    n_train=st.none() | st.integers(1, 60),
    n_test=st.none() | st.integers(1, 60),
    n_folds=st.integers(1, 60),
)


@given(
    y=st.lists(st.integers(0, 3), min_size=1, max_size=50).map(np.array),
    split=SPLITS_OF_ANY_NUMBERS,
)
def test_sizes_are_those_of_the_split_itself(y, split):
    try:
        expected = split_sizes(y, split)
    except InvalidPlanError as refused:
        with pytest.raises(InvalidPlanError, match=re.escape(str(refused))):
            split_indices(y, split, 0)
    else:
        assert counted(split_indices(y, split, 0)) == expected


@pytest.mark.parametrize("kind", SPLITS)
def test_sizes_of_the_digits_are_those_of_the_split_itself(kind):
    sizes = split_sizes(Y, Split(kind), WRITERS)
    assert sizes == counted(split_indices(Y, Split(kind), 0, WRITERS))


def test_no_writer_is_learned_from_and_tested_on_and_what_is_nobodys_is_never_tested():
    writers = np.concatenate([np.full(1000, -1), np.repeat(np.arange(8), 100)])
    y = np.arange(1800) % 10
    pairs = split_indices(y, Split("writers", n_folds=4), 0, writers)
    assert [len(test) for _, test in pairs] == [200] * 4
    for train, test in pairs:
        assert not set(writers[train]) & set(writers[test])
        assert set(range(1000)) <= set(train)


def test_own_drawings_are_held_out_of_all_classes_and_everything_else_is_learned_from():
    writers = np.concatenate([np.full(1000, -1), np.zeros(40, dtype=int)])
    y = np.arange(1040) % 10
    ((train, test),) = split_indices(y, Split("own", train_share=0.5), 0, writers)
    assert test.min() >= 1000
    assert np.bincount(y[test]).tolist() == [2] * 10
    assert len(train) + len(test) == 1040


@pytest.mark.parametrize(
    ("kind", "writers", "sentence"),
    [
        ("own", None, "Of none of these 20 pictures is it known who wrote it"),
        ("writers", np.full(20, -1), "Of none of these 20 pictures"),
        ("writers", np.zeros(20), "not possible with 1; it takes the drawings of two writers"),
        ("writers", np.arange(20) % 3, "5 folds of whole writers are not possible with 3; choose"),
    ],
)
def test_splits_by_writer_say_what_they_lack(kind, writers, sentence):
    with pytest.raises(InvalidPlanError, match=sentence):
        split_indices(np.arange(20) % 10, Split(kind), 0, writers)
