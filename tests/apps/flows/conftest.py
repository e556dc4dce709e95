"""A city with two departments, the people in them, and operations that only answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.apps.flows.documents import OPERATIONS

from onedoor import clock
from onedoor.apps.flows import operations as registry
from onedoor.apps.flows.models import FlowInstance, FlowTask
from onedoor.apps.flows.services import release_flow as releasing
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.flows.services.run_automatic_task import run_automatic_task
from onedoor.apps.flows.services.start_flow import start_flow
from onedoor.apps.parties.models import Department, User
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant
from onedoor.reference.flows import CODES, model_xml

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class Operations:
    """Stand-ins for the operations of other apps: what they were asked, what they answer."""

    told: dict[str, Any] = field(default_factory=lambda: {"veto": False})
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def named(self, name: str):
        def run(*, actor: Actor, subject: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
            assert actor.is_system
            self.before()
            self.calls.append((name, subject, dict(variables)))
            return self.told if name == "cases.review_automatically" else {}

        return run


@pytest.fixture
def operations(monkeypatch) -> Operations:
    made = Operations()
    known = {name: made.named(name) for name in OPERATIONS}
    for module in (registry, releasing):
        monkeypatch.setattr(module, "operations", lambda: known)
    return made


@dataclass
class City:
    tenant: Tenant
    lead: Department
    joint: Department

    def officer(self, role: Role, department: Department) -> Actor:
        user, _ = User.objects.get_or_create(username=f"{role}-{department.pk}", tenant=self.tenant)
        return Actor(
            tenant_id=self.tenant.pk,
            user_id=user.pk,
            roles=frozenset({role}),
            offices=frozenset({(role, department.pk)}),
        )

    def applicant(self) -> Actor:
        user, _ = User.objects.get_or_create(username="applicant", tenant=self.tenant)
        return Actor(
            tenant_id=self.tenant.pk,
            user_id=user.pk,
            roles=frozenset({Role.ENTERPRISE}),
            enterprise_ids=frozenset({1}),
        )

    def designer(self) -> Actor:
        user, _ = User.objects.get_or_create(username="designer", tenant=self.tenant)
        return Actor(tenant_id=self.tenant.pk, user_id=user.pk, roles=frozenset({Role.DESIGNER}))

    def system(self) -> Actor:
        return Actor.system(self.tenant.pk)

    def actor_for(self, task: FlowTask) -> Actor:
        if task.role == Role.ENTERPRISE:
            return self.applicant()
        return self.officer(Role(task.role), self.lead if task.place == "lead" else self.joint)

    def start(self, code: str = "permit", subject: str = "case:1") -> FlowInstance:
        return start_flow(
            actor=self.applicant(),
            flow_code=code,
            subject=subject,
            region_code="440100",
            places={"lead": self.lead.pk, "joint": self.joint.pk, "window": self.lead.pk},
            variables={},
        )

    def run_automatic(self, instance: FlowInstance) -> int:
        """Every automatic step that waits is done, one after the other, as the worker would."""
        count = 0
        while task := instance.tasks.open().filter(kind="automatic").first():
            run_automatic_task(actor=self.system(), task_id=task.pk)
            count += 1
        return count


def city(code: str = "gz") -> City:
    tenant = Tenant.objects.create(code=code, name=code, region_code="440100")
    lead, joint = (
        Department.objects.create(tenant=tenant, region_code="440100", code=f"{name}-{code}", name=name)
        for name in ("人社局", "市场监管局")
    )
    return City(tenant, lead, joint)


@pytest.fixture
def guangzhou(db, operations) -> City:
    """A city in which the shipped flows are released."""
    made = city()
    with clock.clock_at(START):
        for code in CODES:
            release_flow(actor=made.designer(), code=code, xml=model_xml(code))
        yield made
