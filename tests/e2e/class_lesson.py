"""Go through the lesson "your class's handwriting": python -m tests.e2e.class_lesson FOLDER.

A teacher and nine pupils on phones, each in a browser window of their own, do minute by minute what
docs/lessons.md tells; the board and some phones are written into the folder. What cannot be done
stops it with an error.
"""

import re
import sys
import time
from pathlib import Path

from playwright.sync_api import expect

from benchmarks.drawings import centred
from benchmarks.serving import APPS, served
from digitrec.drawing.invented import make_drawings
from tests.chromium import chromium
from tests.e2e.class_room import Pupil, Teacher
from tests.e2e.devices import touch_screen
from tests.e2e.draw_page import DrawPage

SIZES = ((360, 640), (390, 844), (640, 360))
N_PUPILS, N_INVENTED, TIMEOUT_MS = 9, 120, 120_000


class Lesson:
    """A class with its browsers.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    url : str
        Of the server.
    folder : pathlib.Path
        For the pictures.
    """

    def __init__(self, browser, url, folder):
        self._began_at, self._folder = time.monotonic(), folder
        self._new_page = lambda **options: browser.new_context(base_url=url, **options).new_page()
        self.teacher = Teacher(self._new_page(viewport={"width": 1280, "height": 800})).open()
        self.pupils = [
            Pupil(self._new_page(**touch_screen(*SIZES[i % len(SIZES)]))).join(self.teacher.code)
            for i in range(N_PUPILS)
        ]
        self.hands = [_hand(seed) for seed in range(N_PUPILS)]

    def picture(self, name, *pupils):
        """Take a picture of the teacher's page and of some pupils'."""
        for who, page in (
            ("board", self.teacher.page),
            *((f"pupil{i}", self.pupils[i].page) for i in pupils),
        ):
            page.screenshot(path=self._folder / f"{name}-{who}.png")
        sys.stdout.write(f"{time.monotonic() - self._began_at:5.0f} s  {name}\n")

    def free(self):
        """Everyone draws one digit and says which."""
        self.teacher.send("Free")
        for i, (pupil, hand) in enumerate(zip(self.pupils, self.hands, strict=True)):
            expect(pupil.request).to_contain_text("Draw any digit")
            pupil.draw(hand[i])
            pupil.choose(i)
        expect(self.teacher.tiles).to_have_count(N_PUPILS)
        self.picture("1-free", 0, 1, 2)

    def ten_digits(self):
        """All draw what each is asked for, side by side, and hand in by pausing."""
        self.teacher.send("Ten digits")
        for n in range(10):
            for pupil, hand in zip(self.pupils, self.hands, strict=True):
                expect(pupil.page.locator(".dr-pupil-who")).to_contain_text(f"{n + 1} / 10")
                pupil.draw(hand[int(re.search(r"\d", pupil.request.inner_text()).group())])
            if n == 4:
                self.picture("2-ten-digits", 0, 1, 2)
        for pupil in self.pupils:
            expect(pupil.request).to_contain_text("All ten are handed in")
        drawn = self.teacher.page.locator(".dr-board-counts dd").nth(1)
        expect(drawn).to_have_text(str(10 * N_PUPILS))
        self.picture("3-all-handed-in", 0)

    def read_the_others(self):
        """Everyone reads four drawings as a 4 or a 9, rightly or not."""
        self.teacher.send("Read the others")
        for n in range(4):
            for i, pupil in enumerate(self.pupils):
                expect(pupil.request).to_have_text("Which digit is this?")
                if n == 0 and i == 0:
                    self.picture("4-read-the-others", 0, 1, 2)
                pupil.choose(4 if i % 2 else 9)
        expect(self.teacher.page.get_by_text("People read what was meant")).to_contain_text(
            f"of {4 * N_PUPILS} readings"
        )
        self.picture("5-read")

    def fool_it(self):
        """One draws a 1 and calls it a 7; all who read it say 7."""
        self.teacher.send("Fool it")
        first, *others = self.pupils
        expect(first.request).to_contain_text("the model does not")
        first.draw(self.hands[0][1])
        first.choose(7)
        for pupil, hand in zip(others, self.hands[1:], strict=True):
            expect(pupil.request).to_contain_text("the model does not")
            pupil.draw(hand[3])
            pupil.choose(3)
            expect(pupil.request).to_have_text("Which digit is this?")
            pupil.choose(7)
        expect(self.teacher.page.get_by_text("Fooled by 1 drawing")).to_be_visible()
        self.picture("6-fool-it", 0, 4)

    def teach_and_give(self):
        """The teacher trains on the class, looks before and after, and gives the model."""
        page = self.teacher.page
        self.teacher.click("Train on the class")
        expect(page.get_by_role("heading", level=1)).to_have_text("Train a model")
        page.get_by_role("button", name="Train it").click()
        expect(page.get_by_role("button", name="Rename, save, delete")).to_be_visible()
        self.picture("7-trained")
        page.get_by_role("radio", name="Before and after").click()
        page.locator("[class*=st-key-begin-] button").click()
        table = page.locator(".st-key-analysis").get_by_text("As a table").first
        expect(table).to_be_visible()
        table.scroll_into_view_if_needed()
        self.picture("8-before-and-after")
        self.teacher.click("Give it to the class")
        for pupil in self.pupils:
            pupil.page.get_by_role("link", name="Draw", exact=True).dispatch_event("click")
        for pupil, hand in zip(self.pupils, self.hands, strict=True):
            reader = pupil.page.get_by_role("button", name=re.compile("of the class"))
            expect(reader).to_be_visible()
            DrawPage(pupil.page).draw_all(hand[7])
        self.picture("9-read-by-the-class", *range(3))

    def wipe(self):
        """The teacher deletes the room; nobody comes back to it."""
        page = self.teacher.page
        page.get_by_role("link", name="Class").click()
        self.teacher.click("Wipe")
        self.teacher.click("Wipe now")
        expect(page.get_by_label("Code of five letters")).to_be_visible()
        for pupil in self.pupils:
            pupil.page.go_back()
            expect(pupil.alarm).to_contain_text("no open room")
        self.picture("10-wiped", 0)


def _hand(seed):
    """Invent a drawing of each digit, in the middle of the canvas."""
    drawings, labels = make_drawings(N_INVENTED, random_state=seed)
    return {int(label): centred(strokes) for strokes, label in zip(drawings, labels, strict=True)}


def main():
    """Go through the lesson and write its pictures into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=TIMEOUT_MS)
    with served(APPS["digitrec"]) as server, chromium() as browser:
        lesson = Lesson(browser, server.url, folder)
        lesson.free()
        lesson.ten_digits()
        lesson.read_the_others()
        lesson.fool_it()
        lesson.teach_and_give()
        lesson.wipe()
        sys.stdout.write(f"{server.n_tracebacks()} errors on the server\n")


if __name__ == "__main__":
    main()
