"""Every kind of identifier by name, for those who are told the kind at run time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onedoor.engine.identifiers.checked import Checked
from onedoor.engine.identifiers.citizen import check_citizen_id
from onedoor.engine.identifiers.items import parse_case_no, parse_item_code
from onedoor.engine.identifiers.organisation import check_org_code
from onedoor.engine.identifiers.project import check_project_code
from onedoor.engine.identifiers.uscc import check_uscc
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class IdentifierKind:
    """``has_region``: the part ``region`` of a valid one is a code of GB/T 2260, as it was when the identifier was given out."""

    label: Text
    check: Callable[[str], Checked]
    has_region: bool = False


IDENTIFIER_KINDS: Mapping[str, IdentifierKind] = MappingProxyType(
    {
        "uscc": IdentifierKind(Text("统一社会信用代码", "unified social credit code"), check_uscc, True),
        "org_code": IdentifierKind(Text("组织机构代码", "organisation code"), check_org_code),
        "citizen_id": IdentifierKind(Text("公民身份号码", "citizen number"), check_citizen_id, True),
        "item_code": IdentifierKind(Text("事项实施编码", "item code"), parse_item_code),
        "project_code": IdentifierKind(Text("项目代码", "project code"), check_project_code, True),
        "case_no": IdentifierKind(Text("办件编号", "case number"), parse_case_no),
    }
)
