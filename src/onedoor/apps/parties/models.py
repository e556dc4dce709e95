"""People, the enterprises they act for, the departments they serve in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.parties.queries import ApiTokenQuerySet, DepartmentQuerySet, EnterpriseQuerySet
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import ScopedModel
from onedoor.apps.tenancy.queries import ScopedQuerySet


class User(AbstractUser):
    """An account. What it may do is said by its memberships and postings, never by the account itself."""

    tenant = models.ForeignKey("tenancy.Tenant", on_delete=models.PROTECT, null=True, related_name="+")
    display_name = models.CharField(_("姓名"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


class Department(ScopedModel):
    """委办局: a department of one government."""

    code = models.CharField(_("统一社会信用代码"), max_length=18)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=120, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="department_code_once")]

    def __str__(self) -> str:
        return self.name


class Enterprise(ScopedModel):
    """市场主体: the subject that policies fit and cases belong to; it outlives whoever works for it."""

    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    name = models.CharField(_("名称"), max_length=200)
    is_demo_subject = models.BooleanField(default=False)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业")
        constraints = [models.UniqueConstraint(fields=["tenant", "uscc"], name="enterprise_uscc_once")]
        indexes = [models.Index(fields=["tenant", "name"])]

    def __str__(self) -> str:
        return self.name


class Membership(ScopedModel):
    """A person who may act for an enterprise; cases belong to the enterprise, people hold roles in it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="members")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ScopedQuerySet["Membership"].as_manager()

    class Meta:
        verbose_name = _("企业经办人")
        constraints = [models.UniqueConstraint(fields=["user", "enterprise"], name="membership_once")]


class Posting(ScopedModel):
    """A person's office: a role, in a department or for a region."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="staff"
    )
    role = models.CharField(_("岗位"), max_length=20, choices=Role)

    objects = ScopedQuerySet["Posting"].as_manager()

    class Meta:
        verbose_name = _("岗位")
        constraints = [models.UniqueConstraint(fields=["user", "department", "role"], name="posting_once")]


class ApiToken(ScopedModel):
    """接口令牌: lets a program act as its user until it expires or is revoked.

    Only the SHA-256 of the secret is kept. ``last_used_on`` is a day: enough to find the forgotten ones, too
    little to follow a person.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("用途"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("有效期至"))
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(_("最近使用"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("接口令牌")

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"
