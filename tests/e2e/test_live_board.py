"""The plain board by itself, on a page that has nothing else: mouse, fingers, hands and pens."""

import numpy as np
import pytest

from digitrec.ui.live import MINE_PROGRAM, bundle
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import densely
from tests.e2e.test_pen import PALM, REST_MS, Fingers

SCRIPT = bundle(*MINE_PROGRAM[: MINE_PROGRAM.index("plain_board") + 1])
HTML = "<canvas style='width: 240px; height: 240px; margin: 40px; color: #111827'></canvas>"
BEGIN = """
globalThis.said = [];
const tell = (what) => () => said.push(what);
globalThis.board = $plain_board.makeBoard(document.querySelector("canvas"), {
    touched: tell("touched"), changed: tell("changed"), ended: tell("ended"),
});
"""
N_INK = """() => {
    const canvas = document.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 128).length;
}"""


class Board:
    """What a person does on it."""

    def __init__(self, page):
        self.page = page
        page.set_content(HTML)
        page.add_script_tag(type="module", content=SCRIPT + BEGIN)
        page.wait_for_function("globalThis.board")

    def places(self, stroke):
        """Where points in canvas pixels lie on the page."""
        box = self.page.locator("canvas").bounding_box()
        return [(box["x"] + 0.75 * x, box["y"] + 0.75 * y) for x, y in stroke]

    def draw(self, stroke):
        """Draw one stroke with the mouse."""
        first, *others = self.places(densely(stroke))
        self.page.mouse.move(*first)
        self.page.mouse.down()
        for place in others:
            self.page.mouse.move(*place)
        self.page.mouse.up()

    def strokes(self):
        """What the board takes the drawing to be."""
        return [np.array(stroke) for stroke in self.page.evaluate("board.strokes")]

    def n_ink_pixels(self):
        """How many pixels have ink, once the next frame is shown."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        return self.page.evaluate(N_INK)

    def expect_strokes(self, expected):
        """These strokes are there, and nothing else."""
        strokes = self.strokes()
        assert len(strokes) == len(expected)
        for here, there in zip(strokes, expected, strict=True):
            np.testing.assert_allclose(here[0], there[0], atol=1)
            np.testing.assert_allclose(here[-1], there[-1], atol=1)


@pytest.fixture
def board(browser):
    page = browser.new_page()
    yield Board(page)
    page.close()


@pytest.fixture
def phone(browser):
    page = browser.new_page(**PHONE)
    yield Board(page)
    page.close()


def test_strokes_are_shown_undone_and_cleared(board, drawn_digits):
    for stroke in drawn_digits[4]:
        board.draw(stroke)
    board.expect_strokes(drawn_digits[4])
    both = board.n_ink_pixels()
    assert board.page.evaluate("said.filter((what) => what === 'ended').length") == 2
    board.page.evaluate("board.undo()")
    board.expect_strokes(drawn_digits[4][:1])
    assert 0 < board.n_ink_pixels() < both
    board.page.evaluate("board.clear()")
    board.expect_strokes([])
    assert board.n_ink_pixels() == 0
    board.page.evaluate("board.undo()")
    board.expect_strokes(drawn_digits[4][:1])
    board.page.evaluate("board.begin([])")
    assert not board.page.evaluate("board.canUndo")


def test_a_tap_is_a_dot_and_what_leaves_the_board_is_cut(board):
    board.draw([(160, 160)])
    assert board.n_ink_pixels() > 20
    board.draw([(300, 100), (400, 100)])
    _, cut = board.strokes()
    assert cut[-1][0] == 320


def test_ink_is_as_sharp_as_the_screen_and_stays_when_the_size_changes(browser):
    page = browser.new_page(device_scale_factor=2)
    board = Board(page)
    board.draw([(100, 100), (200, 200)])
    before = board.n_ink_pixels()
    assert page.evaluate("document.querySelector('canvas').width") == 480
    page.evaluate("document.querySelector('canvas').style.width = '480px'")
    page.wait_for_function("document.querySelector('canvas').width === 960")
    assert board.n_ink_pixels() > 3 * before
    page.close()


def test_a_hand_on_the_glass_draws_nothing(phone, drawn_digits):
    fingers = Fingers(phone)
    (palm,) = phone.places([(280, 300)])
    fingers.press(PALM, palm)
    for stroke in drawn_digits[4]:
        fingers.draw(stroke)
        fingers.move(PALM, (palm[0] - 5, palm[1] + 3))
    phone.page.wait_for_timeout(REST_MS)
    fingers.lift(PALM)
    phone.expect_strokes(drawn_digits[4])


def test_the_other_end_of_a_pen_erases_a_stroke(board, drawn_digits):
    for stroke in drawn_digits[4]:
        board.draw(stroke)
    board.page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas"), box = canvas.getBoundingClientRect();
            for (const name of ["pointerdown", "pointermove", "pointerup"]) {
                canvas.dispatchEvent(new PointerEvent(name, {
                    bubbles: true, pointerType: "pen", pointerId: 5,
                    button: name === "pointermove" ? -1 : 5, buttons: name === "pointerup" ? 0 : 32,
                    clientX: box.left + 187 * 0.75, clientY: box.top + 240 * 0.75,
                }));
            }
        }"""
    )
    assert len(board.strokes()) == 1
    board.page.evaluate("board.undo()")
    board.expect_strokes(drawn_digits[4])
