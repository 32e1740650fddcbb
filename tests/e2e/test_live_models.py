"""The browser part reads as the library does: same probabilities, same answers, same words."""

import base64
import json

import numpy as np
import pytest

from digitrec import Model, browser_form, load_model, model_names, to_digits_format
from digitrec.accuracy import percent
from digitrec.datasets import load_digits
from digitrec.drawing import check_strokes, direction_features
from digitrec.drawing.invented import UNSEEN_KINDS, make_drawings, make_non_digits
from digitrec.recognition import to_model, with_directions
from digitrec.training import ESTIMATORS, Plan, make_estimator, run
from digitrec.ui.draw.reading import prediction_in_words
from digitrec.ui.live import PROGRAM, bundle

CLOSE = 1e-9
ROWS_AT_ONCE = 300  # fewer than any model here learned from, so that neighbours are sought alike
WORDED = ("digit", "sure", "reason", "headline", "announcement", "bars", "percents")
OFFERED = "{ ...$models, ...$confidence, ...$reader }"

# One of each kind, and of each way of it that the browser computes differently.
TRAINED = {
    "linear svm": ("svm", {"kernel": "linear", "C": 1}),
    "poly svm": ("svm", {"kernel": "poly", "gamma": "scale"}),
    "rbf svm, far": ("svm", {"gamma": 1e-7, "C": 1000}),
    "rbf svm, scale": ("svm", {"gamma": "scale", "C": 1}),
    "logistic regression": ("logistic-regression", {"scaled": False, "max_iter": 50}),
    "scaled logistic regression": ("logistic-regression", {"C": 100}),
    "tree": ("decision-tree", {"criterion": "entropy"}),
    "flat tree": ("decision-tree", {"max_depth": 4, "min_samples_leaf": 5}),
    "forest": ("random-forest", {"n_estimators": 20}),
    "flat forest": ("random-forest", {"n_estimators": 10, "max_depth": 5}),
    "network": ("neural-network", {"hidden_layer_sizes": (32,), "scaled": False, "max_iter": 10}),
    "deep network": ("neural-network", {"hidden_layer_sizes": (64, 32), "max_iter": 20}),
    "boosting": ("gradient-boosting", {"max_iter": 10, "max_leaf_nodes": 8}),
    "naive bayes": ("naive-bayes", {}),
    "dummy": ("dummy", {}),
} | {
    f"{k} {metric} neighbours, {weights}": (
        "nearest-neighbours",
        {"metric": metric, "weights": weights, "n_neighbors": k},
    )
    for k, metric in ((3, "euclidean"), (20, "manhattan"), (7, "chebyshev"), (5, "cosine"))
    for weights in ("uniform", "distance")
}


