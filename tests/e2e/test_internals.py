"""What belongs to Streamlit and to the drawing canvas still is as the app expects it.

What fails here after an update names what to mend: in `digitrec/ui/live/internals.js`, in
`digitrec/ui/style/internals.css`, or where docs/internals.md says.
"""

import itertools
import json
import re
import shutil
from contextlib import suppress
from functools import cache

import pytest
from playwright.sync_api import TimeoutError as TimedOut
from playwright.sync_api import expect

from benchmarks.serving import ROOT, App, served
from digitrec.ui.live import bundle
from digitrec.ui.style import style
from tests.e2e.devices import PHONE
from tests.e2e.draw_page import POINTER, DrawPage, expect_done, expect_settled

SEEDS = itertools.count(1000)
OFFERED = "globalThis.internals = $internals;"
# Notes which selectors find something, if only for a moment, as what is said of a run is.
WATCH = """
(selectors) => {
    globalThis.found = new Set();
    const changes = { attributes: true, childList: true, subtree: true };
    const look = () => {
        for (const each of selectors) if (document.querySelector(each)) found.add(each);
    };
    new MutationObserver(look).observe(document, changes);
}
"""
RULES = """
(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const rules = (list) => [...list].flatMap((each) => each.selectorText ?? rules(each.cssRules));
    return rules(sheet.cssRules).flatMap((each) => each.split(/, (?![^(]*\\))/));
}
"""


def offer(page):
    """Make what internals.js exports a global of the page."""
    page.add_script_tag(type="module", content=f"{bundle('internals')}\n{OFFERED}")
    page.wait_for_function("globalThis.internals")


def test_an_error_before_a_page_has_begun_is_shown(tmp_path, browser):
    shutil.copytree(ROOT / "pages", tmp_path / "pages")
    shutil.copy(ROOT / "app.py", tmp_path)
    (tmp_path / "pages" / "about.py").write_text("import nothing_of_this_name")
    with served(App(str(tmp_path / "app.py"))) as server:
        page = browser.new_page()
        DrawPage(page).open(server.url)
        page.get_by_role("link", name="How it works").click()
        expect(page.get_by_test_id("stException")).to_be_attached()
        expect_settled(page)
        expect(page.get_by_test_id("stException")).to_be_visible()
        page.wait_for_timeout(5000)  # in which it is asked for again, and not again and again
        assert server.n_tracebacks() == 2
        page.close()


@pytest.fixture
def draw_page(page):
    draw_page = DrawPage(page).open()
    offer(page)
    return draw_page


# ---------------------------------------------------------------------------------- internals.js


def test_the_page_says_whether_it_is_connected(draw_page):
    """What it says without a server, and its dialog, are in test_connection.py."""
    page = draw_page.page
    assert page.evaluate("internals.isConnected()")
    page.evaluate("internals.watchConnection(() => { globalThis.heard = internals.isConnected() })")
    app = page.get_by_test_id("stApp")
    app.evaluate("app => app.setAttribute('data-test-connection-state', 'DISCONNECTED')")
    page.wait_for_function("globalThis.heard === false")


def test_a_dialog_is_closed(browser, browser_context_args):
    """Streamlit's dialog for an address that it does not know is made as that of a lost server."""
    page = browser.new_context(**browser_context_args).new_page()  # its console may hold an error
    page.route("**/program.js*", lambda route: route.abort())  # which closes the dialog
    page.goto("/nowhere")
    dialog = page.get_by_test_id("stDialog")
    expect(dialog).to_be_visible()
    offer(page)
    page.evaluate("internals.closeDialog()")
    expect(dialog).to_have_count(0)
    page.context.close()


def test_the_menu_has_links_and_goes_away(visit):
    page = visit(**PHONE)
    DrawPage(page).open()
    offer(page)
    page.get_by_test_id("stExpandSidebarButton").tap()
    link = page.get_by_role("link", name="Explore")
    expect(link).to_be_in_viewport()
    assert link.evaluate("link => internals.isPageLink(link.firstElementChild)")
    assert not page.evaluate("internals.isPageLink(document.body)")
    page.evaluate("internals.closeMenu()")
    expect(link).not_to_be_in_viewport()


def test_swipes_pass_a_chart_that_waits_for_no_loop(page):
    page.goto("/evaluate")
    chart = page.locator(".st-key-matrix .textpoint").first
    expect(chart).to_be_visible()
    offer(page)
    assert chart.evaluate("mark => internals.letsSwipePass(mark)")
    assert not page.evaluate("internals.letsSwipePass(document.body)")
    chart.evaluate("mark => { mark.closest('.js-plotly-plot').layout.dragmode = 'lasso' }")
    assert not chart.evaluate("mark => internals.letsSwipePass(mark)")


def test_the_canvas_is_in_an_open_shadow_root(draw_page):
    assert draw_page.page.evaluate("internals.canvasHost() !== null")
    assert draw_page.canvas.evaluate("canvas => internals.isCanvas(canvas)")
    assert draw_page.canvas.evaluate(
        "canvas => canvas === internals.canvasIn(internals.canvasHost())"
    )
    assert not draw_page.ink.evaluate("canvas => internals.isCanvas(canvas)")


