"""What a form page refuses whoever asks (cases 4, 6, 9 and 58)."""

import uuid

import pytest
from wagtail.models import PageViewRestriction

from coorg_forms.models import Draft, SupportRequest
from tests.public.forms import RIGHT


@pytest.fixture
def hidden():
    """Ways in which a page is not open to everyone."""
    return {
        "unpublished": lambda page: page.unpublish(),
        "private": lambda page: PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.LOGIN
        ),
        "deleted": lambda page: page.delete(),
    }


@pytest.mark.parametrize("how", ["unpublished", "private", "deleted"])
def test_a_form_that_is_not_open_receives_nothing(client, form, visitor, hidden, how):
    screen = visitor.look()
    hidden[how](form)
    sent = visitor.send(RIGHT, screen)

    assert sent.status in (302, 404)
    assert not SupportRequest.objects.exists() and not Draft.objects.exists()


def test_the_number_of_another_page_in_the_body_changes_nothing(world, form, visitor):
    visitor.send(RIGHT, page_id=str(world.page.pk), form_key=str(world.page.form_key))

    assert SupportRequest.objects.get().form_key == form.form_key


def test_judging_twice_leaves_nothing_behind(visitor):
    screen = visitor.look()
    for _time in range(2):
        screen = visitor.send({"text": "x"}, screen)
        assert screen.status == 422

    assert not SupportRequest.objects.exists() and not Draft.objects.exists()


def test_no_address_carries_the_session(client, form, visitor):
    client.cookies["sessionid"] = session = uuid.uuid4().hex
    sent = visitor.send(RIGHT)

    assert session not in sent.response["Location"] and session not in str(visitor.look().soup)
