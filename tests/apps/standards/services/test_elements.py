"""Data elements are registered, described anew and retired; what was said before stays said."""

from dataclasses import replace
from datetime import date

import pytest

from onedoor.apps.audit.models import Event
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Grade, Origin, Personal, ValueKind
from onedoor.apps.standards.models import DataElement, ElementVersion
from onedoor.apps.standards.queries import element_on, elements_on
from onedoor.apps.standards.services.load_elements import load_elements
from onedoor.apps.standards.services.register_element import register_element
from onedoor.apps.standards.services.retire_element import retire_element
from onedoor.apps.standards.services.revise_element import revise_element
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound
from onedoor.reference.modelled import modelled_item
from onedoor.text import Text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
BALLOONS = ElementDefinition(
    name=Text("气球数量", "Number of balloons"),
    kind=ValueKind.NUMBER,
    unit="个",
    definition=Text("一次活动升放的气球总数", "All balloons released at one event"),
    grade=Grade.GENERAL_1,
    source="weather.balloons",
)


def test_a_registered_element_is_in_force_and_on_record(designer):
    version = register_element(actor=designer, identifier="balloon_count", definition=BALLOONS)
    assert element_on(designer, "balloon_count") == BALLOONS
    assert (version.version, version.origin, version.source) == (1, Origin.OWN, "weather.balloons")
    event = Event.objects.get(action="element.registered")
    assert event.data == {"identifier": "balloon_count", "hash": version.content_hash}


@pytest.mark.parametrize("identifier", ["", "x", "9lives", "Balloons", "气球", "a" * 61, "a b"])
def test_an_identifier_is_small_letters_digits_and_underscores(designer, identifier):
    with pytest.raises(Invalid, match=r"element\.identifier"):
        register_element(actor=designer, identifier=identifier, definition=BALLOONS)


def test_an_identifier_is_given_out_once(designer):
    register_element(actor=designer, identifier="balloon_count", definition=BALLOONS)
    retire_element(actor=designer, identifier="balloon_count", reason="停止升放")
    with pytest.raises(Conflict, match=r"element\.taken"):
        register_element(actor=designer, identifier="balloon_count", definition=BALLOONS)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": Text("", "")}, "element.name"),
        ({"name": Text("气" * 101, "")}, "element.name"),
        ({"kind": ValueKind.MONEY}, "element.unit"),
        ({"code_list": "sex"}, "element.code_list"),
        ({"kind": ValueKind.CODE, "unit": "", "code_list": "no_such_list"}, "element.code_list"),
        ({"personal": Personal.SENSITIVE, "grade": Grade.GENERAL_3}, "element.grade"),
        ({"personal": Personal.PERSONAL, "grade": Grade.GENERAL_1}, "element.grade"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused(designer, change, code):
    with pytest.raises(Invalid) as refusal:
        register_element(actor=designer, identifier="balloon_count", definition=replace(BALLOONS, **change))
    assert refusal.value.code == code
    assert not DataElement.objects.filter(identifier="balloon_count").exists()


def test_only_designers_write_elements(clerk):
    with pytest.raises(NotAllowed):
        register_element(actor=clerk, identifier="balloon_count", definition=BALLOONS)
    with pytest.raises(NotAllowed):
        revise_element(actor=clerk, identifier="staff", definition=BALLOONS, note="")
    with pytest.raises(NotAllowed):
        retire_element(actor=clerk, identifier="staff", reason="")


def test_a_revision_holds_from_its_day_on_and_changes_nothing_before(designer):
    before = element_on(designer, "staff")
    after = replace(before, name=Text("职工人数", "Employees"), grade=Grade.GENERAL_2)
    begins = date(2027, 1, 1)
    revise_element(
        actor=designer, identifier="staff", definition=after, note="统一用语", effective_from=begins
    )
    assert element_on(designer, "staff", date(2026, 12, 31)) == before
    assert element_on(designer, "staff", begins) == after
    assert elements_on(designer, date(2020, 1, 1))["staff"] == before


def test_a_released_item_means_what_it_meant_whatever_becomes_of_its_elements(designer):
    item = modelled_item("hr-service-permit")["content"]
    before = ItemDefinition.read(item)
    held = element_on(designer, "place_area", TODAY)
    revise_element(
        actor=designer,
        identifier="place_area",
        definition=replace(held, name=Text("使用面积", "Usable area")),
        note="口径调整",
    )
    assert ItemDefinition.read(item) == before
    assert element_on(designer, "place_area", date(2026, 11, 23)) == held


@pytest.mark.parametrize(
    "change",
    [{"kind": ValueKind.DECIMAL}, {"unit": "户"}, {"kind": ValueKind.CODE, "unit": "", "code_list": "sex"}],
)
def test_another_representation_is_another_data_element(designer, change):
    held = element_on(designer, "staff")
    with pytest.raises(Conflict, match=r"element\.representation"):
        revise_element(actor=designer, identifier="staff", definition=replace(held, **change), note="")


def test_two_who_revise_at_once_do_not_overwrite_each_other(designer):
    held = element_on(designer, "staff")
    one, other = (replace(held, name=Text(name, name)) for name in ("甲", "乙"))
    revise_element(actor=designer, identifier="staff", definition=one, note="", seen=1)
    with pytest.raises(Conflict, match=r"element\.changed"):
        revise_element(
            actor=designer,
            identifier="staff",
            definition=other,
            note="",
            seen=1,
            effective_from=date(2027, 1, 1),
        )


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1999, 1, 1)])
def test_a_revision_does_not_rewrite_the_past(designer, day):
    changed = replace(element_on(designer, "staff"), name=Text("甲", "A"))
    with pytest.raises(Conflict, match=r"element\.too_early"):
        revise_element(actor=designer, identifier="staff", definition=changed, note="", effective_from=day)


