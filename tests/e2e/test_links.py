"""Links: what the address keeps, what is copied, and what a page shows that was opened by one."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.draw_page import DrawPage, expect_settled

TREE = "/train?model=decision-tree&max_depth=5&seed=3&split=folds&folds=4"


@pytest.fixture
def draw_page(page):
    return DrawPage(page).open()


def copied(page):
    """What the button copies, which it says."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def seed_of(page):
    """The box of the seed, which is folded away at first."""
    expect_settled(page)  # a fold that only just comes may not take the click
    page.locator("summary", has_text="seed").first.click()
    return page.get_by_role("spinbutton", name="Seed")


def test_a_copied_link_shows_the_picture_its_reader_and_its_answer(
    draw_page, drawn_digits, visitor
):
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)
    address = copied(draw_page.page)
    assert re.search(r"\?reader=default&p=[0-9a-g]{64}$", address)

    opened = DrawPage(visitor.new_page()).open(address)
    opened.expect_digit(4)
    expect(opened.cells).to_have_count(64)
    expect(opened.page).to_have_url(re.compile(r"/\?tool=cells$"))
    draw_page.choose("Cells")
    expect(draw_page.cells).to_have_count(64)
    assert opened.cells.all_inner_texts() == draw_page.cells.all_inner_texts()
    assert opened.percents() == draw_page.percents()


def test_a_link_to_a_picture_leaves_the_drawing(draw_page, drawn_digits):
    draw_page.draw_all(drawn_digits[9])
    draw_page.expect_digit(9)
    ink = draw_page.expect_ink()
    opened = DrawPage(draw_page.page).open(f"/?p={'0009g000' * 8}")
    expect(opened.cells).to_have_count(64)
    opened.choose("Pen")
    opened.expect_digit(9)
    opened.expect_same_ink(ink)


@pytest.mark.parametrize(
    ("text", "said"),
    [("5", "1 characters"), ("z" * 64, "only 0 to 9 and a to g"), ("0" * 5000, "5000 characters")],
)
def test_a_wrong_picture_is_told_and_the_page_works(page, text, said, drawn_digits):
    draw_page = DrawPage(page).open(f"/?p={text}")
    expect(page.get_by_role("alert")).to_contain_text(said)
    draw_page.draw_all(drawn_digits[1])
    draw_page.expect_digit(1)


def test_a_link_sets_the_sliders_and_trains_to_the_same_figure(page, visitor):
    shown = []
    for each in (page, visitor.new_page()):
        each.goto(TREE)
        expect(each.get_by_role("slider", name="max_depth")).to_have_attribute(
            "aria-valuetext", "5"
        )
        expect(seed_of(each)).to_have_value("3")
        each.get_by_role("button", name="Train it").click()
        figure = each.get_by_text(re.compile(r"\d of 1,797")).first
        expect(figure).to_be_visible(timeout=180_000)
        shown.append(figure.inner_text())
    assert shown[0] == shown[1]


def test_the_address_follows_what_is_set_and_a_reload_keeps_it(page):
    page.goto(TREE)
    seed = seed_of(page)
    expect(seed).to_have_value("3")
    n_before = page.evaluate("history.length")
    seed.fill("12")
    seed.press("Enter")
    expect(page).to_have_url(re.compile("seed=12"))
    assert page.evaluate("history.length") == n_before  # Back leaves the page, as before
    page.reload()
    expect(seed_of(page)).to_have_value("12")
    assert copied(page) == page.url


def test_without_a_clipboard_the_address_can_be_copied_by_hand(page):
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false;"
    )
    page.goto(TREE)
    page.get_by_role("button", name="Copy a link").click()
    expect(page.get_by_text("Copy this address:")).to_be_visible()
    expect(page.get_by_role("textbox", name="The link")).to_have_value(page.url)


def test_a_link_by_an_own_plan_trains_the_reader_anew(page, drawn_digits):
    draw_page = DrawPage(page).open("/?reader=trained&model=svm&C=10&seed=4")
    expect(
        page.get_by_role("button", name=re.compile("Read by Support vector machine · C 10"))
    ).to_be_visible()
    draw_page.draw_all(drawn_digits[4])
    draw_page.expect_digit(4)


def test_what_a_link_hides_stays_away_on_the_next_page(page):
    page.goto("/train?hide=seed,articles,upload")
    expect(page.get_by_role("button", name="Train it")).to_be_visible()
    expect(page.get_by_label("Seed", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Explore").click()
    expect(page).to_have_url(re.compile(r"explore.*hide=seed"))
    page.get_by_role("link", name="Train").click()
    expect(page.get_by_role("button", name="Train it")).to_be_visible()
    expect(page.get_by_label("Seed", exact=True)).to_have_count(0)
