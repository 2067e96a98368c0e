"""The form changes while people fill it in: each finishes what they began."""

import pytest

from coorg_forms.models import SupportRequest
from tests import factories
from tests.factories import block


@pytest.fixture
def form(world):
    return world.form(
        [block("text", key="old", label="Ancienne"), block("text", key="both", label="Les deux")]
    )


def publish(form, questions):
    form.questions = factories.stream_of(questions)
    form.save_revision().publish()


@pytest.fixture
def changed(form):
    """Publish the form anew, one question replaced."""

    def change():
        publish(
            form,
            [
                form.questions.get_prep_value()[1],
                block("text", key="new", label="Nouvelle"),
            ],
        )

    return change


def test_old_version_is_recorded_for_whoever_began_with_it(visitor, changed):
    screen = visitor.look()
    changed()
    assert visitor.send({"old": "a", "both": "b"}, screen).status == 303
    request = SupportRequest.objects.get()
    assert request.form_version.number == 1
    assert request.answers == {"old": "a", "both": "b"}


def test_next_person_gets_the_new_version(visitor, changed):
    changed()
    screen = visitor.look()
    assert screen.question("new") and not screen.question("old")
    visitor.send({"new": "a", "both": "b"}, screen)
    assert SupportRequest.objects.get().form_version.number == 2


def test_errors_are_shown_in_the_version_that_was_begun(visitor, changed):
    screen = visitor.look()
    changed()
    again = visitor.send({"both": "b"}, screen)
    assert list(again.summary) == ["id_old"]
    assert not again.question("new")
    assert visitor.send({"old": "a", "both": "b"}, again).status == 303
    assert SupportRequest.objects.get().form_version.number == 1


def test_unchanged_publication_is_no_new_version(visitor, form):
    form.save_revision().publish()
    visitor.send({"old": "a", "both": "b"})
    assert SupportRequest.objects.get().form_version.number == 1


def test_captcha_and_version_hold_together(visitor, form, changed):
    from captcha.models import CaptchaStore

    type(form).objects.filter(pk=form.pk).update(captcha="always")
    screen = visitor.send({"old": "a", "both": "b"})
    changed()
    answer = CaptchaStore.objects.get().response
    sent = visitor.send({"old": "a", "both": "b"}, screen, **{"form-captcha-answer": answer})
    assert sent.status == 303
    assert SupportRequest.objects.get().form_version.number == 1
