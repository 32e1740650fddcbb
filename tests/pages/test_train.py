"""The Train page, used without a browser; fits are real and run in the processes of the pool."""

import re
import time

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitrec import jobs
from digitrec.accuracy import Accuracy, ends_in_words, percent
from digitrec.model_file import file
from digitrec.recognition import to_model
from digitrec.training import ESTIMATORS, PRESETS, SPLITS, Plan, Split, run, value_in_words
from digitrec.ui.shared import cached
from digitrec.ui.shared.runs import MAX_RUNS
from digitrec.ui.shared.state import (
    ANALYSIS,
    ARTICLE,
    CHOSEN_RUN,
    RUNS,
    THRESHOLD,
    plan_key,
    run_name_key,
)
from digitrec.ui.train.plan_form import N_ROWS

pytestmark = pytest.mark.usefixtures("components_found_once")

SOON = 120


@pytest.fixture
def app(root):
    return visit(root)


def visit(root):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    return at.switch_page("pages/train.py").run()


def set_state(at, **values):
    """Let the person set the form."""
    for name, value in values.items():
        at.session_state[plan_key(name)] = value
    return at.run()


def press(at, label):
    (button,) = [button for button in at.button if button.label == label]
    return button.click().run()


def labels(at):
    return [button.label for button in at.button]


def run_until(at, is_so):
    """Run the page until something is so, as its own clock does in a browser."""
    deadline = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
        at.run()
    assert not at.exception
    return at


def wait(at):
    """Run the page until no work is under way."""
    return run_until(at, lambda: "Stop" not in labels(at))


def train(at):
    return wait(press(at, "Train it"))


def said(at):
    return " ".join([text.value for text in at.markdown] + [text.value for text in at.caption])


def results(at):
    return [each.result for each in at.session_state[RUNS]]


def test_every_choice_of_every_model_is_on_the_form(app):
    for name, entry in ESTIMATORS.items():
        set_state(app, estimator=name)
        assert entry.explanation in said(app)
        sliders = [*app.select_slider, *app.button_group]
        for each in entry.hyperparameters:
            (slider,) = [s for s in sliders if s.key == f"plan {name} {each.name}"]
            assert f"`{each.name}`" in slider.label
            assert slider.help == each.explanation
            assert [*slider.options] == [value_in_words(value) for value in each.values]
    assert not app.exception


def test_a_run_is_the_librarys(app):
    train(set_state(app, estimator="decision-tree", seed=4, train_percent=60))
    expected = run(
        Plan(
            "decision-tree",
            ESTIMATORS["decision-tree"].complete({}),
            split=Split(train_share=0.6),
            seed=4,
        )
    )
    (result,) = results(app)
    assert result.plan == expected.plan
    assert np.array_equal(result.probabilities, expected.probabilities)
    assert f"{expected.accuracy.counts} pictures" in said(app)


@pytest.mark.parametrize("kind", [name for name in SPLITS if not SPLITS[name].needs_writers])
def test_every_split_can_be_chosen(app, kind):
    train(set_state(app, estimator="naive-bayes", kind=kind))
    (result,) = results(app)
    assert result.plan.split.kind == kind
    assert ("Why file order" in str(app.expander)) == ("file-order" in kind)


def test_what_cannot_be_is_told_and_nothing_is_lost(app):
    train(set_state(app, estimator="naive-bayes"))
    set_state(app, kind="file-order", n_train=1790, n_test=100)
    assert "more than the 1,797 that there are" in app.error[0].value
    assert "Train it" not in labels(app)
    assert len(results(app)) == 1


def test_a_fit_that_fails_in_the_process_is_told(app):
    set_state(app, estimator="nearest-neighbours", kind="file-order", n_train=20, n_test=50)
    app.session_state[plan_key("nearest-neighbours n_neighbors")] = "50"
    train(app.run())
    assert "50 neighbours are more than the 20 pictures" in app.error[0].value
    assert RUNS not in app.session_state
    press(app, "Close")
    assert not app.error


