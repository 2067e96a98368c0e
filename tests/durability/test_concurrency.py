"""Many people at once, on real server processes: every one is received, once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from captcha.models import CaptchaStore
from django.utils import timezone

from coorg_forms.models import ReferenceCounter, RequestFormPage, SupportRequest
from tests.durability.server import Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CROWD = 50


def at_once(*calls):
    """Run every call at the same moment, each in its thread."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_fifty_people_at_once(server, page):
    people = [Person(server, page.url) for _number in range(CROWD)]
    answers = at_once(*(person.send for person in people))
    assert {status for status, _location, _text in answers} == {303}
    shown = {people[0].reference(location) for _status, location, _text in answers}
    year = timezone.localdate().year
    assert shown == {f"OC-{year}-{number:05}" for number in range(1, CROWD + 1)}
    assert SupportRequest.objects.count() == CROWD
    assert ReferenceCounter.objects.get().last == CROWD


def test_one_form_sent_fifty_times_at_once(server, page):
    person = Person(server, page.url)
    answers = at_once(*[person.send] * CROWD)
    assert {status for status, _location, _text in answers} == {303}
    assert len({location for _status, location, _text in answers}) == 1
    request = SupportRequest.objects.get()
    assert request.events.count() == 1
    assert request.outbox.filter(kind="acknowledgement").count() == 1
    assert ReferenceCounter.objects.get().last == 1


@pytest.mark.parametrize("_round", range(5))
def test_one_captcha_lets_one_of_two_pass(server, page, _round):
    RequestFormPage.objects.filter(pk=page.pk).update(captcha="always")
    first, second = Person(server, page.url), Person(server, page.url)
    assert first.send()[0] == 422
    asked = CaptchaStore.objects.get()
    answer = {"form-captcha-key": asked.hashkey, "form-captcha-answer": asked.response}
    answers = at_once(lambda: first.send(**answer), lambda: second.send(**answer))
    assert sorted(status for status, _location, _text in answers) == [303, 422]
    assert SupportRequest.objects.count() == 1
    again = CaptchaStore.objects.get()
    assert again.hashkey != asked.hashkey


def test_one_captcha_and_a_double_click(server, page):
    RequestFormPage.objects.filter(pk=page.pk).update(captcha="always")
    person = Person(server, page.url)
    person.send()
    answer = {"form-captcha-answer": CaptchaStore.objects.get().response}
    answers = at_once(*[lambda: person.send(**answer)] * 8)
    assert {status for status, _location, _text in answers} == {303}
    assert not SupportRequest.objects.get().quarantined_at
