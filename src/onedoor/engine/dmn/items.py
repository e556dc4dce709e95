"""Item definitions (DMN 1.5, 7.3.2 to 7.3.4): the types that a model gives names to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from lxml import etree

from onedoor.engine.dmn.errors import DmnError, Place, bad_model, did_you_mean, listed, not_readable
from onedoor.engine.dmn.issues import Issues
from onedoor.engine.dmn.xml import OD, below, content, first, name_of, text_of
from onedoor.engine.feel import FeelError
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.compiler import Compiled, Compiler
from onedoor.engine.feel.logic import Truth
from onedoor.engine.feel.parser import parse_tests
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import ANY, BUILTIN_TYPES, Type, list_of, type_named
from onedoor.text import Text

MAX_TYPE_DEPTH = 32

# Names that editors write for FEEL's types.
_BY_EDITORS = {
    **dict.fromkeys(("integer", "int", "long", "short", "double", "float", "decimal"), "number"),
    "any": "Any",
    "duration": "days and time duration",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a record type; ``element`` is its identifier outside the model."""

    name: str
    element: str
    type: ItemType


@dataclass(frozen=True, slots=True)
class ItemType:
    """A FEEL type by name, a list of them, or a record of members.

    ``feel`` is the exact type, ``values`` what the definition allows of it (nothing: everything).
    """

    name: str = "Any"
    is_list: bool = False
    members: tuple[Member, ...] = ()
    feel: Type = ANY
    values: tuple[n.Node, ...] = ()


ANYTHING = ItemType()


class ItemTypes:
    """The types of one model by name; ``imported`` are those of other models by qualified name.

    ``prefixes`` gives the alias by which the model of a namespace was imported.
    """

    def __init__(
        self,
        definitions: Mapping[str, etree._Element],
        issues: Issues,
        file: str,
        imported: Mapping[str, ItemType] | None = None,
        prefixes: Callable[[str], str | None] = lambda uri: None,
    ) -> None:
        self._definitions = definitions
        self._issues = issues
        self._file = file
        self._prefixes = prefixes
        self._known: dict[str, ItemType] = dict(imported or {})
        self._open: list[str] = []

    def all(self) -> dict[str, ItemType]:
        """Every type that has a name here, imported ones included."""
        for name, definition in self._definitions.items():
            self.named(name, definition)
        return dict(self._known)

    def of(self, element: etree._Element | None) -> ItemType:
        """The type that an element's ``typeRef`` attribute names; anything where it has none."""
        reference = element.get("typeRef") if element is not None else None
        return self.named(reference, element) if reference and element is not None else ANYTHING

    def named(self, reference: str, element: etree._Element) -> ItemType:
        """The type of that name; ``element`` is where it is named."""
        name = self._plain(reference.strip(), element)
        if name in self._known:
            return self._known[name]
        if name in self._definitions:
            if name in self._open or len(self._open) >= MAX_TYPE_DEPTH:
                return ANYTHING  # a type inside itself: its depth is not known before there is a value
            self._open.append(name)
            self._known[name] = self._defined(self._definitions[name])
            self._open.pop()
            return self._known[name]
        built_in = type_named(_BY_EDITORS.get(name, name))
        if built_in is not None:
            return ItemType(built_in.kind, built_in.kind == "list", (), built_in)
        self._issues.doubt(self._unknown(name, element))
        return ItemType(name)

    def _plain(self, reference: str, element: etree._Element) -> str:
        """A name without the prefix of DMN 1.1, which stands for FEEL, for this model or for another."""
        prefix, colon, rest = reference.partition(":")
        uri = element.nsmap.get(prefix) if colon else None
        if uri is None:
            return " ".join(reference.split())
        alias = self._prefixes(uri)
        return f"{alias}.{rest}" if alias else rest

    def _defined(self, definition: etree._Element) -> ItemType:
        is_list = definition.get("isCollection") == "true"
        function = first(definition, "functionItem")
        components = below(definition, "itemComponent")
        if function is not None:
            inner = ItemType("function", feel=self._function(function))
        elif components:
            members = tuple(self._member(each) for each in components)
            labels, parts = tuple(each.name for each in members), tuple(each.type.feel for each in members)
            name = name_of(definition)
            inner = ItemType(name, False, members, Type("context", parts, labels, name))
        else:
            reference = content(first(definition, "typeRef"))
            inner = self.named(reference, definition) if reference else ANYTHING
        own = first(definition, "allowedValues") is not None
        base = (
            replace(inner.feel, allowed=None) if own else inner.feel
        )  # own values stand in place of the base's
        feel, values = self._constrained(base, definition, "allowedValues")
        if is_list:
            feel = list_of(feel)
        feel, _ = self._constrained(feel, definition, "typeConstraint")
        return ItemType(inner.name, is_list or inner.is_list, inner.members, feel, values or inner.values)

    def _member(self, component: etree._Element) -> Member:
        name = name_of(component)
        return Member(name, component.get(f"{{{OD}}}element") or name, self._defined(component))

    def _function(self, item: etree._Element) -> Type:
        takes = [self.of(each).feel for each in below(item, "parameters")]
        reference = item.get("outputTypeRef")
        gives = self.named(reference, item).feel if reference else ANY
        return Type("function", (*takes, gives))

    def _constrained(
        self, base: Type, definition: etree._Element, kind: str
    ) -> tuple[Type, tuple[n.Node, ...]]:
        """The type with a further test on its values, where the definition has one, and those tests."""
        text = text_of(first(definition, kind))
        if not text:
            return base, ()
        place = self._place(definition).at(Text(kind, kind))
        try:
            tests = parse_tests(text)
        except FeelError as error:
            self._issues.report(not_readable(error, place))
            return base, ()
        further = _Allowed(tests, base.allowed)
        narrow = Type(base.kind, base.parts, base.labels, name_of(definition) or base.name, further)
        return narrow, () if tests.negated else tests.tests

    def _place(self, element: etree._Element) -> Place:
        name = name_of(element)
        return Place(self._file, element.sourceline or 0, Text(f"类型“{name}”", f"type {name}"))

    def _unknown(self, name: str, element: etree._Element) -> DmnError:
        known = [*BUILTIN_TYPES, *self._definitions, *self._known]
        mend = did_you_mean(name, known) or Text("请添加 itemDefinition。", "Add an itemDefinition.")
        owner = next((each for each in (element, *element.iterancestors()) if name_of(each)), element)
        shown = name_of(owner)
        place = Place(self._file, element.sourceline or 0, Text(f"“{shown}”", shown))
        expected = Text(
            f"FEEL 的类型，或本模型定义的类型：{listed(self._definitions).zh}",
            f"a type of FEEL, or one that the model defines: {listed(self._definitions).en}",
        )
        return bad_model("type", name, expected, place, mend)


@dataclass(frozen=True)
class _Allowed:
    """The test of a definition on a value, after that of the type it narrows. It can go to another process."""

    tests: n.UnaryTests
    base: Callable[[Any], Truth] | None

    @cached_property
    def test(self) -> Compiled:
        return Compiler().compile(self.tests)

    def __call__(self, value: Any) -> Truth:
        first_answer = self.base(value) if self.base is not None else True
        if first_answer is not True:
            return first_answer
        answer: Truth = self.test(Scope({"?": value}))
        return answer

    def __getstate__(self) -> dict[str, Any]:
        return {"tests": self.tests, "base": self.base}


def member_names(kind: ItemType) -> Iterator[str]:
    """The names of all members in a type, however deep."""
    for member in kind.members:
        yield member.name
        yield from member_names(member.type)
