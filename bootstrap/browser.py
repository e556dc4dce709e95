"""The browser of the tests: the one named, else the first Chromium found on this machine."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The path of a Chromium, or None where the machine has none."""
    if named := os.environ.get("ONEDOOR_CHROMIUM", ""):
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)
