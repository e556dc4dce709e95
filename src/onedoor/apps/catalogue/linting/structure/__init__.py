"""What is found by code and not by a condition: each looks at one side of an item and tells what it came upon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.apps.catalogue.linting.structure.codes import codes
from onedoor.apps.catalogue.linting.structure.columns import columns
from onedoor.apps.catalogue.linting.structure.expressions import expressions, told
from onedoor.apps.catalogue.linting.structure.guide import guide
from onedoor.apps.catalogue.linting.structure.limits import limits
from onedoor.apps.catalogue.linting.structure.parts import parts
from onedoor.apps.catalogue.linting.structure.sharing import sharing
from onedoor.apps.catalogue.linting.structure.uniform import uniform

Looking = Callable[[ItemDefinition, Context], Iterator[Found]]

# By the name that the entries of their checks give in ``by``.
STRUCTURE: Mapping[str, Looking] = MappingProxyType(
    {
        each.__name__: each
        for each in (codes, columns, expressions, guide, limits, parts, sharing, told, uniform)
    }
)
