"""Items: found in everyday words, and each one's guide. Public."""

from __future__ import annotations

from ninja import Field, Query, Router, Schema

from onedoor import clock
from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked, part
from onedoor.api.schemas import MOST_ROWS, Code, Page, Paging, Words, words
from onedoor.api.wording import _
from onedoor.apps.catalogue.definition import Field as Question
from onedoor.apps.catalogue.definition import ItemDefinition, Material
from onedoor.apps.catalogue.finding import find_items
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.queries import version_in_force
from onedoor.engine.calendars import Limit

router = Router(tags=["items"], auth=None)


class LimitOut(Schema):
    n: int
    unit: str
    label: Words


class ItemRow(Schema):
    code: str
    version: int
    name: Words
    department: str
    power_type: str
    can_apply: bool
    promised_limit: LimitOut | None
    because: str = Field("", description="The official term that an everyday word stood for.")


class ItemPage(Page):
    rows: list[ItemRow]


class MaterialOut(Schema):
    name: Words
    required: bool
    waiver: Words | None


class Option(Schema):
    value: str
    label: Words


class FieldOut(Schema):
    """A question of the form. ``kind``: number, money (whole cents), ratio (text), boolean, choice, text."""

    element: str
    label: Words
    kind: str
    hint: Words | None
    required: bool
    options: list[Option]


class ItemGuide(ItemRow):
    summary: Words
    basis: Words
    statutory_limit: LimitOut | None
    visits: int
    result: Words
    effective_from: str
    materials: list[MaterialOut]
    fields: list[FieldOut]


class Sought(Paging):
    q: str = Field(
        "", max_length=100, description="Everyday or official words; without them, all items by code."
    )


@router.get("", response=ItemPage, summary=_("查找事项"))
def search_items(request: Asked, sought: Query[Sought]) -> ItemPage:
    """The items in force that the words find, best first, at most 100; without words, every item by code."""
    text = sought.q.strip()
    if text:
        hits = find_items(request.actor, text, most=MOST_ROWS)
        rows = [item_row(hit.version, hit.definition, hit.because) for hit in hits]
        end = sought.offset + sought.limit
        return ItemPage(
            rows=rows[sought.offset : end], total=len(rows), limit=sought.limit, offset=sought.offset
        )
    versions = ItemVersion.objects.visible_to(request.actor).in_force_on(clock.today())
    found, head = part(versions.select_related("item__department").order_by("code", "version"), sought)
    return ItemPage(rows=[item_row(each, ItemDefinition.read(each.content)) for each in found], **head)


@router.get("/{code}", response=ItemGuide, summary=_("办事指南"), openapi_extra=refuses(404))
def read_item(request: Asked, code: Code) -> ItemGuide:
    """One item as in force today: limits, materials, questions."""
    version = version_in_force(request.actor, code)
    definition = ItemDefinition.read(version.content)
    return ItemGuide(
        **item_row(version, definition).model_dump(),
        summary=words(definition.summary),
        basis=words(definition.basis),
        statutory_limit=limit_out(definition.statutory_limit),
        visits=definition.visits,
        result=words(definition.result_name),
        effective_from=version.effective_from.isoformat(),
        materials=[material_out(each) for each in definition.materials],
        fields=[field_out(each) for each in definition.fields],
    )


def item_row(version: ItemVersion, definition: ItemDefinition, because: str = "") -> ItemRow:
    return ItemRow(
        code=version.code,
        version=version.version,
        name=words(definition.name),
        department=version.item.department.name,
        power_type=version.item.power_type,
        can_apply=definition.can_apply,
        promised_limit=limit_out(definition.promised_limit),
        because=because,
    )


def limit_out(limit: Limit | None) -> LimitOut | None:
    return LimitOut(n=limit.n, unit=str(limit.unit), label=words(limit.label)) if limit else None


def material_out(material: Material) -> MaterialOut:
    return MaterialOut(
        name=words(material.name),
        required=material.required,
        waiver=words(material.waiver) if material.waiver else None,
    )


def field_out(field: Question) -> FieldOut:
    return FieldOut(
        element=field.element,
        label=words(field.label),
        kind=field.kind,
        hint=words(field.hint) if field.hint else None,
        required=field.required,
        options=[Option(value=value, label=words(label)) for value, label in field.options],
    )
