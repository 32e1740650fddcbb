"""What a visit leaves in the browser and takes up again, without a browser."""

import copy
import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from streamlit.testing.v1 import AppTest

from digitrec.model_file import file
from digitrec.recognition import to_model
from digitrec.training import PRESETS, Plan, Split, run
from digitrec.ui.shared import cached
from digitrec.ui.shared.pending_runs import PENDING_RUNS_JOB
from digitrec.ui.shared.runs import MAX_NAME_LENGTH, MAX_RUNS
from digitrec.ui.shared.state import (
    ARTICLE,
    MEMORY,
    READER,
    RUN_NUMBER,
    RUNS,
    job_key,
    plan_key,
    run_name_key,
)
from digitrec.ui.train.plan_form import plan_from_record
from tests.pages.test_train import labels, press, set_state, train, wait

pytestmark = pytest.mark.usefixtures("components_found_once")

BAYES = Plan("naive-bayes").as_dict()
TREE = Plan("decision-tree", {"max_depth": None}, seed=3).as_dict()
MNIST = Plan("naive-bayes", dataset="mnist", n_rows=500).as_dict()


def front_door():
    """What app.py does; under AppTest, pages other than the first are run without it."""
    import runpy

    import streamlit as st

    from digitrec.ui import memory
    from digitrec.ui.shared.page import begin_page

    begin_page("draw")
    memory.restore()
    runpy.run_path(st.query_params["page"])
    memory.save()


@pytest.fixture
def visit(root):
    """Come anew, with what the browser has kept: ``visit(record)``."""

    def come(record=None, page="train"):
        at = AppTest.from_function(front_door, default_timeout=60)
        go(at, page)
        return at if record is None else answer(at, record)

    def go(at, page):
        at.query_params["page"] = str(root / "pages" / f"{page}.py")
        return at.run()

    come.go = go
    cached.results().clear()
    return come


def sent(at):
    """What the browser was given."""
    parts = [node.proto for node in at.get("bidi_component")]
    (part,) = [part for part in parts if part.component_name == "digitrec-memory"]
    return json.loads(part.json)


def answer(at, record, to=None):
    """Let the browser answer that it has kept a record."""
    told = {"request": to or sent(at)["request"], "visit": record}
    at.session_state[MEMORY] = {"answer": json.loads(json.dumps(told))}
    return at.run()


def listed(*plans, name="Mine"):
    return [{"number": i + 1, "name": name, "plan": plan} for i, plan in enumerate(plans)]


def remembered(**values):
    return {"version": 1, **values}


def info(at):
    return " ".join(each.value for each in at.info)


def test_a_first_visit_leaves_nothing(visit):
    at = visit()
    assert sent(at)["visit"] is None
    assert sent(at)["request"]
    assert sent(visit())["request"] != sent(at)["request"]


def test_all_of_a_visit_comes_back(visit):
    at = visit()
    at.session_state[ARTICLE] = "forest-150"
    train(set_state(at, estimator="naive-bayes", seed=4))
    at.text_input(key=run_name_key(1)).set_value("Ours").run()
    train(set_state(at, estimator="nearest-neighbours"))
    at.session_state[plan_key("nearest-neighbours n_neighbors")] = "7"
    at.session_state[READER] = "run-1"
    record = sent(at.run())["visit"]
    assert len(json.dumps(record)) < 2000

    again = visit(record)
    assert not again.exception
    assert sent(again) == {"request": None, "visit": record, "forgotten": False}
    first, second = again.session_state[RUNS]
    assert (first.number, first.name, first.model.card.title) == (1, "Ours", "Ours")
    assert first.result is at.session_state[RUNS][0].result  # by its plan, from the store
    assert second.name.startswith("k nearest neighbours · seed 4 · ")
    assert again.session_state[plan_key("estimator")] == "nearest-neighbours"
    assert again.select_slider(key=plan_key("nearest-neighbours n_neighbors")).value == "7"
    assert again.number_input(key=plan_key("seed")).value == 4
    assert again.selectbox(key=ARTICLE).value == "forest-150"
    train(again)
    assert [run.number for run in again.session_state[RUNS]] == [1, 2, 3]
    visit.go(again, "draw")
    assert "Read by Ours" in str(again)


def test_runs_that_the_server_knows_no_more_are_fitted_again(visit):
    at = visit(remembered(runs=listed(BAYES, TREE), reader="run-2"), "draw")
    assert "Read by Three neural networks" in str(at)
    assert "Stop" in labels(at)  # how far it is, on any page
    assert len(sent(at)["visit"]["runs"]) == 2
    wait(at)
    assert [run.number for run in at.session_state[RUNS]] == [1, 2]
    (_, tree) = at.session_state[RUNS]
    expected = run(plan_from_record(TREE))
    assert (tree.result.probabilities == expected.probabilities).all()
    at.run()
    assert "Read by Mine (2)" in str(at)
    assert cached.results().get(expected.plan) is tree.result


