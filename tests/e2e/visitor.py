"""Somebody who uses the pages: reads labels in their language, presses what is written, waits for the house."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from playwright.sync_api import Locator, Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PATIENCE = 30
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class Visitor:
    """One person at one browser page, in one language."""

    page: Page
    language: str
    pictures: Path | None = None
    looked_at: set[str] = field(default_factory=set)

    def words(self, chinese: str, **values: object) -> str:
        """The wording of the pages in this visitor's language."""
        with translation.override(self.language):
            return translation.gettext(chinese) % values if values else translation.gettext(chinese)

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def choose_language(self) -> None:
        """By the switch on the page, as people do."""
        self.page.goto("/")
        if self.page.locator("html").get_attribute("lang") != self.language:
            other = "English" if self.language == "en" else "中文"
            self.page.get_by_role("button", name=other, exact=True).click()
        assert self.page.locator("html").get_attribute("lang") == self.language
        self.look()

    def sign_in(self, account: str) -> None:
        """With the demo's button for the account; whoever was signed in leaves first."""
        self.page.context.clear_cookies()
        self.choose_language()
        self.page.goto("/login/")
        self.look()
        self.page.locator(f"form:has(input[value='{account}']) button").click()
        self.page.wait_for_url(lambda url: "/login/" not in url)
        self.look()

    def press(self, chinese: str, **values: object) -> None:
        """A button that leads to another page; a form may save what was typed first, so the way is waited for."""
        with self.page.expect_navigation():
            self.button(chinese, **values).click()
        self.look()

    def button(self, chinese: str, **values: object) -> Locator:
        return self.page.get_by_role("button", name=self.words(chinese, **values)).first

    def follow(self, chinese: str, **values: object) -> None:
        self.page.get_by_role("link", name=self.words(chinese, **values)).first.click()
        self.look()

    def fill(self, name: str, value: str) -> None:
        self.page.locator(f"[name='{name}']").fill(value)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"input[name='{name}'][value='{value}']").check()

    def attach(self, number: int, name: str = "material.pdf", content: bytes = PDF) -> None:
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        self.page.locator("input[type=file]").nth(number).set_input_files(file)

    def sees(self, *texts: str) -> None:
        body = self.page.locator("body").inner_text()
        for text in texts:
            assert text in body, f"{text!r} is not on {self.page.url}:\n{body[:3000]}"

    def wait_until_seen(self, text: str) -> None:
        """Reload until the worker has brought it about."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.page.locator("body").inner_text():
            assert time.monotonic() < deadline, f"{text!r} never came on {self.page.url}"
            self.page.wait_for_timeout(300)
            self.page.reload()

    def look(self) -> None:
        """Every kind of page that is come to is free of what axe finds at WCAG 2.2 A and AA."""
        heading = self.page.locator("h1").first.inner_text()
        kind = f"{re.sub(r'[0-9]+', '#', urlsplit(self.page.url).path)} {heading}"
        if kind in self.looked_at:
            return
        self.looked_at.add(kind)
        found = Axe().run(self.page, options=RULES).response["violations"]
        faults = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found]
        assert faults == [], f"{self.page.url}: {faults}"

    def picture(self, name: str) -> None:
        """A picture of what one sees first on the page, where pictures are wanted."""
        if self.pictures is not None:
            self.page.evaluate("window.scrollTo(0, 0)")
            self.page.screenshot(path=self.pictures / f"{name}.png")
