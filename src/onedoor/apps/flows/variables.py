"""What may be kept in a run: a few plain values that decide the way. Forms, opinions, files live elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.apps.flows.model import FlowModel, NodeKind
from onedoor.apps.tenancy.hashing import canonical_json
from onedoor.engine.feel import FeelError
from onedoor.engine.feel.values import to_feel
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

MOST_BYTES = 4_000


def checked_variables(model: FlowModel, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables, if they are plain JSON with names of their own.

    Raises:
        Invalid: a value that JSON or FEEL has no kind for, or a name that belongs to a step's outcome.
        TooLarge: more than 4,000 bytes of JSON.
    """
    own = dict(variables)
    try:
        size = len(canonical_json(own).encode())
        to_feel(own)
    except (TypeError, ValueError, FeelError) as error:
        raise Invalid("flow.variables", found=str(error), expected="JSON without floats") from error
    if size > MOST_BYTES:
        raise TooLarge(
            "flow.variables_too_large",
            found=f"{size}",
            expected=f"<= {MOST_BYTES}",
            mend=Text("流程只保存决定去向的少量变量。", "A flow keeps only what decides its way."),
        )
    taken = {node.id for node in model.of_kind(NodeKind.HUMAN)} & own.keys()
    if taken:
        raise Invalid("flow.variable_reserved", found=", ".join(sorted(taken)))
    return own
