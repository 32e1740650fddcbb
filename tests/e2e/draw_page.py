"""The Draw page as a person uses it."""

import itertools
import math
import re

import numpy as np
from playwright.sync_api import expect

from digitrec.drawing import CANVAS_PX

INK = "canvas.dc-canvas.lower-canvas"  # Fabric shows on one canvas and listens on another
POINTER = "canvas.dc-canvas.upper-canvas"
SPACING_PX = 12  # between two points of a moving pointer; the canvas rounds corners between them


# Holds up what the page sends to the server and what it hears from it.
SLOW_LINE = """
globalThis.delay = 0; // each way, in milliseconds
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data) { setTimeout(() => send.call(this, data), delay); };
const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(listener) { set.call(this, (event) => setTimeout(() => listener(event), delay)); },
});
"""
IS_RECEIVED = """
() => {
    const { revision, received } = document.querySelector("[data-testid=reading]").dataset;
    return revision === received || (revision === "0" && received === "null");
}
"""


# How many points have no ink, and how many pixels have ink that is far from every point.
INK_BESIDE = """
(canvas, strokes) => {
    const { width, height } = canvas, scale = height / 320;
    const columns = Math.round(width / scale / 8) + 1;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    const isInk = (x, y) => data[4 * (y * width + x)] < 128 && data[4 * (y * width + x) + 3] > 0;
    const near = new Uint8Array(41 * columns); // on a raster of 8 pixels of the drawing
    let bare = 0, stray = 0;
    for (const stroke of strokes) {
        stroke.forEach(([x, y], i) => {
            const [x0, y0] = stroke[Math.max(0, i - 1)];
            for (let t = 0; t <= 1; t += 0.05) {
                const column = Math.round((x0 + t * (x - x0)) / 8);
                const row = Math.round((y0 + t * (y - y0)) / 8);
                for (let dr = -3; dr <= 3; dr++) for (let dc = -3; dc <= 3; dc++) {
                    const r = row + dr, c = column + dc;
                    if (r >= 0 && r <= 40 && c >= 0 && c < columns) near[columns * r + c] = 1;
                }
            }
            const px = Math.round(x * scale), py = Math.round(y * scale);
            if (px >= 0 && py >= 0 && px < width && py < height && !isInk(px, py)) bare++;
        });
    }
    for (let y = 0; y < height; y += 3) for (let x = 0; x < width; x += 3) {
        const row = Math.round(y / scale / 8), column = Math.round(x / scale / 8);
        if (isInk(x, y) && !near[columns * row + column]) stray++;
    }
    return [bare, stray];
}
"""


def densely(stroke):
    """Give the points that a pointer passes on its way along a stroke."""
    points = [tuple(map(float, stroke[0]))]
    for start, end in itertools.pairwise(stroke):
        n = max(1, round(float(np.hypot(*np.subtract(end, start))) / SPACING_PX))
        steps = np.linspace(start, end, n + 1)[1:]
        points += [tuple(map(float, point)) for point in steps]
    return points


def expect_done(page):
    """Wait until the server has run the page to its end."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


# Some parts of a page come, take their colours or have their roles mended after its run has ended.
SETTLED = """
(ms) => {
    if (!window.changed) {
        window.changed = performance.now();
        const watching = new MutationObserver(() => (window.changed = performance.now()));
        watching.observe(document, { childList: true, subtree: true });
    }
    const moves = document.getAnimations().some(
        ({ playState, effect }) => playState === "running" && effect.getTiming().iterations < 9
    );
    const done = document.querySelector("[data-test-script-state=notRunning]");
    const isShown = document.querySelector("[data-testid=stMainBlockContainer]")?.checkVisibility();
    if (!done || !isShown || done.querySelector("[data-stale=true]") || moves) {
        window.changed = performance.now();
    }
    return performance.now() - window.changed > ms;
}
"""
BEGIN_ANEW = "if (window.changed) window.changed = performance.now()"
SETTLED_MS = 400


def expect_settled(page):
    """Wait until the page is done and nothing comes, goes or changes its colour any more."""
    page.wait_for_function(SETTLED, arg=SETTLED_MS, polling=100)


def turn_to(page, width, height):
    """Give the window another size, and wait until the page has settled into it."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(BEGIN_ANEW)
    expect_settled(page)


def force_colours(page, kind):
    """Show the system's colours, ``"active"``, or the page's, ``"none"``, and wait for them."""
    page.emulate_media(forced_colors=kind)
    page.evaluate(BEGIN_ANEW)
    expect_settled(page)


