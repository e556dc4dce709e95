"""Items are found by what people say: all real items of Guangdong beside two modelled ones."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.finding import find_items, forget_indexes, search_text
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.demo.city import guide
from onedoor.reference.items import items
from onedoor.reference.modelled import modelled_item

MODELLED = ("hr-service-permit", "stability-refund")
PERMIT, REFUND = (modelled_item(name)["code"] for name in MODELLED)
FIRST = date(2026, 1, 1)


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Everything in force, once for this file; each test undoes only what it did itself."""
    forget_indexes()
    with django_db_blocker.unblock(), transaction.atomic():
        tenant = factories.TenantFactory()
        for name in MODELLED:
            factories.ItemVersionFactory(modelled=name)
        real = [item for item in items().values() if item.scheme == "national"]
        names = {item.code[:18]: item.department for item in real}
        Department.objects.bulk_create(
            Department(tenant=tenant, region_code=tenant.region_code, code=code, name=name)
            for code, name in names.items()
        )
        places = {department.code: department for department in Department.objects.all()}
        rows = ServiceItem.objects.bulk_create(
            ServiceItem(
                tenant=tenant,
                region_code=item.region,
                code=item.code,
                name=item.name,
                department=places[item.code[:18]],
                power_type=item.type,
                words=search_text(ItemDefinition.read(guide(item))),
            )
            for item in real
        )
        ItemVersion.objects.bulk_create(
            ItemVersion(
                tenant=tenant,
                region_code=row.region_code,
                item=row,
                code=row.code,
                version=1,
                state=ReleaseState.RELEASED,
                effective_from=FIRST,
                content=guide(item),
                content_hash=f"{number:064}",
                released_at=clock.now(),
            )
            for number, (row, item) in enumerate(zip(rows, real, strict=True))
        )
        yield Actor.anonymous(tenant.pk)
        transaction.set_rollback(True)
    forget_indexes()


@pytest.fixture
def anybody(catalogue, db) -> Actor:
    return catalogue


@pytest.fixture
def changing(anybody):
    """For tests that change the catalogue: what they undo gives its ids to the next one."""
    yield anybody
    forget_indexes()


def titles(actor, words, most=3):
    return [found.definition.name.zh for found in find_items(actor, words)][:most]


EVERYDAY = [
    ("职业中介", "人力资源服务许可"),
    ("猎头", "人力资源服务许可"),
    ("劳务中介", "人力资源服务许可"),
    ("我想开一家职业中介公司", "人力资源服务许可"),
    ("招聘公司", "人力资源服务许可"),
    ("稳岗补贴", "失业保险稳岗返还"),
    ("不裁员返钱", "失业保险稳岗返还"),
    ("失业保险返还", "失业保险稳岗返还"),
    ("开饭店", "食品经营许可查询"),
    ("开奶茶店要办什么", "食品经营许可查询"),
    ("开公司", "内资有限责任公司设立登记"),
    ("办护照", "办理及加注普通护照"),
    ("出国", "办理及加注普通护照"),
    ("去香港", "办理往来港澳通行证"),
    ("去台湾", "办理往来台湾通行证"),
    ("考驾照", "机动车驾驶证初次申领"),
    ("买新车上牌", "机动车注册登记"),
    ("校车司机", "申请取得校车驾驶资格"),
    ("退休金", "企业职工基本养老金申领"),
    ("提前退休", "企业职工从事特殊工种提前退休申请"),
    ("社保补缴", "企业职工社会保险费断缴补缴申报"),
    ("上班受伤", "工伤"),
    ("高企", "高新技术企业认定"),
    ("专精特新", "“专精特新”中小企业培育政策咨询"),
    ("延期交税", "对纳税人延期缴纳税款的核准"),
    ("股权出质", "对股权出质设立登记"),
    ("盖房子", "乡村建设规划许可证核发"),
    ("环评", "建设项目环境影响报告书审批"),
    ("打井", "新增取水许可"),
    ("砍树", "自然保护区以外的珍贵树木和林区内具有特殊价值的植物资源采伐和采集"),
    ("鱼苗", "水产苗种检疫"),
    ("养殖", "水域滩涂养殖证的审核"),
    ("开律所", "律师事务所设立许可"),
    ("当律师", "兼职律师执业许可"),
    ("打官司没钱", "法律援助"),
    ("当老师", "高等学校教师资格认定"),
    ("普通话证书", "普通话水平测试等级证书核发"),
    ("毕业证丢了", "办理自学考试毕业证明书"),
    ("残疾证", "《中华人民共和国残疾人证》新办证申请"),
    ("保安证", "保安员证核发"),
    ("消防工程师", "一级注册消防工程师注册审批"),
    ("外国人工作", "首次、延期、换发、补发工作类外国人居留证件"),
    ("存档案", "档案接收"),
    ("文物修复", "馆藏文物修复、复制、拓印许可"),
    ("permit for human resources", "人力资源服务许可"),
    ("REFUND", "失业保险稳岗返还"),
]


@pytest.mark.parametrize(("words", "expected"), EVERYDAY)
def test_what_people_say_finds_the_item_among_the_first_three(anybody, words, expected):
    found = titles(anybody, words)
    assert any(title.startswith(expected) for title in found), found


def test_every_official_name_finds_its_own_item_among_the_first_ten(anybody):
    names = list(ItemVersion.objects.order_by("code").values_list("content", flat=True))[::20]
    lost = []
    for content in names:
        name = content["name"] if isinstance(content["name"], str) else content["name"]["zh"]
        if name not in titles(anybody, name, most=10):
            lost.append(name)
    assert lost == []


