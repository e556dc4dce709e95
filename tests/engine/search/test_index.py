"""Everyday words find the item; official words are never pushed aside."""

import pytest

from onedoor.engine.search import Document, Index, Thesaurus

ITEMS = [
    Document("food", "食品经营许可", ("食品证", "餐饮证"), "县级市场监督管理局"),
    Document("hr", "人力资源服务许可", ("职业中介",), "人力资源和社会保障局"),
    Document("refund", "失业保险稳岗返还", ("稳岗补贴",), "人力资源和社会保障局"),
    Document("truck", "道路货物运输经营许可", ("货运证",), "交通运输局"),
    Document("school", "技工学校的设立审批", (), "人力资源和社会保障局"),
]
WORDS = Thesaurus(
    {
        "开饭店": ["食品经营许可"],
        "面馆": ["食品经营许可"],
        "招人": ["人力资源服务许可"],
        "不裁员": ["失业保险稳岗返还"],
    }
)


@pytest.fixture(scope="module")
def index():
    return Index(ITEMS, WORDS)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("食品经营许可", "food"),
        ("我想开饭店", "food"),
        ("开个面馆要办什么", "food"),
        ("帮别人招人", "hr"),
        ("不裁员有没有钱拿", "refund"),
        ("货运证", "truck"),
        ("ＨＲ 人力资源 服务", "hr"),
        ("人力资服务许可", "hr"),
    ],
)
def test_the_right_item_stands_first(index, query, first):
    assert index.search(query)[0].key == first


def test_a_hit_by_an_everyday_word_says_which_term_it_stood_for(index):
    assert index.search("面馆")[0].because == "食品经营许可"


def test_official_wording_is_never_pushed_aside_by_an_interpretation():
    pushy = Index(ITEMS, Thesaurus({"经营": ["技工学校的设立审批"]}))
    assert pushy.search("道路货物运输经营许可")[0].key == "truck"


@pytest.mark.parametrize("query", ["", "   ", "？！", "zzz"])
def test_nothing_is_found_for_nothing(index, query):
    assert index.search(query) == []


def test_an_index_of_nothing_finds_nothing():
    assert Index([]).search("食品") == []


def test_at_most_so_many_are_given_in_a_stable_order(index):
    hits = index.search("许可", most=2)
    assert len(hits) == 2
    assert hits == index.search("许可", most=2)
