"""Record the README's animation from the running app: python -m tests.e2e.animation."""

import io
import itertools
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from benchmarks.serving import APPS, served
from tests.chromium import chromium
from tests.e2e.draw_page import DrawPage, densely

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "docs" / "draw-live.webp"
VIEWPORT = {"width": 1120, "height": 700}
SHOWN = (12, 44, 1108, 694)  # left, top, right and bottom of what is recorded
WIDTH_PX = 720
FRAME_MS, LAST_MS = 90, 1600
POINTS_A_FRAME = 1
FIVE = [
    [(118, 66), (112, 150), (150, 128), (196, 140), (214, 190), (196, 242), (150, 262), (104, 244)],
    [(118, 66), (160, 62), (212, 60)],
]


def rounded(stroke):
    """The stroke with its corners cut twice, as a hand would (Chaikin, 1974)."""
    for _ in range(2):
        cut = [stroke[0]]
        for (x0, y0), (x1, y1) in itertools.pairwise(stroke):
            cut += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1)]
            cut += [(0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        stroke = [*cut, stroke[-1]]
    return stroke


def main():
    """Draw a five and keep a picture of every point."""
    expect.set_options(timeout=120_000)
    frames = []

    def keep(page):
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").crop(SHOWN)
        height = round(picture.height * WIDTH_PX / picture.width)
        frames.append(picture.resize((WIDTH_PX, height), Image.Resampling.LANCZOS))

    with served(APPS["digitrec"]) as server, chromium() as browser:
        page = browser.new_page(viewport=VIEWPORT, color_scheme="light")
        page.set_default_timeout(120_000)  # the longest wait on a busy machine
        draw_page = DrawPage(page).open(server.url)
        expect(page.get_by_text("For example: Very sure")).to_be_visible()  # so says the ghost
        keep(page)
        for stroke in FIVE:
            places = draw_page.places(densely(rounded(stroke)))
            page.mouse.move(*places[0])
            page.mouse.down()
            for i, place in enumerate(places):
                page.mouse.move(*place)
                if i % POINTS_A_FRAME == 0:
                    keep(page)
            page.mouse.up()
            keep(page)
        page.wait_for_timeout(1000)
        keep(page)
    times = [FRAME_MS] * (len(frames) - 1) + [LAST_MS]
    frames[0].save(
        PATH, save_all=True, append_images=frames[1:], duration=times, loop=0, quality=70, method=6
    )


if __name__ == "__main__":
    main()
