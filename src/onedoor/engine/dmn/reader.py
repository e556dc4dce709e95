"""From DMN XML (1.1 to 1.5) to a model whose references hold and which can always finish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from onedoor.engine.dmn.elements import ElementReader, needs_telling
from onedoor.engine.dmn.errors import DmnError, Place, bad_model
from onedoor.engine.dmn.issues import Issues, Reading
from onedoor.engine.dmn.items import ItemType, ItemTypes, member_names
from onedoor.engine.dmn.linking import Link, Loader, find_link, nothing
from onedoor.engine.dmn.model import Decision, DecisionService, Import, Model
from onedoor.engine.dmn.requirements import in_order
from onedoor.engine.dmn.xml import VERSIONS, below, elements, label_of, local, name_of, read_xml
from onedoor.engine.feel.compiler import External
from onedoor.text import Text

MAX_IMPORTS = 100


def read_model(
    xml: bytes | str,
    *,
    reading: Reading = Reading.STRICT,
    file: str = "",
    loader: Loader = nothing,
    externals: Mapping[str, External] | None = None,
) -> Model:
    """The model in a DMN document, with those it imports.

    Read strictly, every requirement points to something, every name in the logic is required, and the
    requirements have no cycle after this call. ``loader`` finds the documents of imported models;
    ``externals`` are the functions that the host offers by ``class#method signature`` (PMML:
    ``document#model``).

    Raises:
        DmnError: the XML is unsafe or not DMN, or the model breaks one of these promises; says where.
    """
    return Library(reading, loader, {} if externals is None else externals).read(xml, file)


class Library:
    """Reads a model and all that it imports, each of those once."""

    def __init__(self, reading: Reading, loader: Loader, externals: Mapping[str, External]) -> None:
        self.reading = reading
        self.loader = loader
        self.externals = externals
        self._models: dict[str, Model] = {}
        self._open: list[str] = []

    def read(self, xml: bytes | str, file: str) -> Model:
        """The model in a document."""
        data = xml.encode() if isinstance(xml, str) else xml
        root = read_xml(xml, file)
        self._open.append(root.get("namespace", ""))
        model = _Reader(self, root, data, file).model()
        self._open.pop()
        return model

    def imported(self, namespace: str, location: str, place: Place) -> Model:
        """The model of that namespace.

        Raises:
            DmnError: there is none, it is broken, or it imports itself by a detour.
        """
        if namespace in self._open:
            around = " → ".join([*self._open[self._open.index(namespace) :], namespace])
            raise bad_model("import_cycle", around, Text("互不循环的导入", "imports without a circle"), place)
        if namespace not in self._models:
            source = self.loader(namespace, location)
            if source is None or len(self._models) >= MAX_IMPORTS:
                raise bad_model(
                    "import",
                    namespace,
                    Text("同一文件夹中此命名空间的模型", "a model of this namespace in the same folder"),
                    place,
                )
            self._models[namespace] = self.read(source.xml, source.file)
        return self._models[namespace]


class _Reader:
    """Reads one document; what it needs of others comes from the library."""

    def __init__(self, library: Library, root: etree._Element, data: bytes, file: str) -> None:
        self.library = library
        self.root = root
        self.data = data
        self.file = file
        self.namespace = root.get("namespace", "")
        self.issues = Issues(library.reading)
        self.by_id = {each.get("id", ""): each for each in elements(root) if each.get("id")}
        self.locations: dict[str, str] = {}
        self.imports: tuple[Import, ...] = ()

    def model(self) -> Model:
        """The whole model."""
        self.imports = self._imports()
        types = self._item_types()
        all_types = types.all()
        named = self._unique(below(self.root, "decision", "businessKnowledgeModel", "inputData"), {})
        services = self._unique(below(self.root, "decisionService"), {} if self.issues.is_lenient else named)
        reader = ElementReader(
            file=self.file,
            issues=self.issues,
            types=types,
            names=self._special_names(all_types),
            feel_types={name: each.feel for name, each in all_types.items()},
            externals=self.library.externals,
            imports=tuple(each.name for each in self.imports),
            link=self._link,
            by_id=self.by_id,
            named=named,
        )
        decided = {name: reader.decision(each) for name, each in named.items() if local(each) != "inputData"}
        served = {name: reader.service(each) for name, each in services.items()}
        places = {name: reader.place(each) for name, each in (services | named).items()}
        order, broken = in_order(_requirements(decided, served), places, self.issues.report)
        decided = {name: _checked(decided[name], broken) for name in order if name in decided}
        is_decision = {name: local(named[name]) == "decision" for name in decided}
        return Model(
            name=name_of(self.root),
            label=label_of(self.root),
            decisions={name: each for name, each in decided.items() if is_decision[name]},
            inputs={name: reader.input(each) for name, each in named.items() if local(each) == "inputData"},
            knowledge={name: each for name, each in decided.items() if not is_decision[name]},
            services=served,
            imports=self.imports,
            types=all_types,
            namespace=self.namespace,
            version=VERSIONS[str(etree.QName(self.root).namespace)],
            file=self.file,
            reading=self.library.reading,
            findings=tuple(self.issues.found),
            source=self.data,
        )

    def _unique(
        self, found: list[etree._Element], taken: Mapping[str, etree._Element]
    ) -> dict[str, etree._Element]:
        """Elements by their names, which are unique among them and not those of others."""
        named: dict[str, etree._Element] = {}
        for element in found:
            name = name_of(element)
            if name in named or name in taken or not name:
                place = Place(self.file, element.sourceline or 0, label_of(self.root))
                self.issues.report(bad_model("name", name, Text("唯一的名称", "a unique name"), place))
                continue
            named[name] = element
        return named

    def _imports(self) -> tuple[Import, ...]:
        """The imported models; other kinds of import (PMML, XML Schema) have nothing to read here."""
        found = []
        for element in below(self.root, "import"):
            namespace, location = element.get("namespace", ""), element.get("locationURI", "")
            if location:
                self.locations[location] = namespace
            if "DMN" not in element.get("importType", "DMN").upper():
                continue
            place = Place(self.file, element.sourceline or 0, Text("导入", "import"))
            try:
                model = self.library.imported(namespace, location, place)
            except DmnError as error:
                self.issues.report(error)
                continue
            found.append(Import(self._alias(element, namespace), model))
        return tuple(found)

    def _alias(self, element: etree._Element, namespace: str) -> str:
        """The name of an import; in DMN 1.1, which has none, the prefix of its namespace."""
        if element.get("name") is not None:
            return name_of(element)
        return next((prefix for prefix, uri in element.nsmap.items() if uri == namespace and prefix), "")

    def _item_types(self) -> ItemTypes:
        imported = {
            f"{each.name}.{name}" if each.name else name: kind
            for each in self.imports
            for name, kind in each.model.types.items()
        }
        definitions = {name_of(each): each for each in below(self.root, "itemDefinition")}
        aliases = {each.model.namespace: each.name for each in self.imports}
        return ItemTypes(definitions, self.issues, self.file, imported, aliases.get)

    def _special_names(self, types: Mapping[str, ItemType]) -> tuple[str, ...]:
        """Names of members that only one who knows them can read, such as ``risk-level``."""
        names = {name for kind in types.values() for name in member_names(kind)}
        names |= {name_of(each) for each in self.root.iter("{*}output", "{*}variable", "{*}column")}
        return tuple(sorted(name for name in names if needs_telling(name)))

    def _link(self, reference: etree._Element, owner: etree._Element) -> Link | None:
        href = reference.get("href", "")
        namespace, _, identifier = href.rpartition("#")
        namespace = self.locations.get(namespace, namespace)
        if namespace in ("", self.namespace):
            found = self.by_id.get(identifier)
            if found is not None and name_of(found):
                return Link(local(found), name_of(found))
        elif (linked := find_link(self.imports, namespace, identifier)) is not None:
            return linked
        place = Place(self.file, reference.sourceline or 0, label_of(owner))
        self.issues.report(
            bad_model(
                "reference",
                href,
                Text(
                    "本文件或所导入模型中某个元素的 id", "the id of an element of this or an imported model"
                ),
                place,
                Text("请更正 href，或补上被引用的元素。", "Mend the href, or add the element it points to."),
            )
        )
        return None


def _requirements(
    decided: Mapping[str, Decision], served: Mapping[str, DecisionService]
) -> dict[str, tuple[str, ...]]:
    required = {name: (*each.outputs, *each.encapsulated) for name, each in served.items()}
    return required | {name: (*each.decisions, *each.knowledge) for name, each in decided.items()}


def _checked(decision: Decision, broken: set[str]) -> Decision:
    """What is part of a circle has no value."""
    return replace(decision, logic=None, is_broken=True) if decision.name in broken else decision
