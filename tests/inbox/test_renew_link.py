"""A new private link for someone who is sent no mail: handed over by whoever made it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.models import Contact, SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, post, url

ENTERS = ("intake", "organizer", "moderator", "manager")


@pytest.fixture
def unreached(world) -> SupportRequest:
    """Someone without an email, who sent their request themselves."""
    return factories.submit(world.page, factories.answers(email=None))


def private(request) -> str:
    return reverse("coorg_forms:sent", args=[request.token])


def open_(client, address):
    """Public addresses are looked for in the visitor's language too."""
    return client.get(address, follow=True).status_code


def test_a_new_link_is_shown_to_hand_over_and_the_old_one_is_dead(
    world, client, sign_in, unreached
):
    old, staff = private(unreached), sign_in(world.organizer, "fr")
    page = staff.get(url("detail", unreached)).content.decode()
    assert url("renew_link", unreached) in page and old not in page

    answer = post(staff, "renew_link", unreached)
    new = private(fresh(unreached))
    shown = staff.get(answer.url).content.decode()
    assert new != old and new in shown and "w-clipboard" in shown
    assert open_(client, old) == 404 and open_(client, new) == 200

    sheet = reverse("coorg_requests:entered", args=[unreached.public_id])
    printed = staff.get(f"{sheet}?print=1").content.decode()
    assert new in printed and unreached.reference in printed
    assert "Nous vous lirons" not in printed and "est saisie" not in printed


def test_history_says_who_did_it_and_holds_no_address(world, sign_in, unreached):
    post(sign_in(world.intake), "renew_link", unreached)
    event = unreached.events.get(action="link_renewed")
    assert event.actor == world.intake and event.data == {} == event.before
    page = sign_in(world.manager).get(url("detail", unreached)).content.decode()
    assert "New address of the private page" in page
    assert private(fresh(unreached)) not in page


def test_a_colleague_is_not_shown_it_nor_anybody_the_next_day(world, sign_in, unreached):
    staff = sign_in(world.intake)
    where = post(staff, "renew_link", unreached).url
    new = private(fresh(unreached))
    assert new not in sign_in(world.manager).get(where).content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert new not in sign_in(world.intake).get(where).content.decode()


@pytest.mark.parametrize("role", ["auditor", "privacy", *ENTERS])
def test_who_may(world, sign_in, unreached, role):
    person, old = world.person(role), unreached.token
    answer = post(sign_in(person), "renew_link", unreached)
    assert answer.status_code == (302 if role in ENTERS else 422)
    assert (fresh(unreached).token != old) == (role in ENTERS)


def test_out_of_reach_and_by_get_nothing_happens(world, sign_in, unreached):
    elsewhere = sign_in(world.person("organizer", world.there))
    assert post(elsewhere, "renew_link", unreached).status_code == 404
    assert sign_in(world.organizer).get(url("renew_link", unreached)).status_code == 405
    assert fresh(unreached).token == unreached.token


def test_not_where_mails_go_out_nor_from_quarantine_nor_once_erased(world, unreached):
    def why() -> str:
        with translation.override("en"):
            return operations.can_renew_link(user=world.organizer, request=fresh(unreached)).why

    contact = Contact.objects.filter(request=unreached)
    contact.update(email="a@example.org", updates="none")
    assert why() == ""  # they have an address and are sent no mail
    contact.update(updates="requester")
    assert "Mails go out" in why()
    contact.update(email="")
    SupportRequest.objects.filter(pk=unreached.pk).update(quarantined_at=timezone.now())
    assert "quarantine" in why()
    contact.delete()
    assert "erased" in why()


def test_the_second_of_two_is_told(world, sign_in, unreached):
    first, second = sign_in(world.intake), sign_in(world.organizer)
    post(first, "renew_link", unreached, version=1)
    token = fresh(unreached).token
    assert post(second, "renew_link", unreached, version=1).status_code == 409
    assert fresh(unreached).token == token


def test_made_twice_the_last_one_holds(world, client, sign_in, unreached):
    staff = sign_in(world.intake)
    links = []
    for _time in range(2):
        answer = post(staff, "renew_link", unreached)
        links.append(private(fresh(unreached)))
    assert links[1] in staff.get(answer.url).content.decode()
    assert [open_(client, link) for link in links] == [404, 200]
