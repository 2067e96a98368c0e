"""People link requests at the same moment: one of them wins, and no circle closes."""

import pytest

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.models.relations import kept_of
from tests.factories import submit
from tests.operations.test_concurrency import together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def marking(user, request, kept):
    now = fresh(request)
    return lambda: operations.mark_duplicate(
        user=user, request=now, reference=kept.reference, version=1
    )


def test_each_of_two_as_the_duplicate_of_the_other(world):
    for _number in range(ROUNDS):
        one, other = submit(world.page), submit(world.page)
        results = together(marking(world.moderator, one, other), marking(world.manager, other, one))
        refused = [result for result in results if isinstance(result, operations.Incomplete)]
        assert len(refused) == 1, results
        assert SupportRequest.objects.filter(pk__in=[one.pk, other.pk], outcome="").count() == 1


def test_a_long_circle_does_not_close_either(world):
    requests = [submit(world.page) for _number in range(4)]
    following = [*requests[1:], requests[0]]
    results = together(
        *[
            marking(world.manager, one, other)
            for one, other in zip(requests, following, strict=True)
        ]
    )
    [kept] = SupportRequest.objects.filter(outcome="")
    assert {kept_of(fresh(one)) for one in requests} == {kept}
    assert sum(isinstance(result, operations.Incomplete) for result in results) == 1


def test_eight_people_link_one_request_once(world):
    request, others = submit(world.page), [submit(world.page) for _number in range(8)]
    results = together(*[marking(world.moderator, request, other) for other in others])
    lost = [result for result in results if isinstance(result, operations.StaleRequest)]
    assert len(lost) == 7, results
    assert request.events.filter(action="duplicated").count() == 1
    told = [other for other in others if other.events.filter(action="joined").exists()]
    assert told == [fresh(request).duplicate_of]
