"""Rows to test with. All of one default tenant; ``tenant=`` or ``TenantFactory(code="…")`` makes another.

Factories write rows and nothing more: no event, no notice, no rule is asked. What a service does is tested
through the service.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.finding import search_text
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.parties.models import Department, Enterprise, Membership, Posting, User
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, ReleaseState, Role
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.apps.tenancy.models import Tenant
from onedoor.engine.identifiers import make_uscc
from onedoor.reference.modelled import modelled_item

GUANGZHOU, TIANHE = "440100", "440106"
PASSWORD = "a password of the tests"
LONG_AGO = date(2020, 1, 1)


class TenantFactory(DjangoModelFactory[Tenant]):
    class Meta:
        model = Tenant
        django_get_or_create = ("code",)

    code = "guangzhou"
    name = "广州市"
    name_en = "Guangzhou"
    region_code = GUANGZHOU


class Scoped(DjangoModelFactory[Any]):
    """A row of the default tenant and its region."""

    class Meta:
        abstract = True

    tenant = factory.SubFactory(TenantFactory)
    region_code = factory.SelfAttribute("tenant.region_code")


class DepartmentFactory(Scoped):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: make_uscc("1", "1", GUANGZHOU, n))
    name = factory.Sequence(lambda n: f"第{n}局")
    name_en = factory.Sequence(lambda n: f"Bureau {n}")


class EnterpriseFactory(Scoped):
    class Meta:
        model = Enterprise

    uscc = factory.Sequence(lambda n: make_uscc("9", "1", TIANHE, n))
    name = factory.Sequence(lambda n: f"第{n}号有限公司")
    region_code = TIANHE


class UserFactory(DjangoModelFactory[User]):
    """An account without office or enterprise; its password is ``PASSWORD``."""

    class Meta:
        model = User

    tenant = factory.SubFactory(TenantFactory)
    username = factory.Sequence(lambda n: f"user{n}")
    display_name = factory.Sequence(lambda n: f"张{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))


class MembershipFactory(Scoped):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory, tenant=factory.SelfAttribute("..tenant"))
    enterprise = factory.SubFactory(EnterpriseFactory, tenant=factory.SelfAttribute("..tenant"))
    since = LONG_AGO


class PostingFactory(Scoped):
    """An office; a supervisor's is for the region, every other's in a department."""

    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory, tenant=factory.SelfAttribute("..tenant"))
    role = Role.REVIEWER
    department = factory.Maybe(
        factory.LazyAttribute(lambda posting: posting.role != Role.SUPERVISOR),
        factory.SubFactory(DepartmentFactory, tenant=factory.SelfAttribute("..tenant")),
    )


class ItemFactory(Scoped):
    class Meta:
        model = ServiceItem

    class Params:
        modelled = "hr-service-permit"

    code = factory.LazyAttribute(lambda item: modelled_item(item.modelled)["code"])
    name = factory.LazyAttribute(lambda item: modelled_item(item.modelled)["content"]["name"]["zh"])
    name_en = factory.LazyAttribute(lambda item: modelled_item(item.modelled)["content"]["name"]["en"])
    power_type = factory.LazyAttribute(lambda item: modelled_item(item.modelled)["power_type"])
    words = factory.LazyAttribute(
        lambda item: search_text(ItemDefinition.read(modelled_item(item.modelled)["content"]))
    )
    department = factory.SubFactory(DepartmentFactory, tenant=factory.SelfAttribute("..tenant"))


class ItemVersionFactory(Scoped):
    """The first version of a modelled item, released: ``modelled="stability-refund"`` makes the other one."""

    class Meta:
        model = ItemVersion

    class Params:
        modelled = "hr-service-permit"

    item = factory.SubFactory(
        ItemFactory, tenant=factory.SelfAttribute("..tenant"), modelled=factory.SelfAttribute("..modelled")
    )
    code = factory.SelfAttribute("item.code")
    version = 1
    state = ReleaseState.RELEASED
    effective_from = date(2026, 1, 1)
    content = factory.LazyAttribute(lambda version: modelled_item(version.modelled)["content"])
    content_hash = factory.LazyAttribute(lambda version: content_hash(version.content))
    released_at = datetime(2026, 1, 1, tzinfo=clock.CHINA)


def member_of(enterprise: Enterprise, **fields: Any) -> User:
    """A person who acts for the enterprise."""
    user = UserFactory(tenant=enterprise.tenant, **fields)
    MembershipFactory(user=user, enterprise=enterprise, tenant=enterprise.tenant)
    return user


def officer(role: Role, department: Department | None = None, **fields: Any) -> User:
    """A person in office: of the department, or of a new one; a supervisor of the whole region."""
    place = {"department": department, "tenant": department.tenant} if department else {}
    tenant = fields.pop("tenant", None) or (department.tenant if department else TenantFactory())
    user = UserFactory(tenant=tenant, **fields)
    PostingFactory(user=user, role=role, **{"tenant": tenant, **place})
    return user


def actor_for(who: Enterprise | User | Role, **how: Any) -> Actor:
    """The actor: of an account, of a new member of an enterprise, or of a new officer in a role.

    ``how`` goes to ``actor_of`` (``channel=``, ``language=``), ``department=`` to the officer.
    """
    if isinstance(who, Enterprise):
        who = member_of(who)
    elif isinstance(who, Role):
        who = officer(who, how.pop("department", None))
    return actor_of(who, **how)


def clerk_with_papers_of(enterprise: Enterprise, department: Department | None = None) -> Actor:
    """A clerk at the window who has the enterprise's papers in hand."""
    user = officer(Role.CLERK, department or DepartmentFactory(tenant=enterprise.tenant))
    return actor_of(user, channel=Channel.WINDOW).at_window_for(enterprise.pk)


def system(tenant: Tenant | None = None) -> Actor:
    """The house itself, in the default tenant unless another is given."""
    return Actor.system((tenant or TenantFactory()).pk)
