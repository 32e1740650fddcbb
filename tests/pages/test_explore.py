"""The Explore page, used without a browser."""

import gzip
import json
import re
import struct

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitrec import jobs
from digitrec.datasets import load_digits, oddness, tsne_seconds
from digitrec.datasets.describe import Map
from digitrec.evaluation import pick_questions
from digitrec.formats import png_uri
from digitrec.shipped import held_out_answers
from digitrec.ui.explore import sample
from digitrec.ui.shared import cached
from digitrec.ui.shared.state import (
    COMPARED_DIGITS,
    EXPLORE_TAB,
    EXPLORED,
    GALLERY_DIGITS,
    GALLERY_ORDER,
    GALLERY_PAGE,
    LABELS_HIDDEN,
    MAP_METHOD,
    PICTURES,
    QUIZ_NUMBER,
    SAMPLE_SIZE,
    table_key,
)
from digitrec.words import with_article

pytestmark = pytest.mark.usefixtures("components_found_once")


@pytest.fixture(autouse=True)
def begun_anew():
    sample.sample_of.clear()


@pytest.fixture
def app(root):
    return visit(root)


def visit(root):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    return at.switch_page("pages/explore.py").run()


def set_state(at, values):
    """Let the person set widgets, by the keys of their state."""
    for key, value in values.items():
        at.session_state[key] = value
    return at.run()


def galleries(at):
    """What the galleries on the page were given."""
    parts = [node.proto for node in at.get("bidi_component")]
    return [json.loads(part.json) for part in parts if part.component_name == "digitrec-gallery"]


def choose(at, index, key=PICTURES):
    """Let the person click a picture of the only gallery."""
    (shown,) = galleries(at)
    at.session_state[key] = {"chosen": {"name": shown["name"], "index": index}}
    return at.run()


def html_of(at):
    return " ".join(node.proto.body for node in at.get("html"))


def said(at):
    return " ".join([text.value for text in at.markdown] + [text.value for text in at.caption])


def cells(at):
    """The numbers of the large picture."""
    table = html_of(at).partition("dr-ink")[2].partition("</table>")[0]
    return [int(cell.partition(">")[2].partition("<")[0]) for cell in table.split("<td")[1:]]


def test_pictures_come_first_and_facts_behind_a_tab(app):
    assert galleries(app)
    assert 'dr-count">' not in html_of(app)
    set_state(app, {EXPLORE_TAB: "Facts"})
    digits = load_digits()
    for fact in ("1,797 pictures", "8 × 8 cells", "64 numbers", "0 (paper) to 16", "float64"):
        assert fact in said(app)
    for digit in range(10):
        assert f'dr-count">{(digits.y == digit).sum()}<' in html_of(app)
    assert app.text[0].value == digits.description.strip()


def test_the_first_view_is_one_sheet_and_no_chart(app):
    (shown,) = galleries(app)
    digits = load_digits()
    odd = oddness(digits.X, digits.y)
    expected = [f"{digits.y[i]} · {odd[i]:.1f}" for i in range(40)]
    assert shown["captions"] == expected
    assert shown["sheet"].startswith("data:image/png;base64,")
    assert not app.get("plotly_chart")


def test_filter_order_and_pages(app):
    set_state(app, {f"{GALLERY_PAGE} digits-1797-of-1797 File order []": 2})
    assert galleries(app)[0]["descriptions"][0].startswith("Picture 40:")
    set_state(app, {GALLERY_DIGITS: [3, 8]})
    labels = [caption.split(" · ")[0] for caption in galleries(app)[0]["captions"]]
    assert labels[:3] == ["3", "8", "3"]
    assert set(labels) == {"3", "8"}
    odd = oddness(load_digits().X, load_digits().y)[np.isin(load_digits().y, [3, 8])]
    set_state(app, {GALLERY_ORDER: "Oddest first"})
    shown = [float(text.rpartition(" ")[2]) for text in galleries(app)[0]["descriptions"]]
    assert shown == pytest.approx(np.sort(odd)[::-1][:40], abs=0.006)
    set_state(app, {GALLERY_ORDER: "Most typical first"})
    shown = [float(text.rpartition(" ")[2]) for text in galleries(app)[0]["descriptions"]]
    assert shown == pytest.approx(np.sort(odd)[:40], abs=0.006)


def test_choices_outlast_a_visit_to_another_page(app):
    set_state(app, {GALLERY_DIGITS: [7]})
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/explore.py").run()
    assert {caption[0] for caption in galleries(app)[0]["captions"]} == {"7"}


