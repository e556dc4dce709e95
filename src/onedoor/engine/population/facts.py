"""What is known of a synthetic enterprise: thirty facts and the code that names it."""

from __future__ import annotations

import pyarrow as pa

from onedoor.engine.matching import Column, Kind, Schema
from onedoor.engine.matching.arrow import FIXED

USCC = "统一社会信用代码"

STAFF, INSURED, TECH_STAFF, HIRED = "从业人员", "参保人数", "科技人员", "新增就业人数"
INVENTIONS, RIGHTS, PAID_MONTHS = "发明专利数", "知识产权数", "失业保险缴费月数"
REVENUE, REVENUE_1, REVENUE_2 = "营业收入", "上年营业收入", "前年营业收入"
RESEARCH, ASSETS, DEBTS, TAXES = "研发费用", "资产总额", "负债总额", "纳税总额"
LAYOFFS = "裁员率"
FOUNDED, AMENDED, REPORTED, DECLARED = "成立日期", "最近变更日期", "最近年报日期", "最近申报日期"
REGION, INDUSTRY, SIZE = "行政区划代码", "国民经济行业代码", "企业规模"
OWNERSHIP, GRADE, TAXPAYER = "登记注册类型", "纳税信用级别", "增值税纳税人类型"
DISHONEST, ABNORMAL, INCIDENT, ABOVE_SCALE = "严重失信", "经营异常", "近一年重大事故", "规模以上企业"
TITLES = "资质"

COUNTS = (STAFF, INSURED, TECH_STAFF, HIRED, INVENTIONS, RIGHTS, PAID_MONTHS)
AMOUNTS = (REVENUE, REVENUE_1, REVENUE_2, RESEARCH, ASSETS, DEBTS, TAXES)
DATES = (FOUNDED, AMENDED, REPORTED, DECLARED)
CATEGORIES = (REGION, INDUSTRY, SIZE, OWNERSHIP, GRADE, TAXPAYER)
FLAGS = (DISHONEST, ABNORMAL, INCIDENT, ABOVE_SCALE)
FACTS = (*COUNTS, *AMOUNTS, LAYOFFS, *DATES, *CATEGORIES, *FLAGS, TITLES)

SIZES = ("大型", "中型", "小型", "微型")
OWNERSHIPS = ("国有", "集体", "股份合作", "有限责任公司", "股份有限公司", "私营", "港澳台商投资", "外商投资")
GRADES = ("A", "B", "M", "C", "D")
TAXPAYERS = ("一般纳税人", "小规模纳税人")

# What is past nobody can change any more.
PAST = (REVENUE_1, REVENUE_2, INCIDENT)
_PAST = {FIXED: b"true"}

SCHEMA = Schema.of(
    *(Column(name, Kind.INTEGER) for name in COUNTS),
    *(Column(name, Kind.MONEY, fixed=name in PAST) for name in AMOUNTS),
    Column(LAYOFFS, Kind.RATIO),
    *(Column(name, Kind.DATE) for name in DATES),
    *(Column(name, Kind.CATEGORY) for name in CATEGORIES),
    *(Column(name, Kind.BOOLEAN, fixed=name in PAST) for name in FLAGS),
    Column(TITLES, Kind.CODES),
)
"""The facts as rules see them: money in yuan, the layoff rate with six decimals."""

ARROW = pa.schema(
    [pa.field(USCC, pa.string(), nullable=False)]
    + [pa.field(name, pa.int64()) for name in COUNTS]
    + [pa.field(name, pa.decimal128(18, 2), metadata=_PAST if name in PAST else None) for name in AMOUNTS]
    + [pa.field(LAYOFFS, pa.decimal128(9, 6))]
    + [pa.field(name, pa.date32()) for name in DATES]
    + [pa.field(name, pa.string()) for name in CATEGORIES]
    + [pa.field(name, pa.bool_(), metadata=_PAST if name in PAST else None) for name in FLAGS]
    + [pa.field(TITLES, pa.list_(pa.string()))]
)
"""The columns of the table; a null is an unknown fact."""
