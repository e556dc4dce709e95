"""一件事: several items as one, for one's own situation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.catalogue.bundles import BundleDefinition, Definitions, merge, savings, select
from onedoor.apps.catalogue.bundles.standing import bundle_in_force, with_definitions
from onedoor.apps.catalogue.definition import Question
from onedoor.apps.catalogue.guiding import Asked as Answered
from onedoor.apps.catalogue.guiding import answer_of, why_not_brought
from onedoor.apps.catalogue.models import BundleVersion
from onedoor.errors import NotFound
from onedoor.pages.requests import Asked, page_of
from onedoor.text import Text

LONGEST_ANSWER = 100


@login_not_required
@require_safe
def bundles(request: Asked) -> HttpResponse:
    """Every bundle in force, by its code."""
    found = BundleVersion.objects.visible_to(request.actor).in_force_on(clock.today())
    page = page_of(found.select_related("bundle__lead").order_by("code"), request)
    rows = [{"version": each, "definition": BundleDefinition.read(each.content)} for each in page]
    return render(request, "public/bundles.html", {"page": page, "rows": rows})


@login_not_required
@require_safe
def bundle(request: Asked, code: str) -> HttpResponse:
    """One bundle: its questions, and for the answers in the address its items, one list of materials, one limit, what it saves."""
    version = bundle_in_force(request.actor, code)
    definition, definitions = with_definitions(request.actor, version)
    _refuse_gaps(definition, definitions)
    merged = merge(definition, definitions)
    questions = {each.question.element: each.question for each in merged.questions}
    given = {element: request.GET.get(element, "")[:LONGEST_ANSWER] for element in questions}
    answers = {
        element: stored
        for element, question in questions.items()
        if (stored := _stored(question, given[element])) is not None
    }
    selection = select(definition, definitions, answers)
    waiting = {each.element for each in selection.open_questions}
    names = {part.id: definitions[part.item].name for part in definition.parts}
    context = {
        "version": version,
        "definition": definition,
        "asked": [
            Answered(each, given[element] if element in answers else "")
            for element, each in questions.items()
            if element in answers or element in waiting
        ],
        "selection": selection,
        "stages": [
            {"stage": stage, "parts": [each for each in selection.parts if each.part.stage == stage.id]}
            for stage in definition.stages
        ],
        "alone": [each for each in selection.parts if not each.part.stage],
        "to_bring": [
            _material(each, names) for each in selection.materials if why_not_brought(each.material) is None
        ],
        "not_to_bring": [
            _material(each, names) for each in selection.materials if why_not_brought(each.material)
        ],
        "made": [_material(each, names) for each in selection.made],
        "savings": savings(definition, selection) if selection.parts and not selection.is_open else None,
    }
    return render(request, "public/bundle.html", context)


def _refuse_gaps(definition: BundleDefinition, definitions: Definitions) -> None:
    if missing := sorted({part.item for part in definition.parts} - definitions.keys()):
        raise NotFound(
            "bundle.item_missing",
            found="、".join(missing),
            expected=Text("现行有效的事项", "items in force"),
            mend=Text("先发布这些事项。", "Release these items first."),
        )


def _stored(question: Question, given: str) -> Any:
    """An answer as it is stored; ``None`` where it is none that the question may have."""
    value = answer_of(question, given)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value


def _material(merged: Any, names: dict[str, Text]) -> dict[str, Any]:
    return {
        "material": merged.material,
        "because": why_not_brought(merged.material),
        "items": [names[part] for part in merged.parts],
        "made_by": names.get(merged.made_by),
    }
