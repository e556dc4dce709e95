"""An agency's own list: read whole or refused row by row, in the place of the shipped one, never half."""

from datetime import date

import pytest

from onedoor.apps.audit.models import Event
from onedoor.apps.standards.codefiles import CodeFile, read_code_file
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import Code, CodeList, CodeListVersion
from onedoor.apps.standards.queries import successors, valid_on
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.apps.standards.services.replace_code_list import replace_code_list
from onedoor.errors import Invalid, NotAllowed
from onedoor.reference.codelists import Entry
from onedoor.text import Text

pytestmark = pytest.mark.django_db
OWN = CodeFile(
    {},
    [
        Entry("A", Text("甲类", "class A"), valid_to=date(2024, 6, 30), successors=(("B", None),)),
        Entry("B", Text("乙类", "class B"), valid_from=date(2024, 7, 1)),
    ],
)


def replaced(actor, file=OWN, **changes):
    given = {
        "slug": "certificate_type",
        "file": file,
        "edition": "本市2026版",
        "source": "市数据局",
    } | changes
    return replace_code_list(actor=actor, **given)


def test_the_own_list_holds_from_now_on_and_the_shipped_one_is_kept(house):
    version = replaced(house)
    assert [code.code for code in Code.objects.current("certificate_type").order_by("code")] == ["A", "B"]
    assert (version.number, version.origin, version.size) == (2, Origin.OWN, 2)
    assert CodeListVersion.objects.get(list="certificate_type", number=1).codes.count() == 16
    assert valid_on("A", date(2024, 6, 30), "certificate_type")
    assert not valid_on("A", date(2024, 7, 1), "certificate_type")
    assert [code.code for code in successors("A", date(2026, 1, 1), "certificate_type")] == ["B"]
    assert Event.objects.get(action="codes.replaced").data["list"] == "certificate_type"


def test_the_same_list_again_changes_nothing(house):
    assert replaced(house) == replaced(house)
    assert Event.objects.filter(action="codes.replaced").count() == 1


def test_loading_what_ships_leaves_the_own_list_alone_unless_told_otherwise(house):
    replaced(house)
    load_reference(towns=False)
    assert Code.objects.current("certificate_type").count() == 2
    load_reference(towns=False, over_own=True)
    assert Code.objects.current("certificate_type").count() == 16


def test_a_new_list_may_be_begun(house):
    head = {"name": {"zh": "街镇分片", "en": "Districts of towns"}, "standard": "本市"}
    replaced(house, CodeFile(head, OWN.entries), slug="town_groups")
    assert CodeList.objects.get(slug="town_groups").label == Text("街镇分片", "Districts of towns")


def test_persons_do_not_replace_what_all_governments_share(designer):
    with pytest.raises(NotAllowed):
        replaced(designer)


@pytest.mark.parametrize("changes", [{"edition": " "}, {"source": ""}, {"edition": "x" * 41}])
def test_an_own_list_says_which_it_is_and_where_it_is_from(house, changes):
    with pytest.raises(Invalid, match=r"codes\.edition"):
        replaced(house, **changes)


def test_a_file_that_is_refused_leaves_everything_as_it_was(house):
    before = list(CodeListVersion.objects.order_by("pk").values())
    with pytest.raises(Invalid, match=r"codes\.rows"):
        replaced(house, read_code_file("own.csv", "code,name\nA,甲\nA,乙\n".encode()))
    assert list(CodeListVersion.objects.order_by("pk").values()) == before
