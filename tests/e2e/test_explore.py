"""A person looks at the data in a browser."""

import io
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from benchmarks.serving import APPS, served
from digitrec.datasets import load_digits
from tests.e2e.devices import PHONE, touch_screen
from tests.e2e.draw_page import expect_done, expect_settled, turn_to


class ExplorePage:
    """What a person sees and does on the Explore page."""

    def __init__(self, page):
        self.page = page
        self.pictures = page.locator(".dr-gallery-item")
        self.cells = page.locator(".dr-ink td")
        self.points = page.locator(".scatterlayer .point")
        self.plot = page.locator(".nsewdrag").first

    def open(self, part=""):
        """Go there and wait for the pictures, or for another part."""
        self.page.goto("/explore" + (f"?part={part}" if part else ""))
        expect(self.page.get_by_role("tab", name=part or "Pictures", selected=True)).to_be_visible()
        expect_settled(self.page)  # a key or a click before that may find nobody who hears it
        return self

    def chosen_image(self):
        """The 64 numbers of the large picture."""
        expect(self.cells).to_have_count(64)
        return [int(text) for text in self.cells.all_inner_texts()]

    def choose(self, name):
        """Choose one of several, as an order."""
        self.page.get_by_role("radio", name=name).click()


@pytest.fixture
def explore_page(page):
    return ExplorePage(page).open()


def test_a_picture_is_found_seen_from_near_and_opened_on_the_draw_page(explore_page):
    page = explore_page.page
    expect(explore_page.pictures).to_have_count(40)
    expect(explore_page.pictures.first).to_contain_text("0 ·")
    page.get_by_role("button", name="8", exact=True).first.click()
    expect(explore_page.pictures.first).to_contain_text("8 ·")
    explore_page.choose("Oddest first")
    expect(explore_page.pictures.first).to_contain_text(re.compile(r"8 · 1\.[5-9]"))
    explore_page.pictures.nth(1).click()
    expect(explore_page.pictures.nth(1)).to_have_attribute("aria-selected", "true")
    said = explore_page.pictures.nth(1).get_attribute("title")
    row = int(re.match(r"Picture (\d+): labelled 8", said)[1])
    image = load_digits().images[row].astype(int).ravel().tolist()
    expect(explore_page.cells).to_have_text([str(n) for n in image])
    expect(page.locator(".dr-figures-small .dr-figure")).to_have_count(8)
    page.get_by_role("button", name="Open on the Draw page").click()
    expect(page.get_by_role("heading", name="Draw a digit")).to_be_visible()
    expect(page.get_by_role("gridcell")).to_have_text([str(n or "") for n in image])


def test_the_gallery_is_one_sheet_and_its_picture_is_what_it_should_be(explore_page):
    expect(explore_page.pictures).to_have_count(40)
    sheets = explore_page.page.locator(".dr-gallery-picture").evaluate_all(
        "all => all.map((picture) => getComputedStyle(picture).backgroundImage)"
    )
    assert len(set(sheets)) == 1
    shot = explore_page.page.locator(".dr-gallery-picture").nth(17).screenshot()
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(shot)).convert("L")).astype(float)
    centres = ((np.arange(8) + 0.5) / 8 * len(pixels)).astype(int)
    seen = (255 - pixels[np.ix_(centres, centres)]) / (255 - 20) * 16
    assert np.abs(seen - load_digits().images[17]).max() < 1


