"""A model as a web page: opened from a disk, without a network, it reads as the app does."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from benchmarks.drawings import drawings_on_canvas
from digitrec import load_model
from digitrec.ui.draw.reading import reading_in_words
from digitrec.ui.shared.web_page import web_page

IN_PAGE = Path(__file__).with_name("live_in_page.js").read_text(encoding="utf-8")
N_DRAWINGS = 300
DRAW_ALL = """async (drawings) => {
  const board = document.querySelector("#board"), shown = [];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (const strokes of drawings) {
    for (const stroke of strokes) drawStroke(board, stroke);
    await frame();
    await frame();
    shown.push(answer());
    document.querySelector("#clear").click();
    await frame();
  }
  return shown;
}"""


def thinned(stroke):
    """As a board keeps it: in tenths of a pixel, no point within half a pixel of the last."""
    first, *rest = np.round(stroke, 1).tolist()
    kept = [first]
    for point in rest:
        if np.hypot(*np.subtract(point, kept[-1])) >= 0.5:
            kept.append(point)
    return kept


@pytest.fixture
def opened(visit, tmp_path):
    def open_page(name, **options):
        path = tmp_path / f"{name}.html"
        path.write_text(web_page(load_model(name)), encoding="utf-8")
        page = visit(offline=True, **options)
        page.goto(path.as_uri())
        expect(page.locator(".dr-bar")).to_have_count(10)
        return page

    return open_page


@pytest.mark.parametrize("name", ["default", "decision-tree"])
def test_the_web_page_answers_every_drawing_as_the_library_does(opened, name):
    n = N_DRAWINGS if name == "default" else 30
    page, model = opened(name), load_model(name)
    page.add_script_tag(content=IN_PAGE)
    drawings = [
        [thinned(stroke) for stroke in strokes] for strokes in drawings_on_canvas(n, random_state=4)
    ]
    for strokes, shown in zip(drawings, page.evaluate(DRAW_ALL, drawings), strict=True):
        reading = model.read_strokes([np.array(stroke) for stroke in strokes])
        expected = reading_in_words(reading)
        for key in ("digit", "headline", "reason", "percents", "bars"):
            assert shown[key] == expected[key], key


def test_the_web_page_tells_what_the_model_is_and_can_be_undone(opened):
    page = opened("svm", viewport={"width": 390, "height": 844}, has_touch=True)
    card = load_model("svm").card
    expect(page.get_by_role("heading", name=card.title)).to_be_visible()
    expect(page.locator("footer")).to_contain_text(card.trained_on)
    expect(page.locator("footer")).to_contain_text(card.accuracy["shuffled"].percent)
    digit, board = page.locator("#digit"), page.locator("#board")
    expect(digit).to_have_text("")
    box = board.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 250, steps=8)
    page.mouse.up()
    expect(digit).to_have_text("1")
    expect(page.locator("#announcement")).to_contain_text("1")
    page.get_by_role("button", name="Undo").click()
    expect(digit).to_have_text("")
    answer = page.locator("#reading").bounding_box()
    assert answer["y"] + answer["height"] <= box["y"]
    assert box["y"] + box["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
