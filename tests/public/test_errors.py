"""A post with errors: the same page with everything typed, what is wrong, and where."""

import pytest
from django.utils.translation import gettext, override

from coorg_forms.models import SupportRequest
from tests import factories
from tests.factories import block
from tests.public.forms import (
    ENOUGH,
    IN_ERROR,
    RIGHT,
    WRONG,
    every_type,
    types_of,
    types_that_can_be_wrong,
)
from tests.public.screen import Visitor
from tests.public.test_form_page import assert_whole


@pytest.fixture
def screen(visitor):
    return visitor.send(WRONG)


def test_status_and_title_say_so(screen, form):
    assert screen.status == 422
    with override("fr"):
        assert screen.title.startswith(f"{gettext('Error:')} {form.title}")
    assert "no-store" in screen.response["Cache-Control"]
    assert not SupportRequest.objects.exists()


def test_every_relation_leads_somewhere(screen):
    assert_whole(screen)


def test_summary_is_first_and_takes_the_focus(screen):
    summary = screen.soup.select_one("#error-summary")
    assert summary.find_next("h1")
    assert summary["tabindex"] == "-1"
    assert summary.has_attr("autofocus")
    assert summary.select_one("[role=alert] h2")
    assert len(screen.soup.select("[role=alert]")) == 1


def test_every_wrong_question_is_in_the_summary(screen):
    wrong = {"text", "long_text", "radio", "boxes", "select", "date", "number", "name", "email"}
    assert {q["data-question"] for q in screen.soup.select(".coorg-invalid[data-question]")} == {
        *wrong,
        "phone",
        "url",
        "address",
        "partners-0-email",
    }
    assert len(screen.summary) == 13


def test_every_type_that_can_be_wrong_is_in_the_summary(client, world):
    factories.audience("group", label="Un groupe")
    screen = Visitor(client, world.form(every_type(required=True))).send(IN_ERROR)
    faulty = [screen.soup.find(id=target) for target in screen.summary]
    asked = [one.find_parent(attrs={"data-question": True}) or one for one in faulty]
    assert types_of(one["data-question"] for one in asked) == types_that_can_be_wrong()
    assert_whole(screen)


def test_words_are_the_same_in_the_summary_and_beside_the_field(screen):
    for target, message in screen.summary.items():
        question = screen.soup.find(id=target).find_parent(attrs={"data-question": True})
        assert message in screen.errors(question["data-question"])


def test_every_message_is_different(screen):
    assert len(set(screen.summary.values())) == len(screen.summary)


@pytest.mark.parametrize(
    ("answers", "target"),
    [
        ({"radio": "other"}, "id_radio-text"),
        ({"boxes": "other"}, "id_boxes-text"),
        ({"select": "other"}, "id_select-text"),
        ({"date-day": "1", "date-month": "5"}, "id_date-year"),
        ({"date-year": "2031"}, "id_date-day"),
        ({"date-day": "31", "date-month": "2", "date-year": "2031"}, "id_date-day"),
        ({"name-family": "Roy"}, "id_name-given"),
        ({"phone-extension": "45"}, "id_phone-number"),
        ({"phone-number": "819 555-0123", "phone-extension": "abc"}, "id_phone-extension"),
        ({"declaration": ""}, "id_declaration"),
    ],
)
def test_link_leads_to_the_faulty_control(visitor, answers, target):
    screen = visitor.send({**ENOUGH, **answers})
    assert list(screen.summary) == [target]
    control = screen.soup.find(id=target)
    assert control["aria-invalid"] == "true"
    described = {control.get("aria-describedby", "")} | {
        group.get("aria-describedby", "") for group in control.find_parents("fieldset")
    }
    assert any(one.endswith("-error") for ids in described for one in ids.split())


def test_everything_typed_is_kept(screen):
    assert screen.typed == WRONG


def test_everything_right_is_kept_beside_one_error(visitor):
    answers = {name: values for name, values in RIGHT.items() if name != "declaration"}
    screen = visitor.send(answers)
    assert list(screen.summary) == ["id_declaration"]
    assert screen.typed == answers


def test_only_wrong_controls_are_marked(visitor):
    screen = visitor.send({**ENOUGH, "date-day": "1", "date-month": "5"})
    assert [c["id"] for c in screen.soup.select("[aria-invalid=true]")] == ["id_date-year"]


@pytest.mark.parametrize("empty", [{}, {"text": ""}, {"boxes": ["", ""]}, {"date-day": " "}])
def test_empty_values_of_every_shape_are_no_answer(visitor, empty):
    assert visitor.send({**ENOUGH, **empty}).status == 303


def test_empty_required_questions_are_named(client, page):
    screen = Visitor(client, page).send({})
    assert list(screen.summary) == [
        "id_contact_name-given",
        "id_territory-0",
        "id_title",
        "id_description",
    ]


def test_hidden_question_never_blocks(client, world):
    form = world.form(
        [
            block("yes_no", key="known", label="Connu?"),
            block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
        ]
    )
    assert Visitor(client, form).send({"known": "no", "who": "x" * 999}).status == 303
    assert list(Visitor(client, form).send({"known": "yes"}).summary) == ["id_who"]


def test_doubtful_enterprise_number_is_warned_about_beside_an_error(visitor):
    screen = visitor.send({"neq": "123"})
    assert screen.question("neq").select_one(".coorg-warning")
    assert list(screen.summary) == ["id_declaration"]


def test_correcting_after_an_error_sends_one_request(visitor):
    again = visitor.send(WRONG)
    assert visitor.send(RIGHT, again).status == 303
    assert SupportRequest.objects.count() == 1


def test_markup_in_an_answer_is_escaped(visitor):
    screen = visitor.send({"text": '"><script>alert(1)</script>'})
    assert screen.soup.select_one("[name=text]")["value"] == '"><script>alert(1)</script>'
    assert "<script>alert" not in screen.response.content.decode()
