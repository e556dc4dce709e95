"""A signature is appended, over everything, at the moment that the house's clock says."""

from datetime import datetime

import pytest
from tests.apps.certificates.test_printing import PLAIN

from onedoor import clock
from onedoor.apps.certificates.printing import print_document
from onedoor.apps.certificates.signing import is_intact, sign

AT = datetime(2025, 3, 1, 8, 30, tzinfo=clock.CHINA)


@pytest.fixture(scope="module")
def printed():
    return print_document(PLAIN)


@pytest.fixture
def signed(printed):
    return sign(printed, code=PLAIN.code, issuer=PLAIN.issuer, at=AT)


def test_the_printed_document_is_kept_and_only_the_signature_comes_behind_it(printed, signed):
    assert signed.startswith(printed)
    behind = signed[len(printed) :]
    assert b"/ETSI.CAdES.detached" in behind
    assert b"20250301083000" in behind
    assert b"/ModDate" not in behind
    assert b"/Type /Metadata" not in behind
    assert behind.startswith(b"\n")


def test_a_signature_holds_until_a_byte_changes(printed, signed):
    assert is_intact(signed)
    assert not is_intact(printed)
    for place in (10, len(printed) // 2, len(printed) + 20):
        assert not is_intact(signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :])


def test_what_is_longer_or_shorter_than_what_was_signed_does_not_hold(signed):
    assert not is_intact(signed + b"% more")
    for broken in (b"", b"%PDF-1.7", signed[:-30], signed[: len(signed) // 2]):
        assert not is_intact(broken)
