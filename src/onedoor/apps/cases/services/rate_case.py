"""好差评: the applicant grades the service."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.enums import CaseStatus, RatingGrade
from onedoor.apps.cases.models import Case, Rating
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.text import Text

RATEABLE = (CaseStatus.COMPLETED, CaseStatus.REFUSED)
LONGEST_COMMENT = 500


def rate_case(*, actor: Actor, case_id: int, grade: int, comment: str = "") -> Rating:
    """The case carries this grade, once; only its own enterprise may give it (GB/T 39734-2020)."""
    if grade not in RatingGrade.values:
        raise Invalid("rating.grade", found=str(grade), expected="1-5")
    if len(comment) > LONGEST_COMMENT:
        raise Invalid("rating.too_long", found=str(len(comment)), expected=f"<= {LONGEST_COMMENT}")
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=case_id)
        if case.enterprise_id not in actor.enterprise_ids:
            raise NotAllowed(
                "rating.not_yours", mend=Text("只有申请人可以评价。", "Only the applicant may rate.")
            )
        if case.status not in RATEABLE:
            raise Conflict("rating.too_early", found=str(CaseStatus(case.status).label))
        if Rating.objects.filter(case=case).exists():
            raise Conflict("rating.already", found=Text("已经评价过", "rated already"))
        rating = Rating.objects.create(
            tenant_id=case.tenant_id,
            region_code=case.region_code,
            case=case,
            grade=grade,
            comment=comment.strip(),
            channel=actor.channel,
            user_id=actor.person_id,
            at=clock.now(),
        )
        record_event(actor=actor, action="case.rated", subject=case, data={"grade": grade})
    return rating
