"""Links to the pages: what they set, what is said of those that cannot be read, what they hide."""

import json
import re
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from digitrec.recognition import to_model
from digitrec.training import (
    HYPERPARAMETER_NAMES,
    PLAN_FIELDS,
    PRESETS,
    Plan,
    Split,
    plan_from_parameters,
    run,
)
from digitrec.ui.shared import cached
from digitrec.ui.shared.address import HIDEABLE, VIEWS
from digitrec.ui.shared.runs import Run
from digitrec.ui.shared.state import (
    ANALYSIS,
    EVALUATE_TAB,
    EVALUATED,
    EXPLORE_TAB,
    GALLERY_DIGITS,
    GALLERY_ORDER,
    HIDDEN,
    NUMBERS,
    PEN_WIDTH,
    READER,
    RUNS,
    TESTED_ON,
    TOOL,
    WHY,
    plan_key,
)

pytestmark = pytest.mark.usefixtures("components_found_once")


@pytest.fixture
def come(root):
    """Open a page by a link: ``come("train", model="dummy")``."""

    def visit(page, hide="", **parameters):
        at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
        at.session_state[HIDDEN] = tuple(hide.split(","))  # by app.py, which is run only once here
        at.query_params.update(parameters)
        return at.switch_page(f"pages/{page}.py").run()

    return visit


def sent(at):
    """What the component that keeps the address was given."""
    parts = [node.proto for node in at.get("bidi_component")]
    (part,) = [part for part in parts if part.component_name == "digitrec-link"]
    return json.loads(part.json)


def plan_keys(at, *names):
    return [at.session_state[plan_key(name)] for name in names]


def unfolded(at):
    return [fold.label for fold in at.expander if fold.proto.expanded]


def test_a_link_sets_the_form_of_the_train_page(come):
    link = {"model": "decision-tree", "max_depth": "5", "train": "0.8", "seed": "3", "target": "2"}
    at = come("train", **link, open="setup,code")
    assert not at.warning
    names = ("estimator", "decision-tree max_depth", "train_percent", "seed", "target")
    assert plan_keys(at, *names) == ["decision-tree", "5", 80, 3, 2]
    assert at.session_state[ANALYSIS] == "code"
    assert unfolded(at) == ["Digits · stratified 80/20 · seed 3 · 2 or not"]
    assert sent(at)["address"] == link | {"open": "setup,code"}


def test_what_is_unfolded_stays_so_when_its_title_changes(come):
    at = come("train", seed="1", open="setup")
    at.number_input(key=plan_key("seed")).set_value(4).run()
    assert unfolded(at) == ["Digits · stratified 75/25 · seed 4"]
    at.run()
    assert unfolded(at) == ["Digits · stratified 75/25 · seed 4"]
    assert sent(at)["address"] == {"model": "svm", "seed": "4", "open": "setup"}


def test_a_link_that_the_page_has_written_sets_the_same_plan(come):
    at = come("train", split="file-order", train="1000", test="200", data="mnist-8x8")
    written = sent(at)["link"]
    assert written["pictures"] == "2000"
    plan = plan_from_parameters(written)
    assert plan.split == Split("file-order", n_train=1000, n_test=200)
    assert come("train", **written).session_state[plan_key("n_train")] == 1000


def test_the_address_stays_clean_until_something_is_chosen(come):
    at = come("train")
    assert sent(at)["address"] == {}
    assert sent(at)["link"] == {"model": "svm"}


def test_what_a_link_does_not_name_is_as_at_the_beginning(come):
    at = come("train", model="decision-tree", max_depth="5", seed="7")
    at.query_params["model"] = "decision-tree"
    at.query_params.pop("max_depth")
    at.run()
    assert plan_keys(at, "decision-tree max_depth", "seed") == ["no limit", 7]


def test_a_link_is_opened_once_and_what_the_page_writes_is_no_new_link(come):
    at = come("train", seed="7")
    at.session_state[plan_key("seed")] = 8
    at.run()
    assert plan_keys(at, "seed") == [8]  # the address still says 7
    at.query_params.clear()
    at.query_params.update(sent(at)["address"])
    at.session_state[plan_key("seed")] = 9
    at.run()
    assert plan_keys(at, "seed") == [9]


