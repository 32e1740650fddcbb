"""A person who knows no Python goes the whole way: look, train, evaluate, draw."""

import re

import pytest
from playwright.sync_api import TimeoutError as OutOfTime
from playwright.sync_api import expect

from tests.e2e.devices import PHONE, touch_screen
from tests.e2e.draw_page import DrawPage, expect_done
from tests.e2e.test_evaluate import EvaluatePage


class TrainPage:
    """What a person sees and does on the Train page."""

    def __init__(self, page):
        self.page = page
        self.button = page.get_by_role("button", name="Train it")
        self.verdict = page.locator(".dr-accuracy")
        self.actions = page.get_by_role("button", name="Rename, save, delete")

    def open(self):
        """Go there by the menu."""
        self.page.get_by_role("link", name="Train").click()
        expect(self.button).to_be_enabled()
        return self

    def choose(self, label, option):
        """Choose from a list; one that closes because the page moves is opened again."""
        box = self.page.get_by_role("combobox", name=label)
        wanted = self.page.get_by_role("option", name=option)
        for _ in range(10):
            expect_done(self.page)
            box.evaluate("box => box.scrollIntoView({ block: 'center', behavior: 'instant' })")
            box.click()
            try:
                wanted.click(timeout=3000)
            except OutOfTime:
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"{label} offered no {option}")

    def unfold(self):
        """Show the data set, the split, the seed and what to learn."""
        self.page.get_by_text(re.compile("seed \\d+$")).first.click()
        return self

    def train(self):
        """Press the button and wait for the figures of a run of one's own."""
        self.button.click()
        expect(self.actions).to_be_visible()


@pytest.fixture
def train_page(page):
    page.goto("/train")
    train_page = TrainPage(page)
    expect(train_page.button).to_be_enabled()
    return train_page


def test_from_looking_at_the_data_to_drawing_for_a_model_of_ones_own(page, drawn_digits):
    DrawPage(page).open()

    page.get_by_role("link", name="Explore").click()
    expect(page.locator(".dr-gallery-item")).to_have_count(40)
    page.get_by_role("button", name="3", exact=True).first.click()
    expect(page.locator(".dr-gallery-item").first).to_contain_text("3 ·")

    train_page = TrainPage(page).open()
    train_page.choose("Model", "k nearest neighbours")
    slider = page.get_by_role("slider", name="Neighbours (k)")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "4")
    train_page.train()
    expect(page.locator(".dr-table")).to_contain_text("n_neighbors 4")

    page.get_by_role("link", name="Evaluate").click()
    expect(page.get_by_role("heading", name="Evaluate a model")).to_be_visible()
    model = page.get_by_role("combobox", name="Model", exact=True)
    expect(model).to_have_value(re.compile("k nearest neighbours · k 4 · seed 0"))
    expect(page.get_by_text("of 450 pictures")).to_be_visible()
    expect(page.locator(".st-key-matrix .textpoint").first).to_be_visible()
    evaluate_page = EvaluatePage(page)
    evaluate_page.click_cell(0, 0)
    expect(page.get_by_text("pictures of 0 read as 0")).to_be_visible()
    sentence = page.get_by_text(re.compile(r"\d was read as \d")).inner_text()
    was, said = re.search(r"(\d) was read as (\d)", sentence).groups()
    evaluate_page.click_cell(was, said)
    heading = page.get_by_text(re.compile(f"pictures? of {was} read as {said}"))
    n = int(re.match(r"\d+", heading.inner_text())[0])
    expect(evaluate_page.gallery.get_by_role("option")).to_have_count(n)
    expect_done(page)
    evaluate_page.gallery.get_by_role("option").first.click()
    page.get_by_role("button", name="Open on the Draw page").click()
    draw_page = DrawPage(page)
    expect(draw_page.cells).to_have_count(64)
    draw_page.choose("Pen")

    train_page.open()
    page.get_by_role("button", name="Use on the Draw page").click()
    expect(draw_page.headline).not_to_be_empty()
    expect(draw_page.reader).to_have_accessible_name(
        re.compile("Read by k nearest neighbours · k 4 · seed 0")
    )
    expect_done(page)
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)


