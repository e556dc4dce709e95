"""What is asked of a version before it is released: the linter, and its own examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.examples import run_examples
from onedoor.apps.catalogue.linting import Finding, lint, subject_of_version
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text


def findings_of_content(version: ItemVersion, content: Mapping[str, Any]) -> list[Finding]:
    """What the linter finds in a content in the place of the version's, errors first.

    Raises ``Invalid`` "item.unreadable" for what is no item's content.
    """
    try:
        definition = ItemDefinition.read(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(
            "item.unreadable", found=f"{type(error).__name__}: {error}", where=version.code
        ) from error
    _, context = subject_of_version(version)
    return lint(definition, replace(context, content=content))


def refuse_what_is_not_fit(version: ItemVersion, definition: ItemDefinition) -> None:
    """The linter finds no error in it, and every stored example comes out as it is written.

    Raises ``Conflict`` "item.not_fit" with the first error and how many there are, "item.example" with the first example.
    """
    errors = [each for each in findings_of_content(version, version.content) if each.is_error]
    if errors:
        first = errors[0]
        more = (
            Text(f"（共 {len(errors)} 处）", f" ({len(errors)} in all)") if len(errors) > 1 else Text("", "")
        )
        raise Conflict(
            "item.not_fit",
            found=Text(f"{first.title.zh}{more.zh}", f"{first.title.en}{more.en}"),
            where=Text(f"{version.code} {first.where.zh}", f"{version.code} {first.where.en}"),
            mend=first.mend,
        )
    for result in run_examples(definition):
        if not result.ok:
            raise Conflict(
                "item.example",
                found=result.problems[0],
                where=Text(f"示例「{result.example.name.zh}」", f"example “{result.example.name.en}”"),
                mend=Text("改正事项，或改正示例的预期。", "Mend the item, or what the example expects."),
            )
