"""文号: the number that stands on a document, ``穗人社决〔2026〕1号``; serials without leading zeros (GB/T 9704).

Its first characters are the city's and the authority's short names. They are custom, given by no standard;
where none is known the number begins with the word for government service, and is unique all the same.
"""

from __future__ import annotations

from onedoor.apps.certificates.enums import CertificateKind
from onedoor.apps.certificates.models import CertificateCounter
from onedoor.apps.tenancy.actor import Actor

CITIES = {
    "11": "京",
    "12": "津",
    "31": "沪",
    "50": "渝",
    "4401": "穗",
    "4403": "深",
    "4404": "珠",
    "4406": "佛",
}
AUTHORITIES = {
    "人力资源和社会保障": "人社",
    "市场监督管理": "市监",
    "工业和信息化": "工信",
    "发展和改革": "发改",
    "科学技术": "科",
    "税务": "税",
    "财政": "财",
    "商务": "商务",
    "民政": "民",
    "教育": "教",
    "住房和城乡建设": "建",
    "交通运输": "交",
    "生态环境": "环",
    "卫生健康": "卫",
    "政务服务": "政数",
}
UNKNOWN = "政服"
WORDS = {CertificateKind.DECISION: "决"}


def locked_counter(*, actor: Actor, region_code: str, year: int) -> CertificateCounter:
    """The tenant's counter of the year, locked until the transaction ends: whoever issues there waits."""
    counter, _ = CertificateCounter.objects.get_or_create(
        tenant_id=actor.tenant_id, year=year, defaults={"region_code": region_code}
    )
    return CertificateCounter.objects.select_for_update().get(pk=counter.pk)


def next_number(counter: CertificateCounter, *, kind: CertificateKind, issuer: str, region_code: str) -> str:
    """The number that follows; the counter, locked, has moved on.

    Two documents never share a number, and one that fails leaves no gap: the counter goes back with it.
    """
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{prefix(issuer, region_code)}{WORDS[kind]}〔{counter.year}〕{counter.last}号"


def prefix(issuer: str, region_code: str) -> str:
    """The short names of city and authority.

    >>> prefix("广州市人力资源和社会保障局", "440100"), prefix("云中局", "990000")
    ('穗人社', '政服')
    """
    city = CITIES.get(region_code[:4]) or CITIES.get(region_code[:2]) or ""
    authority = next((short for name, short in AUTHORITIES.items() if name in issuer), "")
    return f"{city}{authority}" if city and authority else UNKNOWN
