"""How the parts of a definition hang together: identifiers, references, the order of steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.apps.catalogue.linting.structure.references import unknown_parts
from onedoor.apps.catalogue.wording import COLLECTIONS
from onedoor.text import Text


def parts(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """Identifiers twice, references to nothing, steps in a circle, materials and options that nothing leads to."""
    yield from _twice(definition)
    yield from _same_materials(definition)
    yield from unknown_parts(definition)
    yield from _circle(definition)
    yield from _unreached(definition)


def _twice(definition: ItemDefinition) -> Iterator[Found]:
    for collection, (_, key) in COLLECTIONS.items():
        keys = Counter(str(getattr(each, key)) for each in getattr(definition, collection))
        for name, times in keys.items():
            if times > 1:
                yield Found("item.part_twice", f"{collection}.{name}", Text.of(name))
    names = Counter(each.name.zh for each in definition.elements.values())
    for name, times in names.items():
        if times > 1:
            what = Text(f"{times} 个数据项都叫“{name}”", f"{times} data elements are called “{name}”")
            yield Found("item.part_twice", "elements", what)


def _same_materials(definition: ItemDefinition) -> Iterator[Found]:
    """The same document twice under conditions that may hold together: those without, or with the same one."""
    seen: dict[tuple[str, str], str] = {}
    for each in definition.materials:
        first = seen.setdefault((each.key, each.when), each.id)
        listed = [set(s.materials) for s in definition.situations if s.materials is not None]
        if first != each.id and (not listed or any({first, each.id} <= ids for ids in listed)):
            yield Found("material.twice", f"materials.{each.id}", each.name, {"另一份": first})


def _circle(definition: ItemDefinition) -> Iterator[Found]:
    """Steps are taken away as soon as none that they wait for is left; what remains goes in circles."""
    waiting = {each.id: set(each.after) for each in definition.steps}
    free = [name for name, after in waiting.items() if not after & waiting.keys()]
    while free:
        for name in free:
            del waiting[name]
        free = [name for name, after in waiting.items() if not after & waiting.keys()]
    if waiting:
        yield Found("item.step_cycle", "steps", Text.of(" → ".join(waiting)))


def _unreached(definition: ItemDefinition) -> Iterator[Found]:
    situations = definition.situations
    if not situations:
        return
    reached = {each.option for each in situations}
    if reached != {""}:
        for option in definition.options:
            if option.code not in reached:
                yield Found("item.option_unreached", f"options.{option.code}", option.name)
    if all(each.materials is not None or each.stop for each in situations):
        listed = {name for each in situations for name in each.materials or ()}
        for material in definition.materials:
            if material.id not in listed:
                yield Found("material.unlisted", f"materials.{material.id}", material.name)
