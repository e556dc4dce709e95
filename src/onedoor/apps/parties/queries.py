"""Reads about people, enterprises and departments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from onedoor import clock
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.apps.tenancy.queries import EVERYBODY, ScopedQuerySet, in_region, owned_by

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department, Enterprise, User


class EnterpriseQuerySet(ScopedQuerySet["Enterprise"]):
    """Enterprises: their own people's, the window's one at a time, the region's for its supervisors."""

    def audience(self, actor: Actor) -> Q:
        return owned_by(actor, "pk") | in_region(actor, Role.SUPERVISOR)

    def by_uscc(self, uscc: str) -> Self:
        return self.filter(uscc=uscc)


class DepartmentQuerySet(ScopedQuerySet["Department"]):
    """Departments are public: their names stand in every service guide."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY


def actor_of(user: User, *, channel: Channel = Channel.ONLINE, language: str = "zh-hans") -> Actor:
    """The actor that an account is right now: memberships in force, postings held."""
    if user.tenant_id is None:
        return Actor(tenant_id=0, user_id=user.pk, name=str(user), language=language)
    today = clock.today()
    in_force = Q(until__isnull=True) | Q(until__gte=today)
    enterprises = frozenset(
        user.memberships.filter(in_force, since__lte=today, tenant_id=user.tenant_id).values_list(
            "enterprise_id", flat=True
        )
    )
    postings = list(
        user.postings.filter(tenant_id=user.tenant_id).values_list("role", "department_id", "region_code")
    )
    roles = {Role(role) for role, _, _ in postings} | ({Role.ENTERPRISE} if enterprises else set())
    supervised = [region for role, _, region in postings if role == Role.SUPERVISOR]
    return Actor(
        tenant_id=user.tenant_id,
        user_id=user.pk,
        name=str(user),
        roles=frozenset(roles),
        enterprise_ids=enterprises,
        department_ids=frozenset(department for _, department, _ in postings if department is not None),
        region_prefix=region_prefix(supervised[0]) if supervised else "",
        channel=channel,
        language=language,
    )


def region_prefix(code: str) -> str:
    """The part of a region code that its sub-regions share.

    >>> region_prefix("440000"), region_prefix("440100"), region_prefix("440106")
    ('44', '4401', '440106')
    """
    code = code[:6] if code[6:].strip("0") == "" else code
    while code.endswith("00"):
        code = code[:-2]
    return code
