"""Items modelled whole: form, materials, review points, flow. Their codes are the demo's own.

The departments, limits and legal bases are real; the codes follow GB/T 39554.1-2020 in shape, but no
authority has given them out.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

NAMES = ("hr-service-permit", "stability-refund")


def modelled_item(name: str) -> dict[str, Any]:
    """The item as shipped; ``content`` is what ``catalogue.definition.ItemDefinition`` reads."""
    if name not in NAMES:
        raise KeyError(name)
    loaded: dict[str, Any] = json.loads(files(__name__).joinpath(f"{name}.json").read_bytes())
    return {**loaded, "content": {**loaded["content"], "elements": loaded["elements"]}}
