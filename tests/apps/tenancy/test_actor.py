"""The actor: who somebody is, and that being the house is not being a person."""

from dataclasses import FrozenInstanceError

import pytest

from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.errors import NotAllowed


def test_somebody_who_has_not_signed_in_holds_nothing():
    nobody = Actor.anonymous(1)
    assert not nobody.roles
    assert not nobody.enterprise_ids
    assert not nobody.is_system
    assert not nobody.has(*Role)


@pytest.mark.parametrize("actor", [Actor.anonymous(1), Actor.system(1)])
def test_where_a_person_must_answer_for_it_neither_the_house_nor_a_stranger_does(actor):
    with pytest.raises(NotAllowed, match=r"actor\.person"):
        _ = actor.person_id


def test_the_person_is_the_account():
    assert Actor(tenant_id=1, user_id=7).person_id == 7


def test_an_actor_cannot_be_promoted():
    actor = Actor.anonymous(1)
    with pytest.raises(FrozenInstanceError):
        actor.roles = frozenset(Role)


def test_papers_in_hand_make_another_actor_at_the_window():
    clerk = Actor(tenant_id=1, user_id=7, roles=frozenset({Role.CLERK}))
    served = clerk.at_window_for(12)
    assert (served.acting_for, served.channel, served.user_id) == (12, Channel.WINDOW, 7)
    assert (clerk.acting_for, clerk.channel) == (None, Channel.ONLINE)
    assert served.at_window_for(None).acting_for is None


def test_one_role_of_several_is_enough():
    actor = Actor(tenant_id=1, roles=frozenset({Role.CLERK}))
    assert actor.has(Role.REVIEWER, Role.CLERK)
    assert not actor.has(Role.REVIEWER, Role.DECIDER)
    assert not actor.has()
