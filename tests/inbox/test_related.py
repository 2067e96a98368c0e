"""Other requests of the same organization: in reach only, and never taken for others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.related import related
from coorg_forms.models import SupportRequest
from tests import factories


def found(user, request) -> dict[str, str]:
    """Reference → remark."""
    return {other.reference: other.remark for other in related(Desk(user), request)}


def of(world, name, title="Un jardin pour tous", **changes) -> SupportRequest:
    return factories.submit(world.page, factories.answers(org_name=name, title=title, **changes))


def test_the_same_name_whatever_its_accents(world, moderator):
    request = of(world, "École Saint-Jérôme")
    other = of(world, "ecole St-Jerome", "Tout autre chose")
    like = of(world, "École St Jérôme", "Un jardin collectif")
    of(world, "École Saint-Jérôme de Gatineau")
    of(world, "Autre", "École Saint-Jérôme")
    marks = found(world.moderator, request)
    assert set(marks) == {other.reference, like.reference}
    assert marks[like.reference] and not marks[other.reference]
    html = moderator.get(f"/admin/requests/{request.reference}/").content.decode()
    assert "Same organization" in html and like.reference in html


def test_far_in_time_is_not_the_same_request(world):
    request, old = of(world, "Le Relais"), of(world, "Le Relais")
    before = timezone.now() - timedelta(days=61)
    SupportRequest.objects.filter(pk=old.pk).update(received_at=before)
    assert found(world.moderator, request) == {old.reference: ""}


def test_out_of_reach_and_spam_are_left_out(world):
    request = of(world, "Le Relais")
    of(world, "Le Relais", territory=["pontiac"])
    spam = of(world, "Le Relais")
    now = timezone.now()
    SupportRequest.objects.filter(pk=spam.pk).update(
        outcome="spam", closed_at=now, quarantined_at=now
    )
    assert found(world.moderator, request) == {}


@pytest.mark.parametrize("name", [None, "—"])
def test_a_group_without_name_has_no_others(world, name):
    request = of(world, name)
    of(world, name)
    assert found(world.moderator, request) == {}