def test_the_gallery_by_keyboard(explore_page):
    page = explore_page.page
    explore_page.pictures.first.focus()
    page.keyboard.press("ArrowRight")
    expect(explore_page.pictures.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    columns = explore_page.pictures.evaluate_all(
        "all => all.filter((item) => item.offsetTop === all[0].offsetTop).length"
    )
    expect(explore_page.pictures.nth(columns + 1)).to_be_focused()
    page.keyboard.press("End")
    expect(explore_page.pictures.last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(explore_page.pictures.last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(explore_page.pictures.first).to_have_attribute("aria-selected", "true")
    assert explore_page.chosen_image() == load_digits().images[0].astype(int).ravel().tolist()
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('dr-gallery-item')")


def test_four_rows_of_pictures_are_in_sight_on_a_projector(explore_page):
    expect(explore_page.pictures).to_have_count(40)
    for width, height in ((1024, 768), (1280, 720)):
        turn_to(explore_page.page, width, height)
        boxes = explore_page.pictures.evaluate_all(
            """all => all.map((item) => item.getBoundingClientRect())
                .map((box) => [box.top, box.bottom])"""
        )
        rows = {round(top) for top, bottom in boxes if top >= 0 and bottom <= height}
        assert len(rows) >= 4


def test_on_a_phone_pictures_begin_on_the_first_screen(visit):
    explore_page = ExplorePage(visit(**touch_screen(360, 640))).open()
    for width, height in ((360, 640), (320, 568), (640, 360)):
        turn_to(explore_page.page, width, height)
        expect(explore_page.pictures.first).to_be_in_viewport(ratio=0.9)


def test_hidden_labels_are_in_no_name_and_no_hint(explore_page):
    page = explore_page.page
    page.get_by_text("Hide the labels").click()
    expect(explore_page.pictures.first).to_have_text("#0")
    shown = page.locator(".dr-gallery").evaluate("gallery => gallery.outerHTML")
    assert "labelled" not in shown
    explore_page.pictures.nth(5).click()
    expect(page.get_by_text("Picture 5: what is it?")).to_be_visible()
    page.get_by_role("button", name="Show the label").click()
    expect(page.get_by_text(f"Picture 5: labelled {load_digits().y[5]}")).to_be_visible()
    expect(explore_page.pictures.nth(5)).to_have_text("#5")


def test_a_picture_is_called_what_stands_below_it(explore_page):
    expect(explore_page.pictures.nth(3)).to_have_accessible_name("3 · 0.9")
    expect(explore_page.pictures.nth(3)).to_have_accessible_description(
        re.compile("Picture 3: labelled 3, oddness 0.9")
    )


def test_the_chosen_picture_is_seen_in_forced_colours(visit):
    explore_page = ExplorePage(visit(forced_colors="active")).open()
    explore_page.pictures.nth(5).click()
    expect(explore_page.pictures.nth(5)).to_have_attribute("aria-selected", "true")
    explore_page.page.mouse.move(0, 0)
    edges = explore_page.pictures.evaluate_all(
        "all => all.map((item) => getComputedStyle(item).borderColor)"
    )
    assert edges.count(edges[5]) == 1


def test_a_swipe_that_begins_on_the_pictures_scrolls_the_page(visit):
    explore_page = ExplorePage(visit(**PHONE)).open()
    expect(explore_page.pictures).to_have_count(40)
    scrolls, swipes = explore_page.page.locator(".dr-gallery").evaluate(
        """gallery => [
            gallery.scrollHeight > gallery.clientHeight + 1,
            [...gallery.children].map((item) => getComputedStyle(item).touchAction),
        ]"""
    )
    assert not scrolls
    assert set(swipes) == {"manipulation"}


def test_pages_of_pictures(explore_page):
    page = explore_page.page
    page.get_by_role("button", name="Page 45").click()
    expect(explore_page.pictures).to_have_count(1797 - 44 * 40)
    explore_page.choose("Most typical first")
    expect(explore_page.pictures).to_have_count(40)


@pytest.mark.parametrize("size", [(1280, 720), (360, 640)], ids=str)
def test_a_quiz_by_keys_and_by_taps_with_nothing_moving(visit, size):
    page = visit(viewport={"width": size[0], "height": size[1]})
    ExplorePage(page).open("Quiz")
    digits = page.locator(".st-key-quiz-digits button")
    expect(digits).to_have_count(10)
    below = """() => {
        const at = (name) => document.querySelector(name).getBoundingClientRect().top;
        return at(".st-key-quiz-answer") - at(".dr-quiz-picture");
    }"""
    for i in range(10):
        expect(page.get_by_text(f"Picture {i + 1} of 10")).to_be_visible()
        expect(digits.first).to_be_enabled()
        assert re.fullmatch(r"\d", digits.nth(4).inner_text())
        before = page.evaluate(below)
        if i % 2:
            page.keyboard.press("4")
        else:
            digits.nth(4).click()
        expect(page.get_by_text("The model read")).to_be_in_viewport()
        assert page.evaluate(below) == before
        page.get_by_role("button", name=re.compile("Next picture|See the score")).click()
    expect(page.get_by_text(re.compile(r"You: \d+ of 10 right; the model: \d+"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


def test_no_chart_is_loaded_before_it_is_asked_for(visit):
    page = visit()
    scripts = []
    page.on("request", lambda request: scripts.append(request.url))
    explore_page = ExplorePage(page).open()
    expect(explore_page.pictures).to_have_count(40)
    assert not [url for url in scripts if "plotly" in url.lower()]
    page.get_by_role("tab", name="Map").click()
    expect(explore_page.points).to_have_count(1797)
    assert [url for url in scripts if "plotly" in url.lower()]


def lasso(explore_page, left, top, right, bottom):
    """Draw a loop; the corners as shares of the map."""
    expect_settled(explore_page.page)
    explore_page.plot.scroll_into_view_if_needed()
    box = explore_page.plot.bounding_box()
    mouse = explore_page.page.mouse
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    for i, (x, y) in enumerate(corners):
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=5)
        if i == 0:
            mouse.down()
    mouse.up()


def test_points_on_the_map_are_pictures(page):
    explore_page = ExplorePage(page).open("Map")
    expect(explore_page.points).to_have_count(1797)
    digits = load_digits()
    box = page.locator(".scatterlayer .trace").nth(4).locator(".point").nth(20).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    image = explore_page.chosen_image()
    assert image in digits.images.astype(int).reshape(1797, 64).tolist()
    explore_page.choose("Several, by a loop")
    expect(explore_page.cells).to_have_count(0)
    expect_done(page)
    lasso(explore_page, 0.35, 0.3, 0.65, 0.7)
    expect(page.get_by_text("pictures chosen, the first 30 of them here")).to_be_visible()
    expect(explore_page.pictures).to_have_count(30)
    expect(explore_page.cells).to_have_count(0)
    explore_page.pictures.nth(3).click()
    said = explore_page.pictures.nth(3).get_attribute("title")
    row = int(re.search(r"\d+", said)[0])
    assert explore_page.chosen_image() == digits.images[row].astype(int).ravel().tolist()
    expect(page.get_by_text("pictures chosen, the first 30 of them here")).to_be_visible()
    lasso(explore_page, 0.001, 0.001, 0.999, 0.999)
    expect(page.get_by_text("1,797 pictures chosen")).to_be_visible()


def test_t_sne_is_made_with_progress_and_kept_for_all(visit, small_mnist, monkeypatch):
    """Of few pictures, since their map takes the longer the more they are."""
    monkeypatch.setenv("DIGITREC_DATA", str(small_mnist))
    with served(APPS["digitrec"]) as server:
        pages = [visit(base_url=server.url) for _ in range(2)]
        for page in pages:
            page.goto("/explore?data=mnist&part=map")
            page.get_by_role("radio", name="Neighbourhoods (t-SNE)").click()
            if page is pages[0]:
                page.get_by_role("button", name="Make this map").click()
                expect(page.get_by_text("Laying out 600 pictures")).to_be_visible()
                expect(page.get_by_role("button", name="Stop")).to_be_visible()
            expect(page.get_by_text("alike come to lie together")).to_be_visible()
            expect(ExplorePage(page).points).to_have_count(600)
        for page in pages:
            page.close()


def test_the_data_are_taken_along(page, tmp_path):
    ExplorePage(page).open("Download")
    digits = load_digits()
    for kind in ("CSV", "NPZ"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind, exact=True).click()
        download.value.save_as(tmp_path / f"digits.{kind.lower()}")
    table = np.loadtxt(tmp_path / "digits.csv", delimiter=",", skiprows=1, dtype=int)
    assert (table[:, 1] == digits.y).all()
    assert (table[:, 2:] == digits.X).all()
    with np.load(tmp_path / "digits.npz") as archive:
        assert (archive["images"] == digits.images).all()
        assert (archive["y"] == digits.y).all()


PARTS = ("Pictures", "Quiz", "Each digit", "Map", "Facts", "Download")


def test_every_part_fits_a_phone(visit):
    page = visit(**PHONE)
    explore_page = ExplorePage(page).open()
    explore_page.pictures.nth(7).tap()
    expect(explore_page.cells).to_have_count(64)
    for part in PARTS:
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_role("tabpanel", name=part)).to_be_visible()
        expect_done(page)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
