"""What differs between two versions, in words that an official reads."""

from copy import deepcopy
from typing import Any

import pytest

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.differing import Change, Kind, changes
from onedoor.reference.modelled import modelled_item
from onedoor.text import Text

CONTENT = modelled_item("hr-service-permit")["content"]


def between(change: Any) -> list[Change]:
    after = deepcopy(CONTENT)
    change(after)
    return changes(ItemDefinition.read(CONTENT), ItemDefinition.read(after))


def test_the_same_content_has_no_changes():
    assert between(lambda content: None) == []


@pytest.mark.parametrize(
    ("change", "zh"),
    [
        (lambda c: c["promised_limit"].update(n=3), "承诺时限：由“5个工作日”改为“3个工作日”"),
        (lambda c: c.update(visits=2), "到现场次数：由“0”改为“2”"),
        (lambda c: c.update(objects=["自然人"]), "服务对象：由“企业法人”改为“自然人”"),
        (lambda c: c.update(record={**c.get("record", {}), "is_pay_online": "1", "x": 1}), "1"),
        (lambda c: c["materials"][0].update(copies=2), "材料「营业执照」的份数：由“1”改为“2”"),
        (
            lambda c: c["materials"][0].update(necessity="later"),
            "材料「营业执照」的必要性：由“必要”改为“可容缺后补”",
        ),
        (lambda c: c["materials"].append({"id": "new", "name": "新材料"}), "新增材料「新材料」"),
        (lambda c: c["review_points"].pop(), "删去审查要点「"),
        (lambda c: c["fields"][0]["options"].pop(), "表单项「拟开展的业务」的选项：由“"),
        (lambda c: c["fields"].reverse(), "表单项的顺序：由“"),
        (lambda c: c.update(flow="other"), "流程：由“permit”改为“other”"),
        (lambda c: c.update(elements=c["elements"][1:]), "删去数据元「拟开展业务」"),
        (lambda c: c.update(faq=[{"question": "何时", "answer": "明日"}]), "新增常见问题「何时」"),
        (
            lambda c: c.update(table={"inputs": ["a"], "rows": [{"if": ["1"], "then": "x"}]}),
            "情形决策表：由“（空）”改为“1 行”",
        ),
    ],
)
def test_each_change_is_told_in_words(change: Any, zh: str):
    words = [each.words.zh for each in between(change)]
    assert any(zh in each for each in words), words


def test_codes_are_told_by_their_labels():
    before, after = (
        ItemDefinition.read({"name": "事项", "record": {"is_fee": code, "use_level": ["3"]}}) for code in "01"
    )
    (change,) = changes(before, after)
    assert change.words == Text("是否收费：由“否”改为“是”", "Fee charged: from “no” to “yes”")


def test_what_came_and_what_went_are_mirror_images():
    after = deepcopy(CONTENT)
    after["materials"].append({"id": "new", "name": "新材料"})
    one, other = ItemDefinition.read(CONTENT), ItemDefinition.read(after)
    assert [each.kind for each in changes(one, other)] == [Kind.ADDED]
    assert [each.kind for each in changes(other, one)] == [Kind.REMOVED]
