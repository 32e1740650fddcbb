"""Take the pictures of the documentation from the running app: python -m tests.e2e.screenshots."""

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from benchmarks.serving import APPS, served
from tests.chromium import find_chromium
from tests.e2e.draw_page import DrawPage

ROOT = Path(__file__).resolve().parents[2]
FOUR = [
    [(178, 52), (140, 118), (98, 178), (92, 190), (104, 194), (170, 188), (236, 182)],
    [(192, 128), (188, 196), (180, 282)],
]
VISITS = {
    "draw-light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "draw-dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "draw-phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


def main():
    """Draw a four in each kind of browser."""
    chromium = find_chromium()
    with (
        served(APPS["digitrec"]) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, options in VISITS.items():
            page = browser.new_context(**options).new_page()
            draw_page = DrawPage(page).open(server.url)
            draw_page.draw_all(FOUR)
            draw_page.expect_digit(4)
            expect(draw_page.headline).to_contain_text("%")
            page.mouse.move(0, 0)
            path = ROOT / "docs" / f"{name}.png"
            page.screenshot(path=path, animations="disabled", full_page=False)
        browser.close()


if __name__ == "__main__":
    main()
