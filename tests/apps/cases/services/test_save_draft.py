"""What was typed is kept: complete or not, readable or not, and never over somebody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories
from tests.apps.cases.town import PERMIT

from onedoor.apps.cases.answers import LONGEST_TEXT, merge
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.reference.modelled import modelled_item

DEFINITION = ItemDefinition.read(modelled_item("hr-service-permit")["content"])
ELEMENTS = [field.element for field in DEFINITION.fields]
VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
)
TYPED = st.dictionaries(st.sampled_from(ELEMENTS), VALUES)
REGISTER = {
    "source": "market.register",
    "source_name": {"zh": "登记", "en": "register"},
    "as_of": "2026-09-30",
}


def save(town, draft, who="owner", **typed):
    return save_draft(actor=town.actor(who), draft_id=draft.pk, typed=typed, expected_version=draft.version)


def test_a_changed_value_is_the_applicants_own_from_today(town):
    draft = save(town, town.start(), place_address="别处")
    assert draft.answers["place_address"] == {
        "value": "别处",
        "source": "applicant",
        "source_name": {"zh": "企业填报", "en": "Stated by the enterprise"},
        "as_of": "2026-11-24",
        "state": "fresh",
    }


def test_a_value_that_was_not_changed_keeps_its_source(town):
    draft = town.start()
    before = draft.answers["place_address"]
    saved = save(town, draft, place_address=before["value"], contact_name="李四")
    assert saved.answers["place_address"] == before
    assert saved.version == draft.version + 1


def test_what_cannot_be_read_is_kept_as_it_was_typed(town):
    draft = save(town, town.start(), fulltime_staff="五个人", place_area="八十几")
    assert draft.answers["fulltime_staff"]["value"] == "五个人"
    draft.refresh_from_db()
    assert draft.answers["place_area"]["value"] == "八十几"


def test_an_unknown_field_is_refused_and_nothing_is_saved(town):
    draft = town.start()
    with pytest.raises(Invalid, match=r"draft\.unknown_field") as refusal:
        save(town, draft, contact_name="李四", legal_rep_barred=False)
    assert refusal.value.found == "legal_rep_barred"
    draft.refresh_from_db()
    assert (draft.version, "contact_name" in draft.answers) == (1, False)


def test_a_stale_page_is_refused_and_overwrites_nothing(town):
    draft = town.start()
    save(town, draft, contact_name="先到")
    with pytest.raises(Conflict, match=r"draft\.stale") as refusal:
        save(town, draft, contact_name="后到")
    assert refusal.value.as_dict("en")["found"] == "this draft was saved elsewhere, as version 2"
    draft.refresh_from_db()
    assert (draft.answers["contact_name"]["value"], draft.version) == ("先到", 2)


def test_a_submitted_draft_is_closed(town):
    draft = town.fill_in()
    town.submit(draft)
    with pytest.raises(Conflict, match=r"draft\.submitted"):
        save(town, draft, contact_name="太晚")


@pytest.mark.parametrize("who", ["reviewer", "director", "clerk", "supervisor"])
def test_for_officers_a_draft_does_not_exist(town, who):
    draft = town.start()
    with pytest.raises(NotFound):
        save(town, draft, who, contact_name="李四")


def test_for_another_enterprise_a_draft_does_not_exist(town):
    draft = town.start()
    stranger = factories.actor_for(factories.EnterpriseFactory())
    with pytest.raises(NotFound):
        save_draft(actor=stranger, draft_id=draft.pk, typed={}, expected_version=1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("长" * (LONGEST_TEXT + 1), "draft.too_long"),
        ("nul\0", "draft.text"),
        ("half a character \ud83d", "draft.text"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_naming_the_field(value, code):
    with pytest.raises(Invalid) as refusal:
        merge(DEFINITION, {}, {"contact_name": value}, "2026-11-24")
    assert (refusal.value.code, refusal.value.where) == (code, "contact_name")


@pytest.mark.parametrize(("held", "typed"), [(0, False), (1, True), (False, 0), ("3", 3)])
def test_a_value_of_another_kind_is_a_change_even_where_python_calls_it_equal(held, typed):
    before = {"online_recruiting": {"value": held, **REGISTER}}
    after = merge(DEFINITION, before, {"online_recruiting": typed}, "2026-11-24")
    assert after["online_recruiting"]["value"] is typed
    assert after["online_recruiting"]["source"] == "applicant"


@given(TYPED)
def test_saving_the_same_twice_changes_nothing_more(typed):
    once = merge(DEFINITION, {}, typed, "2026-11-24")
    assert merge(DEFINITION, once, typed, "2026-12-01") == once


@given(TYPED, TYPED)
def test_what_was_not_typed_stays(first, second):
    held = merge(DEFINITION, {}, first, "2026-11-24")
    after = merge(DEFINITION, held, second, "2026-11-25")
    assert {key: after[key] for key in held.keys() - second.keys()} == {
        key: held[key] for key in held.keys() - second.keys()
    }
    assert all(after[key]["value"] == value for key, value in second.items() if key in after)


@given(TYPED)
def test_merging_leaves_what_was_held_alone(typed):
    held = {"place_address": {"value": "天河", **REGISTER}}
    merge(DEFINITION, held, typed, "2026-11-24")
    assert held == {"place_address": {"value": "天河", **REGISTER}}


def test_the_definition_under_test_is_the_permit():
    assert modelled_item("hr-service-permit")["code"] == PERMIT