@pytest.mark.slow
def test_fitting_again_can_be_stopped_and_taken_up(visit):
    slow = Plan("gradient-boosting", split=Split("folds", n_folds=10)).as_dict()
    at = visit(remembered(runs=listed(BAYES, slow)))
    press(at, "Stop").run()
    assert "not here yet. A model of an earlier visit, or of a link, must learn again" in info(at)
    assert len(sent(at)["visit"]["runs"]) == 2  # nothing is lost
    assert "Stop" in labels(press(at, "Learn again"))
    press(at, "Stop").run()
    press(at, "Remove")
    assert info(at) == ""
    assert "runs" not in sent(at.run())["visit"] or not sent(at)["visit"]["runs"]


def test_what_takes_long_is_not_fitted_unasked(visit):
    long = Plan("gradient-boosting", split=Split("folds", n_folds=20)).as_dict()
    at = visit(remembered(runs=listed(*[{**long, "seed": seed} for seed in range(10)])))
    assert "Stop" not in labels(at)
    assert "Learn again" in labels(at)


def test_runs_on_data_that_is_not_on_the_server_are_told_and_kept(visit, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    at = visit(remembered(runs=listed(BAYES, MNIST)))
    wait(at)
    assert [run.number for run in at.session_state[RUNS]] == [1]
    assert "the pictures of MNIST, 28×28, which are not on this server" in info(at.run())
    assert "Learn again" not in labels(at)
    assert [each["number"] for each in sent(at)["visit"]["runs"]] == [1, 2]
    press(at, "Remove")
    assert [each["number"] for each in sent(at.run())["visit"]["runs"]] == [1]


def test_an_answer_to_another_session_is_none(visit):
    at = visit()
    answer(at, remembered(reader="svm"), to="0123456789abcdef")
    assert READER not in at.session_state
    answer(at, remembered(reader="svm"))
    assert at.session_state[READER] == "svm"
    answer(at, remembered(reader="decision-tree"), to="0123456789abcdef")
    assert at.session_state[READER] == "svm"


def test_what_a_session_has_is_not_overwritten(visit):
    at = train(set_state(visit(), estimator="naive-bayes"))
    at.session_state[READER] = "decision-tree"
    kept = {"estimator": "dummy", "seed": 5}
    answer(at, remembered(reader="svm", choices=kept, runs=listed(TREE, TREE)))
    assert at.session_state[READER] == "decision-tree"
    assert at.session_state[plan_key("estimator")] == "naive-bayes"
    assert at.session_state[plan_key("seed")] == 5
    (mine,) = at.session_state[RUNS]
    assert mine.name.startswith("Naive Bayes · seed 0 · ")


HOSTILE = [
    "junk",
    17,
    [],
    {},
    {"version": 2, "reader": "svm"},
    remembered(reader=["svm"], choices=[], runs={}, article={}),
    remembered(reader="../../models/svm", article="nope", closer="__class__"),
    remembered(reader="run-1", **{"run number": 10**30, "chosen run": "1"}),
    remembered(choices={"seed": "0; drop", "n_folds": 21, "estimator": ["svm"], "kind": None}),
    remembered(choices={"svm C": 100, "train_percent": 97, "n_rows": 70_001, "target": True}),
    remembered(choices={"__proto__": 1, "nope": 2, "seed": 1.5}),
    remembered(runs=["junk", None, 3, [], {}, {"number": 1, "name": "x"}]),
    remembered(runs=listed(None, "junk", [], {}, {"estimator": "svm"})),
    remembered(runs=listed({**BAYES, "estimator": ["svm"]}, {**BAYES, "estimator": "nope"})),
    remembered(runs=listed({**BAYES, "dataset": ["mnist"]}, {**BAYES, "dataset": "/etc/passwd"})),
    remembered(runs=listed({**BAYES, "seed": -1}, {**BAYES, "n_learned": 50})),
    remembered(runs=listed({**BAYES, "n_rows": 3}, {**BAYES, "target": 10})),
    remembered(runs=listed({**BAYES, "split": {"kind": "nope"}}, {**BAYES, "split": "folds"})),
    remembered(runs=listed({**BAYES, "split": {"kind": "folds", "n_folds": 1000}})),
    remembered(runs=listed({**BAYES, "split": {**BAYES["split"], "train_share": float("nan")}})),
    remembered(runs=listed({**BAYES, "hyperparameters": {"var_smoothing": 12345}})),
    remembered(runs=listed({**TREE, "hyperparameters": {"max_depth": True}})),
    remembered(runs=listed({**TREE, "hyperparameters": {"max_depth": {"a": 1}}})),
    remembered(runs=[{"number": 0, "name": "x", "plan": BAYES}]),
    remembered(runs=[{"number": True, "name": "x", "plan": BAYES}]),
    remembered(runs=[{"number": 1, "name": " ", "plan": BAYES}]),
    remembered(runs=[{"number": 1, "name": ["x"], "plan": BAYES}]),
    remembered(**{"article runs": {"tree-tuned": [1], "nope": 1}}),
    remembered(**{"article runs": {"svm-six-of-six": [[]]}}),
]


@pytest.mark.parametrize("record", HOSTILE, ids=range(len(HOSTILE)))
def test_what_cannot_be_believed_is_left_out(visit, record):
    at = visit(record)
    assert not at.exception
    assert not at.error
    assert "Evaluate" not in labels(at)  # there is no run
    left = sent(at)
    assert left["request"] is None
    assert left["visit"] is None


def test_what_can_be_believed_is_taken_from_beside_what_cannot(visit):
    runs = [*listed(BAYES), {"number": 2, "name": "x", "plan": "junk"}, *listed(TREE)]
    at = visit(remembered(reader="nope", choices={"seed": 7, "kind": "nope"}, runs=runs))
    wait(at)
    (mine,) = at.session_state[RUNS]  # a number is there once
    assert mine.result.plan == plan_from_record(BAYES)
    assert at.session_state[plan_key("seed")] == 7


def test_a_record_of_version_1_1_is_taken_up(visit):
    cached.results().put(run(plan_from_record(TREE)))
    at = visit(remembered(runs=listed(TREE, TREE, name="1. Decision tree"), reader="run-1"))
    assert [each.name for each in at.session_state[RUNS]] == [
        "1. Decision tree",
        "1. Decision tree (2)",
    ]
    assert at.session_state[READER] == "run-1"


def test_there_is_an_end_to_numbers_and_names(visit):
    cached.results().put(run(Plan("naive-bayes")))
    name = "<b>a</b>\n" + 100 * "x"
    at = visit(remembered(runs=listed(*[BAYES] * (MAX_RUNS + 5), name=name)))
    mine = at.session_state[RUNS]
    assert len(mine) == MAX_RUNS
    assert len({each.name for each in mine}) == MAX_RUNS
    assert all(each.name.startswith("<b>a</b> xxx") for each in mine)
    assert {len(each.name) for each in mine} == {MAX_NAME_LENGTH}
    assert "Train it" not in labels(at)


def test_an_article_comes_back_with_its_runs(visit):
    (plan,) = PRESETS["svm-six-of-six"].plans_for()
    cached.results().put(run(plan))
    kept = {"article runs": {"svm-six-of-six": [1]}, "article": "svm-six-of-six"}
    at = visit(remembered(runs=listed(plan.as_dict()), **kept))
    assert "6 of 6 are read right here" in " ".join(text.value for text in at.markdown)


def test_every_plan_of_an_article_is_known():
    for preset in PRESETS.values():
        for plan in preset.plans_for(2000):
            assert plan_from_record(json.loads(json.dumps(plan.as_dict()))) == plan


def test_a_number_means_what_it_meant_before_the_browser():
    plan = Plan("random-forest", {"max_features": 1.0})
    through = copy.deepcopy(plan.as_dict())
    through["hyperparameters"]["max_features"] = 1  # as JavaScript writes it
    assert type(plan_from_record(through).hyperparameters["max_features"]) is float


def test_a_model_from_a_file_is_not_kept(visit):
    at = visit()
    data = file.dumps_model(to_model(run(Plan("naive-bayes"))))
    at.file_uploader[0].upload("mine.skops", data, "application/zip").run()
    at.session_state[READER] = "run-1"
    record = sent(at.run())["visit"]
    assert "runs" not in record
    again = visit(record)
    assert READER not in again.session_state
    assert again.session_state[RUN_NUMBER] == 1  # the next run is another one


def test_forget_empties_the_session_and_stops_its_work(visit):
    slow = Plan("gradient-boosting", split=Split("folds", n_folds=10)).as_dict()
    at = visit(remembered(runs=listed(slow), reader="svm", choices={"seed": 7}))
    job = at.session_state[job_key(PENDING_RUNS_JOB)].job
    press_forget(at)
    assert job.is_over
    assert sent(at)["forgotten"] is True
    assert sent(at)["visit"] is None
    assert "Evaluate" not in labels(at)  # there is no run
    assert at.number_input(key=plan_key("seed")).value == 0


def press_forget(at):
    """Let the browser say that the visitor wants to be forgotten, as its component does."""
    (node,) = [
        node.proto
        for node in at.get("bidi_component")
        if node.proto.component_name == "digitrec-memory"
    ]
    states = at._tree.get_widget_states()
    pressed = json.dumps([{"event": "forget", "value": True}])
    trigger = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{node.id}__events"
    states.widgets.append(WidgetState(id=trigger, json_trigger_value=pressed))
    return at._run(states)
