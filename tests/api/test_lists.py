"""Lists: bounded, complete, and asked for with the same few queries however long they are."""

from __future__ import annotations

import json

import pytest
from tests.pages.world import apply

from onedoor.apps.parties.queries import actor_of

pytestmark = pytest.mark.django_db

# The tenant, the token, its person's memberships and postings; then the number of rows and the rows themselves.
CEILINGS = {
    ("owner", "/items"): 3,
    ("owner", "/drafts"): 6,
    ("owner", "/cases"): 6,
    ("owner", "/notices"): 6,
    ("owner", "/policies"): 8,
    ("reviewer", "/cases"): 6,
    ("reviewer", "/tasks"): 7,
    ("supervisor", "/cases"): 6,
    ("supervisor", "/oversight/cases"): 6,
    ("supervisor", "/oversight/exports"): 6,
    ("supervisor", "/oversight"): 16,
}


def rows_of(response):
    assert response.status_code == 200
    return json.loads(response.content)


@pytest.mark.parametrize(("who", "path"), CEILINGS)
def test_a_list_asks_the_database_a_bounded_number_of_times(program, max_queries, who, path):
    speaker = program(who)
    speaker.get(path)
    with max_queries(CEILINGS[who, path]):
        speaker.get(path)


def test_more_rows_cost_no_more_queries(program, world, django_assert_num_queries):
    reviewer, counts = program("reviewer"), []
    owner = actor_of(world.people["owner"])
    for _ in range(2):
        reviewer.get("/cases")
        with django_assert_num_queries(CEILINGS["reviewer", "/cases"], exact=False) as captured:
            reviewer.get("/cases")
        counts.append(len(captured))
        for _ in range(3):
            apply(owner, world.item.code)
    assert counts[0] == counts[1]


def test_pages_of_a_list_make_the_whole_of_it(program):
    owner = program("owner")
    whole = rows_of(owner.get("/cases", limit=100))
    pages = [rows_of(owner.get("/cases", limit=1, offset=offset)) for offset in range(4)]
    assert whole["total"] == 3
    assert [row["id"] for page in pages for row in page["rows"]] == [row["id"] for row in whole["rows"]]
    assert pages[3]["rows"] == []


def test_cases_are_filtered_by_status(program, world):
    found = rows_of(program("owner").get("/cases", status="completed"))
    assert [row["id"] for row in found["rows"]] == [world.done.pk]


def test_unread_notices_become_read(program):
    owner = program("owner")
    before = rows_of(owner.get("/notices", unread="true"))
    first = before["rows"][0]
    assert owner.post(f"/notices/{first['id']}/read").status_code == 200
    after = rows_of(owner.get("/notices", unread="true"))
    assert after["total"] == before["total"] - 1


def test_everyday_words_find_an_item_and_say_why(program, world):
    found = rows_of(program().get("/items", q="职业中介"))
    assert found["rows"][0]["code"] == world.item.code


def test_figures_count_what_their_lists_show(program):
    supervisor = program("supervisor")
    figures = rows_of(supervisor.get("/oversight"))
    for name, number in (figures["cases"] | figures["cards"]).items():
        assert rows_of(supervisor.get("/oversight/cases", of=name))["total"] == number, name
    assert figures["paid_cents"] == 98_765_432


def test_an_export_is_asked_for_written_and_fetched(program, work):
    supervisor = program("supervisor")
    asked = supervisor.post("/oversight/exports", {"of": "open"})
    assert asked.status_code == 202
    address = f"/oversight/exports/{json.loads(asked.content)['id']}"
    assert supervisor.get(f"{address}/file").status_code == 409
    work()
    assert rows_of(supervisor.get(address))["state"] == "ready"
    given = supervisor.get(f"{address}/file")
    assert b"".join(given.streaming_content).decode("utf-8-sig").startswith("办件编号")
    assert supervisor.post("/oversight/exports", {"of": "everything"}).status_code == 422


def test_the_audit_holds_and_says_up_to_where(program):
    found = rows_of(program("supervisor").get("/audit/verification"))
    assert found["ok"] is True
    assert found["checked"] > 20
    assert len(found["head"]) == 64
