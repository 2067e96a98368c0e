"""Other requests of the same organization: in reach only, and never taken for others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.related import Relations
from coorg_forms.models import SupportRequest
from tests import factories


def found(user, request) -> dict[str, str]:
    """Reference → remark, of the likely ones and of the others of the same group."""
    relations = Relations(Desk(user), SupportRequest.objects.get(pk=request.pk))
    return {other.reference: other.remark for other in [*relations.likely, *relations.same_group]}


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
    assert "Same organization" in html and other.reference in html
    assert "Possibly the same request" in html and f'value="{like.reference}"' in html


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


def test_the_most_similar_comes_first_and_duplicates_are_no_candidates(world):
    request = of(world, "Le Relais", "Créer un jardin collectif")
    half = of(world, "Le Relais", "Un jardin pour les aînés")
    same = of(world, "Le Relais", "JARDINS COLLECTIFS à créer")
    linked = of(world, "Le Relais", "Créer un jardin collectif")
    SupportRequest.objects.filter(pk=linked.pk).update(
        state="closed", outcome="duplicate", duplicate_of=same, closed_at=timezone.now()
    )
    relations = Relations(Desk(world.moderator), request)
    assert [one.reference for one in relations.likely] == [same.reference, half.reference]
    assert [one.reference for one in relations.same_group] == [linked.reference]


def test_the_same_place_is_of_other_groups(world, moderator):
    request, near, far = of(world, "Le Relais"), of(world, "La Source"), of(world, "Ailleurs")
    own = of(world, "Le Relais", "Tout autre chose")
    hidden = of(world, "La Passerelle", territory=["pontiac"])
    in_place = [request.pk, near.pk, own.pk, hidden.pk]
    SupportRequest.objects.filter(pk__in=in_place).update(place="Val-des-Monts", place_key="val")
    relations = Relations(Desk(world.moderator), SupportRequest.objects.get(pk=request.pk))
    assert [one.reference for one in relations.same_place] == [near.reference]
    html = moderator.get(f"/admin/requests/{request.reference}/").content.decode()
    assert "Same place" in html and "La Source" in html and far.reference not in html


def test_three_queries_by_an_index_however_many_there_are(world):
    request = of(world, "Le Relais")
    SupportRequest.objects.filter(pk=request.pk).update(place="Luskville", place_key="luskville")

    def asked() -> list[str]:
        desk = Desk(world.moderator)
        desk.requests.exists()  # how far the person reaches is read once
        relations = Relations(desk, SupportRequest.objects.get(pk=request.pk))
        with CaptureQueriesContext(connection) as captured:
            assert len([*relations.likely, *relations.same_group, *relations.same_place]) >= 0
        return [query["sql"] for query in captured]

    few = asked()
    for _number in range(6):
        of(world, "Le Relais")
    assert len(asked()) == len(few) == 3
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for sql in few:
                cursor.execute("EXPLAIN QUERY PLAN " + sql)
                plan = " ".join(str(row) for row in cursor.fetchall())
                assert "coorg_same_group" in plan or "coorg_same_place" in plan, plan


def test_what_is_erased_is_found_no_more(world):
    from coorg_forms import operations

    request, other = of(world, "Le Relais"), of(world, "Le Relais")
    operations.erase(request=SupportRequest.objects.get(pk=other.pk))
    assert found(world.moderator, request) == {}
    assert SupportRequest.objects.get(pk=other.pk).organization_key == ""
