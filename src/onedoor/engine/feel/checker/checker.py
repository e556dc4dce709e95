"""Walking a tree to learn the type of every part, and saying what cannot be right.

A part is only found fault with where no value its types allow would give it a meaning. Where the checker
cannot tell, the type is ``Any``, and ``Any`` goes with everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.checker.findings import Finding, Severity, place_of
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.errors import FeelError
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.scope import Budget, Scope
from onedoor.engine.feel.types import ANY, BUILTIN_TYPES, Type, type_from
from onedoor.engine.feel.values import unknown_in
from onedoor.text import Text

Rule = Callable[["Checker", Any, Names], Type]
NOTHING_TOLD = object()
STEPS = 10_000


class Checker:
    """Checks the parts of one source text; ``rules`` say how, for each class of node.

    ``types`` are those that a model defines, ``listed`` the values they allow, both by name.
    """

    compiler: ClassVar[type[Compiler]] = Compiler

    def __init__(
        self,
        source: str,
        rules: Mapping[type[n.Node], Rule],
        types: Mapping[str, Type] | None = None,
        listed: Mapping[str, n.UnaryTests] | None = None,
    ) -> None:
        self.source = source
        self.rules = rules
        self.types: Mapping[str, Type] = types or {}
        self.listed: Mapping[str, n.UnaryTests] = listed or {}
        self.findings: list[Finding] = []

    def type_of(self, node: n.Node, names: Names) -> Type:
        """The type of a part; what is wrong in it is reported on the way."""
        rule = self.rules.get(type(node))
        return rule(self, node, names) if rule is not None else ANY

    def all_of(self, nodes: tuple[n.Node, ...], names: Names) -> list[Type]:
        """The types of several parts."""
        return [self.type_of(node, names) for node in nodes]

    def report(
        self,
        code: str,
        node: n.Node,
        message: Text,
        *,
        expected: Text | None = None,
        mend: Text | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Type:
        """Keep a finding about a part. Its type is ``Any`` from here on, so that one fault is told once."""
        place = place_of(self.source, node)
        self.findings.append(Finding(f"feel.{code}", severity, message, expected, mend, place=place))
        return ANY

    def warn(
        self,
        code: str,
        node: n.Node,
        message: Text,
        *,
        expected: Text | None = None,
        mend: Text | None = None,
    ) -> None:
        """Keep a finding about a part that has a meaning, but hardly the one that was meant."""
        self.report(code, node, message, expected=expected, mend=mend, severity=Severity.WARNING)

    def text(self, node: n.Node) -> str:
        """The part as its author wrote it, not longer than a reader takes in."""
        written = " ".join(self.source[node.span.start : node.span.end].split()) or print_node(node)
        return written if len(written) <= 40 else f"{written[:38]}…"

    def named_type(self, node: n.TypeName) -> Type | None:
        """The type a text names, or None."""
        return type_from(node, self.types)

    def allowed_texts(self, kind: Type) -> list[str]:
        """The texts that a type lists as its values."""
        tests = self.listed[kind.name].tests if kind.name in self.listed else ()
        return [each.value for each in tests if isinstance(each, n.StringLiteral)]

    @property
    def known_types(self) -> list[str]:
        """The names of all types that can be named here."""
        return [*BUILTIN_TYPES, *self.types]

    def constant(self, node: n.Node) -> Any:
        """The value of a part that rests on no data; ``NOTHING_TOLD`` for every other."""
        if any(isinstance(each, n.Name) and each.name == "?" for each in n.walk(node)) or free_names(node):
            return NOTHING_TOLD
        try:
            value = self.compiler().compile(node)(Scope({}, budget=Budget(STEPS)))
        except FeelError:
            return NOTHING_TOLD
        return NOTHING_TOLD if unknown_in(value) is not None else value
