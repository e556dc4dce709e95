"""Decision services (DMN 1.5, 6.3.12 and 10.4): a part of a model called as one function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import Type, coerce
from onedoor.engine.feel.values import Function

if TYPE_CHECKING:
    from onedoor.engine.dmn.evaluation import Evaluation
    from onedoor.engine.dmn.model import DecisionService, Model


def function_of(evaluation: Evaluation, service: DecisionService) -> Function:
    """The service as a function of its input data and, after them, its input decisions."""

    def body(caller: Scope, arguments: list[Any]) -> Any:
        return run(evaluation, service, arguments)

    takes = service.takes or [type_of_element(evaluation.model, name) for name in service.parameters]
    return Function(service.parameters, body, service.name, Type("function", (*takes, service.type)))


def run(evaluation: Evaluation, service: DecisionService, arguments: Sequence[Any]) -> Any:
    """The output for these arguments; a context when there are several.

    Nothing that was decided or told outside is seen inside.
    """
    facts = dict(zip(service.parameters, arguments, strict=True))
    inside = evaluation.apart(facts, {name: facts[name] for name in service.decisions})
    outputs = {name: inside.bound(name) for name in service.outputs}
    result = next(iter(outputs.values())) if len(outputs) == 1 else outputs
    return coerce(result, service.type)


def type_of_element(model: Model, name: str) -> Type:
    """The declared type of an input data or decision, also of an imported model."""
    if name in model.inputs:
        return model.inputs[name].type.feel
    for each in model.imports:
        inner = each.inner(name)
        if name not in model.decisions and inner is not None and each.model.has(inner):
            return type_of_element(each.model, inner)
    return model.decision(name).type
