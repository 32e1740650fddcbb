"""How a page loads: nothing on it moves that the visitor did not move, and it fits the window."""

import pytest
from playwright.sync_api import expect

from benchmarks.layout_shift import IN_PAGE, PAGES, SIZES, cumulative, quiet


def test_what_moves_by_itself_is_found(visit):
    page = visit(viewport={"width": 300, "height": 300})
    page.add_init_script(IN_PAGE)
    page.goto("/_stcore/health")
    page.set_content(
        "<style>* { margin: 0 }</style>"
        "<i data-test-connection-state=CONNECTED data-test-script-state=notRunning><h1></h1></i>"
        "<p></p><div class=st-key-box style='height: 200px'>moved</div>"
    )
    page.screenshot()  # once it is painted, what moves is noted
    page.evaluate("document.querySelector('p').style.height = '100px'")
    quiet(page)
    (shift,) = page.evaluate("shifts")
    assert shift["score"] == pytest.approx(1 / 3, abs=0.001)  # all of the view, by a third
    assert shift["moved"] == ["st-key-box | st-key-box | moved: 0 0 300 200 -> 0 100 300 200"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_moves_while_a_page_loads_and_its_heading_is_in_the_row_of_the_menu(
    visit, path, size
):
    page = visit(**SIZES[size])
    page.add_init_script(IN_PAGE)
    page.goto(path)
    shifts = quiet(page).evaluate("shifts")
    assert cumulative(shifts) <= 0.05, shifts
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_be_visible()
    box = heading.bounding_box()
    assert box["y"] + box["height"] <= 48
    assert box["x"] + box["width"] <= width
