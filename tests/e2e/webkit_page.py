"""The app in WebKit as a person uses it, by WebDriver; `DrawPage` is its like in Chromium."""

from pathlib import Path

import numpy as np
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.interaction import POINTER_MOUSE
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.support.ui import WebDriverWait

from digitrec import load_model
from digitrec.ui.draw.reading import prediction_in_words
from tests.e2e.draw_page import INK, densely

IN_PAGE = Path(__file__).with_name("live_in_page.js").read_text(encoding="utf-8")
TIMEOUT_S = 30  # the longest wait on a busy machine, not a pause
POLL_S = 0.05
SIDE = 320  # of the canvas for which drawings are made
# An element is not there yet, or the page has just put another in its place.
NOT_YET = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
TO_PRESS = "//*[self::a or self::button or @role='radio'][.//text()[normalize-space()='{}']]"
ADD_SCRIPT = """
const script = document.createElement("script");
script.textContent = arguments[0];
document.head.append(script);
"""
LISTEN = """
globalThis.errors = [];
addEventListener("error", (event) => errors.push(event.message));
addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
"""
WHERE_THE_CANVAS_LIES = """
const box = canvasNow().getBoundingClientRect();
return [box.x, box.y, box.width];
"""
SHARE_OF_INK = """
const canvas = canvasNow()?.getRootNode().querySelector(arguments[0]);
if (!canvas) return -1;
const { width, height } = canvas;
const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
let n = 0;
for (let i = 0; i < data.length; i += 4) n += data[i + 3] > 0 && data[i] < 128;
return n / (width * height);
"""
A_FRAME_LATER = """
const [button, done] = arguments;
button.click();
requestAnimationFrame(() => setTimeout(() => done(answer())));
"""


class WebKitPage:
    """What a person sees and does."""

    def __init__(self, driver, url):
        self.driver = driver
        self.url = url
        self.mouse = PointerInput(POINTER_MOUSE, "mouse")

    def js(self, script, *arguments):
        """Run a script in the page and give what it returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, condition, what):
        """Wait until a condition holds, and give what it gave."""
        wait = WebDriverWait(self.driver, TIMEOUT_S, POLL_S, ignored_exceptions=NOT_YET)
        return wait.until(lambda _: condition(), f"waited in vain for {what}")

    def open(self):
        """Go there as a stranger: what an earlier visit left in the browser is gone."""
        self.driver.get(f"{self.url}/_stcore/health")  # the same place, but not the app
        self.js("localStorage.clear(); sessionStorage.clear();")
        self.driver.get(self.url)
        return self._ready()

    def reload(self):
        """Load the page again, as a person or a full memory has it done."""
        assert self.errors() == []
        self.driver.refresh()
        return self._ready()

    def _ready(self):
        """Wait until the browser can read."""
        self.until(lambda: self.text("headline"), "the answer's place")
        has_reader = "return Boolean(globalThis.digitrecStore?.reader)"
        self.until(lambda: self.js(has_reader), "the reader")
        self.js(ADD_SCRIPT, LISTEN + IN_PAGE)
        dressed = "return canvasNow()?.hasAttribute('aria-label')"  # until then it has another size
        self.until(lambda: self.js(dressed), "the canvas")
        return self

    def errors(self):
        """What went wrong in the page since it was ready."""
        return self.js("return globalThis.errors")

    def text(self, test_id):
        """What an element says; None where there is none."""
        selector = f"[data-testid={test_id}]"
        return self.js("return document.querySelector(arguments[0])?.textContent", selector)

    def find(self, name):
        """The button, the choice or the link of that name."""
        return self.driver.find_element("xpath", TO_PRESS.format(name))

    def click(self, name):
        """Press a button, choose one of several, or follow a link."""

        def press():
            self.find(name).click()
            return True

        self.until(press, name)

    def click_and_look(self, name):
        """Press a button and give the answer that is there a frame later."""
        return self.driver.execute_async_script(A_FRAME_LATER, self.find(name))

    def drag(self, points):
        """Press the mouse, lead it along points of the window, and let it go."""
        actions = ActionBuilder(self.driver, mouse=self.mouse, duration=0)
        pointer = actions.pointer_action
        for i, (x, y) in enumerate(points):
            pointer.move_to_location(round(x), round(y))
            if i == 0:
                pointer.pointer_down()
        pointer.pointer_up()
        actions.perform()

    def draw(self, stroke):
        """Draw one stroke with the mouse, and wait until the page has taken its end.

        The driver may return before: the page then still reads the stroke as far as it has come.
        """
        left, top, width = self.js(WHERE_THE_CANVAS_LIES)
        scale = width / SIDE
        n = self.js("return digitrecStore.drawing.length")
        self.drag([(left + scale * x, top + scale * y) for x, y in densely(stroke)])
        taken = "return digitrecStore.drawing.length > arguments[0]"
        self.until(lambda: self.js(taken, n), "the stroke's end")

    def draw_all(self, strokes):
        """Draw a whole digit."""
        for stroke in strokes:
            self.draw(stroke)

    def ink(self):
        """What share of the canvas the person sees as ink; -1 where there is no canvas."""
        return self.js(SHARE_OF_INK, INK)

    def answer(self):
        """What the page answers."""
        return self.js("return answer()")

    def expect_received(self):
        """Wait until the server has received the last change."""
        received = (
            "const { dataset } = part('reading'); return dataset.received === dataset.revision"
        )
        self.until(lambda: self.js(received), "the server to receive it")

    def expect_digit(self, digit):
        """Wait for an answer of the browser, and compare it with what the server says of it."""
        self.until(lambda: self.answer()["digit"] == str(digit), f"the browser to read {digit}")
        self.expect_received()
        shown = self.answer()
        strokes = [np.array(stroke) for stroke in self.js("return digitrecStore.drawing")]
        said = prediction_in_words(load_model().predict_strokes(strokes))
        assert shown["by"] == "browser"
        for part in "digit", "headline", "reason", "percents":
            assert shown[part] == said[part], part

    def expect_percents(self, percents):
        """Wait for an answer that was there before."""
        self.until(lambda: self.answer()["percents"] == percents, "the answer from before")

    def expect_blank(self):
        """Wait for the answer to an empty canvas, and for that canvas, which may be a new one."""
        self.until(lambda: "I guess while you draw." in self.text("headline"), "a blank answer")
        self.until(lambda: self.ink() == 0, "an empty canvas")

    def expect_ink(self, share):
        """Wait until the canvas shows what it showed before."""
        self.until(lambda: 0.99 * share < self.ink() < 1.01 * share, "the ink from before")

    def cells(self):
        """The 64 cells, once they are there."""
        find = self.driver.find_elements
        return self.until(lambda: find("css selector", "[role=gridcell]"), "the cells")
