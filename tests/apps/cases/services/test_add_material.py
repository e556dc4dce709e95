"""A file that was missing comes with the correction, and the next snapshot names it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import factories
from tests.apps.cases.town import PDF, PREMISES, RULES

from onedoor.apps.cases.models import Upload
from onedoor.apps.cases.services.add_material import add_material
from onedoor.apps.cases.services.correct_case import correct_case
from onedoor.errors import Conflict, Invalid, NotFound, Unavailable


@pytest.fixture
def asked(town):
    return town.step(town.apply(), "clerk", "request_correction", "租赁合同缺页。")


def add(town, case, material=PREMISES, content=PDF, actor=None):
    file = SimpleUploadedFile("lease.pdf", content)
    return add_material(actor=actor or town.actor("owner"), case_id=case.pk, material=material, file=file)


def test_the_next_snapshot_names_the_file_and_the_first_stays_as_it_was(town, asked):
    before = asked.submissions.get().snapshot["uploads"]
    added = add(town, asked, content=PDF + b"\n% page 2")
    correct_case(actor=town.actor("owner"), case_id=asked.pk, typed={}, expected_version=asked.version)
    first, second = (each.snapshot["uploads"] for each in asked.submissions.order_by("number"))
    assert first == before
    assert second == [*before, {"material": PREMISES, "filename": "lease.pdf", "sha256": added.sha256}]


def test_the_clerk_with_the_papers_may_add_it_too(town, asked):
    assert add(town, asked, actor=town.window()).case_id == asked.pk


@pytest.mark.parametrize("who", ["clerk", "reviewer", "director", "supervisor"])
def test_an_officer_adds_nothing_to_somebody_elses_case(town, asked, who):
    with pytest.raises(NotFound):
        add(town, asked, actor=town.actor(who))


def test_another_enterprise_finds_no_such_case(town, asked):
    with pytest.raises(NotFound):
        add(town, asked, actor=factories.actor_for(factories.EnterpriseFactory()))


def test_a_case_that_waits_for_nothing_takes_no_file_and_keeps_no_bytes(town):
    case = town.apply()
    held = Upload.objects.count()
    with pytest.raises(Conflict, match=r"case\.state"):
        add(town, case, material=RULES)
    assert Upload.objects.count() == held


def test_a_name_that_is_no_material_is_refused(town, asked):
    with pytest.raises(Invalid, match=r"upload\.material"):
        add(town, asked, material="身份证")


def test_a_full_disk_is_told_and_leaves_no_row(town, asked, settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "tests.apps.cases.storages.Full"}}
    held = Upload.objects.count()
    with pytest.raises(Unavailable, match=r"storage\.full"):
        add(town, asked)
    assert Upload.objects.count() == held