def test_a_canvas_that_never_comes_is_not_looked_for_without_end(browser, browser_context_args):
    page = browser.new_context(**browser_context_args).new_page()
    page.add_init_script(
        """
        const { attachShadow } = Element.prototype;
        Element.prototype.attachShadow = function (options) { // of another element
            return attachShadow.call(document.createElement("div"), options);
        };
        globalThis.nFrames = 0;
        const request = globalThis.requestAnimationFrame;
        globalThis.requestAnimationFrame = (task) => {
            if (task.name === "lookForCanvas") nFrames += 1;
            return request(task);
        };"""
    )
    page.goto("/")
    page.wait_for_function("globalThis.digitrecStore?.reader")
    before, now = -1, 0
    for _ in range(100):
        before, now = now, page.evaluate("nFrames")
        if before == now > 0:
            break
        page.wait_for_timeout(500)
    page.context.close()
    assert before == now > 0


def test_fabric_draws_by_the_events_that_it_is_fed(draw_page, drawn_digits):
    """It hears none of the pointer itself (live/ink.js), so that all ink comes from these."""
    draw_page.page.evaluate(
        """() => {
            globalThis.fed = new Set();
            const host = internals.canvasHost();
            for (const name of Object.values(internals.FABRIC)) {
                host.shadowRoot.addEventListener(name, () => fed.add(name));
            }
        }"""
    )
    draw_page.draw(drawn_digits[1][0])
    draw_page.expect_ink(at_least=1000)
    fed = draw_page.page.evaluate("[...fed].sort()")
    assert fed == ["mousedown", "mousemove", "mouseup"]


def test_fabric_empties_the_canvas_before_the_next_frame(draw_page, drawn_digits):
    draw_page.draw(drawn_digits[1][0])
    draw_page.expect_ink(at_least=1000)
    has_frame_passed = draw_page.page.evaluate(
        """async () => {
            let hasPassed = false;
            requestAnimationFrame(() => { hasPassed = true; });
            await internals.emptyCanvas(internals.canvasHost().shadowRoot);
            return hasPassed;
        }"""
    )
    assert not has_frame_passed
    assert draw_page.n_ink_pixels() == 0


def test_the_canvas_has_the_boxes_that_are_dressed(draw_page):
    selectors = draw_page.page.evaluate(f"({RULES})(internals.CANVAS_STYLE)")
    assert len(selectors) > 5
    missing = draw_page.canvas.evaluate(
        "(canvas, all) => all.filter((each) => !canvas.getRootNode().querySelector(each))",
        selectors,
    )
    assert missing == []


# -------------------------------------------------------------------------- the first of the parts


def test_the_app_is_found_by_the_address_of_streamlits_script(draw_page, app_url):
    """As `ui/shared/served.py` looks for it, and below it what the folder of a component holds."""
    page = draw_page.page
    address = page.evaluate("document.querySelector('script[src*=\"/static/js/\"]').src")
    assert address.split("/static/js/")[0] == app_url
    fetched = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    program = re.compile(re.escape(app_url) + r"/component/[\w.]+/program\.js\?\w+")
    assert any(program.fullmatch(name) for name in fetched)


# --------------------------------------------------------------------------------- internals.css


def draw(page):
    DrawPage(page).open()


def menu(page):
    DrawPage(page).open().reader.click()


def projector(page):
    page.goto("/?view=projector")


def projector_explore(page):
    page.goto("/explore?view=projector")


def phone(page):
    page.set_viewport_size(PHONE["viewport"])
    draw(page)


def phone_menu(page):
    phone(page)
    page.get_by_test_id("stExpandSidebarButton").click()


def focused(page):
    draw(page)
    page.get_by_role("link", name="Explore").focus()
    page.keyboard.press("Tab")


def phone_focused(page):
    phone_menu(page)
    page.get_by_role("link", name="Explore").focus()
    page.keyboard.press("Tab")


def explore(page):
    draw(page)
    page.get_by_role("link", name="Explore").click()


def train(page):
    draw(page)
    page.get_by_role("link", name="Train").click()
    expect(page.get_by_role("button", name="Train it")).to_be_enabled()


def trained(page):
    """What takes time, since nobody has trained it before."""
    train(page)
    page.goto(f"/train?model=random-forest&seed={next(SEEDS)}")
    page.get_by_role("button", name="Train it").click()


def code(page):
    train(page)
    page.get_by_role("button", name="Train it").click()
    page.get_by_test_id("stMain").get_by_text("The four steps", exact=True).click()


def refused_uploads(page):
    """One file that the server has refused, then one that the browser does."""
    train(page)
    upload = page.get_by_test_id("stFileUploaderDropzoneInput")
    file = {"name": "x.skops", "mimeType": "application/zip", "buffer": b"junk"}
    upload.set_input_files(file)
    refusal = page.locator(".st-key-upload-refused")
    expect(refusal).to_be_visible()
    expect_done(page)
    upload.set_input_files(file | {"name": "x.txt", "mimeType": "text/plain"})
    expect(refusal).to_be_hidden()


