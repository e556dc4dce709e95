"""Every component on one page, with made-up content: for those who build pages and those who test them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onedoor.text import Text

SHANGHAI = ZoneInfo("Asia/Shanghai")
REGISTER = Text("社会保险登记", "Social insurance register")


class SampleForm(forms.Form):
    """One field of each kind; bound with faults, so that the errors show too."""

    insured = forms.IntegerField(label="参保人数", help_text="截至上年末实际缴费的人数")
    bank = forms.CharField(label="开户银行", max_length=60)
    reason = forms.CharField(
        label="情况说明", max_length=200, required=False, widget=forms.Textarea({"rows": 3})
    )
    laid_off = forms.ChoiceField(
        label="上年度是否裁员", choices=[("yes", "裁过"), ("no", "没有裁员")], widget=forms.RadioSelect
    )
    month = forms.ChoiceField(label="缴费月份", choices=[("1", "1 月"), ("2", "2 月")], required=False)
    promise = forms.BooleanField(label="我承诺以上内容真实")


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """All components of ``templates/components`` in the states that they can take."""
    return render(request, "styleguide.html", sample())


def sample() -> dict[str, Any]:
    """The context of the style guide: one list per component."""
    return {
        "form": SampleForm({"insured": "很多", "reason": "一句说明"}),
        "given": {"source": REGISTER, "as_of": date(2026, 6, 30)},
        "tones": [
            ("good", Text("已办结", "Completed")),
            ("info", Text("审查中", "Under review")),
            ("wait", Text("待补正", "Waiting for correction")),
            ("warn", Text("即将到期", "Due soon")),
            ("bad", Text("不予许可", "Denied")),
        ],
        "trail": [
            {"label": Text("我的政策", "My policies"), "href": "#"},
            {"label": Text("稳岗返还", "Job-stability refund"), "href": "#"},
        ],
        "rows": FACTS,
        "steps": STEPS,
        "tasks": TASKS,
        "clocks": CLOCKS,
        "events": EVENTS,
        "policies": POLICIES,
        "reasons": REASONS,
        "figures": FIGURES,
    }


FACTS = [
    {"label": Text("企业名称", "Enterprise"), "value": "清远市青禾科技有限公司"},
    {
        "label": Text("参保人数", "Insured staff"),
        "value": 46,
        "source": REGISTER,
        "as_of": date(2026, 6, 30),
        "change_href": "#",
    },
    {
        "label": Text("上年度失业保险缴费", "Unemployment insurance paid last year"),
        "cents": 4_123_456,
        "source": REGISTER,
        "as_of": date(2025, 12, 31),
        "state": "degraded",
    },
    {"label": Text("联系电话", "Telephone"), "change_href": "#"},
]
STEPS = [
    {"label": Text("填写", "Fill in"), "state": "done"},
    {"label": Text("受理", "Accepted"), "state": "done", "note": Text("11 月 16 日", "16 November")},
    {
        "label": Text("审查", "Review"),
        "state": "now",
        "note": Text("两个部门并联审查", "Two departments in parallel"),
    },
    {"label": Text("决定", "Decision"), "state": "next"},
    {"label": Text("送达", "Delivery"), "state": "next"},
]
TASKS = [
    {
        "label": Text("核对企业信息", "Check the enterprise"),
        "href": "#",
        "tone": "good",
        "state": Text("已完成", "Done"),
    },
    {
        "label": Text("回答一个问题", "Answer one question"),
        "note": Text("上年度是否裁员", "Were staff laid off last year"),
        "href": "#",
        "tone": "info",
        "state": Text("待填写", "To do"),
    },
    {"label": Text("提交申请", "Submit"), "tone": "wait", "state": Text("还不能开始", "Cannot start yet")},
]
LIMIT_BASIS = Text("《行政许可法》第四十二条", "Administrative Licensing Law, article 42")
CLOCKS = [
    {
        "left": 7,
        "used": 3,
        "limit": 10,
        "due": date(2026, 12, 2),
        "card": "none",
        "state": "running",
        "basis": LIMIT_BASIS,
    },
    {"left": 1, "used": 9, "limit": 10, "due": date(2026, 11, 24), "card": "yellow", "state": "running"},
    {"left": -2, "used": 12, "limit": 10, "due": date(2026, 11, 19), "card": "red", "state": "running"},
    {"left": 4, "used": 6, "limit": 10, "card": "none", "state": "paused"},
]
EVENTS = [
    {
        "when": datetime(2026, 11, 17, 9, 12, tzinfo=SHANGHAI),
        "what": Text("转两个部门审查", "Sent to two departments"),
        "who": Text("综合窗口", "General counter"),
    },
    {
        "when": datetime(2026, 11, 16, 15, 40, tzinfo=SHANGHAI),
        "what": Text("予以受理", "Accepted"),
        "who": Text("综合窗口", "General counter"),
        "note": Text("材料齐全。时限从次日起算。", "Complete. The clock starts the next day."),
    },
]
POLICIES = [
    {
        "title": Text("失业保险稳岗返还", "Job-stability refund"),
        "issuer": Text("广东省人力资源和社会保障厅", "Guangdong Human Resources and Social Security"),
        "href": "#",
        "verdict": "certain",
        "cents": 2_474_073,
        "deadline": date(2026, 12, 31),
        "why": Text(
            "四项条件都满足，申请表已预填。", "All four conditions are met; the form is filled in for you."
        ),
        "action_href": "#",
        "action_label": Text("去申请", "Apply"),
    },
    {
        "title": Text("高新技术企业认定", "High-tech enterprise"),
        "issuer": Text("广东省科学技术厅", "Guangdong Science and Technology"),
        "href": "#",
        "verdict": "nearly",
        "amount_note": Text("所得税按 15% 征收", "Income tax at 15%"),
        "why": Text(
            "还差一项：研发费用占比 4.2%，要求不低于 5%。", "One short: R&D share 4.2%, at least 5% required."
        ),
        "action_href": "#",
        "action_label": Text("看差在哪里", "See what is missing"),
    },
    {
        "title": Text("一次性扩岗补助", "One-off hiring subsidy"),
        "issuer": Text("清远市人力资源和社会保障局", "Qingyuan Human Resources and Social Security"),
        "href": "#",
        "verdict": "question",
        "amount_note": Text("每招用一人最高 1,500 元", "Up to 1,500 yuan per hire"),
        "deadline": date(2026, 12, 31),
        "why": Text("今年是否招用了毕业年度的高校毕业生？", "Did you hire graduates of this year?"),
        "action_href": "#",
        "action_label": Text("回答", "Answer"),
    },
]
REASONS = [
    {
        "verdict": "met",
        "text": Text("上年度足额缴纳失业保险费", "Unemployment insurance fully paid last year"),
        "facts": [
            {
                "name": Text("缴费月数", "Months paid"),
                "value": Text("12 月", "12 months"),
                "source": REGISTER,
                "as_of": date(2025, 12, 31),
            }
        ],
        "basis": Text("人社厅发〔2026〕1 号 第二条", "Document 1 of 2026, clause 2"),
        "basis_href": "#",
    },
    {
        "verdict": "not_met",
        "text": Text("裁员率不高于 5.5%", "Lay-off rate at most 5.5%"),
        "mend": Text("如登记有误，可申请更正。", "If the register is wrong, ask for a correction."),
    },
    {"verdict": "unknown", "text": Text("未列入严重失信主体名单", "Not on the list of serious breaches")},
    {"verdict": "person", "text": Text("经营场所符合要求", "The premises are suitable")},
]
FIGURES: list[dict[str, Any]] = [
    {"value": 1284, "label": Text("在办办件", "Open cases"), "href": "#", "unit": Text("件", "")},
    {"value": 17, "label": Text("黄牌", "Yellow cards"), "href": "#", "tone": "warn", "unit": Text("件", "")},
    {"value": 3, "label": Text("红牌", "Red cards"), "href": "#", "tone": "bad", "unit": Text("件", "")},
    {
        "value": "98.2%",
        "label": Text("好评率", "Positive ratings"),
        "href": "#",
        "tone": "good",
        "note": Text("主动评价 412 次", "412 active ratings"),
    },
    {"cents": 123_456_789, "label": Text("已决定金额", "Decided amount"), "href": "#"},
]