def test_a_chosen_picture_is_shown_large_with_its_numbers(app):
    choose(app, 13)
    digits = load_digits()
    assert cells(app) == digits.images[13].astype(int).ravel().tolist()
    assert "Picture 13: labelled 3" in said(app)
    distances = np.sqrt(((digits.X - digits.X[13]) ** 2).sum(axis=1))
    nearest = np.argsort(distances, kind="stable")[1:9]
    neighbours = html_of(app).partition("dr-figures-small")[2]
    assert neighbours.count("<figure") == 8
    for place in nearest:
        assert f"{digits.y[place]}</b><br>{distances[place]:.1f}<" in neighbours


def test_a_chosen_picture_opens_on_the_draw_page(app):
    choose(app, 25)
    app.button(key="open picture").click().run()
    assert not app.exception
    assert app.title[0].value == "Draw a digit"
    told = next(
        json.loads(node.proto.json)
        for node in app.get("bidi_component")
        if node.proto.component_name == "digitrec-answer"
    )
    assert told["tool"] == "Cells"
    assert told["image"]["cells"] == load_digits().images[25].astype(int).ravel().tolist()


FORGED_CHOICES = [
    "junk",
    {"name": "another sheet", "index": 3},
    {"name": None, "index": -1},
    {"index": 1e9},
    ["name", "index"],
    None,
]


@pytest.mark.parametrize("chosen", FORGED_CHOICES, ids=str)
def test_a_forged_choice_chooses_nothing(app, chosen):
    app.session_state[PICTURES] = {"chosen": chosen}
    app.run()
    assert not app.exception
    assert "Picture 0: labelled 0" in said(app)


@pytest.mark.parametrize("index", [40, -1, 10**9, 2.0, True, "3"], ids=repr)
def test_an_index_out_of_the_sheet_chooses_nothing(app, index):
    choose(app, index)
    assert not app.exception
    assert "Picture 0: labelled 0" in said(app)


def test_hidden_labels_are_nowhere_until_one_is_asked_for(app):
    digits = load_digits()
    set_state(app, {LABELS_HIDDEN: True, GALLERY_ORDER: "Oddest first"})
    (shown,) = galleries(app)
    assert all(re.fullmatch(r"#\d+", caption) for caption in shown["captions"])
    assert all(re.fullmatch(r"Picture \d+", text) for text in shown["descriptions"])
    choose(app, 3)
    row = int(shown["captions"][3].strip("#"))
    assert cells(app) == digits.images[row].astype(int).ravel().tolist()
    assert f"Picture {row:,}: what is it?" in said(app)
    assert "labelled" not in said(app)
    assert 'dr-figures-small">' not in html_of(app)
    app.button(key="show picture").click().run()
    assert f"Picture {row:,}: labelled {digits.y[row]}" in said(app)
    assert 'dr-figures-small">' in html_of(app)
    assert galleries(app)[0] == shown
    choose(app, 4)
    assert "what is it?" in said(app)


def test_hidden_labels_stay_hidden_on_the_map_and_after_another_page(app):
    set_state(app, {LABELS_HIDDEN: True, EXPLORE_TAB: "Map"})
    app.session_state[MAP] = selection(point(4, 0))
    app.run()
    assert "what is it?" in said(app)
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/explore.py").run()
    assert app.session_state[LABELS_HIDDEN]


def test_each_digit_and_two_side_by_side(app):
    set_state(app, {EXPLORE_TAB: "Each digit"})
    assert html_of(app).count('alt="The average') == 12
    assert html_of(app).count("How much the cells of the") == 10
    digits = load_digits()
    means = {digit: digits.images[digits.y == digit].mean(axis=0) for digit in (3, 8)}
    row, column = divmod(int((means[3] - means[8]).argmax()), 8)
    assert f"the 3 has the most extra ink in row {row + 1}, column {column + 1}" in said(app)
    assert len(app.get("plotly_chart")) == 1
    set_state(app, {f"{COMPARED_DIGITS} This digit": 8})
    assert "a digit does not differ from itself" in said(app)


def selection(*points):
    return {"selection": {"points": list(points), "point_indices": [], "box": [], "lasso": []}}


def point(digit, index):
    return {"curve_number": digit, "point_index": index, "x": 0.0, "y": 0.0}


MAP = "map PCA False digits-1797-of-1797"


