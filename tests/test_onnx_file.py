"""A model as ONNX answers as scikit-learn does, or it is said why it is not written."""

import re
from dataclasses import replace

import numpy as np
import onnxruntime
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from digitrec import load_model, model_names, onnx_file
from digitrec.__main__ import main
from digitrec.datasets import load_digits
from digitrec.errors import NoOnnxError
from digitrec.onnx_file import SNIPPET, can_write_onnx, dumps_onnx
from digitrec.recognition import to_model
from digitrec.training import ESTIMATORS, Plan, run

QUICK = {"random-forest": {"n_estimators": 20}, "neural-network": {"max_iter": 20}}
REFUSED = ("dummy", "gradient-boosting")
OTHERS = [
    ("svm", {"kernel": "poly"}),
    ("svm", {"kernel": "linear"}),
    ("logistic-regression", {"scaled": False}),
    ("nearest-neighbours", {"metric": "cosine"}),
]
USUAL = [(name, QUICK.get(name, {})) for name in ESTIMATORS if name not in REFUSED]


def fitted(name, hyperparameters, **options):
    return to_model(run(Plan(name, hyperparameters, **options)))


def assert_answers_alike(model, tolerance=2e-6):
    """On all 1,797 pictures."""
    X = load_digits().X
    session = onnxruntime.InferenceSession(dumps_onnx(model))
    label, probabilities = session.run(["label", "probabilities"], {"X": X.astype(np.float32)})
    assert_array_equal(label, model.estimator.predict(X))
    assert_allclose(probabilities, model.estimator.predict_proba(X), atol=tolerance)
    return session


@pytest.mark.parametrize(("name", "hyperparameters"), [*USUAL, *OTHERS])
def test_it_answers_as_scikit_learn(name, hyperparameters):
    model = fitted(name, hyperparameters)
    session = assert_answers_alike(model, 5e-3 if name == "naive-bayes" else 2e-6)
    said = session.get_modelmeta().custom_metadata_map
    assert said["title"] == model.card.title
    assert said["digits"] == "0 1 2 3 4 5 6 7 8 9"


@pytest.mark.parametrize("name", [name for name in model_names() if name != "default"])
def test_a_shipped_model_answers_as_scikit_learn(name):
    assert_answers_alike(load_model(name))


@pytest.mark.parametrize(
    ("name", "hyperparameters", "sentence"),
    [
        ("dummy", {}, "skl2onnx cannot write a DummyClassifier"),
        ("gradient-boosting", {"max_iter": 1}, "cannot write a HistGradientBoostingClassifier"),
        ("nearest-neighbours", {"weights": "distance"}, "with a vote each"),
        ("nearest-neighbours", {"metric": "manhattan"}, "euclidean or cosine distance"),
        ("nearest-neighbours", {"metric": "chebyshev"}, "euclidean or cosine distance"),
    ],
)
def test_what_cannot_be_written_is_told(name, hyperparameters, sentence):
    with pytest.raises(NoOnnxError, match=sentence):
        dumps_onnx(fitted(name, hyperparameters, n_rows=300))


def test_what_reads_more_than_64_numbers_is_told(model_of_28x28):
    with pytest.raises(NoOnnxError, match="reads pictures of 28×28; only models of 8×8"):
        dumps_onnx(model_of_28x28)
    with pytest.raises(NoOnnxError, match="also looks at how the pen moved"):
        dumps_onnx(load_model())


def test_a_forest_too_large_is_told(monkeypatch):
    monkeypatch.setattr(onnx_file, "MAX_NODES", 100)
    with pytest.raises(NoOnnxError, match="at most 100 are written"):
        dumps_onnx(fitted("random-forest", {"n_estimators": 5}, n_rows=300))


def test_two_digits_that_are_calibrated_are_told():
    model = load_model("svm")
    estimator = type("CalibratedClassifierCV", (), {"classes_": [0, 1]})()
    with pytest.raises(NoOnnxError, match="knows two digits only"):
        dumps_onnx(replace(model, estimator=estimator))


def test_without_skl2onnx_it_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(onnx_file, "find_spec", lambda _name: None)
    assert not can_write_onnx()
    with pytest.raises(NoOnnxError, match="Install it with: python -m pip install skl2onnx"):
        dumps_onnx(load_model("svm"))


def test_the_snippet_reads_with_a_file_of_the_command_line(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    main(["export-onnx", "svm", "--output", "model.onnx"])
    assert re.fullmatch(r"written: model.onnx, \d+ KB\n", capsys.readouterr().out)
    exec(compile(SNIPPET, "snippet", "exec"), {})  # noqa: S102 - the project's own example
    digit, probability = capsys.readouterr().out.split()
    assert digit == "0"
    assert float(probability) > 0.9
    assert f"```python\n{SNIPPET}```" in (root / "docs" / "onnx.md").read_text(encoding="utf-8")


def test_a_file_of_train_is_written_as_onnx(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    main(["train", "--model", "decision-tree", "--rows", "300", "--output", "mine.skops"])
    main(["export-onnx", "mine.skops"])
    onnxruntime.InferenceSession("mine.onnx")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["oracle"], "There is no model and no file oracle."),
        (["default"], "also looks at how the pen moved"),
        (["notes.txt"], "The file notes.txt is no model file"),
        (["svm", "--output", "notes.txt"], "notes.txt is there already"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_code_2(
    arguments, sentence, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("dear")
    with pytest.raises(SystemExit) as end:
        main(["export-onnx", *arguments])
    assert end.value.code == 2
    assert sentence in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
