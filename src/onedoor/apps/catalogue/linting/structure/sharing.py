"""Materials that somebody in the government has already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from onedoor.apps.catalogue.definition import ItemDefinition, Material
from onedoor.apps.catalogue.enums import MaterialSource
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.apps.catalogue.linting.structure.written import BY_APPLICANT
from onedoor.reference.checks import held_documents
from onedoor.text import Text

_BRACKETS = re.compile(r"[（(\[【〔][^（）()\[\]【】]*[）)\]】〕]|[《》“”\"'\s]")
_ENDINGS = re.compile(
    r"(的?(原件|复印件|影印件|扫描件|电子版|电子件|正本|副本|正副本|原件及|原件和|或|及|和|与|、|；|;|。|各?[一二两1-9]份))+$"
)
_OWNERS = re.compile(
    r"^(本人|申请人|申请单位|申请企业|单位|企业|公司|法定代表人|法人代表|法人|负责人|主要负责人|经办人|代办人|代理人|委托人|受委托人|被委托人|"
    r"监护人|父母|父亲|母亲|双方|夫妻双方|当事人|股东|投资人|工伤职工|职工|有效的?|合法的?|现行有效的?|及|和|或|、|（或）|的)+"
)


def sharing(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """Materials that are not waived though a register delivers them, an e-certificate exists, or the item itself issues them."""
    delivered = dict(context.registers)
    for identifier, element in definition.elements.items():
        if element.source not in BY_APPLICANT:
            delivered[element.name.zh] = delivered[identifier] = element.source
    result = plain_name(definition.result_name.zh)
    for material in definition.materials:
        if material.waiver_method or material.waived_by or material.waiver:
            continue
        yield from _of(material, delivered, result)


def _of(material: Material, delivered: Mapping[str, str], result: str) -> Iterator[Found]:
    place, name = f"materials.{material.id}", plain_name(material.name.zh)
    source = delivered.get(material.kind) or delivered.get(name)
    if source:
        what = Text(f"{source} 提供“{name}”", f"{source} delivers “{name}”")
        yield Found("material.shared", place, what, {"材料名称": material.name.zh, "来源": source})
    elif result and name == result and material.source is not MaterialSource.OTHER:
        yield Found("material.own_result", place, material.name)
    elif held := held_document(name):
        document, holder = held
        what = Text(
            f"“{document}”由{holder}部门核发，有电子证照或登记信息",
            f"“{document}” is held by another authority ({holder})",
        )
        yield Found("material.held", place, what, {"材料名称": material.name.zh})


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """The name of the document alone: no brackets, no copies, nobody whose it is.

    >>> plain_name("申请人居民身份证（正反面）复印件"), plain_name("《营业执照》副本原件及复印件1份"), plain_name("身份证明文件")
    ('居民身份证', '营业执照', '身份证明文件')
    """
    bare = _BRACKETS.sub("", name)
    bare = _ENDINGS.sub("", bare)
    return _OWNERS.sub("", bare) or bare


def held_document(name: str) -> tuple[str, str] | None:
    """The document that authorities hold by this name, and who holds it."""
    return _held().get(name)


@cache
def _held() -> dict[str, tuple[str, str]]:
    return {
        each: (name, entry["holder"])
        for name, entry in held_documents().items()
        for each in (name, *entry["aliases"])
    }