def test_every_link_of_the_lesson_is_understood(come, root):
    lesson = (root / "docs" / "lessons.md").read_text(encoding="utf-8")
    links = re.findall(r"`/(\w*)\?([^`]+)`", lesson)
    assert len(links) > 10
    for page, query in links:
        parameters = dict(parse_qsl(query))
        hidden = [name for name in parameters.pop("hide", "").split(",") if name]
        assert [name for name in hidden if name not in HIDEABLE] == []
        view = parameters.pop("view", None)
        assert view in (None, *VIEWS)
        if parameters:
            assert not come(page or "draw", **parameters).warning, query


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"max_depth": "lots"}, "`max_depth=lots`. It can be none or a whole number such as 6."),
        ({"max_depth": "7"}, "`max_depth=7`. Here it can be none, 1, 2, 3"),
        ({"train": "0.123"}, "`train=0.123`. Here it can be a share from 0.05 to 0.95"),
        ({"split": "file-order", "train": "0.5"}, "Here it can be a whole number from 1 to 70,000"),
        ({"pictures": "500"}, "`pictures=500`. This data set is always used whole."),
        (
            {"split": "writers"},
            "`split=writers`. It is for own drawings, data=mine or digits-and-mine",
        ),
        ({"C": "1"}, "`C=1`. model=decision-tree has no such slider; it has criterion, max_depth"),
        ({"open": "safe"}, "`open=safe`. It can be setup, before, repeat, folds, learning"),
        ({"sead": "1"}, "`sead`, which this page does not have. It has model, data"),
        ({"max_depth": "[x](http://a.example)`"}, "`max_depth=[x](http://a.example)'`"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_used(come, link, sentence):
    at = come("train", model="decision-tree", seed="7", **link)
    (warning,) = at.warning
    assert sentence in warning.value
    assert warning.value.endswith("The rest of the link is used.")
    assert plan_keys(at, "estimator", "seed") == ["decision-tree", 7]
    assert not at.exception
    assert not at.switch_page("pages/about.py").run().warning


def test_of_an_unknown_model_only_the_model_is_said(come):
    at = come("train", model="oracle", max_depth="3", seed="7")
    assert at.warning[0].value.count("The link says") == 1
    assert plan_keys(at, "estimator", "seed") == ["svm", 7]


def test_where_a_link_names_a_part_it_can_be_hidden_too(come):
    titles = [tab.label for tab in come("evaluate", hide="tabs", part="misread").tabs]
    assert titles == ["Misread"]
    at = come("evaluate", hide="model,tested,download")
    assert not [each for each in at.selectbox if each.label in ("Model", "Tested on")]
    assert "Download" not in [tab.label for tab in at.tabs]


def test_what_a_messenger_adds_to_a_link_is_no_mistake(come):
    assert not come("train", seed="1", fbclid="x", utm_source="y").warning


@pytest.fixture
def draw(root):
    """Open the Draw page by a link: ``draw(tool="cells")``."""

    def visit(**parameters):
        at = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        at.query_params.update(parameters)
        return at.run()

    return visit


@pytest.fixture
def named(root):
    """What the page on links names in each of its sections."""
    text = (root / "docs" / "links.md").read_text(encoding="utf-8")
    sections = (part.split("\n", 1) for part in text.split("\n## ")[1:])
    return {title: set(re.findall(r"`([\w-]+)`", section)) for title, section in sections}


def test_the_page_on_links_has_every_parameter_and_all_that_can_be_hidden(named, come, draw):
    assert {"view", "hide", *HIDEABLE} <= named["On every page"]
    of_train = {*PLAN_FIELDS, *HYPERPARAMETER_NAMES} - {"learned"}  # to which Draw's section leads
    assert set(sent(draw())["names"]) - of_train <= named["Draw"]
    for title in ("Explore", "Train", "Evaluate"):
        assert set(sent(come(title.lower()))["names"]) <= named[title]


@pytest.mark.parametrize(
    ("title", "parameters"),
    [
        ("Draw", ("tool", "pen", "reader", "open")),
        ("Explore", ("data", "order", "part")),
        ("Train", ("model", "data", "split", "open")),
        ("Evaluate", ("tested", "part")),
    ],
)
def test_the_page_on_links_names_all_that_a_choice_can_be(named, come, draw, title, parameters):
    link = dict.fromkeys(parameters, "nothing")
    at = draw(**link) if title == "Draw" else come(title.lower(), **link)
    choices = re.findall(r"It can be ([\w-]+(?:, [\w-]+)+)\.", at.warning[0].value)
    assert len(choices) == len(parameters)
    allowed = {name for names in choices for name in names.split(", ")}
    assert allowed - {*PRESETS} <= named[title]  # the README has the names of articles


def test_a_link_sets_reader_tool_pen_and_what_is_unfolded_on_the_draw_page(draw):
    link = {"reader": "svm", "tool": "cells", "pen": "thick", "open": "why,numbers"}
    at = draw(**link)
    assert not at.warning
    assert not at.exception
    state = [at.session_state[key] for key in (READER, TOOL, PEN_WIDTH, WHY, NUMBERS)]
    assert state == ["svm", "Cells", "Thick", True, True]
    assert sent(at)["address"] == link
    assert sent(draw())["address"] == {}
    assert sent(draw())["link"] == {"reader": cached.DEFAULT_MODEL}


def test_a_link_by_a_plan_trains_the_reader_and_is_copied_with_it(draw):
    link = {"reader": "trained", "model": "naive-bayes", "var_smoothing": "0.1", "seed": "5"}
    plan = plan_from_parameters({n: link[n] for n in link if n != "reader"})
    cached.results().put(run(plan))  # by somebody else, so that there is nothing to wait for
    at = draw(**link)
    assert not at.warning
    assert sent(at)["link"] == link
    assert sent(at)["address"] == {}  # the browser's record has it
    (trained,) = at.session_state[RUNS]
    assert trained.result.plan == plan


def test_a_model_from_a_file_is_not_in_a_link_and_that_is_said(draw):
    at = draw()
    assert sent(at)["leftOut"] == ""
    model = to_model(run(Plan("dummy")), "Mine")
    at.session_state[RUNS] = [Run(1, "Mine", None, model)]
    at.session_state[READER] = "run-1"
    at.run()
    assert sent(at)["link"] == {}
    assert sent(at)["leftOut"] == (
        "The model is not in the link: it came from a file, or learned from own drawings."
    )
    at.session_state[EVALUATED] = "run-1"
    at.switch_page("pages/evaluate.py").run()
    assert sent(at)["leftOut"] == "The model is not in the link: it is in this tab only."


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ({"reader": "oracle"}, "`reader=oracle`. It can be default, decision-tree"),
        ({"reader": "trained", "model": "svm", "C": "x"}, "`C=x`. It can be a number such as"),
        ({"reader": "trained", "model": "dummy", "target": "2"}, "cannot read drawings"),
        ({"model": "svm"}, "`model=svm`. On this page it goes with reader=trained."),
        ({"tool": "brush"}, "`tool=brush`. It can be pen, cells, photo, number."),
        ({"p": "5"}, "it must have 64"),
    ],
)
def test_what_cannot_be_read_of_a_link_to_the_draw_page_is_said(draw, link, sentence):
    at = draw(pen="thin", **link)
    assert not at.exception
    assert sentence in at.warning[0].value
    assert at.session_state[PEN_WIDTH] == "Thin"


