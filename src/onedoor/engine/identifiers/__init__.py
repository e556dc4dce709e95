"""Identifiers of the Chinese national standards: read, check, explain; never repair.

A check removes what typing and copying add (full-width forms, lower case, white space) and then
says whether the text obeys its standard. A failing text comes back with the reasons, by character
and in both languages; no function ever returns a different identifier than the one that was given.

>>> check_uscc("９１３５０１００ｍ０００１００ｙ４３").value
'91350100M000100Y43'
>>> [str(problem.message) for problem in check_uscc("914403001922038215").problems]
['第18位校验码应为“6”，实为“5”。']
"""

from onedoor.engine.identifiers.checked import Checked, Problem, Severity
from onedoor.engine.identifiers.citizen import check_citizen_id
from onedoor.engine.identifiers.items import ITEM_CODE_SCHEMES, parse_case_no, parse_item_code
from onedoor.engine.identifiers.kinds import IDENTIFIER_KINDS, IdentifierKind
from onedoor.engine.identifiers.normalise import normalise
from onedoor.engine.identifiers.organisation import check_org_code
from onedoor.engine.identifiers.project import PROJECT_TYPES, check_project_code
from onedoor.engine.identifiers.uscc import check_uscc, make_uscc

__all__ = [
    "IDENTIFIER_KINDS",
    "ITEM_CODE_SCHEMES",
    "PROJECT_TYPES",
    "Checked",
    "IdentifierKind",
    "Problem",
    "Severity",
    "check_citizen_id",
    "check_org_code",
    "check_project_code",
    "check_uscc",
    "make_uscc",
    "normalise",
    "parse_case_no",
    "parse_item_code",
]
