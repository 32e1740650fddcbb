"""The Evaluate page, used without a browser."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitrec.accuracy import percent
from digitrec.datasets import load_digits
from digitrec.evaluation import (
    OF_ROW,
    confusion_matrix,
    mcnemar,
    most_confused,
    permutation_importances,
)
from digitrec.recognition import to_model
from digitrec.shipped import held_out_answers, load_model
from digitrec.training import Plan, Split, run
from digitrec.ui.evaluate.evaluated_model import ELSEWHERE, FILE_ORDER, SHUFFLED
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import (
    EVALUATE_TAB,
    EVALUATED,
    IMAGE_OF,
    INSIGHT,
    MATRIX,
    MATRIX_BY,
    MISREAD,
    READER,
    RUN_NUMBER,
    RUNS,
    SCROLL,
    TESTED_ON,
    table_key,
)

pytestmark = pytest.mark.usefixtures("components_found_once")

PARTS = [
    "Confused",
    "Misread",
    "Each digit",
    "How sure",
    "Two models",
    "What it looks at",
    "Download",
]
TESTED = "A tested picture"
TREE = Plan("decision-tree", split=Split("stratified"))


@pytest.fixture(scope="module")
def tree():
    return run(TREE)


@pytest.fixture(scope="module")
def detector():
    return run(Plan("logistic-regression", target=2))


@pytest.fixture
def app(root):
    return AppTest.from_file(str(root / "app.py"), default_timeout=60)


def open_page(app, *results, part="Confused", **choices):
    """Let a visitor with such runs open the page."""
    app.run()
    app.session_state[RUNS] = [
        Run(
            number,
            f"{number}. Mine",
            result,
            None if result.plan.target is not None else to_model(result, f"{number}. Mine"),
        )
        for number, result in enumerate(results, 1)
    ]
    app.session_state[RUN_NUMBER] = len(results)
    app.session_state[EVALUATE_TAB] = part
    for key, value in choices.items():
        app.session_state[key] = value
    return app.switch_page("pages/evaluate.py").run()


def words(at):
    return " ".join(node.value for node in [*at.markdown, *at.caption])


def gallery(at, i=0):
    """What the page's gallery was given."""
    protos = [node.proto for node in at.get("bidi_component")]
    found = [part for part in protos if part.component_name == "digitrec-gallery"]
    return json.loads(found[i].json)


def is_whole(at):
    return not at.exception and not at.error


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kind", ["shipped", "run", "detector"])
def test_every_part_shows_every_kind_of_model(app, part, kind, tree, detector):
    results = {"shipped": [], "run": [tree], "detector": [detector]}[kind]
    at = open_page(app, *results, part=part)
    assert is_whole(at)
    assert "95\xa0% confidence interval" in words(at)


def test_a_shipped_model_is_shown_at_once_as_its_card_counts(app):
    at = open_page(app, **{EVALUATED: "svm", TESTED_ON: FILE_ORDER})
    answers = held_out_answers("svm", "file_order", model="")
    assert answers.accuracy.counts in words(at)


def test_the_newest_run_is_shown_first_on_its_own_test_part(app, tree):
    at = open_page(app, tree)
    assert f"{tree.accuracy.counts} pictures" in words(at)
    assert "450 pictures of Digits that it had not learned from" in words(at)


def test_the_boxes_begin_with_the_pair_most_confused_and_choose_a_cell(app, tree):
    at = open_page(app, tree)
    matrix = confusion_matrix(tree.y_true, tree.y_pred, 10)
    true, predicted = most_confused(matrix)
    assert f"{matrix[true, predicted]} picture" in words(at)
    boxes = {box.label: box for box in at.selectbox}
    assert (boxes["It was"].value, boxes["It was read as"].value) == (true, predicted)
    boxes["It was"].set_value(4)
    boxes["It was read as"].set_value(4)
    at.run()
    assert is_whole(at)
    assert f"**{matrix[4, 4]} pictures of 4 read as 4**" in words(at)
    assert len(gallery(at)["captions"]) == min(matrix[4, 4], 40)


def test_the_table_of_the_matrix_shows_what_its_cells_show(app, tree):
    matrix = confusion_matrix(tree.y_true, tree.y_pred, 10)
    app.session_state[table_key("matrix")] = True
    at = open_page(app, tree)
    assert f"<td>{matrix[4, 4]}</td>" in at.get("html")[-1].proto.body
    app.session_state[MATRIX_BY] = OF_ROW
    at.run()
    share = percent(matrix[4, 4] / matrix[4].sum())
    assert f"<td>{share}</td>" in at.get("html")[-1].proto.body