# Where each can be seen.
SELECTORS = {
    ".stMainBlockContainer": draw,
    ".stMainBlockContainer:has(.st-key-draw)": draw,
    ".stMainBlockContainer:has(.st-key-draw) h1": draw,
    ".stElementContainer:has(h1)": draw,
    ".stMainBlockContainer h1": draw,
    '[data-testid="stHeader"]': draw,
    '.stApp:has(.st-key-projector) [data-testid="stHeader"]': projector,
    '.stApp:has(.st-key-projector) [data-testid="stCaptionContainer"]': projector_explore,
    ".stApp:has(.st-key-projector) .stMainBlockContainer": projector,
    ".stApp:has(.st-key-projector) h1": projector,
    '[data-testid="stToolbar"]': draw,
    ".stMainBlockContainer > .stVerticalBlock": draw,
    '[data-testid="stTopNav"]': draw,
    '.stApp:has(.st-key-draw) [data-testid="stTopNav"]': draw,
    ".stMain": draw,
    '[data-testid="stTopNavLink"]': draw,
    '[data-testid="stTopNavLink"]:focus-visible': focused,
    '[data-testid="stSidebarNavLink"]:focus-visible': phone_focused,
    '[data-testid="stExpandSidebarButton"]': phone,
    '[data-testid="stCaptionContainer"] *': explore,
    '[data-testid="stCaptionContainer"]': explore,
    '[data-testid="stPaginationEllipsis"]': explore,
    '.stApp:has([data-testid="stFileChipIconError"]) .st-key-upload-refused': refused_uploads,
    '[data-testid^="stBaseButton-primary"]': train,
    '[data-testid="stSlider"] [role="group"]': train,
    '[data-testid="stCheckbox"]': explore,
    '[data-testid="stToast"]': trained,
    'body:has(.st-key-train) [data-testid="stToastContainer"]': trained,
    '[role="menuitem"]': menu,
    '.stMainBlockContainer [data-testid="stButtonGroup"] button': draw,
    '[role="radio"][aria-checked="true"]': draw,
    '[role="tab"][aria-selected="true"]': explore,
    '[aria-current="page"]': draw,
    '.stMainBlockContainer [role="radiogroup"]': draw,
    '.stMainBlockContainer [data-testid="stButtonGroup"] > div': draw,
    '[data-testid="stCode"] .token.token.token': code,
    '[data-testid="stCode"] .token.token.token:is(.keyword, .builtin)': code,
    '[data-testid="stCode"] .token.token.token:is(.comment, .string)': code,
}


@pytest.fixture(scope="module")
def found_at(begin_visit):
    """Go to a place, once for all selectors that can be seen there, and tell which are."""

    @cache
    def found_at(go):
        looked_for = [selector for selector, where in SELECTORS.items() if where is go]
        page = begin_visit()
        page.add_init_script(f"({WATCH})({json.dumps(looked_for)})")
        go(page)
        with suppress(TimedOut):  # the first run waits for its process to start
            page.wait_for_function("n => found.size === n", arg=len(looked_for), timeout=120_000)
        found = page.evaluate("[...found]")
        page.close()
        return found

    return found_at


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_selector_of_internals_css_still_finds_something(found_at, selector):
    assert selector in found_at(SELECTORS[selector])


def test_every_selector_of_internals_css_is_looked_for(page):
    assert set(page.evaluate(RULES, style("internals"))) == set(SELECTORS)


def test_a_container_with_a_key_has_one_box_around_it(page):
    """Which the other stylesheets move, as :has(> .st-key-board)."""
    train(page)
    fit = page.locator(":has(> .st-key-fit)")
    expect(fit).to_have_css("position", "sticky")
    expect(fit).to_have_count(1)
    page.get_by_role("link", name="Draw").click()
    expect(page.get_by_test_id("headline")).not_to_be_empty()
    boxes = [page.locator(f":has(> .st-key-{key})").bounding_box() for key in ("board", "reader")]
    assert boxes[0]["width"] == pytest.approx(page.locator(POINTER).bounding_box()["width"], abs=2)
    assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=2)


def expect_shown_with(page, name, go):
    """Go to a page, which is hidden until its stylesheet is there."""
    held = []

    def hold(route):
        held.append(route)

    page.route(f"**/{name}.css*", hold)
    with page.expect_request(f"**/{name}.css*"):
        go()
    title = page.get_by_role("heading", level=1, include_hidden=True)
    expect(title).to_have_count(1)
    expect(title).to_be_hidden()
    held[0].continue_()
    expect(title).to_be_visible()


def test_a_page_is_hidden_until_its_stylesheet_is_there(visit):
    page = visit()
    expect_shown_with(page, "draw", lambda: page.goto("/"))
    # That of one page does not show another.
    link = page.get_by_role("link", name="How it works")
    expect_shown_with(page, "about", link.click)


def test_a_page_whose_stylesheet_does_not_come_is_shown_without(browser, browser_context_args):
    page = browser.new_context(**browser_context_args).new_page()  # its console holds errors
    page.route("**/draw.css*", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    page.context.close()