@pytest.mark.slow
def test_a_fit_can_be_stopped(app):
    app = set_state(app, estimator="neural-network")
    app.session_state[plan_key("neural-network hidden_layer_sizes")] = "160, then 80"
    app = press(app.run(), "Train it")
    assert "Stop" in labels(app)
    press(app, "Stop").run()
    assert "Stop" not in labels(app)
    assert RUNS not in app.session_state
    train(set_state(app, estimator="naive-bayes"))
    assert len(results(app)) == 1


@pytest.mark.slow
def test_visitors_wait_in_a_queue_and_see_their_place(app, root):
    hold = [cached.worker_pool().submit([jobs.Task(time.sleep, (60,))]) for _ in range(2)]
    press(set_state(app, estimator="naive-bayes"), "Train it")
    other = press(set_state(visit(root), estimator="naive-bayes"), "Train it")
    texts = [at.run().get("progress")[0].proto.text for at in (app, other)]
    for text, place in zip(texts, (1, 2), strict=True):
        assert f"waiting, number {place} in the queue" in text
    for job in hold:
        cached.worker_pool().stop(job)
    for at in (app, other):
        wait(at)
        assert len(results(at)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "said_so"),
    [
        ("dask", "'dask' is not the address of a Dask scheduler"),
        ("tcp://127.0.0.1:1", "Nothing answers as a Dask scheduler"),
    ],
)
def test_a_cluster_that_is_away_is_told_and_training_goes_on(root, monkeypatch, setting, said_so):
    monkeypatch.setenv("DIGITREC_SCHEDULER", setting)
    for each in (cached.worker_pool, cached.example_job):
        each.clear()
    app = visit(root)
    run_until(app, lambda: any(said_so in info.value for info in app.info))
    assert any("trains in its own processes" in info.value for info in app.info)
    train(set_state(app, estimator="naive-bayes"))
    assert len(results(app)) == 1
    cached.worker_pool().close()
    for each in (cached.worker_pool, cached.example_job):
        each.clear()


def test_nothing_of_one_visitor_is_visible_to_another(app, root):
    train(set_state(app, estimator="naive-bayes"))
    other = visit(root)
    assert RUNS not in other.session_state
    assert "An example, computed on this server" in said(until_example(other))


def until_example(at):
    """Run the page until the example is there."""
    return run_until(at, lambda: "An example, computed" in said(at))


def numbers(at):
    """What is shown large."""
    return re.findall(r"<b>(.*?)</b> read right", " ".join(n.proto.body for n in at.get("html")))


def test_the_page_opens_with_an_example_that_is_nobodys(app, root):
    until_example(app)
    expected = run(cached.EXAMPLE)
    assert numbers(app) == [expected.accuracy.percent]
    assert expected.accuracy.counts in said(app)
    assert expected.accuracy.interval_in_words.split(" to ")[0] in said(app)
    assert RUNS not in app.session_state
    assert not [node for node in app.get("html") if "dr-table" in node.proto.body]
    assert cached.example() is cached.results().get(cached.EXAMPLE)
    train(set_state(app, estimator="dummy"))
    assert "An example" not in said(app)
    assert numbers(app) == [results(app)[0].accuracy.percent]


def test_the_page_itself_fits_nothing(app, monkeypatch):
    def refuse(*_arguments):
        raise AssertionError("fitted in the process of the page")

    for name in ("fit", "fit_part", "run", "score"):
        monkeypatch.setattr(f"digitrec.training.experiment.{name}", refuse)
    until_example(app)


def test_a_detector_is_shown_beside_always_no(app):
    train(set_state(app, estimator="logistic-regression", target=2))
    (result,) = results(app)
    never = percent((result.y_true == 0).mean())
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Always saying no"] == never
    before = shown["Recall"]
    app.slider(key=THRESHOLD).set_value(0.99).run()
    after = {metric.label: metric.value for metric in app.metric}["Recall"]
    assert float(after.split()[0]) < float(before.split()[0])
    assert "Use on the Draw page" not in labels(app)


