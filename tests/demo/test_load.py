"""The demo is loaded whole, once, and shows what the walk needs."""

from datetime import date

import pytest

from onedoor import clock
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.notices.models import Notice
from onedoor.apps.parties.models import Enterprise, User
from onedoor.apps.parties.queries import actor_of, own_enterprise
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.models import MatchRun, Payment
from onedoor.apps.policies.my_policies import my_policy
from onedoor.apps.policies.queries import latest_results
from onedoor.apps.policies.services.answer_question import answer_question
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.models import Tenant
from onedoor.demo import load
from onedoor.demo.city import CODE
from onedoor.demo.enterprises import told_in_full
from onedoor.demo.load import REFUND, load_demo
from onedoor.reference.modelled import modelled_item

pytestmark = pytest.mark.django_db
APPLICANTS_OWN = {"bank_name", "bank_account", "contact_name", "contact_phone"}


def everything():
    return {model: model.objects.count() for model in (Tenant, Enterprise, FactRecord, User, Case, MatchRun)}


def test_the_city_stands_and_a_second_call_touches_nothing(max_queries):
    said = load_demo(enterprises=60, seed=7)
    assert said.startswith(f"{CODE}: 61 enterprises, ")
    assert said.endswith(" 4 measures, 11 cases")
    tenant = Tenant.objects.get(code=CODE)
    assert verify_chain(tenant.pk).ok
    assert len(latest_results(Actor.system(tenant.pk))) == 4
    before = everything()
    with max_queries(1):
        assert load_demo(enterprises=60, seed=7) == f"{CODE}: loaded already"
    assert everything() == before

    check_history(tenant)
    check_walk()


def check_history(tenant):
    assert set(Case.objects.values_list("status", flat=True)) > {CaseStatus.COMPLETED}
    granted = Payment.objects.filter(tenant=tenant)
    assert granted.count() >= 3
    assert all(payment.amount_cents > 0 for payment in granted)


def check_walk():
    """The enterprise of the walk: told of what fits, asked one thing, its form filled but for its own fields."""
    actor = actor_of(User.objects.get(username="enterprise"))
    yunfan = own_enterprise(actor)
    assert yunfan.name == "广州云帆软件有限公司"
    assert Notice.objects.visible_to(actor).filter(kind="policy.certain").count() == 2
    found = my_policy(actor, yunfan.pk, REFUND, clock.today())
    assert (found.kind, [fact.element for fact in found.missing]) == (Standing.QUESTION, ["layoff_rate"])
    assert found.measure.item_code == modelled_item("stability-refund")["code"]
    answered = answer_question(actor=actor, measure_code=REFUND, element="layoff_rate", value="0")
    assert (answered.kind, answered.amount_cents) == (Standing.CERTAIN, 2_474_074)
    draft = start_draft(actor=actor, item_code=found.measure.item_code)
    fields = {field["element"] for field in modelled_item("stability-refund")["content"]["fields"]}
    assert fields - set(draft.answers) == APPLICANTS_OWN


def test_nothing_of_a_load_that_fails_stays(monkeypatch):
    def fail(**_):
        raise OSError("full")

    monkeypatch.setattr(load, "run_matching", fail)
    monkeypatch.setattr(load, "live_past", lambda *_: 0)
    with pytest.raises(OSError, match="full"):
        load_demo(enterprises=3, seed=7)
    assert set(everything().values()) == {0}


def test_a_city_too_small_for_a_past_has_none():
    assert load_demo(enterprises=2, seed=7).endswith(" 0 cases")


def test_the_demo_goes_on_when_its_policies_have_run_out(at):
    at("2027-03-01T10:00")
    load_demo(enterprises=2, seed=7)
    yunfan = Enterprise.objects.get(uscc=told_in_full().uscc)
    found = my_policy(Actor.system(yunfan.tenant_id), yunfan.pk, REFUND, clock.today())
    assert found.kind is Standing.QUESTION
    assert found.measure.closes == date(2027, 12, 31)
