"""Who may say what of whom: people for those whose papers they hold, registers and decisions by the house."""

from datetime import date

import pytest
from tests import factories

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound
from onedoor.text import Text

pytestmark = pytest.mark.django_db
SAID = Text("企业填报", "Stated by the enterprise")


@pytest.fixture
def enterprise():
    return factories.EnterpriseFactory()


def record(actor, enterprise, values=None, **how):
    return record_facts(
        actor=actor,
        enterprise=enterprise,
        values={"staff": 5} if values is None else values,
        source=how.pop("source", "applicant"),
        source_name=SAID,
        **how,
    )


def test_what_was_said_stands_with_who_said_it_and_since_when(enterprise):
    made = record(factories.actor_for(enterprise), enterprise, {"staff": 5, "penalty": None})
    assert (made.as_of, made.state, made.source_kind) == (
        clock.today(),
        FactState.FRESH,
        SourceKind.APPLICANT,
    )
    assert made.region_code == enterprise.region_code
    profile = profile_of(factories.system(), enterprise.pk)
    assert (profile["staff"].value, profile["staff"].source_name) == (5, SAID)
    assert profile["penalty"].value is None
    assert Event.objects.get().data == {"source": "applicant", "elements": ["penalty", "staff"]}


def test_the_record_of_it_tells_which_elements_and_no_values(enterprise):
    record(factories.actor_for(enterprise), enterprise, {"bank_account": "6222020000000000"})
    assert "6222" not in str(Event.objects.get().data)


def test_the_clerk_speaks_for_the_enterprise_whose_papers_are_in_hand(enterprise):
    assert record(factories.clerk_with_papers_of(enterprise), enterprise).pk
    with pytest.raises(NotFound):
        record(factories.clerk_with_papers_of(factories.EnterpriseFactory()), enterprise)


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.DESIGNER])
def test_for_officers_without_papers_the_enterprise_does_not_exist(enterprise, role):
    with pytest.raises(NotFound):
        record(factories.actor_for(role), enterprise)
    assert not FactRecord.objects.exists()


def test_a_supervisor_sees_the_enterprise_and_says_nothing_for_it(enterprise):
    with pytest.raises(NotAllowed, match=r"facts\.source"):
        record(factories.actor_for(Role.SUPERVISOR), enterprise)


def test_nor_does_a_supervisor_who_belongs_to_another_enterprise(enterprise):
    user = factories.member_of(factories.EnterpriseFactory())
    factories.PostingFactory(user=user, role=Role.SUPERVISOR)
    with pytest.raises(NotAllowed, match=r"facts\.source"):
        record(factories.actor_for(user), enterprise)
    assert not FactRecord.objects.exists()


def test_another_enterprise_and_strangers_find_nobody_to_speak_of(enterprise):
    for actor in (factories.actor_for(factories.EnterpriseFactory()), Actor.anonymous(enterprise.tenant_id)):
        with pytest.raises(NotFound):
            record(actor, enterprise)


def test_the_house_of_another_tenant_records_nothing_here(enterprise):
    with pytest.raises(NotFound):
        record(factories.system(factories.TenantFactory(code="abroad")), enterprise)


@pytest.mark.parametrize("kind", [SourceKind.REGISTER, SourceKind.DECISION])
def test_people_are_no_register_and_no_decision(enterprise, kind):
    for actor in (factories.actor_for(enterprise), factories.clerk_with_papers_of(enterprise)):
        with pytest.raises(NotAllowed, match=r"facts\.source"):
            record(actor, enterprise, source_kind=kind)
    assert record(factories.system(), enterprise, source_kind=kind).source_kind == kind


def test_a_register_says_as_of_when_and_how_sure_it_is(enterprise):
    made = record(
        factories.system(),
        enterprise,
        source_kind=SourceKind.REGISTER,
        as_of=date(2026, 9, 30),
        state=FactState.DEGRADED,
    )
    assert (made.as_of, made.state) == (date(2026, 9, 30), FactState.DEGRADED)


def test_what_the_enterprise_says_never_overwrites_a_register_and_corrects_itself(enterprise):
    owner = factories.actor_for(enterprise)
    record(factories.system(), enterprise, source_kind=SourceKind.REGISTER, as_of=date(2020, 1, 1))
    record(owner, enterprise, {"staff": 99, "area": 10})
    record(owner, enterprise, {"area": 12})
    profile = profile_of(owner, enterprise.pk)
    assert (profile["staff"].value, profile["area"].value) == (5, 12)


@pytest.mark.parametrize("values", [{}, {f"e{number}": 1 for number in range(201)}])
def test_a_delivery_has_1_to_200_values(enterprise, values):
    with pytest.raises(Invalid, match=r"facts\.count"):
        record(factories.system(), enterprise, values)


@pytest.mark.parametrize("value", [0.5, [1.5], {"a": 0.1}, float("nan"), date(2026, 1, 1), {1, 2}])
def test_what_cannot_be_hashed_is_refused_here_and_not_when_somebody_applies(enterprise, value):
    with pytest.raises(Invalid, match=r"facts\.plain"):
        record(factories.system(), enterprise, {"share": value})
    assert not FactRecord.objects.exists()


def test_records_are_only_ever_added(enterprise):
    made = record(factories.actor_for(enterprise), enterprise)
    for change in (made.save, made.delete):
        with pytest.raises(Conflict, match=r"row\.immutable"):
            change()