def test_a_cell_without_pictures_says_so(app, tree):
    matrix = confusion_matrix(tree.y_true, tree.y_pred, 10)
    true, predicted = np.argwhere(matrix == 0)[0].tolist()
    at = open_page(app, tree)
    boxes = {box.label: box for box in at.selectbox}
    boxes["It was"].set_value(true)
    boxes["It was read as"].set_value(predicted)
    at.run()
    assert "There is no such picture." in words(at)


def test_misread_pictures_come_surest_first(app, tree):
    at = open_page(app, tree, part="Misread")
    shown = gallery(at)
    n_wrong = tree.n_test - tree.accuracy.n_right
    assert f"{n_wrong} of 450 pictures were read wrong" in words(at)
    assert len(shown["captions"]) == min(n_wrong, 40)
    assert all("→" in caption for caption in shown["captions"])


def test_a_chosen_picture_is_seen_from_near(app, tree):
    at = open_page(app, tree, part="Misread")
    at.session_state[MISREAD] = {"chosen": {"name": gallery(at)["name"], "index": 0}}
    at.run()
    assert is_whole(at)
    assert gallery(at)["descriptions"][0] in words(at)
    assert [button for button in at.button if button.label == "Open on the Draw page"]


def choose_and_open_on_draw(at):
    at.session_state[MISREAD] = {"chosen": {"name": gallery(at)["name"], "index": 0}}
    at.run()
    (button,) = [button for button in at.button if button.label == "Open on the Draw page"]
    return button.click().run()


def test_a_picture_takes_its_model_to_the_draw_page(app, tree):
    at = choose_and_open_on_draw(open_page(app, tree, part="Misread"))
    assert is_whole(at)
    assert at.session_state[READER] == "run-1"
    (said,) = at.toast
    assert said.value == "This picture is read by **1. Mine**."
    assert at.session_state[SCROLL]["key"] == "draw"
    assert not at.run().toast


def test_a_detectors_picture_is_read_by_who_reads_already(app, detector):
    at = choose_and_open_on_draw(open_page(app, detector, part="Misread"))
    assert is_whole(at)
    assert READER not in at.session_state
    (said,) = at.toast
    assert said.value.startswith("A detector cannot read digits. This picture is read by **Three")


def test_two_models_are_compared_by_mcnemar(app, tree):
    at = open_page(
        app, tree, part="Two models", **{EVALUATED: "svm", f"{EVALUATED} second": "run-1"}
    )
    svm = held_out_answers("svm", "shuffled", model="").subset(tree.test_indices)
    test = mcnemar(svm.right, tree.y_true == tree.y_pred)
    assert f"{test.n_only_first} by Support vector machine, {test.n_only_second} by" in words(at)
    assert (f"p = {test.p_value:.2g}" if test.p_value >= 0.001 else "p < 0.001") in words(at)
    assert "On the 450 pictures that both have read" in words(at)


def test_a_name_is_no_markdown(app, tree):
    choices = {EVALUATED: "svm", f"{EVALUATED} second": "run-1"}
    at = open_page(app, tree, part="Two models", **choices)
    at.session_state[RUNS] = [replace(at.session_state[RUNS][0], name="![x](//x/y.png) *z*")]
    at.run()
    (which,) = [radio for radio in at.radio if radio.label == "Pictures"]
    said = " ".join([words(at), *which.options])
    assert said.count(r"\!\[x\](//x/y.png) \*z\*") == 5
    assert said.count("//x/y.png") == 5


def test_a_model_is_never_beside_itself(app, detector, tree):
    at = open_page(app, detector, tree, part="Two models", **{EVALUATED: "run-1"})
    assert "Choose two of one kind" in at.info[0].value  # there is no second detector
    at = open_page(app, tree, part="Two models", **{f"{EVALUATED} second": "run-1"})
    assert is_whole(at)
    assert at.session_state[f"{EVALUATED} second"] == "default"


def test_a_second_detector_is_the_first_choice_beside_a_detector(app, detector, tree):
    at = open_page(app, detector, detector, tree, part="Two models", **{EVALUATED: "run-1"})
    assert is_whole(at)
    assert at.session_state[f"{EVALUATED} second"] == "run-2"
    assert "Both read the very same pictures right" in words(at)