@pytest.fixture
def says(root):
    """What the lesson says word for word: ``says("Train it")`` gives it back, or fails."""
    lesson = " ".join((root / "docs" / "lessons.md").read_text(encoding="utf-8").split())

    def find(words):
        assert words in lesson
        return words

    return find


def test_the_lesson_goes_as_it_is_written(page, says):
    explore_as_in_the_lesson(page, says)
    train_page = TrainPage(page)
    for link, test, training in (
        ("model=dummy", "About 10 %", None),
        ("model=decision-tree&max_depth=5", "about 67 %", "about 70 %"),
        ("model=decision-tree", "About 85.6 %", "100 %"),  # last, to be evaluated
    ):
        page.goto(says(f"/train?{link}&hide=articles,upload,target"))
        expect(train_page.button).to_be_enabled()
        expect(page.get_by_text("Check a published claim")).to_have_count(0)
        expect(train_page.verdict).to_be_visible(timeout=120_000)  # the example starts a process
        train_page.train()
        begin = said_number(says(test))
        expect(train_page.verdict).to_have_text(re.compile(rf"^{begin}[\d.]*\s% read right"))
        if training:
            metric = page.get_by_test_id("stMetric").filter(has_text=says("Right in training"))
            expect(metric).to_contain_text(said_number(says(training)))
    evaluate_as_in_the_lesson(page, says)


def said_number(words):
    """The number in what the lesson says."""
    return re.search(r"[\d.]+", words)[0]


def spaced(words):
    """A pattern of words between which lines may or may not break."""
    return re.escape(words).replace("\\ ", r"\s")


def explore_as_in_the_lesson(page, says):
    page.goto(says("/explore?order=oddest-first"))
    picture = page.locator(".dr-gallery-item").first
    expect(picture).to_be_visible()
    expect(page.get_by_role("radio", name=says("Oddest first"))).to_be_checked()
    page.get_by_text(says("Hide the labels"), exact=True).click()
    expect(picture).to_contain_text("#")
    picture.click()
    page.get_by_role("button", name=says("Show the label")).click()
    expect(page.get_by_text("The pictures most like it (nearest neighbours)")).to_be_visible()
    page.get_by_role("tab", name=says("Each digit")).click()
    says("(most in row 6, column 3), the 3 a little more on the right (most in row 5, column 6)")
    expect(page.get_by_text("the 3 has the most extra ink in row 5, column 6")).to_be_visible()
    expect(page.get_by_text("the 8 has the most extra ink in row 6, column 3")).to_be_visible()
    page.goto(says("/explore?part=quiz"))
    expect(page.get_by_text("Picture 1 of 10")).to_be_visible()


def evaluate_as_in_the_lesson(page, says):
    run = says("Decision tree · seed 0 · 85.6 %")
    chosen = page.get_by_role("combobox", name="Run", exact=True)
    expect(chosen).to_have_value(re.compile(spaced(run)))
    page.get_by_role("button", name=says("Evaluate"), exact=True).click()
    expect(page.get_by_role("heading", name="Evaluate a model")).to_be_visible()
    says("six times a 3 was read as an 8, three times an 8 as a 3")
    expect(page.get_by_text("3 was read as 8 six times, 8 as 3 three times")).to_be_visible()
    evaluate_page = EvaluatePage(page)
    evaluate_page.click_cell(3, 8)
    expect(page.get_by_text("6 pictures of 3 read as 8")).to_be_visible()
    evaluate_page.part(says("Misread"))
    n_misread = said_number(says("65 pictures"))
    expect(page.get_by_text(f"{n_misread} of 450 pictures were read wrong")).to_be_visible()
    first = evaluate_page.gallery.get_by_role("option").first
    expect(first).to_contain_text(re.compile(spaced(says("100 %"))))
    first.click()
    page.get_by_role("button", name=says("Open on the Draw page")).click()
    reader = says(f"Read by {run}")
    expect(DrawPage(page).reader).to_have_accessible_name(re.compile(spaced(reader)))
    expect(DrawPage(page).reader).to_be_in_viewport()


