"""A person follows a drawing through the steps in a browser."""

import re

from playwright.sync_api import expect

from tests.e2e.devices import touch_screen
from tests.e2e.draw_page import DrawPage, expect_done


def open_about(page):
    page.get_by_role("link", name="How it works").click()
    expect(page.get_by_role("slider")).to_have_count(5)


def shown(page, i):
    """Which of its pictures a step shows, and what is said of it."""
    picture = page.locator(".dr-move-picture").nth(i)
    place = picture.evaluate("picture => picture.style.backgroundPosition")
    return place, page.locator(".dr-move-said").nth(i).inner_text()


def test_ones_own_drawing_is_moved_by_the_slider_of_each_step(page, drawn_digits):
    draw_page = DrawPage(page).open()
    draw_page.draw_all(drawn_digits[7])
    draw_page.expect_digit(7)
    open_about(page)
    expect(page.get_by_text("This is your last drawing")).to_be_visible()
    expect(page.get_by_text("from these numbers: 7")).to_be_visible()
    expect_done(page)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for i, slider in enumerate(page.get_by_role("slider").all()):
        before, said = shown(page, i)
        assert "what the program does" in said
        slider.press("Home")
        assert shown(page, i) != (before, said)
        slider.press("End")
        last, said = shown(page, i)
        assert last == "0px 100%"
        expect(slider).to_have_attribute("aria-valuetext", said)
    assert not requests


def test_the_steps_fit_a_narrow_phone(visit):
    page = visit(**touch_screen(320, 844))
    page.goto("/about")
    expect(page.get_by_role("slider")).to_have_count(5)
    expect(page.get_by_text(re.compile("made up. Draw a digit"))).to_be_visible()
    expect(page.get_by_role("columnheader", name="By writer")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("slider").first.bounding_box()["height"] >= 44
