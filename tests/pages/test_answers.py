"""An answer as people give it, and as it is kept."""

from decimal import Decimal

import pytest

from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.standards.enums import ValueKind
from onedoor.pages.answers import form_for, stored
from onedoor.text import Text


def asked(kind: ValueKind) -> FactAsked:
    return FactAsked(
        element="asked", name=Text.of("问"), kind=kind, unit="", question=None, options={}, derived_by=None
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0", "0"), ("5", "0.05"), ("5.5", "0.055"), ("100", "1"), ("0.0000001", "0.000000001")],
)
def test_a_share_is_asked_in_per_cent_and_kept_as_a_part_of_one(typed, kept):
    fact = asked(ValueKind.RATIO)
    form = form_for(fact)({"answer": typed})
    assert form.is_valid(), form.errors
    assert Decimal(stored(fact, form.cleaned_data["answer"])) == Decimal(kept)


@pytest.mark.parametrize("typed", ["", "-1", "101", "五", "NaN"])
def test_what_is_no_share_is_refused(typed):
    assert "answer" in form_for(asked(ValueKind.RATIO))({"answer": typed}).errors
