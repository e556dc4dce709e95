"""Every main page on a phone: nothing runs out of the screen, axe finds nothing, in both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from tests.e2e.city import City
from tests.e2e.conftest import NARROW
from tests.e2e.visitor import Visitor

PAGES = {
    "": [
        "/",
        "/items/",
        "/items/?q=职业中介",
        "/items/11440100696927671X3440111105001/",
        "/verify/",
        "/accessibility/",
        "/styleguide/",
        "/login/",
        "/nothing/",
    ],
    "enterprise": ["/portal/policies/", "/portal/policies/hnte-2016/", "/portal/cases/", "/portal/notices/"],
    "clerk": ["/desk/window/", "/desk/tasks/", "/desk/cases/"],
    "director": ["/desk/tasks/"],
    "designer": [
        "/studio/items/",
        "/studio/items/11440100696927671X3440111105001/",
        "/studio/items/11440100696927671X3440111105001/basics/",
        "/studio/items/11440100696927671X3440111105001/record/",
        "/studio/items/11440100696927671X3440111105001/situations/",
        "/studio/items/11440100696927671X3440111105001/diff/",
        "/studio/items/new/",
        "/studio/items/upstream/",
        "/studio/basic/",
        "/studio/standards/",
        "/studio/standards/?of=personal",
        "/studio/standards/elements/staff/",
        "/studio/standards/elements/staff/revise/",
        "/studio/standards/elements/new/",
        "/studio/standards/lists/",
        "/studio/standards/lists/region/?q=天河&of=all",
        "/studio/standards/lists/region/440183/",
        "/studio/standards/calendar/?year=2026",
        "/studio/standards/calendar/?year=2027",
        "/studio/standards/calendar/add/",
    ],
    "supervisor": ["/watch/", "/watch/cases/", "/watch/ratings/", "/watch/payments/", "/watch/exports/"],
}


@pytest.mark.parametrize("account", PAGES)
def test_a_page_fits_a_phone(browser: Browser, shared_city: City, language: str, account: str) -> None:
    context = browser.new_context(viewport=NARROW, base_url=shared_city.url, locale="zh-CN")
    context.set_default_timeout(15_000)
    visitor = Visitor(context.new_page(), language)
    if account:
        visitor.sign_in(account)
    else:
        visitor.choose_language()
    wide = []
    for path in PAGES[account]:
        visitor.open(path)
        if visitor.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_a_form_can_be_filled_in_and_sent_without_script(browser: Browser, shared_city: City) -> None:
    context = browser.new_context(base_url=shared_city.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/login/")
    page.locator("form:has(input[value='enterprise']) button").click()
    page.goto("/items/11440100696927671X3442014012001/")
    page.get_by_role("button", name="开始申请").click()
    page.locator("[name=bank_name]").fill("没有脚本的银行")
    page.get_by_role("button", name="先保存，以后再填").click()
    assert "草稿已保存" in page.locator("body").inner_text()
    context.close()
