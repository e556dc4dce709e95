"""Reads about people, enterprises and departments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from onedoor import clock
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.apps.tenancy.queries import EVERYBODY, NOBODY, ScopedQuerySet, in_region, owned_by
from onedoor.errors import NotAllowed, NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import ApiToken, Department, Enterprise, User


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


class ApiTokenQuerySet(ScopedQuerySet["ApiToken"]):
    """Tokens: their user's own."""

    def audience(self, actor: Actor) -> Q:
        return NOBODY if actor.user_id is None else Q(user_id=actor.user_id)

    def live_at(self, moment: datetime) -> Self:
        """Neither expired nor revoked."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=moment)


def token_of_secret(secret: str) -> ApiToken | None:
    """The live token that this secret belongs to, with its user; ``None`` for everything else.

    The secret has 256 bits and is looked up by its hash, so that the time taken tells nothing about it.
    """
    from onedoor.apps.parties.models import ApiToken

    live = ApiToken.objects.live_at(clock.now()).filter(digest=digest_of(secret), user__is_active=True)
    return live.select_related("user").first()


def digest_of(secret: str) -> str:
    """What is kept of a token's secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def tenant_of_token(token_id: int) -> int:
    """Whose token this is, for commands, which know no tenant; ``NotFound`` where there is none."""
    from onedoor.apps.parties.models import ApiToken

    tenant_id = ApiToken.objects.filter(pk=token_id).values_list("tenant_id", flat=True).first()
    if tenant_id is None:
        raise NotFound("token.unknown", found=str(token_id))
    return tenant_id


def account_named(username: str) -> User:
    """The active account with this name that belongs to a tenant, for commands; ``NotFound`` otherwise."""
    from onedoor.apps.parties.models import User

    found = User.objects.filter(username=username, is_active=True, tenant__isnull=False).first()
    if found is None:
        raise NotFound("account.unknown", found=username)
    return found


def actor_of(user: User, *, channel: Channel = Channel.ONLINE, language: str = "zh-hans") -> Actor:
    """The actor that an account is right now: memberships in force, postings held.

    Whoever supervises several regions sees the widest of them: an actor has one.
    """
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
    supervised = [region_prefix(region) for role, _, region in postings if role == Role.SUPERVISOR]
    return Actor(
        tenant_id=user.tenant_id,
        user_id=user.pk,
        name=str(user),
        roles=frozenset(roles),
        enterprise_ids=enterprises,
        offices=frozenset(
            (Role(role), department) for role, department, _ in postings if department is not None
        ),
        region_prefix=min(supervised, key=lambda prefix: (len(prefix), prefix), default=""),
        channel=channel,
        language=language,
    )


def visible_enterprise(actor: Actor, enterprise_id: int) -> Enterprise:
    """The enterprise, if the actor may see it; ``NotFound`` otherwise."""
    from onedoor.apps.parties.models import Enterprise

    return Enterprise.objects.one_visible_to(actor, pk=enterprise_id)


def own_enterprise(actor: Actor) -> Enterprise:
    """The enterprise that the actor acts for now: the one at the window, else the first it belongs to."""
    from onedoor.apps.parties.models import Enterprise

    if actor.acting_for is not None:
        return visible_enterprise(actor, actor.acting_for)
    found = Enterprise.objects.visible_to(actor).filter(pk__in=actor.enterprise_ids).order_by("pk").first()
    if found is None:
        raise NotAllowed(
            "party.no_enterprise",
            found=Text("此账号没有可代表的企业", "This account acts for no enterprise"),
            mend=Text(
                "请用企业账号登录，或到综合窗口办理。",
                "Sign in as an enterprise, or go to a general counter.",
            ),
        )
    return found


def enterprise_ids(actor: Actor) -> list[int]:
    """The ids of all enterprises that the actor may see, in order."""
    from onedoor.apps.parties.models import Enterprise

    return list(Enterprise.objects.visible_to(actor).order_by("pk").values_list("pk", flat=True))


def lock_enterprise(enterprise_id: int) -> None:
    """Whoever else wants this lock waits until the transaction ends; rows may refer to the enterprise meanwhile."""
    from onedoor.apps.parties.models import Enterprise

    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise_id)


def lock_account(user_id: int) -> None:
    """The same for an account: for what a person may have only so many of."""
    from onedoor.apps.parties.models import User

    User.objects.select_for_update(no_key=True).get(pk=user_id)


def enterprises_with_people(actor: Actor, ids: Iterable[int]) -> list[Enterprise]:
    """Those of the enterprises that somebody acts for here today, for the house's own notices."""
    from onedoor.apps.parties.models import Enterprise

    if not actor.is_system:
        raise NotAllowed("party.system_only")
    wanted, today = set(ids), clock.today()
    in_force = Q(members__until__isnull=True) | Q(members__until__gte=today)
    served = Enterprise.objects.filter(
        in_force, members__since__lte=today, tenant_id=actor.tenant_id
    ).distinct()
    return [enterprise for enterprise in served.order_by("pk") if enterprise.pk in wanted]


def department_by_code(tenant_id: int, code: str) -> Department:
    """The department with this social credit code; ``NotFound`` otherwise."""
    from onedoor.apps.parties.models import Department

    found = Department.objects.filter(tenant_id=tenant_id, code=code).first()
    if found is None:
        raise NotFound(
            "department.unknown", found=code, mend=Text("先登记该部门", "register the department first")
        )
    return found


def region_prefix(code: str) -> str:
    """The part of a region code that its sub-regions share.

    Codes are of six characters down to the district, of twelve below it: three for the street, three for the
    community.

    >>> region_prefix("440000"), region_prefix("440100"), region_prefix("440106")
    ('44', '4401', '440106')
    >>> region_prefix("440106000000"), region_prefix("440106100000"), region_prefix("440106100201")
    ('440106', '440106100', '440106100201')
    """
    if code[6:].strip("0"):
        return code.removesuffix("000")
    code = code[:6]
    while code.endswith("00"):
        code = code[:-2]
    return code
