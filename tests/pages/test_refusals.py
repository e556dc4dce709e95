"""A refusal as a page: it says what to do, shows nothing of the inside, and leads on."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
CAME_FROM = "http://testserver/portal/policies/"


def test_an_address_that_only_takes_a_button_is_no_blank_page(world):
    answer = world.client("owner").get("/portal/apply/nothing/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "request.method" in answer.content.decode()


def test_what_is_not_found_names_no_row_and_says_what_to_do(world):
    words = world.client("owner").get("/portal/cases/999999/").content.decode()
    assert "pk=" not in words
    assert "怎么办" in words


@pytest.mark.parametrize(
    ("referer", "led"),
    [
        (CAME_FROM, True),
        ("", False),
        ("https://elsewhere.example/portal/policies/", False),
        ("http://testserver//elsewhere.example/", False),
    ],
)
def test_one_is_led_back_to_the_page_of_this_house_that_one_came_from(world, referer, led):
    answer = world.client("owner").get("/portal/cases/999999/", headers={"referer": referer})
    assert ("回到刚才的页面" in answer.content.decode()) == led
    assert "elsewhere" not in answer.content.decode()


def test_whoever_was_signed_out_meanwhile_signs_in_again_and_comes_back(db):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/portal/apply/x/", {}, headers={"referer": CAME_FROM})
    assert answer.status_code == 403
    assert "/login/?next=/portal/policies/" in answer.content.decode()


def test_a_document_that_was_not_chosen_is_asked_for_where_it_is_chosen(db, client):
    answer = client.post("/verify/", {})
    assert answer.context["document_form"].errors.keys() == {"document"}
    assert not answer.context["code_form"].errors
