"""Cards: what they say comes back from JSON as it was."""

import json
from dataclasses import FrozenInstanceError, replace

import pytest

from digitrec import ModelFileError, model_names
from digitrec.accuracy import Accuracy
from digitrec.formats import DIGITS_FORMAT, MNIST_FORMAT
from digitrec.recognition import Card, View, card_from_dict
from digitrec.shipped import load_model
from digitrec.training import Plan

WHOLE = Card(
    MNIST_FORMAT,
    (View(3.5, 0.1), View()),
    name="tree",
    title="A tree",
    hyperparameters={"max_depth": 4},
    accuracy={"held_out": Accuracy(5, 10)},
    sha256="0" * 64,
)


@pytest.mark.parametrize("name", model_names())
def test_a_shipped_card_is_written_as_it_was_read(name, root):
    text = (root / "models" / f"{name}.json").read_text(encoding="utf-8")
    assert json.dumps(load_model(name).card.as_dict(), indent=2) + "\n" == text


def test_a_card_comes_back_from_json():
    assert card_from_dict(json.loads(json.dumps(WHOLE.as_dict())), "tree.json") == WHOLE


def test_an_accuracy_is_written_with_what_follows_from_its_counts():
    assert WHOLE.as_dict()["accuracy"] == {
        "held_out": {"right": 5, "of": 10, "share": 0.5, "interval_95": [0.2366, 0.7634]}
    }


def test_a_plan_is_written_where_there_is_one():
    assert "plan" not in WHOLE.as_dict()
    assert replace(WHOLE, plan=Plan("svm")).as_dict()["plan"] == Plan("svm").as_dict()


def test_only_the_format_must_be_known():
    card = Card(DIGITS_FORMAT)
    assert card.views == (View(4.0, 0.0),)
    assert card.title == "This model"
    with pytest.raises(FrozenInstanceError):
        card.title = "Mine"


@pytest.mark.parametrize(
    "accuracy",
    [
        {"right": True, "of": 10},
        {"right": 5.0, "of": 10},
        {"right": 5},
        {"right": 11, "of": 10},
        {"right": 0, "of": 0},
        {"right": -1, "of": 10},
        {"right": 0, "of": 10**9},
        [5, 10],
    ],
)
def test_an_accuracy_that_is_none_is_refused(accuracy):
    entries = WHOLE.as_dict() | {"accuracy": {"held_out": accuracy}}
    with pytest.raises(ModelFileError, match=r"accuracy is missing or of another kind"):
        card_from_dict(entries, "tree.json")


@pytest.mark.parametrize(
    "wrong", [{"temperature": 0.0}, {"temperature": "hot"}, {"with_directions": 1}]
)
def test_what_a_card_need_not_hold_is_checked_where_it_does(wrong):
    whole = replace(WHOLE, temperature=1.25, with_directions=True)
    read = card_from_dict(whole.as_dict(), "tree.json")
    assert (read.temperature, read.with_directions) == (1.25, True)
    without = card_from_dict(WHOLE.as_dict(), "tree.json")
    assert (without.temperature, without.with_directions) == (1.0, False)
    with pytest.raises(ModelFileError, match=f"{next(iter(wrong))} is missing or of another kind"):
        card_from_dict(whole.as_dict() | wrong, "tree.json")
