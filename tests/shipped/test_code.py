"""The code of the shipped models: without this project, it reads as they do."""

import sys
from unittest.mock import patch

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from digitrec import load_model, model_names
from digitrec.datasets import load_digits
from digitrec.shipped import SHIPPED, shipped_code
from digitrec.training.code import write_counts, write_strokes


def execute(code):
    names = {}
    with threadpool_limits(), patch.dict(sys.modules, {"digitrec": None}):
        exec(compile(code, "a shipped model", "exec"), names)  # noqa: S102 - the project's own
    return names


NAMES = [name for name in model_names() if not SHIPPED[name].n_invented]
WITHOUT_LINEAR_ALGEBRA = ("decision-tree", "random-forest")  # no kernel has a part in their fits


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in WITHOUT_LINEAR_ALGEBRA else pytest.mark.fits)
        for name in NAMES
    ],
)
def test_the_code_of_a_shipped_model_reads_as_it_does(name, drawn_digits):
    model = load_model(name)
    names = execute(shipped_code(name, write_strokes(drawn_digits[4])))
    read = model.read_strokes(names["strokes"])
    np.testing.assert_array_equal(names["image"], read.image)
    probabilities = names["model"].predict_proba(names["image"].reshape(1, -1))[0]
    np.testing.assert_allclose(probabilities, read.prediction.probabilities, atol=5e-4)
    images = load_digits().images[:200]
    np.testing.assert_array_equal(
        names["model"].predict(images.reshape(200, -1)), model.predict_images(images).argmax(1)
    )


def test_cells_are_read_as_they_are():
    counts = load_digits().images[7]
    names = execute(shipped_code("decision-tree", write_counts(counts)))
    np.testing.assert_array_equal(names["image"], counts)
    assert names["answer"] == load_model("decision-tree").predict_image(counts).digit