def test_the_map_shows_what_is_chosen_on_it(app):
    set_state(app, {EXPLORE_TAB: "Map"})
    assert "29\xa0%" in said(app)
    spec = app.get("plotly_chart")[0].proto.spec
    digits = load_digits()
    app.session_state[MAP] = selection(point(4, 0), point(4, 7), point(9, 2))
    app.run()
    (shown,) = galleries(app)
    expected = sorted(
        [*np.flatnonzero(digits.y == 4)[[0, 7]], np.flatnonzero(digits.y == 9)[2]],
    )
    assert [int(text.split()[1].rstrip(":")) for text in shown["descriptions"]] == expected
    assert app.get("plotly_chart")[0].proto.spec == spec
    choose(app, 1, key="map-PCA")
    assert cells(app) == digits.images[expected[1]].astype(int).ravel().tolist()
    app.session_state[MAP] = selection(point(4, 0))
    app.run()
    assert cells(app) == digits.images[expected[0]].astype(int).ravel().tolist()


def test_the_charts_can_be_read_as_tables(app):
    set_state(app, {EXPLORE_TAB: "Map", table_key("map-PCA"): True})
    table = html_of(app).partition("dr-table")[2]
    assert "Nearest other middle" in table
    assert '<th scope="row">4</th><td>181</td>' in table
    set_state(app, {EXPLORE_TAB: "Each digit", table_key("difference"): True})
    digits = load_digits()
    means = {digit: digits.images[digits.y == digit].mean(axis=0) for digit in (3, 8)}
    row = "".join(f"<td>{value:+.1f}</td>" for value in np.round(means[3] - means[8], 1)[4])
    assert f'<th scope="row">5</th>{row}' in html_of(app)


class FakeWorkerPool:
    """Keeps jobs, and ends them when the test says so."""

    def __init__(self):
        self.submitted = []

    def submit(self, tasks, *, key=None, expected_seconds=0.0):
        self.submitted.append(jobs.Job(tasks, key, expected_seconds))
        return self.submitted[-1]

    def queue_place(self, job):
        return 0

    def stop(self, job):
        job.state = jobs.STOPPED


@pytest.fixture
def pool(monkeypatch):
    fake = FakeWorkerPool()
    monkeypatch.setattr(cached, "worker_pool", lambda: fake)
    return fake


def test_t_sne_is_made_on_request_once_for_all(app, root, pool):
    set_state(app, {EXPLORE_TAB: "Map", MAP_METHOD: "t-SNE"})
    assert not pool.submitted
    assert not app.get("plotly_chart")
    (button,) = [button for button in app.button if "Make this map" in button.label]
    assert f"(about {tsne_seconds(1797):.0f} s)" in button.label
    button.click().run()
    (job,) = pool.submitted
    assert job.tasks[0].arguments == ("digits", 1797, 0)
    assert job.expected_seconds > 5
    assert not app.exception
    job.end_task(job.begin_task(), Map(np.zeros((1797, 2), np.float32)))
    job.state = jobs.DONE
    app.run()
    assert len(app.run().get("plotly_chart")) == 1
    another = set_state(visit(root), {EXPLORE_TAB: "Map", MAP_METHOD: "t-SNE"})
    assert len(another.get("plotly_chart")) == 1


def quiz_picture(at):
    return re.search('dr-quiz-picture" src="([^"]+)" alt="([^"]+)"', html_of(at)).groups()


def answer(at, digit):
    at.button(key=f"guess {digit}").click().run()
    return said(at)


def test_a_quiz_from_the_first_picture_to_the_score(app):
    set_state(app, {EXPLORE_TAB: "Quiz"})
    digits = load_digits()
    odd = oddness(digits.X, digits.y)
    rows = pick_questions(odd, random_state=1)
    model = held_out_answers("default", "file_order", model="").subset(rows)
    for i, row in enumerate(rows):
        label = digits.y[row]
        assert quiz_picture(app) == (png_uri(digits.images[row]), "A digit, to be read")
        assert f"Picture {i + 1} of 10" in said(app)
        guess = label if i < 7 else (label + 1) % 10
        verdict = answer(app, guess)
        assert ("**Right**" in verdict) == (i < 7)
        assert f"**{with_article(label)}**" in verdict
        assert f"The model read **{model.y_pred[i]}**" in verdict
        app.button(key="next").click().run()
    shown = html_of(app)
    assert f"You: 7 of 10 right; the model: {model.right.sum()}." in shown
    assert shown.count("<b>It is ") == 10
    assert "had not learned from these pictures" in said(app)
    app.button(key="new quiz").click().run()
    assert app.number_input(key=QUIZ_NUMBER).value == 2
    assert quiz_picture(app)[0] != png_uri(digits.images[rows[0]])
    assert "Picture 1 of 10" in said(app)


