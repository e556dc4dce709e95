"""What is wrong with a bundle, before it is released: each with its place and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.apps.catalogue.bundles.definition import BundleDefinition
from onedoor.apps.catalogue.bundles.merging import Definitions, merge
from onedoor.apps.catalogue.bundles.ordering import leads_to, predecessors
from onedoor.apps.catalogue.bundles.proving import unsettled
from onedoor.apps.catalogue.bundles.timing import all_activities, longest_way, stage_activities
from onedoor.engine.calendars import Limit
from onedoor.engine.calendars.networks import Activity, in_working_days
from onedoor.engine.feel import FeelError, parse
from onedoor.errors import Invalid, Words
from onedoor.text import Text


def lint(bundle: BundleDefinition, definitions: Definitions) -> list[Invalid]:
    """Everything that stands in the way of a release; ``definitions`` are the items in force, by code.

    Parts that wait for each other, or for a part that is none, hide what the limits come to.
    """
    found = [*_parts(bundle, definitions), *_stages(bundle), *_meanings(bundle, definitions)]
    wrong = list(_expressions(bundle, definitions))
    found += wrong or unsettled(bundle, merge(bundle, definitions).elements)
    try:
        work = all_activities(bundle, definitions)
        longest_way(work)
    except Invalid as refused:
        code = "bundle." + refused.code.removeprefix("network.")
        return [*found, _problem(code, refused.where or "parts", refused.found, None, refused.mend)]
    return [*found, *_limits(bundle, work), *_gates(bundle)]


def _parts(bundle: BundleDefinition, definitions: Definitions) -> Iterator[Invalid]:
    if not bundle.parts:
        yield _problem("bundle.empty", "parts", "0", ">= 1")
    for part in bundle.parts:
        if [each.id for each in bundle.parts].count(part.id) > 1:
            yield _problem("bundle.part_twice", part.id, part.id, Text("每个环节一个标识", "one id for each"))
        if not part.id.isidentifier() or not part.id.isascii() or not part.id.islower() or len(part.id) > 24:
            yield _problem("bundle.part_id", part.id, part.id, "[a-z][a-z0-9_]{0,23}")
        if part.item not in definitions:
            mend = Text("先发布该事项，或改用现行的编码。", "Release the item first, or name one in force.")
            yield _problem(
                "bundle.unknown_item", part.id, part.item, Text("现行事项", "an item in force"), mend
            )
        for before in part.after:
            if before not in {each.id for each in bundle.parts}:
                yield _problem(
                    "bundle.unknown_part", part.id, before, ", ".join(each.id for each in bundle.parts)
                )
        if not part.lead:
            mend = Text("写明由哪个部门负责。", "Name the department that answers for it.")
            yield _problem("bundle.no_lead", part.id, None, Text("负责部门", "a department"), mend)


def _stages(bundle: BundleDefinition) -> Iterator[Invalid]:
    order = [stage.id for stage in bundle.stages]
    for stage in bundle.stages:
        if not stage.lead:
            yield _problem("bundle.no_lead", stage.id, None, Text("牵头部门", "a lead department"))
        if stage.limit is None:
            yield _problem("bundle.no_limit", stage.id, None, Text("阶段时限", "a limit of the stage"))
    at = {part.id: order.index(part.stage) for part in bundle.parts if part.stage in order}
    for part in bundle.parts:
        if bundle.stages and part.stage not in order:
            yield _problem("bundle.unknown_stage", part.id, part.stage or None, "、".join(order))
        for before in part.after:
            if at.get(before, -1) > at.get(part.id, len(order)):
                mend = Text("前置事项不能在更后的阶段。", "What comes first cannot stand in a later stage.")
                yield _problem("bundle.stage_order", part.id, before, None, mend)


def _meanings(bundle: BundleDefinition, definitions: Definitions) -> Iterator[Invalid]:
    merged = merge(bundle, definitions)
    for conflict in merged.conflicts:
        said = "；".join(
            f"{part or 'bundle'}: {each.name.zh} {each.kind} {each.unit} {each.source}".strip()
            for part, each in conflict.meanings.items()
        )
        mend = Text("各事项统一用同一个数据元。", "Let all items use one data element.")
        yield _problem(
            "bundle.two_meanings", conflict.identifier, said, Text("同一含义", "one meaning"), mend
        )
    by_name: dict[str, str] = {}
    for identifier, element in merged.elements.items():
        if (other := by_name.setdefault(element.name.zh, identifier)) != identifier:
            yield _problem("bundle.two_elements", element.name.zh, f"{other}, {identifier}", "1")


def _expressions(bundle: BundleDefinition, definitions: Definitions) -> Iterator[Invalid]:
    elements = merge(bundle, definitions).elements
    names = tuple(sorted(element.name.zh for element in elements.values()))
    written = [(part.id, part.when) for part in bundle.parts if part.when]
    written += [(each.id, each.when) for each in bundle.stops]
    written += [(each.element, each.when) for each in bundle.questions if each.when]
    for where, text in written:
        try:
            unknown = parse(text, names=names).free_names - set(names)
        except FeelError as error:
            yield _problem("bundle.feel", where, str(error), "FEEL")
            continue
        if unknown:
            yield _problem("bundle.unknown_element", where, "、".join(sorted(unknown)), "、".join(names))
    for each in bundle.questions:
        if each.element not in elements:
            yield _problem("bundle.unknown_element", each.element, each.element, ", ".join(sorted(elements)))
    for part in bundle.parts:
        own = definitions[part.item].elements if part.item in definitions else part.given
        for name in part.given.keys() - own.keys():
            yield _problem("bundle.unknown_element", part.id, name, ", ".join(sorted(own)))


def _limits(bundle: BundleDefinition, work: list[Activity]) -> Iterator[Invalid]:
    """A stage is promised by its main line; side lines run beside it."""
    stages = [(stage.id, stage.limit, stage_activities(bundle, work, stage.id)) for stage in bundle.stages]
    for name, limit, own in [*stages, ("promised_limit", bundle.promised_limit, work)]:
        days, path = longest_way(own)
        if limit is not None and in_working_days(limit) < days:
            found = Text(
                f"{limit.label.zh}，最长路径 {days} 个工作日",
                f"{limit.label.en}, the longest way {days} working days",
            )
            yield _problem("bundle.limit_short", name, found, Limit(days).label, " → ".join(path))


def _gates(bundle: BundleDefinition) -> Iterator[Invalid]:
    """A gate ends the whole, so nothing may run beside it."""
    waits = predecessors(bundle, {part.id for part in bundle.parts})
    for gate in (part for part in bundle.parts if part.gate):
        beside = [
            part.id
            for part in bundle.parts
            if part is not gate
            and not (leads_to(gate.id, part.id, waits) or leads_to(part.id, gate.id, waits))
        ]
        if beside:
            mend = Text(
                "让其他事项在它之后开始，或不作为关口。", "Let the others wait for it, or make it no gate."
            )
            yield _problem("bundle.gate_beside", gate.id, "、".join(beside), None, mend)


def _problem(code: str, where: Words, found: Words, expected: Words, mend: Words = None) -> Invalid:
    return Invalid(code, where=where, found=found, expected=expected, mend=mend)
