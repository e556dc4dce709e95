"""Released models, ready to run; each is prepared once in a process."""

from __future__ import annotations

from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.models import FlowVersion
from onedoor.apps.flows.spiff.run import Definition

MOST_KEPT = 256
_kept: dict[str, Definition] = {}


def definition_of(version: FlowVersion) -> Definition:
    """The definition that a version holds. Equal contents are one definition, whoever released them."""
    found = _kept.get(version.content_hash)
    if found is None:
        found = Definition(FlowModel.of(version.content["model"]))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[version.content_hash] = found
    return found