class DrawPage:
    """What a person sees and does on the Draw page."""

    canvas_px = CANVAS_PX  # its width

    def __init__(self, page):
        self.page = page
        self.canvas = page.locator(POINTER)
        self.ink = page.locator(INK)
        self.digit = page.get_by_test_id("digit")
        self.headline = page.get_by_test_id("headline")
        self.reason = page.get_by_test_id("reason")
        self.announcement = page.get_by_test_id("announcement")
        self.cells = page.get_by_role("gridcell")
        self.reader = page.get_by_role("button", name="Read by")

    def open(self, address="/"):
        """Go there and wait until the page can be drawn on and the browser reads."""
        self.page.goto(address)
        self.page.wait_for_function("globalThis.digitrecStore?.reader")
        expect(self.headline).not_to_be_empty()
        return self

    def box(self):
        """Where the canvas lies."""
        self.canvas.hover()
        return self.canvas.bounding_box()

    def places(self, stroke):
        """Where points in canvas pixels lie on the page."""
        box = self.box()
        scale = box["width"] / self.canvas_px
        return [(box["x"] + scale * x, box["y"] + scale * y) for x, y in stroke]

    def draw(self, stroke):
        """Draw one stroke of canvas pixels with the mouse."""
        mouse = self.page.mouse
        for i, place in enumerate(self.places(densely(stroke))):
            mouse.move(*place)
            if i == 0:
                mouse.down()
        mouse.up()

    def draw_all(self, strokes):
        """Draw a whole digit."""
        for stroke in strokes:
            self.draw(stroke)

    def click(self, name):
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, name):
        """Choose one of several, as pen or cells."""
        self.page.get_by_role("radio", name=name).click()

    def choose_width(self, name):
        """Press the button of the pen's width until it is the one that is wanted."""
        button = self.page.get_by_role("button", name="Pen width")
        while (before := button.text_content().strip()) != name:
            button.click()
            expect(button).not_to_have_text(before)

    def choose_reader(self, title):
        """Choose the model that reads."""
        self.reader.click()
        self.page.get_by_role("menuitem", name=title).click()
        expect(self.reader).to_have_accessible_name(f"Read by {title}")

    def percents(self):
        """The ten percentages beside the bars."""
        return self.page.locator(".dr-bar-percent").all_inner_texts()

    def n_ink_pixels(self):
        """How many pixels of the canvas the person sees as ink."""
        return self.ink.evaluate(
            """canvas => {
                const { width, height } = canvas;
                const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
                let n = 0;
                for (let i = 0; i < data.length; i += 4) n += data[i + 3] > 0 && data[i] < 128;
                return n;
            }"""
        )

    def expect_ink(self, at_least=1, at_most=math.inf):
        """Wait until the canvas shows so much ink; it does so a moment after the answer moves."""
        for _ in range(200):
            n_pixels = self.n_ink_pixels() if self.ink.count() == 1 else -1
            if at_least <= n_pixels <= at_most:
                return n_pixels
            self.page.wait_for_timeout(25)
        raise AssertionError(f"the canvas shows {n_pixels} pixels of ink")

    def expect_ink_of(self, strokes):
        """Wait until the canvas shows these strokes: ink on each of their points, little else."""
        for _ in range(200):
            wrong = self.ink.evaluate(INK_BESIDE, [np.asarray(s).tolist() for s in strokes])
            if not any(wrong):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"points without ink, pixels of ink far from all points: {wrong}")

    def expect_same_ink(self, n_pixels):
        """Wait until the canvas shows what it showed before."""
        self.expect_ink(0.99 * n_pixels, 1.01 * n_pixels)

    def strokes(self):
        """What the page takes the drawing to be."""
        return [np.array(stroke) for stroke in self.page.evaluate("digitrecStore.drawing")]

    def expect_by(self, who):
        """Wait for an answer of the browser or of the server."""
        expect(self.page.get_by_test_id("reading")).to_have_attribute("data-by", who)

    def expect_received(self):
        """Wait until the server has received the last change."""
        self.page.wait_for_function(IS_RECEIVED)

    def expect_digit(self, digit):
        """Wait for the answer to be a digit, or to be none, and for the server to receive it."""
        expect(self.digit).to_have_text("?" if digit is None else str(digit))
        expect(self.headline).to_contain_text(re.compile("sure", re.IGNORECASE))
        self.expect_received()

    def expect_untouched(self):
        """Wait for a canvas on which nobody has drawn; the ghost may."""
        self.page.wait_for_function("globalThis.digitrecStore?.isUntouched")
        assert self.strokes() == []
        self.expect_ink(0, 0)

    def expect_blank(self):
        """Wait for the answer to an empty canvas, and for that canvas."""
        expect(self.digit).to_be_empty()
        expect(self.headline).to_have_text("I guess while you draw.")
        expect(self.reason).to_be_empty()
        expect(self.page.locator(".dr-bar-percent")).to_have_text([""] * 10)
        expect(self.page.get_by_text("Draw a digit from 0 to 9", exact=True)).to_be_visible()
        self.expect_ink(0, 0)