def test_a_fit_shows_progress_and_can_be_stopped(train_page):
    page = train_page.page
    train_page.choose("Model", "Gradient boosting")
    train_page.unfold().choose("How to split", "Folds, shuffled")
    page.get_by_role("slider", name="Folds").press("End")
    expect(page.get_by_text(re.compile(r"will take about \d+"))).to_be_visible()
    train_page.button.click()
    expect(page.get_by_text(re.compile(r"Learning \(Gradient boosting\): \d+ s"))).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(train_page.button).to_be_enabled()
    expect(page.get_by_text("An example, computed on this server")).to_be_visible()


def test_a_run_is_known_by_its_new_name_at_once(train_page):
    page = train_page.page
    train_page.choose("Model", "Naive Bayes")
    train_page.train()
    train_page.actions.click()
    name = page.get_by_role("textbox", name="Name")
    naughty = "![x](/x.png) **b** $a$ :red[r] <i>i</i> \\ :tada: `c`"
    for each in ("Mine", "Ours", naughty):  # the box was behind by one name
        name.fill(each)
        name.press("Enter")
        expect(page.get_by_role("combobox", name="Run", exact=True)).to_have_value(each)
    expect_done(page)
    page.get_by_role("button", name="Use on the Draw page").click()
    expect(DrawPage(page).reader).to_have_accessible_name(f"Read by {naughty}")


def test_an_article_is_repeated_with_a_click(train_page):
    page = train_page.page
    train_page.choose("Check a published claim", re.compile("the last six"))
    page.get_by_role("button", name="Repeat it here").click()
    expect(page.get_by_text("6 of 6 are read right here")).to_be_visible()
    train_page.unfold()
    expect(page.get_by_role("spinbutton", name="First rows")).to_have_value("1791")


def test_a_model_is_downloaded_and_loaded_again(train_page, tmp_path):
    page = train_page.page
    train_page.choose("Model", "Naive Bayes")
    train_page.train()
    train_page.actions.click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the model").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert re.fullmatch(r"naive-bayes-seed-0-[\d.]+\.skops", path.name)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.locator(".dr-table")).to_contain_text("uploaded")

    path.write_bytes(path.read_bytes()[:-100])
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text="naive-bayes")).to_be_visible()


def test_on_a_phone_the_menu_goes_away_once_a_page_is_chosen(visit):
    page = visit(**PHONE)
    DrawPage(page).open()
    for name, heading in (("Explore", "Explore the data"), ("Train", "Train a model")):
        page.get_by_test_id("stExpandSidebarButton").tap()
        link = page.get_by_role("link", name=name)
        link.tap()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(link).not_to_be_in_viewport()
    TrainPage(page).button.tap()
    expect(page.get_by_test_id("stToast")).to_contain_text("99.3 %")


@pytest.mark.parametrize(("width", "height"), [(360, 640), (640, 360)])
def test_the_result_comes_into_view_once(visit, width, height):
    page = visit(**touch_screen(width, height))
    page.goto("/train")
    train_page = TrainPage(page)
    expect(train_page.button).to_be_enabled()
    slider = page.get_by_role("radio", name="poly")
    slider.tap()
    expect(train_page.verdict).not_to_be_in_viewport()
    train_page.train()
    expect(train_page.verdict).to_be_in_viewport(ratio=1)
    slider.tap()
    expect_done(page)
    expect(train_page.verdict).not_to_be_in_viewport()  # it scrolls once


def test_whoever_comes_first_by_a_pages_own_address_sees_that_page(visit):
    """On a server that nobody has visited; Streamlit alone would say that there is no such page."""
    from benchmarks.serving import APPS, served

    with served(APPS["digitrec"]) as server:
        page = visit()
        page.goto(f"{server.url}/train")
        expect(page.get_by_role("button", name="Train it")).to_be_enabled()
        expect(page.get_by_role("link", name="How it works")).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        page.close()
