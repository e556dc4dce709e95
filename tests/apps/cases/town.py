"""A town in which both modelled items can be applied for, and the people who carry a case through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests import factories

from onedoor.apps.cases.models import Case, Draft, Upload
from onedoor.apps.cases.services.handle_task import handle_task
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.upload_material import upload_material
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.services.record_facts import record_facts
from onedoor.apps.flows.queries import tasks_of
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.parties.models import Department, Enterprise, User
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.policies.services.release_measure import release_measure
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant
from onedoor.reference import flows, policies
from onedoor.reference.modelled import modelled_item
from onedoor.text import Text

PERMIT = modelled_item("hr-service-permit")["code"]
REFUND = modelled_item("stability-refund")["code"]
MEASURES = ("sme-size-2011", "job-stability-refund-2026")
RULES, PREMISES, LICENCE = "管理制度和章程", "场所证明（租赁合同或产权证）", "营业执照"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
AS_OF = date(2026, 9, 30)
ADDRESS = "广州市天河区科韵路 16 号"
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    PERMIT: {
        "service_scope": "intermediary",
        "fulltime_staff": 5,
        "place_area": 80,
        "online_recruiting": False,
        "contact_name": "李四",
        "contact_phone": "020-00000000",
    },
    REFUND: {
        "bank_name": "某银行广州分行",
        "bank_account": "440100000000001",
        "contact_name": "李四",
        "contact_phone": "020-00000000",
    },
}
# What the registers hold: 60 % of the premium of 12,345.67 yuan is 7,407.40.
PREMIUM_CENTS, REFUND_CENTS = 1_234_567, 740_740
MARKET = {"business_licence": "a licence", "place_address": ADDRESS}
INSURANCE = {
    "insured_here": 8,
    "insured_count": 8,
    "paid_months": 36,
    "layoff_rate": "0.01",
    "premium_prev_year": PREMIUM_CENTS,
    "size": "small",
}
CREDIT = {"legal_rep_barred": False, "seriously_dishonest": False}
REGISTERS = (
    ("market.register", Text("市场监管登记信息", "Business register"), MARKET),
    ("hrss.insurance", Text("社会保险登记信息", "Social insurance register"), INSURANCE),
    ("credit.register", Text("公共信用信息", "Public credit register"), CREDIT),
)


@dataclass
class Town:
    tenant: Tenant
    departments: dict[str, Department]
    items: dict[str, ItemVersion]
    enterprise: Enterprise
    people: dict[str, User]

    @property
    def house(self) -> Actor:
        return Actor.system(self.tenant.pk)

    def actor(self, who: str) -> Actor:
        """``owner``, ``clerk``, ``reviewer``, ``market``, ``finance``, ``director``, ``supervisor``."""
        return actor_of(self.people[who])

    def window(self, enterprise: Enterprise | None = None) -> Actor:
        """The clerk with an enterprise's papers in hand."""
        return self.actor("clerk").at_window_for((enterprise or self.enterprise).pk)

    def start(self, item: str = PERMIT, who: Actor | None = None) -> Draft:
        return start_draft(actor=who or self.actor("owner"), item_code=item)

    def fill_in(self, item: str = PERMIT, who: Actor | None = None, **answers: Any) -> Draft:
        """A draft to which nothing is lacking, unless ``answers`` say otherwise."""
        who = who or self.actor("owner")
        draft = self.start(item, who)
        typed = {**ANSWERS[item], **answers}
        draft = save_draft(actor=who, draft_id=draft.pk, typed=typed, expected_version=draft.version)
        if item == PERMIT:
            for material in (RULES, PREMISES):
                self.upload(draft, material, who=who)
        return draft

    def upload(
        self, draft: Draft, material: str = RULES, file: Any = None, who: Actor | None = None
    ) -> Upload:
        file = file or SimpleUploadedFile("material.pdf", PDF)
        return upload_material(
            actor=who or self.actor("owner"), draft_id=draft.pk, material=material, file=file
        )

    def submit(self, draft: Draft, who: Actor | None = None, key: str = "") -> Case:
        return submit_case(
            actor=who or self.actor("owner"),
            draft_id=draft.pk,
            expected_version=draft.version,
            idempotency_key=key or f"draft:{draft.pk}",
        )

    def apply(self, item: str = PERMIT, who: Actor | None = None, **answers: Any) -> Case:
        return self.submit(self.fill_in(item, who, **answers), who)

    def step(self, case: Case, who: str, outcome: str, opinion: str = "") -> Case:
        """The officer's one open step of the case is done, as seen on a fresh page."""
        actor = self.actor(who)
        case.refresh_from_db(fields=["version"])
        return handle_task(
            actor=actor,
            task_id=self.task(case, who).pk,
            outcome=outcome,
            opinion=opinion,
            expected_version=case.version,
        )

    def task(self, case: Case, who: str) -> Any:
        return tasks_of(self.actor(who)).open().of_subjects([case.reference]).get()


