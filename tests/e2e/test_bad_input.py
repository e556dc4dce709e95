"""What goes wrong is told plainly, and nothing that was saved is lost."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page
from tests.e2e.city import City
from tests.e2e.visitor import Visitor

REFUND, PERMIT = "11440100696927671X3442014012001", "11440100696927671X3440111105001"
REST = {
    "layoff_rate": "0",
    "bank_name": "演示银行",
    "bank_account": "440100000000001",
    "contact_name": "林晓",
}


def begin(visitor: Visitor, item: str) -> str:
    """The address of an open draft."""
    visitor.open(f"/items/{item}/")
    visitor.press("开始申请")
    return visitor.page.url


def complete_refund(visitor: Visitor, draft: str) -> str:
    """The address of the page that submits."""
    visitor.open(draft)
    for name, value in {**REST, "contact_phone": "020-1"}.items():
        visitor.fill(name, value)
    visitor.press("保存并继续")
    return visitor.page.url


def test_a_wrong_credit_code_is_explained_at_the_window(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("clerk")
    visitor.open("/desk/window/")
    visitor.fill("uscc", "91440106000000019X")
    visitor.press("开始办理")
    visitor.sees("校验", "营业执照")
    assert page.locator("[name=uscc]").input_value() == "91440106000000019X"


def test_an_unknown_item_leads_on_to_the_search(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.choose_language()
    visitor.open("/items/1144010069692767111110000000000/")
    visitor.sees("没有找到", "item.unknown", "日常说法")


def test_200_megabytes_are_refused_and_the_draft_stays(page: Page, city: City, tmp_path: Path) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("enterprise")
    draft = begin(visitor, PERMIT)
    visitor.fill("place_area", "75")
    visitor.press("先保存，以后再填")
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    visitor.open(f"{draft}materials/")
    page.locator("input[type=file]").first.set_input_files(huge)
    page.locator("form[enctype] button").first.click()
    page.wait_for_selector("text=upload.too_large", timeout=60_000)
    visitor.sees("200 MB", "20 MB")
    visitor.open(draft)
    assert page.locator("[name=place_area]").input_value() == "75"


def test_two_open_pages_of_one_draft_do_not_overwrite_each_other(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("enterprise")
    draft = begin(visitor, REFUND)
    other = page.context.new_page()
    other.goto(draft)
    other.locator("[name=bank_name]").fill("先保存的银行")
    with other.expect_navigation():
        other.get_by_role("button", name="先保存，以后再填").click()
    visitor.fill("bank_name", "后填写的银行")
    page.get_by_role("button", name="先保存，以后再填").click()
    page.locator("text=draft.stale").wait_for()
    assert page.locator("[name=bank_name]").input_value() == "后填写的银行"
    visitor.press("先保存，以后再填")
    visitor.open(draft)
    assert page.locator("[name=bank_name]").input_value() == "后填写的银行"


def test_a_button_pressed_twice_makes_one_case(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("enterprise")
    before = city.rows("SELECT count(*) FROM cases_case")[0][0]
    check = complete_refund(visitor, begin(visitor, REFUND))
    other = page.context.new_page()
    other.goto(check)
    for each in (page, other):
        each.locator("[name=promise]").check()
        each.get_by_role("button", name="提交申请").click()
        each.wait_for_url("**/portal/cases/*/")
    assert page.url == other.url
    assert city.rows("SELECT count(*) FROM cases_case")[0][0] == int(str(before)) + 1


def test_a_worker_killed_and_started_again_goes_on_where_it_was(page: Page, city: City) -> None:
    city.kill("worker")
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("enterprise")
    complete_refund(visitor, begin(visitor, REFUND))
    page.locator("[name=promise]").check()
    visitor.press("提交申请")
    visitor.sees("已提交，待受理")
    city.start_process("worker", "worker")
    visitor.wait_until_seen("满足：")
    case = page.url.rstrip("/").rsplit("/", 1)[1]
    results = city.rows("SELECT point_id, count(*) FROM cases_pointresult WHERE case_id = ? GROUP BY 1", case)
    assert results
    assert {number for _, number in results} == {1}


def test_what_is_typed_is_saved_without_pressing_anything(page: Page, city: City) -> None:
    visitor = Visitor(page, "zh-hans")
    visitor.sign_in("enterprise")
    draft = begin(visitor, REFUND)
    with page.expect_response("**/autosave/") as answer:
        page.locator("[name=bank_name]").press_sequentially("自动保存银行")
    assert answer.value.status == 200
    page.locator("text=草稿已保存").wait_for()
    visitor.open(draft)
    assert page.locator("[name=bank_name]").input_value() == "自动保存银行"
