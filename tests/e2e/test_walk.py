"""The whole way of a fact through the house, in both languages: found, applied, decided, served, supervised."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.e2e.city import City
from tests.e2e.visitor import Visitor

REFUND = {"zh-hans": "失业保险稳岗返还", "en": "Job-stability refund of unemployment insurance"}
PERMIT = {"zh-hans": "人力资源服务许可", "en": "Permit for human-resources services"}
AMOUNT = "24,740.74"


def test_an_enterprise_is_found_applies_once_is_decided_and_served(
    page: Page, city: City, language: str, tmp_path: Path
) -> None:
    visitor = Visitor(page, language, pictures_of(language))
    case_url = apply_for_refund(visitor)
    decide_refund(visitor)
    receive_decision(visitor, case_url, tmp_path)
    apply_at_the_window(visitor, city)
    supervise(visitor, city)
    verified = city.command("audit", "verify")
    assert verified.returncode == 0, verified.stdout


def pictures_of(language: str) -> Path | None:
    """Where the pictures of the readme go: ``ONEDOOR_PICTURES=docs/images``; nowhere in an ordinary run."""
    wanted = os.environ.get("ONEDOOR_PICTURES", "")
    if not wanted:
        return None
    folder = Path(wanted) / language[:2]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def apply_for_refund(visitor: Visitor) -> str:
    """1 and 2: my policies, one answer, a prefilled form left and found again."""
    page = visitor.page
    visitor.sign_in("enterprise")
    visitor.sees(REFUND[visitor.language])
    visitor.picture("my-policies")
    page.locator(".od-policy--question a.btn").click()
    visitor.look()
    visitor.picture("question")
    visitor.fill("answer", "0")
    visitor.press("回答")
    visitor.sees(AMOUNT)
    visitor.picture("policy")
    visitor.press("申请")
    source = visitor.words("来源：")
    assert page.locator(".od-source").filter(has_text=source).count() >= 3
    assert page.locator("[name=insured_count]").input_value() == "46"
    visitor.picture("apply")
    visitor.fill("bank_name", "演示银行广州分行")
    visitor.press("先保存，以后再填")
    visitor.page.get_by_role("link", name=REFUND[visitor.language]).first.click()
    assert page.locator("[name=bank_name]").input_value() == "演示银行广州分行"
    for name, value in {
        "bank_account": "440100000000001",
        "contact_name": "林晓",
        "contact_phone": "020-1",
    }.items():
        visitor.fill(name, value)
    visitor.press("保存并继续")
    visitor.picture("check")
    page.locator("[name=promise]").check()
    visitor.press("提交申请")
    assert "/portal/cases/" in page.url
    return page.url


def decide_refund(visitor: Visitor) -> None:
    """3: two departments side by side, then the decision."""
    for account, outcome in (("hrss", "agree"), ("finance", "agree"), ("director", "grant")):
        do_step(visitor, account, "广州云帆软件", outcome)


def do_step(visitor: Visitor, account: str, enterprise: str, outcome: str) -> None:
    visitor.sign_in(account)
    visitor.open("/desk/tasks/")
    visitor.wait_until_seen(enterprise)
    visitor.page.locator("tr", has_text=enterprise).first.get_by_role("link").first.click()
    visitor.look()
    visitor.picture(f"task-{account}")
    visitor.choose("outcome", outcome)
    visitor.press("提交意见")
    visitor.sees(visitor.words("已办理，流程转到下一步。"))


def receive_decision(visitor: Visitor, case_url: str, tmp_path: Path) -> None:
    """3: the signed decision, its verification, the notice, the rating."""
    page = visitor.page
    visitor.sign_in("enterprise")
    visitor.open(case_url)
    visitor.wait_until_seen(visitor.words("下载签章决定书（PDF）"))
    visitor.sees(AMOUNT)
    visitor.picture("decision")
    with page.expect_download() as download:
        page.get_by_role("link", name=visitor.words("下载签章决定书（PDF）")).click()
    document = tmp_path / "decision.pdf"
    download.value.save_as(document)
    assert document.read_bytes().startswith(b"%PDF-")
    visitor.choose("grade", "5")
    visitor.fill("comment", "一次办成")
    visitor.press("提交评价")
    visitor.sees(visitor.words("谢谢您的评价。"))
    visitor.open("/portal/notices/")
    visitor.sees(REFUND[visitor.language])
    visitor.open(case_url)
    visitor.follow("公开核验")
    code_page = page.url
    page.context.clear_cookies()
    visitor.choose_language()
    visitor.open(code_page)
    visitor.sees(visitor.words("文书真实有效"))
    visitor.picture("verified")
    visitor.open("/verify/")
    page.locator("input[type=file]").set_input_files(document)
    visitor.press("核验文件")
    visitor.sees(visitor.words("文书真实有效"))


def apply_at_the_window(visitor: Visitor, city: City) -> None:
    """2 again: another enterprise at the window; everyday words find the item."""
    page = visitor.page
    (uscc, name), *_ = city.rows(
        "SELECT uscc, name FROM parties_enterprise WHERE name NOT LIKE '%云帆%' ORDER BY id DESC LIMIT 1"
    )
    visitor.sign_in("clerk")
    visitor.open("/desk/window/")
    visitor.fill("uscc", str(uscc))
    visitor.press("开始办理")
    visitor.sees(str(name))
    visitor.picture("window")
    page.locator("[name=q]").fill("我想开一家职业中介")
    visitor.press("搜索")
    visitor.page.get_by_role("link", name=PERMIT[visitor.language], exact=True).first.click()
    visitor.press("为窗口申请人办理")
    visitor.choose("service_scope", "intermediary")
    visitor.choose("online_recruiting", "false")
    answers = {
        "fulltime_staff": "4",
        "place_address": "广州市越秀区 1 号",
        "place_area": "60",
        "contact_name": "王芳",
        "contact_phone": "020-2",
    }
    for field, value in answers.items():
        visitor.fill(field, value)
    visitor.press("保存并继续")
    for number in range(2):
        visitor.attach(0 if number == 0 else 1, f"material-{number}.pdf")
        page.locator("form[enctype] button").nth(number).click()
        visitor.look()
    visitor.follow("继续")
    page.locator("[name=promise]").check()
    visitor.press("提交申请")
    assert re.search(r"/portal/cases/\d+/", page.url)
    visitor.press("办完，换下一位")
    do_step(visitor, "clerk", str(name), "accept")


def supervise(visitor: Visitor, city: City) -> None:
    """4: one page, every number leading to its rows; and a list taken away."""
    page = visitor.page
    visitor.sign_in("supervisor")
    visitor.sees(
        visitor.words("时限"), visitor.words("好差评"), visitor.words("资金"), visitor.words("政策匹配")
    )
    visitor.picture("watch")
    figures = page.locator(".od-figure")
    for number in range(figures.count()):
        figure = figures.nth(number)
        link = figure.get_by_role("link")
        shown = re.match(r"\d+", figure.locator(".od-figure__value").inner_text().strip())
        if shown and "of=" in str(link.get_attribute("href")) and "cases" in str(link.get_attribute("href")):
            link.click()
            expect(page.locator("tbody tr")).to_have_count(min(int(shown[0]), 25))
            visitor.look()
            page.go_back()
    visitor.open("/watch/cases/?of=open")
    visitor.press("导出这份清单")
    visitor.wait_until_seen(visitor.words("可下载"))
    with page.expect_download() as download:
        page.locator("a[href*='/watch/exports/']").first.click()
    assert "办件编号" in Path(download.value.path()).read_text(encoding="utf-8-sig")
