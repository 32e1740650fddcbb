"""The page How it works, used without a browser."""

import json

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitrec.drawing import draw_strokes
from digitrec.formats import to_digits_format
from digitrec.numbers import Boxes
from digitrec.ui.shared.found_photo import Photo
from digitrec.ui.shared.sent_drawing import SentDrawing
from digitrec.ui.shared.state import FOUND_PHOTO, SENT_DRAWING

pytestmark = pytest.mark.usefixtures("components_found_once")


def visit(root, strokes=()):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    if strokes:
        at.session_state[SENT_DRAWING] = SentDrawing(tuple(strokes), np.zeros((8, 8)), "")
    at = at.switch_page("pages/about.py").run()
    assert not at.exception
    return at


def steps(at):
    return next(
        json.loads(node.proto.json)["steps"]
        for node in at.get("bidi_component")
        if node.proto.component_name == "digitrec-moves"
    )


def said(at):
    return " ".join(text.value for text in at.markdown)


def cells(at):
    """The numbers of the table."""
    body = " ".join(node.proto.body for node in at.get("html"))
    table = body.partition('dr-ink"')[2].partition("</table>")[0]
    return [int(cell.partition(">")[2].partition("<")[0]) for cell in table.split("<td")[1:]]


def test_whoever_has_drawn_nothing_sees_an_example_that_is_called_so(root):
    at = visit(root)
    assert "This is an **example**" in said(at)
    as_on_draw = ["Strokes", "Stretched", "Line thickness", "Slant", "8×8"]
    assert [step["title"] for step in steps(at)] == as_on_draw
    for step in steps(at):
        assert len(step["captions"]) > 4
        assert [i for i, text in enumerate(step["captions"]) if "program does" in text] == [
            step["taken"]
        ]
        assert step["sheet"].startswith("data:image/png")
        assert step["why"].endswith(".")


def test_a_visitors_last_drawing_goes_through_the_steps(root, drawn_digits):
    at = visit(root, drawn_digits[7])
    assert "This is your last drawing" in said(at)
    assert cells(at) == to_digits_format(drawn_digits[7]).astype(int).ravel().tolist()
    assert "from these numbers: **7**" in said(at)
    assert steps(at) != steps(visit(root))


def test_a_drawing_that_is_no_digit_gets_its_steps_and_no_answer(root):
    at = visit(root, [np.array([(10.0, 10.0)])])
    assert len(steps(at)) == 5
    assert "gives no digit" in said(at)


def test_every_model_is_there_with_both_figures(root):
    body = " ".join(node.proto.body for node in visit(root).get("html"))
    for text in ("Right, shuffled", "Right, by writer", "% to "):
        assert text in body


def html(at):
    return " ".join(node.proto.body for node in at.get("html"))


def test_ways_of_a_photograph_and_a_number_are_shown_on_examples(root):
    at = visit(root)
    assert sum("**example**" in text.value for text in at.markdown) == 3
    assert "4. Drawn again" in html(at)
    assert "read as **5743**" in said(at)
    assert html(at).count("dr-taken") == 4


def test_ways_are_shown_of_the_visitors_own_photograph_and_number(root, drawn_digits):
    at = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
    number = [*drawn_digits[7], *(stroke + (170, 0) for stroke in drawn_digits[5])]
    blank = np.zeros((8, 8))
    at.session_state[SENT_DRAWING] = SentDrawing((), blank, "", tuple(number))
    ink = draw_strokes(number, 600, pen_px=9)
    boxes = Boxes(ink, ((0, 0, 250, 600), (250, 0, 600, 600)), (None, None))
    at.session_state[FOUND_PHOTO] = Photo("data:the-picture", boxes, chosen=1)
    at = at.switch_page("pages/about.py").run()
    assert not at.exception
    assert "This is your last picture." in said(at)
    assert "data:the-picture" in html(at)
    assert "This is your last number." in said(at)
    assert "3 strokes" in said(at)
    assert "read as **75**" in said(at)
