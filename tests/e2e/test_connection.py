"""The server away, slow or asleep: drawing and reading go on, and nothing is lost."""

import signal

from playwright.sync_api import expect

from benchmarks.serving import APPS, free_port, served
from tests.e2e.draw_page import DrawPage

STOPPED_MS = 30_000
GONE, BACK = "No connection. Go on drawing", "The connection is back."


def draw_four_and_seven(draw_page, drawn_digits):
    """Everything that needs no server."""
    draw_page.draw_all(drawn_digits[4])
    expect(draw_page.digit).to_have_text("4")
    draw_page.click("Clear")
    expect(draw_page.digit).to_be_empty()
    draw_page.click("Undo")
    expect(draw_page.digit).to_have_text("4")
    draw_page.click("Clear")
    draw_page.draw_all(drawn_digits[7])
    expect(draw_page.digit).to_have_text("7")
    draw_page.expect_ink_of(draw_page.strokes())


def test_a_server_that_stops_for_half_a_minute_is_told_everything_after_it(visit, drawn_digits):
    with served(APPS["digitrec"]) as server:
        draw_page = DrawPage(visit(base_url=server.url)).open()
        note = draw_page.page.get_by_test_id("live-note")
        draw_page.draw(drawn_digits[1][0])
        draw_page.expect_received()
        draw_page.click("Clear")
        server.process.send_signal(signal.SIGSTOP)
        try:
            draw_four_and_seven(draw_page, drawn_digits)
            expect(note).to_contain_text(GONE)
            draw_page.page.wait_for_timeout(STOPPED_MS)
            expect(draw_page.digit).to_have_text("7")
        finally:
            server.process.send_signal(signal.SIGCONT)
        draw_page.expect_digit(7)
        expect(note).to_contain_text(BACK)
        expect(note).to_have_text("")
        draw_page.page.close()


def test_a_server_that_is_started_anew_is_told_everything(
    browser, browser_context_args, drawn_digits
):
    """Its errors of not reaching the server stand in the browser's console, and no others."""
    port = free_port()
    context = browser.new_context(**browser_context_args)
    thrown = []
    context.on("weberror", lambda error: thrown.append(str(error.error)))
    page = context.new_page()
    with served(APPS["digitrec"], port=port) as server:
        page.goto(server.url)
        draw_page = DrawPage(page)
        page.wait_for_function("globalThis.digitrecStore?.reader")
        draw_page.draw(drawn_digits[1][0])
        draw_page.expect_received()
        draw_page.click("Clear")
    note = page.get_by_test_id("live-note")
    expect(note).to_contain_text(GONE)
    page.wait_for_timeout(5000)  # until Streamlit would cover the page with a dialog
    draw_four_and_seven(draw_page, drawn_digits)
    with served(APPS["digitrec"], port=port):
        draw_page.expect_digit(7)
        expect(note).to_contain_text(BACK)
        page.get_by_text("Every model's answer").click()
        expect(page.get_by_role("rowheader", name="Support vector machine")).to_be_visible()
        context.close()
    assert thrown == []
