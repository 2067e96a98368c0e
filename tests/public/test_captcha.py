"""The worded question: when it is asked, what answers it, and that a miss loses nothing."""

from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.utils import timezone, translation

from coorg_forms.models import OutboxMessage, SupportRequest
from coorg_forms.public import captcha
from tests.public.forms import ENOUGH, LINKS, RIGHT, translated
from tests.public.screen import Visitor
from tests.public.test_form_page import assert_whole

SUSPICIOUS = {**ENOUGH, **LINKS}


def right() -> str:
    return CaptchaStore.objects.get().response


def set_captcha(form, mode):
    type(form).objects.filter(pk=form.pk).update(captcha=mode)


def answer(text) -> dict:
    return {captcha.ANSWER_FIELD: text}


def test_asked_when_suspicious_with_everything_kept(visitor):
    typed = {**RIGHT, **LINKS}
    screen = visitor.send(typed)
    assert screen.status == 422
    assert screen.captcha
    assert screen.typed == typed
    assert list(screen.summary) == ["id_form-captcha-answer"]
    assert_whole(screen)
    assert not SupportRequest.objects.exists()


def test_words_are_the_same_in_the_summary_and_beside_the_field(visitor):
    for screen in (
        first := visitor.send(SUSPICIOUS),
        visitor.send(SUSPICIOUS, first, **answer("0")),
    ):
        (message,) = screen.summary.values()
        assert message in screen.text.split(screen.captcha)[1]


def test_not_asked_without_suspicion(visitor):
    assert visitor.send(ENOUGH).status == 303
    assert not CaptchaStore.objects.exists()


def test_always_asked_where_the_form_says_so(visitor, form):
    set_captcha(form, "always")
    assert not visitor.look().captcha
    assert visitor.send(ENOUGH).captcha


def test_never_asked_where_the_form_says_so(visitor, form):
    set_captcha(form, "never")
    assert visitor.send(SUSPICIOUS).status == 303
    assert SupportRequest.objects.get().quarantined_at
    assert not CaptchaStore.objects.exists()


def test_not_asked_before_the_errors_are_mended(visitor, form):
    set_captcha(form, "always")
    screen = visitor.send({"text": "x"})
    assert not screen.captcha
    assert not CaptchaStore.objects.exists()


def test_right_answer_is_received_outside_quarantine(visitor):
    screen = visitor.send(SUSPICIOUS)
    assert visitor.send(SUSPICIOUS, screen, **answer(right())).status == 303
    assert not SupportRequest.objects.get().quarantined_at
    assert not CaptchaStore.objects.exists()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("number", range(2, 19))
def test_answer_in_letters(language, number, db):
    with translation.override(language):
        store = CaptchaStore.objects.create(challenge="1+1", response=str(number))
        written = str(captcha.WORDS[number])
        assert captcha.is_solved({captcha.KEY_FIELD: store.hashkey, **answer(written)})


@pytest.mark.parametrize(
    "written", ["17", " 17 ", "dix-sept", "DIX-SEPT", "dix sept", "Dix‑sept", "dixsept", "１７"]
)
def test_answer_in_letters_however_it_is_written(written, db):
    with translation.override("fr"):
        store = CaptchaStore.objects.create(challenge="8+9", response="17")
        assert captcha.is_solved({captcha.KEY_FIELD: store.hashkey, **answer(written)})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_question_is_asked_in_the_language_of_the_page(language, db):
    with translation.override(language):
        challenge = captcha.ask()
        left, right = CaptchaStore.objects.get().challenge.split("+")
        assert str(captcha.WORDS[int(left)]) in challenge.question
        assert str(captcha.WORDS[int(right)]) in challenge.question


def test_french_question_is_in_french(visitor):
    asked = visitor.send(SUSPICIOUS).captcha
    with translation.override("fr"):
        question = translation.gettext("How much is %(left)s plus %(right)s?")
    assert asked.startswith(question.partition("%")[0])


def test_columns_hold_the_longest_question(db):
    for _number in range(50):
        captcha.ask()
    for store in CaptchaStore.objects.all():
        assert len(store.challenge) <= 32
        assert len(store.response) <= 32


def test_wrong_once_asks_another_question(visitor):
    first = visitor.send(SUSPICIOUS)
    second = visitor.send(SUSPICIOUS, first, **answer("0"))
    assert second.status == 422
    assert second.hidden[captcha.KEY_FIELD] != first.hidden[captcha.KEY_FIELD]
    assert second.typed == SUSPICIOUS
    assert "819 966-6484" in second.soup.select_one("#error-summary").get_text().replace(
        "\xa0", " "
    )
    assert visitor.send(SUSPICIOUS, second, **answer(right())).status == 303
    assert not SupportRequest.objects.get().quarantined_at


def test_wrong_twice_ends_in_quarantine_with_a_reference(visitor, client):
    screen = visitor.send(SUSPICIOUS)
    for _number in range(2):
        screen = visitor.send(SUSPICIOUS, screen, **answer("0"))
    assert screen.status == 303
    request = SupportRequest.objects.get()
    assert request.quarantined_at
    assert request.suspicions == ["links", "captcha_missed"]
    assert request.reference in client.get(screen.response["Location"]).content.decode()


