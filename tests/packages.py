"""Installs what the tests need and pip does not have, with the system's package manager."""

import os
import shutil
import subprocess
import sys

INSTALL = {
    "apt-get": (["update"], ["install", "--yes"]),
    "dnf": (["install", "--assumeyes"],),
    "pacman": (["--sync", "--refresh", "--noconfirm"],),
}
UNATTENDED = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}


def is_root():
    """Tell whether commands may change the system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def ways_to_install(packages):
    """Give the commands of each package manager that is here.

    ``packages`` holds, for each manager that has them, their names and any option they need.
    """
    prefix = [] if is_root() else ["sudo", "--non-interactive"]
    for manager, names in packages.items():
        if shutil.which(manager):
            *before, last = INSTALL[manager]
            yield [[*prefix, manager, *command] for command in (*before, [*last, *names])]


def install(commands):
    """Run the commands, even after one that fails: a package list may be stale and yet do."""
    for command in commands:
        print("$", *command, file=sys.stderr)
        try:
            subprocess.run(command, check=False, stdout=sys.stderr, env=UNATTENDED)
        except OSError as error:
            print(error, file=sys.stderr)
