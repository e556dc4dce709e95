"""Cases as rows, in any state, for figures and lists; nothing lived through."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from tests import factories

from onedoor import clock
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case, Rating
from onedoor.apps.policies.models import Payment
from onedoor.apps.tenancy.enums import Channel

TODAY = date(2026, 11, 24)
_numbers = count(1)


class Rows:
    """One item, one department; each enterprise has a member who rates."""

    def __init__(self) -> None:
        self.version = factories.ItemVersionFactory()

    def enterprise(self, **fields: Any) -> Any:
        return factories.EnterpriseFactory(**fields)

    def case(
        self, enterprise: Any = None, *, grade: int = 0, paid: tuple[int, ...] = (), **fields: Any
    ) -> Case:
        """A case with these columns; ``grade`` rates it, each of ``paid`` is a payment in cents."""
        enterprise = enterprise or self.enterprise()
        number = next(_numbers)
        member = factories.member_of(enterprise)
        scope = {"tenant": enterprise.tenant, "region_code": enterprise.region_code}
        case = Case.objects.create(
            **{
                **scope,
                "case_no": f"C{number:08}",
                "enterprise": enterprise,
                "item_version": self.version,
                "department": self.version.item.department,
                "created_by": member,
                "channel": Channel.ONLINE,
                "idempotency_key": f"k{number}",
                "status": CaseStatus.SUBMITTED,
                "submitted_at": clock.now(),
                **fields,
            }
        )
        if grade:
            Rating.objects.create(
                **scope, case=case, grade=grade, channel=Channel.ONLINE, user=member, at=clock.now()
            )
        for serial, cents in enumerate(paid):
            Payment.objects.create(
                **scope,
                case=case,
                enterprise=enterprise,
                amount_cents=cents,
                ordered_at=clock.now(),
                key=f"case:{case.pk}:{serial}",
            )
        return case