def test_no_answer_leaves_the_question(visitor):
    first = visitor.send(SUSPICIOUS)
    second = visitor.send(SUSPICIOUS, first, **answer(" "))
    assert second.status == 422
    assert second.hidden[captcha.KEY_FIELD] == first.hidden[captcha.KEY_FIELD]
    assert visitor.send(SUSPICIOUS, second, **answer(right())).status == 303
    assert not SupportRequest.objects.get().quarantined_at


def test_no_answer_twice_is_no_dead_end(visitor):
    screen = visitor.send(SUSPICIOUS)
    for _number in range(2):
        screen = visitor.send(SUSPICIOUS, screen)
    assert screen.status == 303
    assert SupportRequest.objects.get().quarantined_at


def test_question_and_answer_survive_the_error_of_another_field(visitor):
    first = visitor.send(SUSPICIOUS)
    with_error = {**SUSPICIOUS, "email": "eloise@"}
    second = visitor.send(with_error, first, **answer(right()))
    assert second.captcha == first.captcha
    assert second.hidden[captcha.KEY_FIELD] == first.hidden[captcha.KEY_FIELD]
    assert second.soup.select_one("#id_form-captcha-answer")["value"] == right()
    assert list(second.summary) == ["id_email"]
    assert_whole(second)
    assert visitor.send(SUSPICIOUS, second, **answer(right())).status == 303
    assert not SupportRequest.objects.get().quarantined_at


def test_one_answer_passes_once(visitor):
    first = visitor.send(SUSPICIOUS)
    key, solution = first.hidden[captcha.KEY_FIELD], right()
    visitor.send(SUSPICIOUS, first, **answer(solution))
    stolen = visitor.send({**SUSPICIOUS}, **{captcha.KEY_FIELD: key, **answer(solution)})
    assert stolen.status == 422
    assert SupportRequest.objects.count() == 1


def test_replay_with_the_used_answer_is_the_same_request(visitor):
    screen = visitor.send(SUSPICIOUS)
    solution = right()
    sent = [visitor.send(SUSPICIOUS, screen, **answer(solution)) for _ in range(2)]
    assert sent[0].response["Location"] == sent[1].response["Location"]


def test_wrong_answer_uses_the_question_up(visitor):
    screen = visitor.send(SUSPICIOUS)
    solution = right()
    visitor.send(SUSPICIOUS, screen, **answer("0"))
    assert visitor.send(SUSPICIOUS, screen, **answer(solution)).status == 422


def test_question_outlives_a_long_form(visitor):
    screen = visitor.send(SUSPICIOUS)
    assert CaptchaStore.objects.get().expiration > timezone.now() + timedelta(minutes=59)
    CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
    assert visitor.send(SUSPICIOUS, screen, **answer("5")).captcha


def test_old_questions_are_swept(visitor):
    visitor.send(SUSPICIOUS)
    CaptchaStore.objects.update(expiration=timezone.now() - timedelta(seconds=1))
    visitor.send(SUSPICIOUS)
    assert CaptchaStore.objects.count() == 1


def test_question_of_another_part_of_the_site_is_not_ours(visitor):
    other = CaptchaStore.objects.create(challenge="XKCD", response="xkcd")
    fields = {captcha.KEY_FIELD: other.hashkey, **answer("xkcd")}
    assert visitor.send(SUSPICIOUS, **fields).status == 422
    assert visitor.send({}, **fields).status == 422
    assert CaptchaStore.objects.filter(pk=other.pk).exists()


def test_question_and_answer_are_kept_nowhere(visitor):
    screen = visitor.send({**SUSPICIOUS, "email": "a@example.org"})
    key = screen.hidden[captcha.KEY_FIELD]
    visitor.send({**SUSPICIOUS, "email": "a@example.org"}, screen, **answer(right()))
    request = SupportRequest.objects.get()
    kept = f"{request.__dict__} {request.contact.__dict__} {request.all_answers()}"
    kept += "".join(str(message.__dict__) for message in OutboxMessage.objects.all())
    assert key not in kept
    assert "captcha" not in kept


def test_looking_at_the_form_makes_no_question(visitor, form):
    set_captcha(form, "always")
    visitor.look()
    assert not CaptchaStore.objects.exists()


def test_person_without_a_token_can_still_pass(visitor):
    screen = visitor.send(ENOUGH, **{"form-token": ""})
    assert screen.captcha
    assert visitor.send(ENOUGH, screen, **answer(right())).status == 303
    assert not SupportRequest.objects.get().quarantined_at


def test_english_page_asks_in_english_and_takes_the_question_along(client, form):
    english = translated(form)
    first = Visitor(client, form).send(SUSPICIOUS)
    body = {**SUSPICIOUS, **first.hidden, "form-switch": "1"}
    screen = Visitor(client, english).send(body, first)
    assert screen.captcha.startswith("How much")
    assert screen.hidden[captcha.KEY_FIELD] == first.hidden[captcha.KEY_FIELD]


def test_captcha_is_labelled_and_described(visitor):
    screen = visitor.send(SUSPICIOUS)
    control = screen.soup.select_one("#id_form-captcha-answer")
    assert control["autocomplete"] == "off"
    assert control["aria-invalid"] == "true"
    assert len(control["aria-describedby"].split()) == 2
    assert not screen.soup.select("#request-form :is(img, audio, iframe)")
