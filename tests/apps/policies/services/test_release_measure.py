"""A measure takes effect when its own examples come out right, and what was found under it stays."""

import pytest
from tests import factories
from tests.apps.policies import measures

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.policies.models import MatchResult, MeasureVersion, PolicyDocument
from onedoor.apps.policies.queries import latest_results, measures_in_force, members
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.reference import policies

pytestmark = pytest.mark.django_db


def test_a_released_measure_is_in_force_with_its_document_and_an_event():
    version = measures.release(measures.REFUND)
    assert (version.version, version.state, version.is_claimable) == (1, ReleaseState.RELEASED, True)
    assert version.document.document_no == "人社部发〔2026〕39号"
    assert Event.objects.get(action="measure.released").subject_id == version.pk
    assert list(measures_in_force(factories.system(), clock.today())) == [version]


def test_two_measures_of_one_document_share_it():
    department = factories.DepartmentFactory()
    measures.release(measures.REFUND, department)
    measures.release(measures.HIRES, department)
    assert PolicyDocument.objects.count() == 1


def test_a_classification_is_called_and_not_claimed():
    assert measures.release(measures.SIZES).is_claimable is False


def test_the_same_content_again_is_the_same_version():
    department = factories.DepartmentFactory()
    first = measures.release(measures.TAX, department)
    assert measures.release(measures.TAX, department) == first
    assert Event.objects.filter(action="measure.released").count() == 1


@pytest.mark.parametrize(
    ("decision", "expected"), [("金额", 300001), ("符合条件", False), ("符合条件", None)]
)
def test_an_example_that_comes_out_otherwise_blocks_the_release(decision, expected):
    sheet = policies.sheet(measures.REFUND)
    sheet["examples"][0]["expect"][decision] = expected
    with pytest.raises(Invalid) as refused:
        measures.release(measures.REFUND, sheet=sheet)
    told = refused.value.as_dict("en")
    assert told["code"] == "measure.example_failed"
    assert sheet["examples"][0]["why"] in told["where"]
    assert decision in told["found"]
    assert not MeasureVersion.objects.exists()
    assert not PolicyDocument.objects.exists()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SUPERVISOR, Role.CLERK])
def test_only_designers_and_the_house_release(role):
    with pytest.raises(NotAllowed):
        measures.release(measures.TAX, actor=factories.actor_for(role))
    measures.release(measures.TAX, actor=factories.actor_for(Role.DESIGNER))
    assert MeasureVersion.objects.count() == 1


def test_the_next_version_decides_from_now_on_and_old_results_stay():
    department = factories.DepartmentFactory()
    first = measures.release(measures.REFUND, department, parameters={"unemp_target_prev": "0.055"})
    enterprise = measures.enterprise_with(measures.without(layoff_rate="0.05"))
    house = factories.system()
    run_matching(actor=house)
    second = measures.release(measures.REFUND, department, parameters={"unemp_target_prev": "0.04"})
    assert (second.version, second.code) == (2, first.code)
    run_matching(actor=house)
    old, new = MatchResult.objects.select_related("run").order_by("pk")
    assert (old.measure_version, new.measure_version) == (first, second)
    assert members(old, certain=True) == [enterprise.pk]
    assert members(new, certain=True) == []
    assert [result.measure_version for result in latest_results(house)] == [second]


def test_a_released_version_does_not_change():
    version = measures.release(measures.TAX)
    version.name = "另一个名称"
    with pytest.raises(Conflict):
        version.save()
    with pytest.raises(Conflict):
        MeasureVersion.objects.filter(pk=version.pk).delete()


@pytest.mark.parametrize(
    ("day", "in_force"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)]
)
def test_a_measure_is_in_force_from_its_first_day_to_its_last(at, day, in_force):
    measures.release(measures.REFUND)
    at(f"{day}T12:00")
    assert measures_in_force(factories.system(), clock.today()).count() == in_force
