"""What a visit leaves in a browser: after a reload, in another tab, and where storage fails."""

import re

import pytest
from playwright.sync_api import expect

from benchmarks.serving import APPS, served
from tests.e2e.draw_page import DrawPage, expect_done
from tests.e2e.test_lesson import TrainPage
from tests.e2e.test_live_memory import FILL, forbidding


def text_of_slots(page):
    return page.evaluate(
        "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('digitrec-')))"
    )


def expect_kept(page, text):
    """Wait until the browser keeps something that holds a text."""
    page.wait_for_function(
        "text => Object.entries(localStorage)"
        ".some(([key, value]) => key.startsWith('digitrec-') && value.includes(text))",
        arg=text,
    )


def forget_button(page):
    return page.locator(".dr-memory-forget")


def test_a_first_visit_costs_no_run_and_leaves_nothing(visit):
    page = visit()
    sent = []

    def hear(frame):
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", hear))
    DrawPage(page).open()
    expect(forget_button(page)).to_be_visible()
    expect_done(page)
    page.wait_for_timeout(1000)
    assert text_of_slots(page) == "[]"
    assert len(sent) == 1  # to run the page


def test_a_reload_brings_reader_choices_and_runs_back(visit):
    page = visit()
    draw_page = DrawPage(page).open()
    train_page = TrainPage(page).open()
    train_page.choose("Model", "Naive Bayes")
    train_page.train()
    train_page.actions.click()
    name = page.get_by_role("textbox", name="Name")
    name.fill("Ours")
    name.press("Enter")
    expect(page.get_by_role("combobox", name="Run", exact=True)).to_have_value("Ours")
    train_page.choose("Model", "k nearest neighbours")
    slider = page.get_by_role("slider", name="Neighbours (k)")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "4")
    expect_done(page)
    page.get_by_role("button", name="Use on the Draw page").click()
    expect(draw_page.reader).to_have_accessible_name("Read by Ours")
    expect_kept(page, "run-1")

    page.reload()
    expect(draw_page.reader).to_have_accessible_name("Read by Ours")
    train_page.open()
    expect(page.locator(".dr-table")).to_contain_text("Ours")
    page.reload()  # by the page's own address
    expect(page.locator(".dr-table")).to_contain_text("Ours")
    expect(page.get_by_role("combobox", name="Model")).to_have_value("k nearest neighbours")
    expect(page.get_by_role("slider", name="Neighbours (k)")).to_have_attribute(
        "aria-valuetext", "4"
    )
    train_page.train()
    expect(page.locator(".dr-table")).to_contain_text("k nearest neighbours · k 4")


def test_two_tabs_choose_for_themselves_and_a_lost_one_is_taken_up(visit):
    first = visit()
    one = DrawPage(first).open()
    one.choose_reader("Decision tree")
    expect_kept(first, "decision-tree")
    other = DrawPage(first.context.new_page()).open()
    expect(other.reader).to_have_accessible_name("Read by Three neural networks")
    other.choose_reader("Logistic regression")
    expect_kept(first, "logistic-regression")
    for tab_page, title in ((one, "Decision tree"), (other, "Logistic regression")):
        tab_page.page.reload()
        expect(tab_page.reader).to_have_accessible_name(f"Read by {title}")
    slot = first.evaluate("sessionStorage.getItem('digitrec')")
    one.page.close()  # the browser lets go of its lock a moment later
    other.page.evaluate("name => navigator.locks.request(name, () => {})", slot)
    lost = DrawPage(other.page.context.new_page()).open()
    expect(lost.reader).to_have_accessible_name("Read by Decision tree")


def test_a_session_that_has_ended_while_the_page_stayed_open_goes_on(browser):
    """As when a phone was locked: the page meets a server that does not know it any more."""
    context = browser.new_context()
    page = context.new_page()
    with served(APPS["digitrec"]) as server:
        draw_page = DrawPage(page).open(server.url)
        train_page = TrainPage(page).open()
        train_page.choose("Model", "Naive Bayes")
        train_page.train()
        page.get_by_role("button", name="Use on the Draw page").click()
        expect(draw_page.reader).to_have_accessible_name(re.compile("Read by Naive Bayes · seed 0"))
        expect_kept(page, "run-1")
    with served(APPS["digitrec"], port=int(server.url.rpartition(":")[2])):
        page.get_by_role("link", name="Train").click()
        expect(page.get_by_role("heading", name="Train a model")).to_be_visible()
        expect(page.locator(".dr-table")).to_contain_text("Naive Bayes · seed 0")
        page.get_by_role("link", name="Draw").click()
        expect(draw_page.reader).to_have_accessible_name(re.compile("Read by Naive Bayes · seed 0"))
        context.close()


@pytest.mark.parametrize("names", [["localStorage"], ["localStorage", "sessionStorage"]])
def test_where_storage_is_forbidden_the_page_works(visit, names):
    page = visit()
    page.add_init_script(forbidding(names))
    draw_page = DrawPage(page).open()
    draw_page.choose_reader("Decision tree")
    page.wait_for_function("digitrecMemory.read('visit')?.reader === 'decision-tree'")
    page.goto("/")  # by an address that names no reader
    reader = "Three neural networks" if "sessionStorage" in names else "Decision tree"
    expect(draw_page.reader).to_have_accessible_name(f"Read by {reader}")


def test_where_storage_is_full_the_page_works(visit):
    page = visit()
    draw_page = DrawPage(page).open()
    draw_page.choose_reader("Decision tree")
    expect_kept(page, "decision-tree")
    page.evaluate(FILL)
    draw_page.choose_reader("Logistic regression")
    expect_done(page)
    draw_page.choose_reader("Support vector machine")


EDITED = (
    "junk",
    '{"at":4e12,"items":{"visit":"junk"}}',
    '{"at":4e12,"items":{"visit":{"version":1,"reader":["x"],"runs":[{"number":1}]}}}',
)


def test_a_record_that_was_edited_by_hand_is_left_out(visit):
    page = visit()
    draw_page = DrawPage(page).open()
    for text in EDITED:
        draw_page.choose_reader("Decision tree")
        expect_kept(page, "decision-tree")
        page.evaluate(
            "text => localStorage.setItem(sessionStorage.getItem('digitrec'), text)", text
        )
        page.goto("/")  # by an address that names no reader
        expect(draw_page.reader).to_have_accessible_name("Read by Three neural networks")
        expect_done(page)
    draw_page.choose_reader("Logistic regression")
    expect_kept(page, "logistic-regression")


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 390, "height": 844}}])
def test_forget_everything_asks_once_and_forgets(visit, options):
    page = visit(**options)
    draw_page = DrawPage(page).open()
    draw_page.choose_reader("Decision tree")
    expect_kept(page, "decision-tree")
    button = forget_button(page)
    expect(button).to_have_accessible_name("Forget everything")
    assert button.bounding_box()["height"] >= 44
    button.dblclick()  # a slip
    expect(button).to_have_accessible_name("Really forget?")
    expect(page.locator(".dr-memory [role=status]")).to_contain_text("Press again")
    expect(button).to_have_accessible_name("Forget everything", timeout=10_000)
    expect(draw_page.reader).to_have_accessible_name("Read by Decision tree")

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(button).to_have_accessible_name("Forget everything")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)  # not a slip
    page.keyboard.press("Enter")
    expect(draw_page.reader).to_have_accessible_name("Read by Three neural networks")
    expect(button).to_be_enabled()
    assert text_of_slots(page) == "[]"
    page.reload()
    expect(draw_page.reader).to_have_accessible_name("Read by Three neural networks")