@pytest.mark.parametrize(
    ("part", "button", "sentence"),
    [
        ("repeat", "Repeat 10 times", "only another random split"),
        ("folds", "Cross-validate", "over all folds"),
        ("learning", "Learn from fewer and fewer", "more pictures would help"),
        ("validation", "Try every value", "overfitting"),
        ("grid", "Try the pairs", "a little too good"),
    ],
)
def test_what_looks_closer_runs_when_asked(app, part, button, sentence):
    train(set_state(app, estimator="decision-tree"))
    app.session_state[ANALYSIS] = part
    assert sentence not in said(app.run())
    wait(press(app, button))
    assert sentence in said(app)
    assert len(results(app)) == 1  # a curve is no run of its own


def test_a_claim_is_tested_in_words(app):
    train(set_state(app, estimator="svm", kind="file-order", n_train=1791, n_test=6))
    app.session_state[ANALYSIS] = "claim"
    words = said(app.run())
    assert "6 of 6" in words
    assert "61\xa0% to 100\xa0%" in words


def test_the_code_is_that_of_the_run(app):
    train(set_state(app, estimator="naive-bayes"))
    app.session_state[ANALYSIS] = "code"
    (code,) = [block.value for block in app.run().code if "GaussianNB(" in block.value]
    compile(code, "shown", "exec")


@pytest.mark.parametrize("name", PRESETS)
def test_every_article_can_be_chosen_and_fits_the_form(app, name):
    app.session_state[ARTICLE] = name
    preset = PRESETS[name]
    assert preset.claim in said(app.run())
    for plan in preset.plans_for(2000):
        offered = {each.name: each.values for each in ESTIMATORS[plan.estimator].hyperparameters}
        for key, value in plan.hyperparameters.items():
            assert value in offered[key]
        assert plan.n_rows in (None, *N_ROWS)
    assert not app.exception


def test_an_article_is_repeated_with_a_click(app):
    app.session_state[ARTICLE] = "svm-six-of-six"
    wait(press(app.run(), "Repeat it here"))
    (result,) = results(app)
    assert result.accuracy == Accuracy(6, 6)
    assert "6 of 6 are read right here" in said(app)
    assert app.session_state[plan_key("n_train")] == 1791
    assert app.session_state[plan_key("kind")] == "file-order"


