"""Groups of industries with the size limits of 工信部联企业〔2011〕300号, and what an enterprise of each is like."""

from __future__ import annotations

from dataclasses import dataclass

Limits = tuple[int, int, int]
"""From where on an enterprise is large, medium, small: people, or yuan in units of 10,000."""


@dataclass(frozen=True, slots=True)
class Trade:
    """``codes`` are prefixes of GB/T 4754 with the section letter, the first trade that fits is meant.

    ``share`` is how many in a thousand, ``people`` the median staff, ``yuan`` the yearly revenue a head,
    ``research`` the chance in a thousand that it does research.
    """

    name: str
    codes: tuple[str, ...]
    share: int
    people: int
    yuan: int
    research: int
    staff: Limits | None = None
    revenue: Limits | None = None
    assets: Limits | None = None


_COMMON = (300, 100, 10)

TRADES = (
    Trade("农、林、牧、渔业", ("A",), 25, 9, 240_000, 60, revenue=(20_000, 500, 50)),
    Trade("工业", ("B", "C", "D"), 190, 24, 620_000, 420, staff=(1000, 300, 20), revenue=(40_000, 2000, 300)),
    Trade("建筑业", ("E",), 75, 16, 520_000, 90, revenue=(80_000, 6000, 300), assets=(80_000, 5000, 300)),
    Trade("批发业", ("F51",), 185, 7, 1_900_000, 20, staff=(200, 20, 5), revenue=(40_000, 5000, 1000)),
    Trade("零售业", ("F52",), 95, 6, 640_000, 15, staff=(300, 50, 10), revenue=(20_000, 500, 100)),
    Trade(
        "交通运输业",
        ("G53", "G54", "G55", "G56", "G57", "G58"),
        40,
        12,
        560_000,
        30,
        staff=(1000, 300, 20),
        revenue=(30_000, 3000, 200),
    ),
    Trade("仓储业", ("G59",), 10, 11, 480_000, 30, staff=(200, 100, 20), revenue=(30_000, 1000, 100)),
    Trade("邮政业", ("G60",), 5, 24, 260_000, 20, staff=(1000, 300, 20), revenue=(30_000, 2000, 100)),
    Trade("住宿业", ("H61",), 12, 18, 230_000, 2, staff=_COMMON, revenue=(10_000, 2000, 100)),
    Trade("餐饮业", ("H62",), 50, 13, 210_000, 2, staff=_COMMON, revenue=(10_000, 2000, 100)),
    Trade(
        "信息传输业",
        ("I63", "I64"),
        20,
        13,
        600_000,
        420,
        staff=(2000, 100, 10),
        revenue=(100_000, 1000, 100),
    ),
    Trade("软件和信息技术服务业", ("I65",), 85, 12, 470_000, 580, staff=_COMMON, revenue=(10_000, 1000, 50)),
    Trade(
        "房地产开发经营",
        ("K7010",),
        10,
        16,
        2_600_000,
        2,
        revenue=(200_000, 1000, 100),
        assets=(10_000, 5000, 2000),
    ),
    Trade("物业管理", ("K7020",), 18, 34, 190_000, 4, staff=(1000, 300, 100), revenue=(5000, 1000, 500)),
    Trade("租赁和商务服务业", ("L",), 95, 7, 360_000, 40, staff=_COMMON, assets=(120_000, 8000, 100)),
    Trade("其他未列明行业", ("K", "M", "N", "O", "R"), 85, 8, 310_000, 190, staff=_COMMON),
)
"""Finance, education, health and public bodies have no size classes and are left out."""


def trade_of(code: str) -> int | None:
    """The place in ``TRADES`` of an industry class such as ``C3521``; None where it is in none of them."""
    return next((place for place, each in enumerate(TRADES) if code.startswith(each.codes)), None)
