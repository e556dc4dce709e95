"""The only way in which the engine computes anything: FEEL, over the run's own variables.

The engine's own evaluator is Python's ``eval``. This class is not derived from it and holds no environment,
so there is nothing to fall back to: an expression is FEEL or it is an error, a script is always an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from onedoor.apps.flows.conditions import answer, names_in
from onedoor.errors import Invalid
from onedoor.text import Text


class FeelScripts:
    """What the engine asks: conditions. ``variables`` is the one set of the run, whatever branch asks."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.variables = variables

    def evaluate(self, task: object, expression: str, external_context: object = None) -> bool:
        """The answer of a condition; raises ``Invalid`` "flow.condition" when it is neither yes nor no."""
        return answer(expression, self.variables)

    def validate(self, expression: str) -> None:
        """Raises ``FeelSyntaxError`` where the text is not FEEL."""
        names_in(expression)

    def execute(self, task: object, script: str, external_context: object = None) -> NoReturn:
        raise _no_scripts()

    def call_service(self, task: object, **kwargs: object) -> NoReturn:
        raise _no_scripts()


def _no_scripts() -> Invalid:
    return Invalid(
        "flow.script",
        found=Text("流程里的脚本", "a script in a flow"),
        mend=Text("用 od:operation 或决策模型。", "Use an od:operation or a decision model."),
    )