def test_a_revision_that_changes_nothing_is_refused(designer):
    with pytest.raises(Conflict, match=r"element\.same"):
        revise_element(actor=designer, identifier="staff", definition=element_on(designer, "staff"), note="")


def test_versions_are_never_changed(designer):
    version = ElementVersion.objects.of_identifier("staff").get()
    with pytest.raises(Conflict, match=r"release\.immutable"):
        version.save()
    with pytest.raises(Conflict, match=r"release\.immutable"):
        ElementVersion.objects.filter(pk=version.pk).update(name="别的")


def test_a_retired_element_says_nothing_after_its_last_day(designer):
    retire_element(
        actor=designer,
        identifier="staff",
        reason="并入参保人数",
        last_day=date(2026, 12, 31),
        replaced_by="insured_count",
    )
    assert element_on(designer, "staff", date(2026, 12, 31)).unit == "人"
    with pytest.raises(NotFound):
        element_on(designer, "staff", date(2027, 1, 1))
    with pytest.raises(Conflict, match=r"element\.retired"):
        revise_element(actor=designer, identifier="staff", definition=BALLOONS, note="")
    with pytest.raises(Conflict, match=r"element\.retired"):
        retire_element(actor=designer, identifier="staff", reason="")


@pytest.mark.parametrize("other", ["staff", "no_such_thing"])
def test_an_element_is_replaced_by_another_that_is_used(designer, other):
    with pytest.raises(NotFound, match=r"element\.unknown"):
        retire_element(actor=designer, identifier="staff", reason="", replaced_by=other)


def test_what_ships_changed_becomes_a_new_version_unless_it_was_revised_here(house, designer, monkeypatch):
    shipped = {"staff": element_on(designer, "staff"), "revenue": element_on(designer, "revenue")}
    own = replace(shipped["revenue"], name=Text("本地名称", "Local name"))
    revise_element(actor=designer, identifier="revenue", definition=own, note="")
    newer = {key: replace(each, name=Text("新名称", "New name")) for key, each in shipped.items()}
    monkeypatch.setattr("onedoor.apps.standards.services.load_elements.shipped_elements", lambda: newer)
    load_elements(actor=house)
    assert element_on(designer, "staff").name.zh == "新名称"
    assert element_on(designer, "staff", date(2026, 11, 23)) == shipped["staff"]
    assert element_on(designer, "revenue") == own
    assert ElementVersion.objects.of_identifier("staff").count() == 2
    load_elements(actor=house)
    assert ElementVersion.objects.of_identifier("staff").count() == 2