def test_an_everyday_word_says_which_official_term_it_stood_for(anybody):
    assert find_items(anybody, "猎头")[0].because == "人力资源服务"
    assert find_items(anybody, "人力资源服务许可")[0].because == ""


@pytest.mark.parametrize("words", ["", " ", "\n\u3000", "？！", "zzzzqqqq", "\0", "🙂"])
def test_nothing_is_found_for_nothing(anybody, words):
    assert find_items(anybody, words) == []


@pytest.mark.parametrize(
    "words",
    [
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "%s %d {0} {{ x }}",
        "*:* AND (",
        "\\" * 300,
        "许可" * 50_000,
        "\ud83d 许可",
        "a" * 100_000,
    ],
)
def test_a_hostile_query_is_only_words(anybody, words):
    assert len(find_items(anybody, words)) <= 20


@given(st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_whatever_is_typed_finds_different_items_of_this_tenant_or_none(anybody, words):
    codes = [found.version.code for found in find_items(anybody, words)]
    assert len(codes) == len(set(codes)) <= 20


def test_at_most_as_many_as_asked_for(anybody):
    assert len(find_items(anybody, "许可", most=5)) <= 5


def test_what_only_shares_a_word_is_not_shown(anybody):
    assert titles(anybody, "稳岗补贴", most=20) == ["失业保险稳岗返还"]


def test_searching_asks_the_database_three_times_once_the_index_stands(anybody, max_queries):
    find_items(anybody, "许可")
    with max_queries(3):
        found = find_items(anybody, "许可")
        assert all(each.version.item.department.name for each in found)


def new_item(actor, name, code="NEW", **content):
    return release_item(
        actor=Actor.system(actor.tenant_id),
        code=code,
        department=Department.objects.order_by("pk").first(),
        power_type="行政许可",
        content={"name": name, **content},
        effective_from=content.pop("effective_from", FIRST),
        region_code=factories.GUANGZHOU,
    )


def test_what_is_released_is_found_at_once(changing):
    assert "热气球观光飞行许可" not in titles(changing, "热气球")
    new_item(changing, "热气球观光飞行许可")
    assert titles(changing, "热气球") == ["热气球观光飞行许可"]


def test_a_next_version_is_found_by_its_new_words_and_shown_once(changing):
    new_item(changing, "热气球观光飞行许可")
    new_item(changing, "热气球观光飞行许可", everyday=["坐飞艇"])
    found = find_items(changing, "坐飞艇")
    assert [(each.version.code, each.version.version) for each in found][:1] == [("NEW", 2)]
    assert [each.version.code for each in find_items(changing, "热气球")] == ["NEW"]


def test_what_is_withdrawn_is_found_no_longer(changing):
    version = new_item(changing, "热气球观光飞行许可")
    assert titles(changing, "热气球")
    ItemVersion.objects.filter(pk=version.pk).update(state=ReleaseState.WITHDRAWN)
    assert "热气球观光飞行许可" not in titles(changing, "热气球")


def test_what_is_not_in_force_yet_is_found_from_its_first_day(changing, at):
    version = new_item(changing, "热气球观光飞行许可", code="LATER")
    ItemVersion.objects.bulk_create(
        [
            ItemVersion(
                tenant_id=version.tenant_id,
                region_code=version.region_code,
                item=version.item,
                code="LATER",
                version=2,
                state=ReleaseState.RELEASED,
                effective_from=date(2026, 12, 1),
                content={"name": "飞艇飞行许可"},
                content_hash="f" * 64,
            )
        ]
    )
    assert "飞艇飞行许可" not in titles(changing, "飞艇")
    at("2026-12-01T00:10")
    assert "飞艇飞行许可" in titles(changing, "飞艇")


def test_another_tenant_finds_only_its_own(changing):
    abroad = factories.TenantFactory(code="abroad")
    stranger = Actor.anonymous(abroad.pk)
    assert find_items(stranger, "人力资源服务许可") == []
    factories.ItemVersionFactory(tenant=abroad, modelled="stability-refund")
    assert titles(stranger, "稳岗") == ["失业保险稳岗返还"]
    assert find_items(stranger, "人力资源服务许可") == []


def test_a_draft_is_found_by_nobody_not_even_its_designer(changing):
    version = new_item(changing, "热气球观光飞行许可")
    ItemVersion.objects.filter(pk=version.pk).update(state=ReleaseState.DRAFT)
    designer = factories.actor_for(Role.DESIGNER)
    assert titles(designer, "猎头") == ["人力资源服务许可"]
    assert "热气球观光飞行许可" not in titles(designer, "热气球")


def test_the_modelled_items_are_found_with_their_english_names(anybody):
    (found,) = find_items(anybody, "Job-stability refund")
    assert (found.version.code, found.definition.name.en) == (
        REFUND,
        "Job-stability refund of unemployment insurance",
    )
    assert find_items(anybody, "猎头")[0].version.code == PERMIT


def test_in_a_great_catalogue_the_same_items_come_first(anybody, monkeypatch):
    asked = ("职业中介", "稳岗返还", "一级注册建造师变更注册", "permit for human-resources services")
    small = {words: find_items(anybody, words)[0].version.code for words in asked}
    monkeypatch.setattr("onedoor.apps.catalogue.finding.MOST_IN_MEMORY", 1)
    assert {words: find_items(anybody, words)[0].version.code for words in asked} == small
    assert find_items(anybody, "  ") == []
