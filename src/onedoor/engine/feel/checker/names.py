"""Which names an expression may use, and of what type each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.types import ANY, Type


class Names:
    """Names with their types; inner ones hide outer ones.

    ``is_open``: a name that is not here may stand for something all the same (a member of an item of
    which nothing is known). ``parameters`` are the parameter names of functions, by the function's name.
    """

    def __init__(
        self,
        types: Mapping[str, Type],
        outer: Names | None = None,
        *,
        is_open: bool = False,
        parameters: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.types = dict(types)
        self.outer = outer
        self.is_open: bool = is_open or (outer is not None and outer.is_open)
        self.parameters = parameters or {}

    def inner(self, types: Mapping[str, Type], *, is_open: bool = False) -> Names:
        """The names of a part in which these come first."""
        return Names(types, self, is_open=is_open)

    def find(self, name: str) -> Type | None:
        """The type of a name; ``Any`` for one that an open scope may know, None for one nobody knows."""
        scope: Names | None = self
        while scope is not None:
            if name in scope.types:
                return scope.types[name]
            scope = scope.outer
        return ANY if self.is_open and name not in BUILTINS else None

    def parameters_of(self, name: str) -> tuple[str, ...] | None:
        """The parameter names of a function known by this name, where they are known."""
        scope: Names | None = self
        while scope is not None:
            if name in scope.types:
                return scope.parameters.get(name)
            scope = scope.outer
        return None

    def __iter__(self) -> Iterator[str]:
        scope: Names | None = self
        while scope is not None:
            yield from scope.types
            scope = scope.outer
