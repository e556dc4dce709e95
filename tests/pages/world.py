"""One small city in which everything that can be looked at exists once, made by the services themselves."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import translation
from tests import factories
from tests.apps.catalogue.exchange.files import ITEM, csv_of
from tests.conftest import MORNING

from onedoor import clock
from onedoor.apps.cases.models import Case, Draft, Upload
from onedoor.apps.cases.services.handle_task import handle_task
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.upload_material import upload_material
from onedoor.apps.catalogue.models import BasicItem, BundleVersion, ItemImport, ItemVersion, UpstreamTask
from onedoor.apps.catalogue.services.claim_item import claim_item
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.catalogue.services.publish_basic import publish_basic
from onedoor.apps.catalogue.services.release_bundle import release_bundle
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.catalogue.services.show_import import show_import
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.flows.models import FlowTask
from onedoor.apps.flows.queries import tasks_of
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.notices.models import Notice
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.services.request_export import request_export
from onedoor.apps.parties.models import Department, Enterprise, User
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.policies.services.record_payment import record_payment
from onedoor.apps.policies.services.release_measure import release_measure
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant
from onedoor.reference import flows, policies
from onedoor.reference.modelled import modelled_item
from onedoor.text import Text

PERMIT = "hr-service-permit"
MEASURE = "small-low-profit-2023"
SHENZHEN = "440300"
BACKEND = "django.contrib.auth.backends.ModelBackend"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ANSWERS = {
    "service_scope": "intermediary",
    "fulltime_staff": 5,
    "place_address": "天河区体育东路 1 号",
    "place_area": 80,
    "online_recruiting": False,
    "contact_name": "李四",
    "contact_phone": "020-00000000",
}


@contextmanager
def standing_world() -> Iterator[tuple[World, Path]]:
    """A world for as long as the block lasts, and a copy of its files: each test begins with both as they were.

    The tests in between roll back to it, each in a transaction inside the one of this block.
    """
    with clock.clock_at(MORNING), translation.override("zh-hans"), transaction.atomic():
        with tempfile.TemporaryDirectory() as kept:
            world = make_world()
            files = Path(kept) / "files"
            shutil.copytree(Path(settings.DATA) / "files", files)
            yield world, files
        transaction.set_rollback(True)


def lay_out(files: Path) -> None:
    """The files of the world are where the rows say."""
    shutil.copytree(files, Path(settings.DATA) / "files", dirs_exist_ok=True)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[tuple[World, Path]]:
    """One world for all tests of a module."""
    with django_db_blocker.unblock(), standing_world() as made:
        yield made


@pytest.fixture
def world(built, db) -> World:
    """The world as it was built, whatever the test before did to it."""
    made, files = built
    lay_out(files)
    return deepcopy(made)


def work_off() -> None:
    """What is due is done, follow-ups included; a job that fails fails the world."""
    while run_due_jobs(limit=50, owner="world"):
        failed = Job.objects.exclude(last_error="").order_by("pk").first()
        assert failed is None, f"{failed}: {failed.last_error}"


def a_file(name: str = "材料.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@dataclass
class World:
    """The rows that the walk asks for, and the people who ask."""

    tenant: Tenant
    lead: Department
    enterprise: Enterprise
    item: ItemVersion
    measure: str
    draft: Draft
    running: Case
    waiting: Case
    done: Case
    task: FlowTask
    upload: Upload
    certificate: Certificate
    notice: Notice
    export: Export
    beside: Department
    bundle: BundleVersion
    shown: ItemImport
    basic: BasicItem
    written: ItemVersion
    upstream: UpstreamTask
    people: dict[str, User]

    def client(self, who: str) -> Client:
        """Somebody's browser, signed in; ``papers`` is the clerk with the enterprise's papers in hand."""
        client = Client()
        if who != "anonymous":
            client.force_login(self.people[who], backend=BACKEND)
        if who == "papers":
            session = client.session
            session["acting_for"] = self.enterprise.pk
            session.save()
        return client


def make_world() -> World:
    """Everything there is, in the state that the walk expects."""
    tenant = factories.TenantFactory()
    load_reference(towns=False)
    house = factories.system(tenant)
    lead, joint, other = (factories.DepartmentFactory() for _ in range(3))
    item = release_permit(house, lead, joint)
    measure = release_policy(house, lead)
    enterprise = factories.EnterpriseFactory()
    license_of(house, enterprise)
    people = make_people(enterprise, lead, other)
    owner = actor_of(people["owner"])
    running, waiting, done = (apply(owner, item.code) for _ in range(3))
    clerk, reviewer, decider = (actor_of(people[who]) for who in ("clerk", "reviewer", "decider"))
    beside = factories.actor_for(factories.officer(Role.REVIEWER, joint))
    step(clerk, running, "accept")
    step(clerk, waiting, "request_correction")
    for actor, outcome in ((clerk, "accept"), (reviewer, "agree"), (beside, "agree"), (decider, "grant")):
        step(actor, done, outcome)
    record_payment(
        actor=house,
        case_id=done.pk,
        enterprise_id=enterprise.pk,
        region_code=enterprise.region_code,
        measure_code=measure,
        on=clock.today(),
        cents=98_765_432,
        key="case:paid",
    )
    run_matching(actor=house)
    export = request_export(actor=actor_of(people["supervisor"]), filter_name="all")
    work_off()
    export.refresh_from_db()
    draft = fill_in(owner, item.code)
    written = claim_balloons(house, lead)
    return World(
        tenant=tenant,
        lead=lead,
        enterprise=enterprise,
        item=item,
        measure=measure,
        draft=draft,
        running=again(running),
        waiting=again(waiting),
        done=again(done),
        task=tasks_of(reviewer).open().get(),
        upload=Upload.objects.filter(case=running).order_by("pk")[0],
        certificate=Certificate.objects.get(),
        notice=Notice.objects.order_by("pk")[0],
        export=export,
        beside=joint,
        bundle=join(house, lead, item),
        shown=look_at_file(house, lead),
        basic=BasicItem.objects.get(),
        written=written,
        upstream=UpstreamTask.objects.get(),
        people=people,
    )


def make_people(enterprise: Enterprise, lead: Department, other: Department) -> dict[str, User]:
    """Those who walk; ``foreigner`` holds every office there is, in another tenant of the same region."""
    clerk = factories.officer(Role.CLERK, lead, username="clerk")
    return {
        "owner": factories.member_of(enterprise, username="owner"),
        "stranger": factories.member_of(factories.EnterpriseFactory(), username="stranger"),
        "foreigner": make_foreigner(),
        "clerk": clerk,
        "papers": clerk,
        "reviewer": factories.officer(Role.REVIEWER, lead, username="reviewer"),
        "elsewhere": factories.officer(Role.REVIEWER, other, username="elsewhere"),
        "decider": factories.officer(Role.DECIDER, lead, username="decider"),
        "supervisor": factories.officer(Role.SUPERVISOR, username="supervisor"),
        "far_supervisor": supervisor_of(SHENZHEN),
        "designer": factories.officer(Role.DESIGNER, lead, username="designer"),
    }


def make_foreigner() -> User:
    abroad = factories.TenantFactory(code="abroad", region_code=factories.GUANGZHOU)
    department = factories.DepartmentFactory(tenant=abroad)
    user = factories.member_of(factories.EnterpriseFactory(tenant=abroad), username="foreigner")
    for role in (Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.DESIGNER):
        factories.PostingFactory(user=user, role=role, department=department, tenant=abroad)
    factories.PostingFactory(user=user, role=Role.SUPERVISOR, tenant=abroad)
    return user


def supervisor_of(region_code: str) -> User:
    user = factories.UserFactory(username="far_supervisor")
    factories.PostingFactory(user=user, role=Role.SUPERVISOR, region_code=region_code)
    return user


def release_permit(house: Any, lead: Department, joint: Department) -> ItemVersion:
    """The human-resources permit, and the flow that it runs on."""
    modelled = modelled_item(PERMIT)
    content = {**modelled["content"], "places": {"joint": joint.code, "window": lead.code}}
    release_flow(actor=house, code="permit", xml=flows.model_xml("permit"), effective_from=factories.LONG_AGO)
    return release_item(
        actor=house,
        code=modelled["code"],
        department=lead,
        power_type=modelled["power_type"],
        content=content,
        effective_from=date(2026, 1, 1),
        region_code=factories.GUANGZHOU,
    )


def look_at_file(house: Any, lead: Department) -> ItemImport:
    """A file of two items, one of them without a name."""
    rows = [
        ITEM | {"dept_code": lead.code, "by_law": "第一条"},
        ITEM | {"task_code": "NAMELESS-1", "task_name": "", "dept_code": lead.code},
    ]
    return show_import(actor=house, file=BytesIO(csv_of(rows)), name="items.csv")


def join(house: Any, lead: Department, item: ItemVersion) -> BundleVersion:
    """A bundle of one item: the least there is."""
    content = {
        "name": {"zh": "开办人力资源机构一件事", "en": "Opening a human-resources agency"},
        "parts": [{"id": "permit", "item": item.code, "lead": "hrss"}],
        "promised_limit": {"n": 20, "unit": "working_day"},
    }
    return release_bundle(actor=house, code="HR-OPENING", department=lead, content=content)


def claim_balloons(house: Any, department: Department) -> ItemVersion:
    """An item claimed from the basic catalogue, which changed since; its draft has one material so far."""
    entry = {"name": {"zh": "热气球许可", "en": "Balloon permit"}, "basis": "条例第九条"}
    publish = {
        "actor": house,
        "code": "442199806003",
        "power_type": "行政许可",
        "effective_from": factories.LONG_AGO,
    }
    publish_basic(content=entry, **publish)
    draft = claim_item(actor=house, basic_code="442199806003", department=department, level="3")
    publish_basic(content={**entry, "basis": "条例第十条"}, **publish)
    return draft_item(actor=house, code=draft.code, content={**draft.content, "materials": ["飞行手册"]})


def release_policy(house: Any, department: Department) -> str:
    """A measure, and the classification that it asks."""
    for code in ("sme-size-2011", MEASURE):
        release_measure(
            actor=house,
            xml=policies.model_xml(code),
            sheet=policies.sheet(code),
            department=department,
            region_code=factories.GUANGZHOU,
        )
    return MEASURE


def license_of(house: Any, enterprise: Enterprise) -> None:
    """The register knows the enterprise's licence, so that nobody uploads it."""
    record_facts(
        actor=house,
        enterprise=enterprise,
        values={"business_licence": enterprise.uscc},
        source="market.register",
        source_name=Text("市场主体登记", "business register"),
        source_kind=SourceKind.REGISTER,
    )


def fill_in(applicant: Any, code: str) -> Draft:
    """A draft to which nothing is lacking."""
    draft = start_draft(actor=applicant, item_code=code)
    draft = save_draft(actor=applicant, draft_id=draft.pk, typed=ANSWERS, expected_version=draft.version)
    for material in ("管理制度和章程", "场所证明（租赁合同或产权证）"):
        upload_material(actor=applicant, draft_id=draft.pk, material=material, file=a_file())
    return draft


def apply(applicant: Any, code: str) -> Case:
    """An application, filled in whole and submitted."""
    draft = fill_in(applicant, code)
    case = submit_case(
        actor=applicant,
        draft_id=draft.pk,
        expected_version=draft.version,
        idempotency_key=f"draft:{draft.pk}",
    )
    work_off()
    return case


def step(officer: Any, case: Case, outcome: str) -> None:
    """The officer's one open step of the case is done."""
    case.refresh_from_db(fields=["version"])
    task = tasks_of(officer).open().of_subjects([case.reference]).get()
    opinion = "请补正联系电话。" if outcome == "request_correction" else ""
    handle_task(
        actor=officer, task_id=task.pk, outcome=outcome, opinion=opinion, expected_version=case.version
    )
    work_off()


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)
