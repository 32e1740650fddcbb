"""WebKit, the one engine of iPads, as Linux has it (WebKitGTK): installed, started, and ended."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.packages import install, ways_to_install

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
PACKAGES = {"apt-get": ["--no-install-recommends", "webkit2gtk-driver", "xvfb"]}
ARGUMENTS = ("--automation", "--enable-2d-canvas-acceleration=false")  # there is no graphics card
PROJECTOR = (1280, 838)  # with the browser's own bar of 38 pixels, a page of 1280x800


class NoWebKitError(Exception):
    """WebKit cannot be had here; the message tells why."""


def missing():
    """Name the programs that are needed and are not here."""
    return [name for name in (DRIVER, SCREEN) if not shutil.which(name)]


@contextmanager
def screen():
    """Give the name of a display that nobody sees, and that no other has: X chooses its number."""
    command = [SCREEN, "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            number = process.stdout.readline().strip()  # empty where it stops instead
            if not number:
                raise NoWebKitError(f"{SCREEN} does not start")
            yield f":{number}"
        finally:
            process.terminate()


@contextmanager
def webkit():
    """Give a browser with nothing in it of earlier runs or of the person who runs it.

    Yields
    ------
    selenium.webdriver.WebKitGTK

    Raises
    ------
    NoWebKitError
        If a program is missing or does not start.
    """
    if names := missing():
        raise NoWebKitError(f"needs {' and '.join(names)}")
    # Its last process may still write while the folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, screen() as display:
        # Not the person's environment: a proxy, a theme or a desktop that is there would interfere.
        own = {"PATH": os.environ["PATH"], "HOME": home, "DISPLAY": display, "GDK_BACKEND": "x11"}
        options = Options()
        for argument in ARGUMENTS:
            options.add_argument(argument)
        # The driver knows the browser that belongs to it.
        service = Service(shutil.which(DRIVER), env=own)
        try:
            driver = webdriver.WebKitGTK(options, service)
        except WebDriverException as error:
            raise NoWebKitError(f"WebKit does not start: {error.msg}") from error
        try:
            driver.set_window_rect(0, 0, *PROJECTOR)
            yield driver
        finally:
            driver.quit()


def main():
    """Install what is missing; where that fails, the tests will skip and tell why."""
    for commands in ways_to_install(PACKAGES):
        if missing():
            install(commands)
    if names := missing():
        print(f"WebKit will not be tested: it needs {' and '.join(names)}.", file=sys.stderr)


if __name__ == "__main__":
    main()
