"""Which of several sources holds, and what stays unknown."""

from datetime import date

import pytest

from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.profile import Fact, Profile
from onedoor.text import Text

REGISTER, APPLICANT, DECISION = SourceKind.REGISTER, SourceKind.APPLICANT, SourceKind.DECISION


def fact(value, kind=REGISTER, as_of="2026-10-31", element="insured_count"):
    return Fact(
        element=element,
        value=value,
        source=str(kind),
        source_name=Text("来源", "source"),
        source_kind=kind,
        as_of=date.fromisoformat(as_of),
    )


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ([fact(1, as_of="2026-01-01"), fact(2, as_of="2026-02-01")], 2),
        ([fact(2, as_of="2026-02-01"), fact(1, as_of="2026-01-01")], 2),
        ([fact(1, REGISTER, "2020-01-01"), fact(2, APPLICANT, "2026-01-01")], 1),
        ([fact(1, DECISION, "2020-01-01"), fact(2, REGISTER, "2026-01-01")], 1),
        ([fact(1), fact(None)], None),
        ([fact(None), fact(5, APPLICANT)], None),
        ([fact(0), fact(9, APPLICANT)], 0),
    ],
)
def test_the_higher_source_holds_then_the_later_date_then_the_last_told(facts, holds):
    assert Profile(facts)["insured_count"].value == holds


def test_known_absent_is_in_the_profile_and_unknown_is_not():
    profile = Profile([fact(None, element="penalty")])
    assert profile["penalty"].value is None
    assert "insured_count" not in profile


def test_provenance_goes_with_the_value():
    assert fact(3).provenance() == {
        "source": "register",
        "source_name": {"zh": "来源", "en": "source"},
        "as_of": "2026-10-31",
        "state": "fresh",
    }
