"""A photograph of a digit on the Draw page, from a file and from the camera."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from digitrec.drawing import draw_strokes
from tests.chromium import ARGUMENTS
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import DrawPage

SIDE_PX = 900
GIVE = """
([way, bytes]) => {
    const given = new DataTransfer(), options = { bubbles: true, cancelable: true };
    given.items.add(new File([new Uint8Array(bytes)], "digit.jpg", { type: "image/jpeg" }));
    document.body.dispatchEvent(
        way === "paste" ? new ClipboardEvent(way, { clipboardData: given, ...options })
            : new DragEvent(way, { dataTransfer: given, ...options }),
    );
}
"""


def photograph(strokes, kind="JPEG", scale=1):
    """A digit on paper, in a shade that falls over it."""
    ink = draw_strokes(
        [np.multiply(stroke, SIDE_PX / 320) for stroke in strokes], SIDE_PX, pen_px=14
    )
    paper = np.linspace(240, 120, SIDE_PX) * np.ones((SIDE_PX, 1))
    file = io.BytesIO()
    image = Image.fromarray((paper * (1 - 0.7 * ink)).astype(np.uint8))
    image.resize((SIDE_PX * scale,) * 2).save(file, kind)
    return file.getvalue()


class PhotoPage:
    """The Draw page with the tool Photo."""

    def __init__(self, page, url=""):
        self.page = page
        self.digit = page.get_by_test_id("digit")
        self.picture = page.get_by_role("img", name="Your picture.")
        page.goto(f"{url}/?tool=photo")
        expect(page.get_by_test_id("headline")).to_have_text(
            "I guess from a picture of a digit or a number."
        )

    def upload(self, data, name="digit.jpg"):
        place = self.page.locator("input[type=file]")
        expect(place).to_have_count(1)  # that of the picture before has gone
        place.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_photograph_is_read_in_steps_and_makes_room_for_another(visit, drawn_digits, options):
    photo_page = PhotoPage(visit(**options))
    page = photo_page.page
    photo_page.upload(photograph(drawn_digits[4]))
    expect(photo_page.picture).to_be_visible()
    expect(photo_page.digit).to_have_text("4")
    expect(page.locator(".dr-step-name")).to_have_text(
        ["Strokes", "Stretched", "Line thickness", "Slant", "8×8"]
    )
    page.get_by_role("button", name="Another picture").click()
    expect(photo_page.picture).to_have_count(0)
    photo_page.upload(photograph(drawn_digits[7], "PNG"), "digit.png")
    expect(photo_page.digit).to_have_text("7")


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped_anywhere(visit, drawn_digits, way):
    photo_page = PhotoPage(visit())
    photo_page.page.evaluate(GIVE, [way, list(photograph(drawn_digits[4]))])
    expect(photo_page.digit).to_have_text("4")


def test_as_large_a_file_as_a_telephone_makes_is_read(visit, drawn_digits):
    photo_page = PhotoPage(visit())
    data = photograph(drawn_digits[4], "BMP", scale=4)
    assert len(data) > 12e6
    photo_page.upload(data, "digit.bmp")
    expect(photo_page.digit).to_have_text("4")


def test_what_is_no_picture_is_refused_in_a_sentence_and_the_next_is_read(visit, drawn_digits):
    photo_page = PhotoPage(visit())
    photo_page.upload(b"not a picture at all")
    refusal = photo_page.page.get_by_test_id("stAlert")
    expect(refusal).to_contain_text("image")
    photo_page.upload(photograph(drawn_digits[2]))
    expect(photo_page.digit).to_have_text("2")
    expect(refusal).to_have_count(0)


def test_a_drawing_waits_while_a_photograph_is_read(page, drawn_digits):
    draw_page = DrawPage(page).open()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    draw_page.choose("Photo")
    expect(draw_page.headline).to_have_text("I guess from a picture of a digit or a number.")
    draw_page.page.keyboard.press("Control+z")
    draw_page.choose("Pen")
    draw_page.expect_digit(4)
    assert len(draw_page.strokes()) == len(drawn_digits[4])


def test_the_camera_is_asked_for_when_it_is_chosen_and_its_picture_is_read(
    playwright, browser_type_launch_args, app_url, drawn_digits, tmp_path
):
    film = tmp_path / "digit.mjpeg"
    film.write_bytes(photograph(drawn_digits[3]))
    arguments = [
        *ARGUMENTS,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    browser = playwright.chromium.launch(**browser_type_launch_args | {"args": arguments})
    photo_page = PhotoPage(browser.new_page(), app_url)
    photo_page.page.get_by_role("radio", name="The camera").click()
    # What a camera shows before its first frame is black.
    photo_page.page.wait_for_function("document.querySelector('video')?.currentTime > 0")
    photo_page.page.get_by_role("button", name="Take Photo").click()
    expect(photo_page.picture).to_be_visible()
    expect(photo_page.digit).to_have_text("3")
    browser.close()


def row_of_digits(drawn_digits, digits):
    """A photograph of a row of digits on a sheet."""
    height = SIDE_PX / 5
    strokes = []
    for i, digit in enumerate(digits):
        points = np.concatenate(drawn_digits[digit])
        scale = height / np.ptp(points[:, 1])
        place = np.array([(0.3 + 0.95 * i) * height, 0.4 * SIDE_PX])
        strokes += [(s - points.min(axis=0)) * scale + place for s in drawn_digits[digit]]
    return photograph([stroke * 320 / SIDE_PX for stroke in strokes])


def test_boxes_around_the_digits_of_a_number_are_put_right_by_hand(visit, drawn_digits):
    photo_page = PhotoPage(visit(**PHONE))
    page, digit = photo_page.page, photo_page.digit
    photo_page.upload(row_of_digits(drawn_digits, [4, 7, 1, 5]))
    boxes = page.locator(".dr-photo-box")
    expect(digit).to_have_text("4715")
    expect(boxes).to_have_count(4)

    boxes.nth(1).click()  # opened as a single digit
    expect(digit).to_have_text("7")
    expect(page.locator(".dr-step-name").first).to_have_text("Strokes")
    boxes.nth(1).press("2")
    expect(boxes.nth(1)).to_have_accessible_name("Box 2 of 4: 2, as you say")
    expect(page.get_by_test_id("reason")).to_have_text("You say that this is a 2.")
    boxes.nth(1).click()
    expect(digit).to_have_text("4215")

    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(digit).to_have_text("4715")
    boxes.nth(2).click()
    page.get_by_role("button", name="Join").click()
    expect(boxes).to_have_count(3)
    boxes.nth(2).click()
    page.get_by_role("button", name="Split").click()
    expect(digit).to_have_text("4715")
    boxes.nth(3).press("Delete")
    expect(digit).to_have_text("471")
    page.get_by_role("button", name="Add").click()
    expect(boxes).to_have_count(4)


def test_a_box_is_moved_by_pointer_and_by_keys(visit, drawn_digits):
    photo_page = PhotoPage(visit())
    page, digit = photo_page.page, photo_page.digit
    photo_page.upload(row_of_digits(drawn_digits, [4, 7]))
    expect(digit).to_have_text("47")
    first, second = page.locator(".dr-photo-box").all()
    box = second.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0], middle[1] + 200, steps=4)  # where there is no ink
    page.mouse.up()
    expect(page.get_by_role("button", name="Box 2 of 2: no digit")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(digit).to_have_text("47")
    before = first.bounding_box()
    first.press("Shift+ArrowRight")
    expect(first).to_have_attribute("aria-pressed", "true")
    assert first.bounding_box()["width"] > before["width"]


def test_a_tool_that_is_pressed_right_after_a_box_is_for_that_box(visit, drawn_digits):
    photo_page = PhotoPage(visit())
    photo_page.upload(row_of_digits(drawn_digits, [4, 7]))
    expect(photo_page.digit).to_have_text("47")
    photo_page.page.evaluate(
        """() => {
          document.querySelectorAll(".dr-photo-box")[1].click();
          document.querySelector(".dr-photo-tools [name=remove]").click();
        }"""
    )
    expect(photo_page.digit).to_have_text("4")
    expect(photo_page.page.locator(".dr-photo-box")).to_have_count(1)
