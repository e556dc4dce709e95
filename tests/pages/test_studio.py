"""What is written in the studio is what stands there, and what was there already is not lost on the way."""

from typing import Any

import pytest
from django.http import QueryDict
from tests import factories

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.editing import part_key, parts
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.pages.studio.parts import PartForm, _folded, _unfolded
from onedoor.pages.studio.sections import SECTIONS, basics, inputs_of, record_inputs
from onedoor.reference.modelled import NAMES, modelled_item

pytestmark = pytest.mark.django_db


def posted(form: PartForm) -> QueryDict:
    """What a browser sends when nothing was typed."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form.initial.get(name, field.initial)
        if value is None or value is False:
            continue
        if isinstance(value, list):
            data.setlist(name, value)
        else:
            data[name] = "on" if value is True else str(value)
    return data


@pytest.mark.parametrize("name", NAMES)
def test_a_part_that_is_opened_and_saved_means_what_it_meant(name: str):
    content = modelled_item(name)["content"]
    changed = []
    for section in SECTIONS.values():
        again = []
        for part in parts(content, section.collection):
            inputs, held = inputs_of(section, content), _unfolded(section, part)
            form = PartForm(inputs, held, posted(PartForm(inputs, held)))
            assert form.is_valid(), (section.slug, part_key(section.collection, part), form.errors)
            again.append(_folded(section, form.part))
        before, after = (
            ItemDefinition.read({**content, section.collection: each})
            for each in (parts(content, section.collection), again)
        )
        if before != after:
            changed.append(section.slug)
    assert changed == []


@pytest.mark.parametrize("name", NAMES)
def test_what_an_item_says_as_a_whole_is_kept_too(name: str):
    content = modelled_item(name)["content"]
    form = PartForm(basics(), content, posted(PartForm(basics(), content)))
    assert form.is_valid(), form.errors
    assert ItemDefinition.read(form.part) == ItemDefinition.read(content)


@pytest.mark.parametrize("name", NAMES)
def test_the_national_elements_are_kept(name: str):
    record = modelled_item(name)["content"].get("record", {})
    inputs = tuple(each for group in record_inputs().values() for each in group)
    form = PartForm(inputs, record, posted(PartForm(inputs, record)))
    assert form.is_valid(), form.errors
    assert form.part == record


def written(world: Any) -> ItemVersion:
    return ItemVersion.objects.get(item=world.written.item, state=ReleaseState.DRAFT)


def test_a_part_is_added_moved_and_taken_out(world):
    client = world.client("designer")
    address = f"/studio/items/{world.written.code}/materials/"
    typed = {
        "id": "M2",
        "name__zh": "保险单",
        "necessity": "later",
        "source": "other",
        "medium": "paper",
        "copy": "copy",
    }
    assert client.post(address, typed | {"seen": written(world).content_hash}).status_code == 302
    assert [each["id"] for each in written(world).content["materials"]] == ["M1", "M2"]
    deed = {"key": "M2", "deed": "up", "seen": written(world).content_hash}
    client.post(f"{address}change/", deed)
    assert [each["id"] for each in written(world).content["materials"]] == ["M2", "M1"]
    client.post(f"{address}change/", {"key": "M2", "deed": "remove", "seen": written(world).content_hash})
    assert [each["id"] for each in written(world).content["materials"]] == ["M1"]


def test_the_same_key_twice_is_told_in_the_form(world):
    typed = {
        "id": "M1",
        "name__zh": "x",
        "necessity": "required",
        "source": "other",
        "medium": "paper",
        "copy": "copy",
    }
    answer = world.client("designer").post(
        f"/studio/items/{world.written.code}/materials/", typed | {"seen": written(world).content_hash}
    )
    assert answer.status_code == 422
    assert "换一个标识" in answer.content.decode()


def test_what_somebody_else_wrote_meanwhile_is_not_lost(world):
    client = world.client("designer")
    stale = {"seen": written(world).content_hash, "visits": "1"}
    address = f"/studio/items/{world.written.code}/basics/"
    assert client.post(address, stale | {"visits": "2"}).status_code == 302
    answer = client.post(address, stale)
    assert answer.status_code == 422
    assert "别人刚改过这份草稿" in answer.content.decode()
    assert written(world).content["visits"] == 2


@pytest.mark.parametrize(
    ("section", "field", "typed"),
    [("questions", "options", "只有值"), ("examples", "answers", "没有等号")],
)
def test_lines_that_cannot_be_read_say_how_to_write_them(world, section, field, typed):
    data = {
        field: typed,
        "name__zh": "例",
        "text__zh": "问",
        "kind": "choice",
        "seen": written(world).content_hash,
    }
    answer = world.client("designer").post(f"/studio/items/{world.written.code}/{section}/", data)
    assert answer.status_code == 422
    assert "每行一" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["q=热气球", "q=4421", "type=行政许可", "of=draft", "of=none", "of=behind", "of=nonsense"]
)
def test_the_catalogue_is_filtered(world, query):
    page = world.client("designer").get(f"/studio/items/?{query}").content.decode()
    assert world.written.code in page


@pytest.mark.parametrize("query", ["q=没有这样的", "of=force", "type=行政奖励", f"department={'X' * 18}"])
def test_what_does_not_match_is_not_shown(world, query):
    assert world.written.code not in world.client("designer").get(f"/studio/items/?{query}").content.decode()


def test_a_version_is_compared_with_the_one_before(world):
    factories.ItemVersionFactory(
        item=world.item.item, version=2, content={**world.item.content, "visits": 3}, tenant=world.tenant
    )
    page = world.client("designer").get(f"/studio/items/{world.item.code}/diff/").content.decode()
    assert "到现场次数" in page
    assert "第 2 版" in page
