"""The one who acts: every service takes one first, every list starts from what one may see."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.errors import NotAllowed
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, or the system itself, with everything that permission depends on.

    ``offices`` pairs each department role with the department it is held in. ``region_prefix`` is the leading part of a GB/T 2260 code ("" is the whole tenant). ``acting_for`` is the
    enterprise whose papers a window clerk has in hand; it never outlives the counter session.
    """

    tenant_id: int
    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    enterprise_ids: frozenset[int] = frozenset()
    offices: frozenset[tuple[Role, int]] = frozenset()
    region_prefix: str = field(default="")
    channel: Channel = Channel.ONLINE
    acting_for: int | None = None
    language: str = "zh-hans"

    @classmethod
    def anonymous(cls, tenant_id: int) -> Self:
        """Somebody who has not signed in: sees what is public and nothing else."""
        return cls(tenant_id=tenant_id)

    @classmethod
    def system(cls, tenant_id: int) -> Self:
        """The house itself, in a background job: acts by rule, is named so in the audit."""
        return cls(tenant_id=tenant_id, name="system", channel=Channel.SYSTEM)

    @property
    def is_system(self) -> bool:
        return self.channel is Channel.SYSTEM

    @property
    def person_id(self) -> int:
        """The account of the person who acts; ``NotAllowed`` where nobody signed in or the house itself acts."""
        if self.user_id is None:
            raise NotAllowed("actor.person", expected=Text("已登录的人", "somebody signed in"))
        return self.user_id

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def department_ids(self) -> frozenset[int]:
        """Every department the actor serves in, in whatever role."""
        return frozenset(department for _, department in self.offices)

    def departments_as(self, *roles: Role) -> frozenset[int]:
        """The departments in which the actor holds one of these roles; a role in one says nothing of another."""
        return frozenset(department for role, department in self.offices if role in roles)

    def at_window_for(self, enterprise_id: int | None) -> Self:
        """The same clerk with this enterprise's papers in hand (or with nobody's)."""
        return replace(self, acting_for=enterprise_id, channel=Channel.WINDOW)