def make_town() -> Town:
    """Flows, measures and items are released; the registers know one enterprise well."""
    tenant = factories.TenantFactory()
    house = Actor.system(tenant.pk)
    departments = {
        "hrss": factories.DepartmentFactory(name="广州市人力资源和社会保障局"),
        "market": factories.DepartmentFactory(name="广州市市场监督管理局"),
        "finance": factories.DepartmentFactory(name="广州市财政局"),
    }
    for code in flows.CODES:
        release_flow(actor=house, code=code, xml=flows.model_xml(code), effective_from=factories.LONG_AGO)
    items = {code: release(house, name, departments) for name, code in NAMES.items()}
    enterprise = factories.EnterpriseFactory(name="广州云帆软件有限公司")
    know(house, enterprise)
    people = {
        "owner": factories.member_of(enterprise),
        "clerk": factories.officer(Role.CLERK, departments["hrss"]),
        "reviewer": factories.officer(Role.REVIEWER, departments["hrss"]),
        "market": factories.officer(Role.REVIEWER, departments["market"]),
        "finance": factories.officer(Role.REVIEWER, departments["finance"]),
        "director": factories.officer(Role.DECIDER, departments["hrss"]),
        "supervisor": factories.officer(Role.SUPERVISOR),
    }
    return Town(tenant, departments, items, enterprise, people)


NAMES = {"hr-service-permit": PERMIT, "stability-refund": REFUND}


def release(house: Actor, name: str, departments: Mapping[str, Department]) -> ItemVersion:
    """A modelled item, its places given to this town's departments."""
    modelled = modelled_item(name)
    places = {place: departments[key].code for place, key in modelled["content"]["places"].items()}
    return release_item(
        actor=house,
        code=modelled["code"],
        department=departments["hrss"],
        power_type=modelled["power_type"],
        content={**modelled["content"], "places": places},
        effective_from=date(2026, 1, 1),
        region_code=factories.GUANGZHOU,
    )


def release_measures(town: Town) -> None:
    """The measures that the refund is decided by, with the year's published unemployment target."""
    for code in MEASURES:
        release_measure(
            actor=town.house,
            xml=policies.model_xml(code),
            sheet=policies.sheet(code),
            department=town.departments["hrss"],
            region_code=factories.GUANGZHOU,
            parameters={"unemp_target_prev": "0.055"} if code == MEASURES[1] else {},
            item_code=REFUND if code == MEASURES[1] else "",
        )


def know(house: Actor, enterprise: Enterprise, **other: Any) -> None:
    """The registers deliver; ``other`` values replace theirs."""
    for source, name, values in REGISTERS:
        record_facts(
            actor=house,
            enterprise=enterprise,
            values={element: other.get(element, value) for element, value in values.items()},
            source=source,
            source_name=name,
            source_kind=SourceKind.REGISTER,
            as_of=AS_OF,
        )
