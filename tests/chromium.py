"""Print the path of a Chromium that works, after installing one where there is none."""

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.packages import install, is_root, ways_to_install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = ("Chromium", "Google Chrome")
# Every tab brings two hidden pages for the address bar, which cost a third of a page's load.
HIDDEN_PAGES = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
# What Playwright turns off itself: Chromium heeds the last list of features only.
TURNED_OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
ARGUMENTS = [
    f"--disable-features={','.join((*TURNED_OFF, *HIDDEN_PAGES))}",
    *(["--no-sandbox"] if is_root() else []),  # a container's root may run it without one only
]
PACKAGES = {manager: ["chromium"] for manager in ("apt-get", "dnf", "pacman")}
NONE_WORKS = """\
No Chromium that works was found, and none could be installed; what was tried stands above.
The browser tests need one. Install Chromium or Google Chrome, or run

    .venv/bin/python -m playwright install --with-deps chromium

and then make test again. A browser in an unusual place is named by DIGITREC_CHROMIUM=PATH."""


def candidates(playwright):
    """Give every place where a Chromium may be, the named one first."""
    if named := os.environ.get("DIGITREC_CHROMIUM"):
        return [named]
    on_path = [path for name in NAMES if (path := shutil.which(name))]
    on_mac = [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in MAC_APPS]
    return [*on_path, *on_mac, playwright.chromium.executable_path]


def find_chromium():
    """Start each candidate: a Chromium may be there and yet lack a library or be but a stub."""
    with sync_playwright() as playwright:
        for path in candidates(playwright):
            if not Path(path).is_file():
                continue
            try:
                playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]).close()
            except Error as error:
                print(f"{path} does not start: {error.message.splitlines()[0]}", file=sys.stderr)
            else:
                return path
    return None


@contextmanager
def chromium():
    """Start a Chromium that works, for a program that measures or takes pictures."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def ways():
    """Give the commands of each way: the system's package manager, then Playwright."""
    yield from ways_to_install(PACKAGES)
    with_libraries = ["--with-deps"] if is_root() else []
    yield [[sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]]


def main():
    """Find, else install and find."""
    path = find_chromium()
    untried = iter(()) if os.environ.get("DIGITREC_CHROMIUM") else ways()
    while not path and (commands := next(untried, None)):
        install(commands)
        path = find_chromium()
    if not path:
        sys.exit(NONE_WORKS)
    print(path, end="")  # a shell on Windows would keep part of the line's end


if __name__ == "__main__":
    main()
