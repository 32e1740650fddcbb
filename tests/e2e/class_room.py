"""A class in browsers: a teacher's page, and pupils' pages."""

import re
from urllib.parse import urljoin

from playwright.sync_api import expect

from benchmarks.drawings import draw_stroke
from digitrec.drawing import CANVAS_PX


def open_class(page):
    """Come to the page of a class from the first page."""
    if page.url == "about:blank":
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(urljoin(page.url, "/class_room"))
    expect(page.get_by_label("Code of five letters")).to_be_visible()


class Pupil:
    """A pupil's page of a room."""

    def __init__(self, page):
        self.page = page
        self.request = page.locator(".dr-pupil-request")
        self.said = page.locator(".dr-pupil-said")
        self.alarm = page.locator(".dr-pupil-alarm")
        self.name = page.locator(".dr-pupil-who b")

    def join(self, code):
        """Come by the link with the code in it."""
        self.page.goto(f"/class_room?room={code}")
        expect(self.name).to_have_text(re.compile(r"\w+ \w+"))
        return self

    def draw(self, strokes):
        """Draw with the mouse."""
        box = self.page.locator(".dr-pupil-board").bounding_box()
        for stroke in strokes:
            draw_stroke(self.page, stroke * box["width"] / CANVAS_PX + (box["x"], box["y"]))

    def hand_in(self, strokes):
        """Draw and hand in what the task asks for."""
        self.draw(strokes)
        self.page.get_by_role("button", name="Hand in").click()

    def choose(self, digit):
        """Say which digit it is."""
        self.page.locator(f".dr-pupil-digits [data-digit='{digit}']").click()


class Teacher:
    """The teacher's page of a room."""

    def __init__(self, page):
        self.page = page
        self.tiles = page.locator(".dr-wall-tile")
        self.task = page.locator(".dr-room-task")

    def open(self):
        """Open a room."""
        open_class(self.page)
        self.click("Open a room")
        expect(self.page.locator(".dr-room-code")).to_be_visible()
        return self

    @property
    def code(self):
        """The code on the board."""
        return self.page.locator(".dr-room-code b").inner_text()

    def click(self, name):
        """Press one of the desk's buttons."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def send(self, task):
        """Send a task, and wait until it stands on the board."""
        self.click(task)
        expect(self.task).to_have_text(task)

    def send_digit(self):
        """Let everyone draw a 4, which is chosen at first."""
        self.click("Everyone draws it")
        expect(self.task).to_have_text("Everyone draws a 4")
