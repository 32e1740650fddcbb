"""The page My digits: the test of ten digits with its report card, and the kept drawings."""

import json

import pytest
from playwright.sync_api import expect

from digitrec.accuracy import Accuracy
from digitrec.collection import loads_collection
from digitrec.ui.live import MINE_PROGRAM, bundle
from tests.e2e.draw_page import densely, expect_settled

PAUSED_MS = 2500  # longer than the pause that hands a drawing in, on a busy machine
LABELS = "digitrecKept.all().map(({ label }) => label)"


class MyDigits:
    """What a person sees and does on the page."""

    def __init__(self, page, drawn_digits):
        self.page = page
        self.drawn_digits = drawn_digits
        self.board = page.locator(".dr-board")
        self.asked = page.locator(".dr-test-asked b")
        self.count = page.locator(".dr-test-count")
        self.items = page.locator(".dr-gallery-item")

    def open(self, part="ten-digits"):
        """Go there."""
        self.page.goto(f"/my_digits?part={part}")
        expect_settled(self.page)
        return self

    def click(self, name):
        """Press a button."""
        self.page.get_by_role("button", name=name).click()

    def draw(self, digit):
        """Draw a digit on the board."""
        box = self.board.bounding_box()
        mouse, scale = self.page.mouse, box["width"] / 320
        for stroke in self.drawn_digits[digit]:
            for i, (x, y) in enumerate(densely(stroke)):
                mouse.move(box["x"] + scale * x, box["y"] + scale * y)
                if i == 0:
                    mouse.down()
            mouse.up()

    def finish(self, wrong=None):
        """Draw all that is asked for; another digit where that is wanted."""
        while self.board.is_visible():
            asked = int(self.asked.inner_text())
            self.draw(wrong.get(asked, asked) if wrong else asked)
            before = self.count.inner_text()
            self.click("Next")
            if before != "10 of 10":
                expect(self.count).not_to_have_text(before)


@pytest.fixture
def my_digits(visit, drawn_digits):
    return MyDigits(visit(), drawn_digits).open()


def test_each_digit_is_asked_for_once_and_a_pause_hands_it_in(my_digits):
    page = my_digits.page
    my_digits.click("Begin")
    expect(my_digits.count).to_have_text("1 of 10")
    first = int(my_digits.asked.inner_text())
    my_digits.draw(first)
    expect(my_digits.count).to_have_text("2 of 10", timeout=PAUSED_MS + 2000)
    # One more stroke begins the pause anew, and what is on the board is not lost.
    my_digits.click("Last one again")
    expect(my_digits.count).to_have_text("1 of 10")
    expect(my_digits.asked).to_have_text(str(first))
    page.reload()
    expect(my_digits.count).to_have_text("1 of 10")
    my_digits.finish()
    expect(page.locator(".dr-test-drawing")).to_have_count(10)
    expect(page.locator(".dr-card-score")).to_contain_text("of 10 read right")
    order = page.locator(".dr-card-order").inner_text().partition(": ")[2][:19]
    assert sorted(order.split()) == list("0123456789")
    asked = page.locator(".dr-test-drawing b").all_inner_texts()
    assert [text.split()[-1] for text in asked] == order.split()


def test_the_card_says_how_many_are_right_and_how_sure_that_is(my_digits):
    page = my_digits.page
    my_digits.click("Begin")
    my_digits.finish(wrong={3: 7})
    wrong = page.locator(".dr-test-drawing[data-right=false]")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("read as 7")
    expect(page.locator(".dr-card-score")).to_have_text("9 of 10 read right")
    expect(page.locator(".dr-card-interval")).to_have_text(f"{Accuracy(9, 10).true_figure}.")
    expect(page.locator(".dr-card-data")).to_contain_text("99.2")
    page.get_by_label("Read by").select_option("Decision tree")
    expect(page.locator(".dr-card-scores")).to_contain_text("Three neural networks: 9 of 10; De")
    with page.expect_download() as download:
        my_digits.click("Save the card as a picture")
    assert download.value.suggested_filename.endswith(".png")

    expect(page.get_by_text("They are not kept unless you say so.")).to_be_visible()
    assert page.evaluate(LABELS) == []
    my_digits.click("Keep all 10")
    expect(page.get_by_text("All 10 are kept")).to_be_visible()
    assert sorted(page.evaluate(LABELS)) == list(range(10))
    my_digits.click("Do not keep them")
    expect(page.get_by_text("They are not kept unless you say so.")).to_be_visible()
    assert page.evaluate(LABELS) == []