@pytest.fixture(scope="module")
def modules(browser):
    """A page of its own with the browser part's modules and nothing else."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    text = bundle(*PROGRAM[: PROGRAM.index("reader") + 1])
    page.add_script_tag(type="module", content=f"{text}\nwindow.live = {OFFERED};")
    page.wait_for_function("window.live")
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="module")
def drawings():
    """More than 2,000: digits, what the default model learned is none, and what it never saw."""
    digits, _ = make_drawings(1_300, random_state=40)
    scribbles, _ = make_non_digits(450, random_state=41)
    unseen, _ = make_non_digits(99, random_state=42, kinds=UNSEEN_KINDS)
    short = [[stroke[: len(stroke) // 2] for stroke in strokes[:1]] for strokes in digits[:200]]
    return [*digits, *scribbles, *unseen, *short]


@pytest.fixture(scope="module")
def rows_with_directions(drawings):
    """The 1,797 digits and invented drawings, shape (n, 64 + 87)."""
    some = [check_strokes(strokes) for strokes in drawings[::3]]
    invented = np.array([to_digits_format(strokes).ravel() for strokes in some])
    directions = np.array([direction_features(strokes) for strokes in some])
    digits = with_directions(load_digits().X)
    return np.concatenate([digits, with_directions(invented, directions)])


@pytest.fixture(scope="module")
def rows(rows_with_directions):
    """The same without directions, shape (n, 64), in one piece as scikit-learn is given them."""
    return np.ascontiguousarray(rows_with_directions[:, :64])


def probabilities_in_browser(page, form, rows):
    """Read rows by the form, shape (n, n_classes)."""
    return np.array(
        page.evaluate(
            """async ([form, rows, width]) => {
                const model = await live.loadModel(form);
                const bytes = Uint8Array.from(atob(rows), (letter) => letter.charCodeAt(0));
                const numbers = new Float64Array(bytes.buffer);
                const read = [];
                for (let at = 0; at < numbers.length; at += width) {
                    read.push([...model.predict(numbers.slice(at, at + width))]);
                }
                return read;
            }""",
            [form, base64.b64encode(rows.astype("<f8").tobytes()).decode(), rows.shape[1]],
        )
    )


def probabilities_here(estimator, rows):
    parts = np.split(rows, range(ROWS_AT_ONCE, len(rows), ROWS_AT_ONCE))
    return np.concatenate([estimator.predict_proba(part) for part in parts])


def largest_difference(page, model, rows):
    form = json.loads(json.dumps(browser_form(model)))
    read = probabilities_in_browser(page, form, rows)
    assert form["classes"] == model.estimator.classes_.tolist()
    return np.abs(read - probabilities_here(model.estimator, rows)).max()


@pytest.mark.parametrize("name", model_names())
def test_a_shipped_model_gives_the_same_probabilities(modules, rows, rows_with_directions, name):
    model = load_model(name)
    rows = rows_with_directions if model.card.with_directions else rows
    assert len(rows) >= 2_000
    assert largest_difference(modules, model, rows) < CLOSE


@pytest.mark.parametrize("what", TRAINED)
def test_a_trained_model_gives_the_same_probabilities(modules, rows, what):
    name, hyperparameters = TRAINED[what]
    model = to_model(run(Plan(name, hyperparameters, n_rows=800)))
    assert largest_difference(modules, model, rows) < CLOSE


def test_every_kind_of_model_is_among_them():
    assert {name for name, _ in TRAINED.values()} == set(ESTIMATORS)


@pytest.mark.parametrize("name", ESTIMATORS)
def test_a_model_of_two_digits_gives_the_same_probabilities(modules, rows, name):
    digits = load_digits()
    two = np.flatnonzero(np.isin(digits.y, (3, 8)))
    estimator = make_estimator(Plan(name)).fit(digits.X[two], digits.y[two])
    model = Model(estimator, load_model("svm").card)
    read = probabilities_in_browser(modules, browser_form(model), rows[:600])
    here = probabilities_here(estimator, rows[:600])
    assert np.abs(read - here).max() < CLOSE


def readings_in_browser(page, form, drawings, *, by="readStrokes"):
    return page.evaluate(
        """async ([form, drawings, by]) => {
            const reader = await live.makeReader(form);
            return drawings.map((drawing) => {
                const { steps, ...answer } = reader[by](drawing);
                const { probabilities, image } = answer;
                return { ...answer, probabilities: [...probabilities], image: image && [...image] };
            });
        }""",
        [form, drawings, by],
    )


def as_lists(drawings):
    return [[np.asarray(stroke).tolist() for stroke in strokes] for strokes in drawings]


@pytest.mark.parametrize("name", ["default", "svm", "nearest-neighbours"])
def test_cells_are_answered_in_the_same_words(modules, rows, name):
    model = load_model(name)
    odd = [np.zeros(64), np.full(64, 16), np.indices((8, 8)).sum(axis=0).ravel() % 2 * 16]
    cells = [*odd, *rows[::9]]
    form = browser_form(model)
    answers = readings_in_browser(modules, form, [row.tolist() for row in cells], by="readCells")
    for row, answer in zip(cells, answers, strict=True):
        shown = prediction_in_words(model.predict_image(row.reshape(8, 8)))
        assert {key: answer[key] for key in WORDED} == {key: shown[key] for key in WORDED}


# What differs from model to model is its probabilities, which are compared above for thousands.
@pytest.mark.parametrize(("name", "one_of"), [("default", 1), ("svm", 4)])
def test_a_drawing_is_answered_in_the_same_words(modules, drawings, name, one_of):
    assert len(drawings) >= 2_000
    drawings = drawings[::one_of]
    model = load_model(name)
    answers = readings_in_browser(modules, browser_form(model), as_lists(drawings))
    reasons = set()
    for strokes, answer in zip(drawings, answers, strict=True):
        read = model.read_strokes(strokes)
        shown = prediction_in_words(read.prediction)
        assert np.array_equal(answer["image"], read.image.ravel())
        assert np.abs(answer["probabilities"] - read.prediction.probabilities).max() < CLOSE
        assert {key: answer[key] for key in WORDED} == {key: shown[key] for key in WORDED}
        reasons.add(answer["reason"][:16])
    assert len(reasons) >= 6  # sure ones, and most ways not to be


def test_a_blank_canvas_and_odd_strokes_are_answered_as_by_the_server(modules):
    model = load_model("default")
    dot, line = [[100.0, 100.0]], [[100.0, 50.0], [104.0, 250.0]]
    odd = [[], [[]], [dot], [dot, []], [line], [line, dot], [dot] * 7, [line[:1] * 3]]
    drawn = [[np.reshape(stroke, (-1, 2)) for stroke in strokes] for strokes in odd]
    answers = readings_in_browser(modules, browser_form(model), as_lists(drawn))
    for strokes, answer in zip(drawn, answers, strict=True):
        read = model.read_strokes(strokes)
        shown = prediction_in_words(read.prediction)
        assert (answer["image"] is None) == (read.image is None)
        assert {key: answer[key] for key in WORDED} == {key: shown[key] for key in WORDED}


def test_a_share_is_rounded_and_written_as_in_python(modules):
    halves = [i / 32 for i in range(33)] + [i / 400 for i in range(401)]
    edges = [edge + step for edge in (0.005, 0.995, 0.125) for step in (-1e-9, 0.0, 1e-9)]
    probabilities = [
        *halves,
        *edges,
        1e-300,
        1 - 1e-16,
        *np.random.default_rng(1).random(2_000).tolist(),
    ]
    written, rounded = modules.evaluate(
        """(values) => [values.map(live.inPercent), values.map((p) => live.roundedTo(p, 3))]""",
        probabilities,
    )
    assert written == [percent(p, digits=0) for p in probabilities]
    assert rounded == [round(p, 3) for p in probabilities]
