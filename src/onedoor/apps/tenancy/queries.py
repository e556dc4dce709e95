"""The one permission filter. Lists, details, nested data, exports, notices and files all start here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, NotFound

if TYPE_CHECKING:
    from onedoor.apps.tenancy.models import Tenant

M = TypeVar("M", bound=models.Model)
NOBODY = Q(pk__in=[])
EVERYBODY = Q()


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of one tenant; closed until ``audience`` says who may see which."""

    def visible_to(self, actor: Actor) -> Self:
        """The rows that this actor may see: never another tenant's, never more than ``audience`` grants."""
        if actor.is_system:
            return self.filter(tenant_id=actor.tenant_id)
        return self.filter(Q(tenant_id=actor.tenant_id) & self.audience(actor))

    def audience(self, actor: Actor) -> Q:
        """Which rows of the actor's own tenant the actor may see. Nothing, unless a model says otherwise."""
        return NOBODY

    def one_visible_to(self, actor: Actor, **lookup: Any) -> M:
        """The single row that matches, or ``NotFound``: what may not be seen does not exist for the actor."""
        found = self.visible_to(actor).filter(**lookup).first()
        if found is None:
            name = str(self.model._meta.verbose_name)
            raise NotFound(
                "row.not_found", found=name, where=", ".join(f"{k}={v}" for k, v in lookup.items())
            )
        return found


def owned_by(actor: Actor, path: str) -> Q:
    """Rows whose enterprise (at ``path``) the actor belongs to, or holds the papers of at the window."""
    ids = set(actor.enterprise_ids)
    if actor.has(Role.CLERK) and actor.acting_for is not None:
        ids.add(actor.acting_for)
    return Q(**{f"{path}__in": sorted(ids)}) if ids else NOBODY


def of_department(actor: Actor, path: str, *roles: Role) -> Q:
    """Rows whose department (at ``path``) the actor is posted to in one of the roles."""
    departments = actor.departments_as(*roles)
    return Q(**{f"{path}__in": sorted(departments)}) if departments else NOBODY


def in_region(actor: Actor, *roles: Role, path: str = "region_code") -> Q:
    """Rows of the actor's region, for those whose duty is the region and not a department."""
    if not actor.has(*roles):
        return NOBODY
    return Q(**{f"{path}__startswith": actor.region_prefix}) if actor.region_prefix else EVERYBODY


class ReleaseQuerySet(ScopedQuerySet[M]):
    """Versions of a definition: public once released, their designers' before."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY if actor.has(Role.DESIGNER) else Q(state=ReleaseState.RELEASED)

    def released(self) -> Self:
        return self.filter(state=ReleaseState.RELEASED)

    def in_force_on(self, day: Any) -> Self:
        """The released versions whose validity covers the reference date."""
        return self.released().filter(
            Q(effective_from__lte=day) & (Q(effective_to__isnull=True) | Q(effective_to__gte=day))
        )

    def update(self, **kwargs: Any) -> int:
        """Being withdrawn and being followed by a later one are the only changes that a released version knows."""
        if set(kwargs) - {"state", "effective_to"} and self.filter(state=ReleaseState.RELEASED).exists():
            raise Conflict("release.immutable", mend="draft the next version")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exclude(state=ReleaseState.DRAFT).exists():
            raise Conflict("release.immutable", mend="withdraw it; cases still refer to it")
        return super().delete()


class FrozenQuerySet(ScopedQuerySet[M]):
    """Rows that are written once: snapshots, events, opinions."""

    def update(self, **kwargs: Any) -> int:
        raise Conflict("row.immutable", found=str(self.model._meta.verbose_name))

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Conflict("row.immutable", found=str(self.model._meta.verbose_name))


def region_of_tenant(tenant_id: int) -> str:
    """The region that a tenant governs: where its rows belong unless they say otherwise."""
    from onedoor.apps.tenancy.models import Tenant

    return Tenant.objects.values_list("region_code", flat=True).get(pk=tenant_id)


def lock_tenant(tenant_id: int) -> Tenant:
    """The tenant, locked until the transaction ends: for what has to be decided once per tenant.

    Rows may refer to it meanwhile: every row of the house does.
    """
    from onedoor.apps.tenancy.models import Tenant

    return Tenant.objects.select_for_update(no_key=True).get(pk=tenant_id)


def all_tenants() -> list[Tenant]:
    """Every tenant, for the worker that serves them all."""
    from onedoor.apps.tenancy.models import Tenant

    return list(Tenant.objects.order_by("pk"))