def test_a_quiz_goes_on_after_another_page_and_is_each_visitors_own(app, root):
    set_state(app, {EXPLORE_TAB: "Quiz"})
    answer(app, 3)
    app.button(key="next").click().run()
    app.switch_page("pages/about.py").run()
    app.switch_page("pages/explore.py").run()
    assert "Picture 2 of 10" in said(app)
    other = set_state(visit(root), {EXPLORE_TAB: "Quiz"})
    assert "Picture 1 of 10" in said(other)


def test_a_second_tap_answers_nothing(app):
    set_state(app, {EXPLORE_TAB: "Quiz"})
    late = app.button(key="guess 5")
    before = answer(app, 3)
    late.click().run()
    assert said(app) == before


def visit_by_link(root, hide):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    at.query_params["hide"] = hide
    return at.run().switch_page("pages/explore.py").run()


def test_a_link_takes_parts_away(root):
    at = visit_by_link(root, "facts,download,data")
    assert [tab.label for tab in at.tabs] == ["Pictures", "Quiz", "Each digit", "Map"]
    assert not [each for each in at.get("button_group") if each.label == "Data set"]
    at = visit_by_link(root, "tabs")
    assert not at.tabs
    assert len(galleries(at)) == 1


def test_files_are_offered_under_a_name_that_says_what_they_hold(app):
    set_state(app, {EXPLORE_TAB: "Download"})
    assert not app.exception
    assert len(app.get("download_button")) == 2
    assert "digits-1797-of-1797.npz" in app.code[0].value


def test_two_visitors_choose_for_themselves(app, root):
    other = visit(root)
    set_state(app, {GALLERY_DIGITS: [5]})
    choose(app, 2)
    assert "Picture 0: labelled 0" in said(other.run())
    assert {caption[0] for caption in galleries(other)[0]["captions"]} != {"5"}


def write_idx(path, array):
    """As MNIST was published: a header that gives type and shape, and the bytes."""
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    path.write_bytes(gzip.compress(header + array.tobytes(), compresslevel=1))


@pytest.fixture
def mnist_images(tmp_path, monkeypatch):
    """A made-up MNIST of 2,500 pictures in the data folder."""
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path))
    digits = load_digits()
    y = np.concatenate([digits.y, digits.y[:703]]).astype(np.uint8)
    large = (digits.images * 15).astype(np.uint8).repeat(3, axis=1).repeat(3, axis=2)
    images = np.pad(np.concatenate([large, large[:703]]), ((0, 0), (2, 2), (2, 2)))
    write_idx(tmp_path / "t10k-images-idx3-ubyte.gz", images)
    write_idx(tmp_path / "t10k-labels-idx1-ubyte.gz", y)
    return images


def test_of_mnist_a_sample_is_shown_whose_size_is_said(root, mnist_images):
    app = set_state(visit(root), {EXPLORED: "mnist"})
    assert not app.exception
    app.select_slider(key=SAMPLE_SIZE).set_value(1000).run()
    assert "1,000 pictures" in said(app)
    choose(app, 5)
    assert "dr-large" in html_of(app)
    set_state(app, {"numbers picture": True})
    row = int(galleries(app)[0]["descriptions"][5].split()[1].rstrip(":"))
    numbers = re.search("<pre[^>]+>([^<]+)<", html_of(app))[1].split()
    assert [int(number) for number in numbers] == mnist_images[row].ravel().tolist()
    set_state(app, {EXPLORE_TAB: "Facts"})
    for fact in ("MNIST (test part), 28×28", "2,500 pictures", "**1,000** of them, picked at ran"):
        assert fact in said(app)
    assert "28 × 28 cells" in said(app)
    for part in ("Quiz", "Each digit", "Map", "Download"):
        assert not set_state(app, {EXPLORE_TAB: part}).exception


def test_mnist_that_is_not_there_is_offered(root, tmp_path, monkeypatch, pool):
    monkeypatch.setenv("DIGITREC_DATA", str(tmp_path / "empty"))
    app = set_state(visit(root), {EXPLORED: "mnist-8x8"})
    assert not app.exception
    assert "MNIST is not on this computer yet" in app.info[0].value
    assert not galleries(app)
    button = app.button(key="get mnist")
    assert "MB" in button.label
    button.click().run()
    (job,) = pool.submitted
    assert job.key == "fetch_mnist"
    job.state, job.message = jobs.FAILED, "There is no network."
    app.run()
    app.run()
    assert [error.value for error in app.error] == ["There is no network."]
    set_state(app, {EXPLORED: "digits"})
    assert len(galleries(app)) == 1