def keep(page, *drawings):
    """Keep some as (label, digit that was read, probability), the first the oldest."""
    page.wait_for_function("globalThis.digitrecKept")
    page.evaluate(
        """(drawings) => digitrecKept.add(drawings.map(([label, digit, probability], i) => ({
            id: `5f0c2f7e-6d1b-4c3a-9e57-${String(i).padStart(12, "0")}`, label, writer: "",
            strokes: [[[60 + i % 9, 60], [200, 61], [130, 250]]],
            read: { digit, sure: true, probability, model: "SVM" },
            at: `2026-11-26T10:00:${String(i % 60).padStart(2, "0")}Z`,
        })))""",
        [list(each) for each in drawings],
    )


def test_kept_drawings_are_ordered_relabelled_removed_and_brought_back(my_digits):
    page = my_digits.open("my-digits").page
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    keep(page, (3, 3, 0.9), (7, 1, 0.1), (7, 7, 0.05), (None, 4, None))
    captions = page.locator(".dr-gallery-caption")
    expect(captions).to_have_text(["none, read as 4", "7", "7, read as 1", "3"])
    order = page.get_by_label("Order")
    order.select_option("oddest first")
    expect(captions).to_have_text(["7", "7, read as 1", "3", "none, read as 4"])
    order.select_option("misread first")
    expect(captions).to_have_text(["7, read as 1", "none, read as 4", "7", "3"])

    my_digits.items.first.click()
    expect(page.get_by_text("SVM read a 1.")).to_be_visible()
    page.get_by_role("button", name="It is 1").click()
    assert sorted(map(str, page.evaluate(LABELS))) == ["1", "3", "7", "None"]
    page.locator(".dr-mine").get_by_role("button", name="Undo").click()
    expect(captions.first).to_have_text("7, read as 1")
    page.get_by_role("button", name="7 2", exact=True).click()
    expect(captions).to_have_text(["7, read as 1", "7"])

    # The same by keys.
    my_digits.items.first.focus()
    page.keyboard.press("ArrowRight")
    expect(my_digits.items.nth(1)).to_be_focused()
    page.keyboard.press("Delete")
    expect(captions).to_have_text(["7, read as 1"])
    page.keyboard.press("4")
    expect(captions).to_have_count(0)
    page.get_by_role("button", name="4 1", exact=True).click()
    expect(captions).to_have_text(["4, read as 1"])


@pytest.mark.parametrize("kind", ["jsonl", "csv", "npz"])
def test_a_file_of_them_brings_all_back(my_digits, kind, tmp_path):
    page = my_digits.open("my-digits").page
    keep(page, (3, 3, 0.9), (None, 4, None))
    before = page.evaluate("digitrecKept.all()")
    if kind != "jsonl":
        page.get_by_text("Tables with the pictures").click()
    name = "Save as a file" if kind == "jsonl" else kind.upper()
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=kind != "jsonl").click()
    path = tmp_path / f"mine.{kind}"
    download.value.save_as(path)
    assert len(loads_collection(path.read_bytes())) == 2
    page.evaluate("digitrecKept.remove(digitrecKept.all().map(({ id }) => id))")
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("2 drawings were added.")).to_be_visible()
    after = page.evaluate("digitrecKept.all()")
    assert sorted(map(json.dumps, after)) == sorted(map(json.dumps, before))


def test_a_file_that_is_none_is_refused_with_a_sentence(my_digits, tmp_path):
    page = my_digits.open("my-digits").page
    path = tmp_path / "notes.jsonl"
    path.write_text("buy milk\n", encoding="utf-8")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("holds no drawing as JSON")).to_be_visible()


def test_many_drawings_are_shown_a_page_at_a_time(my_digits):
    page = my_digits.open("my-digits").page
    keep(page, *[(i % 10, i % 10, 0.9) for i in range(250)])
    expect(my_digits.items).to_have_count(100)
    expect(page.get_by_text("1 to 100 of 250")).to_be_visible()
    my_digits.click("Further")
    my_digits.click("Further")
    expect(my_digits.items).to_have_count(50)
    expect(page.get_by_role("button", name="Further")).to_be_disabled()


def test_the_same_seed_gives_the_same_order(browser):
    page = browser.new_page()
    script = bundle(*MINE_PROGRAM[: MINE_PROGRAM.index("ten_digits") + 1])
    page.add_script_tag(type="module", content=script + "\nglobalThis.orderOf = orderOf;")
    page.wait_for_function("globalThis.orderOf")
    one, same, other, long = page.evaluate(
        "[[7, 1], [7, 1], [8, 1], [7, 3]].map((a) => orderOf(...a))"
    )
    assert one == same != other
    assert sorted(one) == list(range(10))
    assert sorted(long) == sorted(list(range(10)) * 3)
    assert long[:10] == one
    firsts = page.evaluate("Array.from({ length: 3000 }, (_, seed) => orderOf(seed, 1)[0])")
    counts = [firsts.count(digit) for digit in range(10)]
    assert min(counts) > 200  # of 300 each
    page.close()