def test_mnist_that_is_not_at_hand_is_offered(app, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    set_state(app, dataset="mnist")
    assert any("Fetch MNIST" in label for label in labels(app))
    assert "Train it" not in labels(app)
    set_state(app, dataset="digits")
    assert "Train it" in labels(app)


def test_two_runs_are_compared(app):
    train(set_state(app, estimator="dummy"))
    train(set_state(app, estimator="nearest-neighbours"))
    dummy, neighbours = (run.result.accuracy for run in app.session_state[RUNS])
    assert (
        f"*{names(app)[0]}* ends at {ends_in_words(dummy.interval)[1]}, that of *{names(app)[1]}*, "
        f"the better one, begins at {ends_in_words(neighbours.interval)[0]}" in said(app)
    )
    assert "This is very unlikely to be luck" in said(app)
    assert "Always the same guess" in said(app)


def test_a_run_is_named_and_deleted(app):
    train(set_state(app, estimator="dummy"))
    app.text_input(key=run_name_key(1)).set_value("<b>the floor</b>").run()
    table = " ".join(node.proto.body for node in app.get("html"))
    assert "&lt;b&gt;the floor&lt;/b&gt;" in table
    assert "<b>the floor" not in table
    app.text_input(key=run_name_key(1)).set_value("   ").run()
    assert app.text_input(key=run_name_key(1)).value == "<b>the floor</b>"
    press(app, "Delete")
    assert app.session_state[RUNS] == []
    until_example(app)


def names(at):
    return [run.name for run in at.session_state[RUNS]]


def test_runs_have_names_that_tell_them_apart(app):
    app.session_state[plan_key("decision-tree max_depth")] = "5"
    for seed in (0, 1):
        train(set_state(app, estimator="decision-tree", seed=seed))
    accuracies = [result.accuracy.percent for result in results(app)]
    first, second = (f"Decision tree · depth 5 · seed {i} · {accuracies[i]}" for i in range(2))
    assert names(app) == [first, second]
    train(app)
    assert names(app) == [first, second, f"{second} (2)"]
    assert [run.model.card.title for run in app.session_state[RUNS]] == names(app)


def test_a_new_name_is_nobody_elses(app):
    train(set_state(app, estimator="naive-bayes"))
    train(app)
    app.text_input(key=run_name_key(2)).set_value("Decision tree").run()  # as a shipped model
    assert names(app)[1] == "Decision tree (2)"
    app.selectbox(key=CHOSEN_RUN).set_value(1).run()
    app.text_input(key=run_name_key(1)).set_value("Decision tree (2)").run()
    assert names(app)[0] == "Decision tree (2) (2)"
    app.text_input(key=run_name_key(1)).set_value("Decision tree (2) (2)").run()
    assert names(app)[0] == "Decision tree (2) (2)"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Support vector machine", "Support vector machine · uploaded"),
        ("1. Support vector machine", "Support vector machine · uploaded"),  # of version 1.1
        ("Mine · uploaded", "Mine · uploaded"),
        ("x" * 90, "x" * 63 + " · uploaded"),
    ],
)
def test_an_upload_is_called_by_its_title(app, title, name):
    data = file.dumps_model(to_model(run(Plan("naive-bayes")), title))
    app.file_uploader[0].upload("mine.skops", data, "application/zip").run()
    assert names(app) == [name]


def test_whoever_does_not_see_the_result_is_told(app):
    train(set_state(app, estimator="dummy"))
    (run,) = app.session_state[RUNS]
    (told,) = app.toast
    assert told.value == f"Trained: {run.name}"


def test_a_full_table_says_so(app):
    train(set_state(app, estimator="dummy"))
    app.session_state[RUNS] = app.session_state[RUNS] * MAX_RUNS
    app.run()
    assert any("Delete one" in info.value for info in app.info)
    assert "Train it" not in labels(app)


def test_a_downloaded_model_is_loaded_again_in_this_session_alone(app, root):
    model = to_model(run(Plan("svm")))
    data = file.dumps_model(model)
    app.file_uploader[0].upload("mine.skops", data, "application/zip").run()
    (loaded,) = app.session_state[RUNS]
    digits = np.arange(10)
    images = cached.digits().images[digits]
    assert np.array_equal(loaded.model.predict_images(images), model.predict_images(images))
    assert RUNS not in visit(root).session_state


def test_the_error_of_an_old_upload_is_gone_with_the_next(app):
    data = file.dumps_model(to_model(run(Plan("naive-bayes"))))
    app.file_uploader[0].upload("broken.skops", data[:-100], "application/zip").run()
    assert "broken.skops" in app.error[0].value
    app.file_uploader[0].upload("other.skops", b"junk", "application/zip").run()
    (error,) = app.error
    assert "other.skops" in error.value
    app.file_uploader[0].upload("mine.skops", data, "application/zip").run()
    assert not app.error
    assert names(app) == ["Naive Bayes · uploaded"]


@pytest.mark.parametrize("data", [b"", b"junk", b"PK\x03\x04", b"\x80\x04K."])
def test_an_upload_of_the_wrong_kind_is_refused_with_a_reason(app, data):
    app.file_uploader[0].upload("mine.skops", data, "application/zip").run()
    assert not app.exception
    assert "mine.skops" in app.error[0].value
    assert RUNS not in app.session_state
