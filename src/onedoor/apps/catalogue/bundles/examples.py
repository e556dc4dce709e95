"""Stored examples of a bundle run: parts, and the exact merged lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onedoor.apps.catalogue.bundles.definition import BundleDefinition, BundleExample
from onedoor.apps.catalogue.bundles.merging import Definitions
from onedoor.apps.catalogue.bundles.selecting import Selection, select
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleResult:
    """One example, what came of it, and in words each thing that is not as expected."""

    example: BundleExample
    selection: Selection
    problems: tuple[Text, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def run_bundle_examples(bundle: BundleDefinition, definitions: Definitions) -> list[BundleResult]:
    """Every stored example of the bundle, in order; answers that leave a question open are a problem."""
    found = []
    for example in bundle.examples:
        selection = select(bundle, definitions, example.answers)
        found.append(
            BundleResult(example=example, selection=selection, problems=tuple(_problems(example, selection)))
        )
    return found


def _problems(example: BundleExample, selection: Selection) -> Iterator[Text]:
    for question in selection.open_questions:
        yield Text(f"没有回答「{question.element}」", f"{question.element} is not answered")
    stop = selection.stopped[0] if selection.stopped else None
    if stop != example.stop:
        yield Text(
            f"停止：得到 {stop or '—'}，应为 {example.stop or '—'}",
            f"stop: found {stop or '—'}, expected {example.stop or '—'}",
        )
    if example.parts is not None:
        yield from _lists(Text("事项", "parts"), (each.part.id for each in selection.parts), example.parts)
    if example.materials is not None:
        yield from _lists(
            Text("材料", "materials"), (each.key for each in selection.materials), example.materials
        )
    for stage, expected in example.stages.items():
        keys = (each.key for each in selection.of_stage(stage))
        yield from _lists(Text(f"阶段 {stage} 的材料", f"materials of stage {stage}"), keys, expected)


def _lists(what: Text, found: Iterable[str], expected: tuple[str, ...]) -> Iterator[Text]:
    there = list(found)
    extra = " ".join(f"+{each}" for each in there if each not in expected) or "—"
    missing = " ".join(each for each in expected if each not in there) or "—"
    if (extra, missing) != ("—", "—"):
        yield Text(
            f"{what.zh}：多出 {extra}，缺少 {missing}", f"{what.en}: not expected {extra}, missing {missing}"
        )
