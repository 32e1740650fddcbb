"""What a model read: put together from runs and from what is stored."""

from dataclasses import replace

import numpy as np
import pytest

from digitrec.datasets import load_digits
from digitrec.evaluation import answers_of_run, make_answers, read_answers
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT
from digitrec.shipped import held_out_answers, load_model, model_names
from digitrec.training import Plan, Split, run

TREE = Plan("decision-tree", n_rows=600)


def test_a_runs_answers_are_its_results():
    result = run(TREE)
    answers = answers_of_run(result, "Mine")
    assert (answers.model, answers.n) == ("Mine", 150)
    assert answers.accuracy == result.accuracy
    assert np.array_equal(answers.y_true, load_digits().y[result.test_indices])
    assert answers.tested_on == "150 pictures of Digits that it had not learned from"


def test_folds_are_told():
    result = run(replace(TREE, split=Split("folds", n_folds=3)))
    assert "600 pictures of Digits, in 3 folds, shuffled" in answers_of_run(result, "").tested_on


def test_a_detectors_classes_are_no_and_yes():
    answers = answers_of_run(run(replace(TREE, target=4)), "Four")
    assert answers.class_names == ["not 4", "4"]
    assert np.array_equal(answers.y_true == 1, load_digits().y[answers.rows] == 4)


@pytest.mark.parametrize("name", model_names())
@pytest.mark.parametrize("split", ["shuffled", "file_order"])
def test_stored_answers_are_as_good_as_the_card_says(name, split):
    answers = held_out_answers(name, split, model=name)
    assert answers.accuracy == load_model(name).card.accuracy[split]


def test_the_misread_come_surest_first():
    answers = held_out_answers("decision-tree", "shuffled", model="")
    misread = answers.misread()
    assert set(misread) == set(np.flatnonzero(answers.y_true != answers.y_pred))
    assert (np.diff(answers.confidence[misread]) <= 0).all()


def test_cells_part_the_answers():
    answers = held_out_answers("decision-tree", "shuffled", model="")
    cells = [answers.in_cell(true, predicted) for true in range(10) for predicted in range(10)]
    assert sorted(np.concatenate(cells)) == list(range(1797))
    cell = answers.in_cell(9, 8)
    assert (answers.y_true[cell] == 9).all()
    assert (answers.y_pred[cell] == 8).all()
    assert np.array_equal(answers.images(cell), load_digits().images[answers.rows[cell]])


def test_another_data_set_is_read_in_the_models_format():
    digits, model = load_digits(), load_model("svm")
    answers = read_answers(
        model.predict_images, digits, model="SVM", picture_format=DIGITS_FORMAT, n=100
    )
    assert answers.tested_on == "a sample of 100 of the 1,797 pictures of Digits"
    assert np.array_equal(answers.images(np.arange(100)), digits.images[answers.source_rows])
    assert np.array_equal(
        answers.probabilities, model.predict_images(digits.images[answers.source_rows])
    )
    seen = []

    def read(images):
        seen.append(images.shape)
        return np.full((len(images), 10), 0.1)

    large = read_answers(read, digits, model="", picture_format=MNIST_FORMAT, n=5)
    assert seen == [(5, 28, 28)]
    assert large.picture_format is MNIST_FORMAT
    assert np.array_equal(large.y_true, digits.y[large.source_rows])
    assert large.source == "digits"


def test_the_most_probable_class_is_predicted():
    probabilities = np.eye(10)[[3, 1]]
    answers = make_answers(load_digits(), np.array([3, 4]), probabilities)
    assert answers.y_pred.tolist() == [3, 1]
    assert answers.accuracy.n_right == 1
