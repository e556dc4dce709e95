"""A browser and a running city. The city is loaded once and copied, so that no test sees another's deeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.e2e.city import City

NAMES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    named = os.environ.get("ONEDOOR_CHROMIUM") or next((name for name in NAMES if Path(name).exists()), None)
    if named is None:
        pytest.skip("no Chromium: set ONEDOOR_CHROMIUM")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=named, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> City:
    city = City(tmp_path_factory.mktemp("city") / "data")
    city.data.mkdir()
    city.prepare()
    return city


@pytest.fixture
def city(loaded: City, tmp_path: Path) -> Iterator[City]:
    running = loaded.copy_to(tmp_path / "data")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def shared_city(loaded: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """One running city for all tests that only look."""
    running = loaded.copy_to(tmp_path_factory.mktemp("shared") / "data")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(params=["zh-hans", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, city: City) -> Iterator[Page]:
    """A page that fails its test on a script error, a refused resource or a broken policy of content."""
    context = browser.new_context(viewport=WIDE, base_url=city.url, accept_downloads=True, locale="zh-CN")
    context.set_default_timeout(15_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    expected = ("status of 4", "status of 5", "ERR_CONNECTION", "ERR_INTERNET")
    assert [fault for fault in faults if not any(words in fault for words in expected)] == []
