"""A designer changes an item: what is written is checked as it is written, released, and then stands in the guide."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.e2e.city import City
from tests.e2e.visitor import Visitor

PERMIT = "11440100696927671X3440111105001"
STUDIO = f"/studio/items/{PERMIT}/"


def add_question(visitor: Visitor) -> None:
    """How large the premises are, asked of whoever applies."""
    visitor.open(f"{STUDIO}questions/")
    visitor.page.locator("[name=element]").select_option("place_area")
    visitor.fill("text__zh", "场所多大（平方米）？")
    visitor.fill("text__en", "How large are the premises?")
    visitor.page.locator("[name=kind]").select_option("number")


def test_an_item_is_changed_checked_released_and_read(page: Page, city: City, language: str) -> None:
    visitor = Visitor(page, language)
    visitor.sign_in("designer")
    assert page.url.endswith("/studio/items/")
    visitor.fill("q", PERMIT)
    visitor.press("筛选")
    page.locator("tbody a").first.click()
    visitor.look()

    visitor.open(f"{STUDIO}materials/")
    visitor.fill("name__zh", "上年度经营报告")
    visitor.fill("when", "没有这个数据元 > 3")
    expect(page.locator("#findings")).to_contain_text("没有这个数据元")
    visitor.fill("when", "专职工作人员数 > 3")
    expect(page.locator("#findings")).not_to_contain_text("没有这个数据元")

    visitor.open(f"{STUDIO}faq/")
    visitor.fill("question__zh", "能在网上办吗？")
    visitor.fill("answer__zh", "能，全程网办。")
    visitor.press("保存到草稿")
    visitor.sees(visitor.words("草稿已保存。"))
    visitor.press("发布这份草稿")
    visitor.sees(visitor.words("第 %(number)s 版已发布。", number=2))
    visitor.follow("与上一版比较")
    visitor.sees("能在网上办吗？")
    visitor.open(f"/items/{PERMIT}/")
    visitor.sees("能在网上办吗？")


def test_a_question_that_is_added_is_asked_in_the_guide(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("designer")
    visitor.open(STUDIO)
    before = page.locator("#s-questions").inner_text()
    add_question(visitor)
    visitor.press("保存到草稿")
    assert page.locator("#s-questions").inner_text() != before
    visitor.press("发布这份草稿")
    visitor.open(f"/items/{PERMIT}/")
    visitor.sees("场所多大（平方米）？")


def test_two_designers_do_not_write_over_each_other(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("designer")
    visitor.open(f"{STUDIO}basics/")
    other = page.context.new_page()
    other.goto(f"{STUDIO}basics/")
    other.locator("[name=visits]").fill("1")
    with other.expect_navigation():
        other.get_by_role("button", name="保存到草稿").click()
    visitor.fill("visits", "2")
    page.get_by_role("button", name="保存到草稿").click()
    visitor.sees("别人刚改过这份草稿")
    assert page.locator("[name=visits]").input_value() == "2"