def test_a_link_sets_the_explore_page(come):
    at = come("explore", order="oddest-first", digits="8,3", part="each-digit")
    assert not at.warning
    assert not at.exception
    assert at.session_state[GALLERY_ORDER] == "Oddest first"
    assert at.session_state[GALLERY_DIGITS] == [3, 8]
    assert at.session_state[EXPLORE_TAB] == "Each digit"
    address = {"order": "oddest-first", "digits": "3,8", "part": "each-digit"}
    assert sent(at)["address"] == address
    assert "`digits=x`. It can be digits" in come("explore", digits="x").warning[0].value


@pytest.mark.parametrize(("page", "key"), [("explore", EXPLORE_TAB), ("evaluate", EVALUATE_TAB)])
def test_a_part_can_be_named_by_its_title_as_in_links_of_old(come, page, key):
    at = come(page, part="Each digit")
    assert not at.warning
    assert at.session_state[key] == "Each digit"
    assert sent(at)["address"] == {"part": "each-digit"}
    assert "`part=Where from`. It can be" in come(page, part="Where from").warning[0].value


@pytest.mark.parametrize("page", ["explore", "evaluate"])
def test_a_link_to_a_part_that_it_hides_opens_the_first(come, page):
    at = come(page, hide="download", part="download")
    assert not at.exception
    assert "Download" not in [tab.label for tab in at.tabs]


def test_a_link_sets_the_evaluate_page(come):
    link = {"model": "svm", "tested": "folds-file-order", "part": "misread"}
    at = come("evaluate", **link)
    assert not at.warning
    assert not at.exception
    state = [at.session_state[key] for key in (EVALUATED, TESTED_ON, EVALUATE_TAB)]
    assert state == ["svm", "folds-file-order", "Misread"]
    assert sent(at)["address"] == link


def test_what_is_hidden_on_the_train_page_keeps_what_the_link_sets(come):
    at = come(
        "train",
        hide="articles,model,sliders,split,seed,target,upload,data,link",
        model="decision-tree",
        max_depth="5",
    )
    shown = [*at.selectbox, *at.select_slider, *at.slider, *at.number_input, *at.button_group]
    assert not shown
    assert not at.get("file_uploader")
    assert sent(at)["label"] == ""
    assert sent(at)["link"] == {"model": "decision-tree", "max_depth": "5"}
    assert "Train it" in [button.label for button in at.button]
