"""What other apps ask of the standards."""

from datetime import date

import pytest
from tests import factories

from onedoor.apps.standards.models import Code
from onedoor.apps.standards.queries import (
    code_on,
    element_on,
    elements_on,
    region_name,
    successors,
    valid_on,
)
from onedoor.errors import NotFound
from onedoor.text import Text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("code", ["999999", "", "44", "440106 "])
def test_a_code_that_the_standard_never_had_is_not_found(tenant, code):
    with pytest.raises(NotFound) as refusal:
        region_name(code)
    assert (refusal.value.code, refusal.value.found) == ("region.unknown", code)


def test_a_region_has_a_name_even_after_its_end(tenant):
    assert region_name("440106") == Text("天河区", "天河区")
    assert region_name("110103").zh == "崇文区"


@pytest.mark.parametrize(
    ("code", "day", "valid"),
    [
        ("110103", "2009-06-01", True),
        ("110103", "2010-12-31", True),
        ("110103", "2011-01-01", False),
        ("440118", "2013-12-31", False),
        ("440118", "2026-11-24", True),
        ("440106", "1990-01-01", True),
        ("999999", "2026-11-24", False),
    ],
)
def test_a_retired_code_is_valid_for_old_records_only(tenant, code, day, valid):
    assert valid_on(code, date.fromisoformat(day)) is valid


@pytest.mark.parametrize(
    ("code", "day", "now"),
    [
        ("110103", TODAY, ["110101"]),
        ("440106", TODAY, []),
        ("440524", TODAY, ["440512", "440513", "440514"]),
        ("440524", date(2000, 1, 1), ["440582"]),
        ("440183", TODAY, ["440112", "440118"]),
        ("330103", TODAY, ["330105"]),
    ],
)
def test_successors_are_followed_to_what_stands_on_the_day(tenant, max_queries, code, day, now):
    with max_queries(5):
        assert [found.code for found in successors(code, day)] == now


def test_an_unknown_code_has_no_successors(tenant):
    with pytest.raises(NotFound, match=r"code\.unknown"):
        successors("999999", TODAY)


@pytest.mark.parametrize(
    ("day", "name"), [("1990-05-01", "东郊区"), ("1992-05-01", "东丽区"), ("2020-05-01", "东丽区")]
)
def test_a_renamed_code_has_the_name_of_the_day(tenant, day, name):
    found = code_on("120110", date.fromisoformat(day))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("code_list", "words", "codes"),
    [
        ("region", "天河", ["440106"]),
        ("region", "4401 天河", ["440106"]),
        ("sex", "male", ["1", "2"]),
        ("industry", "软件 开发", ["651", "6511", "6512", "6513", "6519"]),
        ("power_type", "许可", ["01"]),
        ("region", "无此地", []),
    ],
)
def test_codes_are_found_by_words_and_beginnings(tenant, code_list, words, codes):
    assert [code.code for code in Code.objects.current(code_list).called(words).order_by("code")] == codes


def test_elements_come_by_identifier_in_one_query(tenant, designer, max_queries):
    with max_queries(1):
        elements = elements_on(designer)
    assert elements["paid_months"].name == Text("失业保险缴费月数", "Months of unemployment insurance paid")
    assert elements["paid_months"].unit == "月"
    assert elements["size"].code_list == "enterprise_size"


def test_an_element_that_nobody_registered_means_nothing(tenant, designer):
    with pytest.raises(NotFound, match=r"element\.unknown"):
        element_on(designer, "no_such_thing")


def test_data_elements_of_another_government_are_not_seen(tenant):
    stranger = factories.system(factories.TenantFactory(code="abroad", region_code="440100"))
    assert elements_on(stranger) == {}