def test_a_detector_beside_a_reader_of_digits_is_explained(app, tree, detector):
    at = open_page(app, tree, detector, part="Two models", **{f"{EVALUATED} second": "svm"})
    assert is_whole(at)
    assert "Choose two of one kind" in at.info[0].value


TITLES = {
    "weights": "Weights",
    "tree": "The tree",
    "support vectors": "Support vectors",
    "purity": "Cells in its questions",
    "permutation": "Cells that it needs",
}
LOOKS = {
    "logistic-regression": {"weights", "permutation"},
    "decision-tree": {"tree", "purity", "permutation"},
    "random-forest": {"purity", "permutation"},
    "svm": {"support vectors", "permutation"},
    "nearest-neighbours": {"permutation"},
    "default": {"permutation"},
}


@pytest.mark.parametrize(("model", "fitting"), LOOKS.items())
def test_only_what_fits_a_model_is_offered(app, model, fitting):
    at = open_page(app, part="What it looks at", **{EVALUATED: model, IMAGE_OF: TESTED})
    for name in sorted(fitting):
        at.session_state[INSIGHT] = name
        at.run()
        assert is_whole(at)
    (choice,) = [group for group in at.get("button_group") if group.key == INSIGHT]
    titles = [option.content for option in choice.proto.options]
    assert titles == [title for name, title in TITLES.items() if name in fitting]


@pytest.mark.slow
def test_the_cells_that_a_model_needs_are_measured_in_the_background(app):
    look = {EVALUATED: "decision-tree", INSIGHT: "permutation"}
    at = open_page(app, part="What it looks at", **look)
    at.button("shuffle").click().run()
    for _ in range(300):
        if "matters most" in words(at):
            break
        time.sleep(0.1)  # the job runs in another process
        at.run()
    digits, tree = load_digits(), load_model("decision-tree").estimator
    which = np.linspace(0, 1796, 300).astype(int)
    drops = permutation_importances(tree, digits.X[which], digits.y[which], range(64))
    row, column = divmod(int(drops.argmax()), 8)
    assert f"The cell that matters most is in row {row + 1}, column {column + 1}." in words(at)


def test_without_a_drawing_the_tree_says_where_to_draw(app):
    at = open_page(app, part="What it looks at", **{EVALUATED: "decision-tree"})
    assert "no drawing yet" in at.info[0].value


@pytest.mark.slow
def test_folds_are_read_in_the_background_and_then_shown(app, tree):
    at = open_page(app, tree, **{TESTED_ON: SHUFFLED})
    assert not at.exception
    (begin,) = [button for button in at.button if button.label == "Read all pictures"]
    begin.click()
    at.run()
    for _ in range(300):
        if "1,797 pictures" in words(at):
            break
        time.sleep(0.1)  # the job runs in another process
        at.run()
    expected = run(replace(TREE, split=Split("folds", n_folds=5)))
    assert f"{expected.accuracy.counts} pictures" in words(at)


@pytest.mark.parametrize("model", ["svm", "run-1"])
def test_the_other_data_set_is_read_in_the_models_format(
    app, monkeypatch, small_mnist, model_of_28x28, model
):
    monkeypatch.setenv("DIGITREC_DATA", str(small_mnist))
    app.run()
    app.session_state[RUNS] = [Run(1, "1. Mine", None, model_of_28x28)]
    at = app.switch_page("pages/evaluate.py")
    for key, value in {EVALUATED: model, TESTED_ON: ELSEWHERE}.items():
        at.session_state[key] = value
    for part in PARTS:
        at.session_state[EVALUATE_TAB] = part
        at.run()
        assert is_whole(at)
    tested_on = {"svm": "all 600 pictures of MNIST", "run-1": "all 1,797 pictures of Digits"}
    assert tested_on[model] in words(at)


def test_a_data_set_that_is_not_at_hand_is_offered(app, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    at = open_page(app, **{EVALUATED: "svm", TESTED_ON: ELSEWHERE})
    assert not at.exception
    assert "MNIST" in " ".join(node.value for node in [*at.info, *at.error])


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"selection": None},
        {"selection": {"points": [{"point_index": 4000}]}},
        {"selection": {"points": ["x"]}},
    ],
)
def test_what_a_forged_click_sends_is_left_alone(app, tree, junk):
    at = open_page(app, tree)
    at.session_state[MATRIX] = junk
    at.run()
    assert not at.exception
