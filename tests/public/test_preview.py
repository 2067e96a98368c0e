"""The preview in Wagtail's editor: before anything has an id, in every mode, never sent."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override
from wagtail.test.utils.form_data import nested_form_data, streamfield

from coorg_forms.delivery.mail import compose
from coorg_forms.models import FormVersion, OutboxMessage, RequestFormPage, SupportRequest
from tests import factories
from tests.public.forms import every_type
from tests.public.screen import Screen, words
from tests.public.test_form_page import assert_whole

NO_ITEMS = {"count": "0"}
MODES = ["", "errors", "sent", "mail", "notice", "closed"]

EMPTY = []
NO_TESTS = {"show_if": NO_ITEMS, "required_if": NO_ITEMS}
ONE_EMPTY_ANSWER = {
    "count": "1",
    "0": {"deleted": "", "order": "0", "id": "", "type": "item", "value": {"label": ""}},
}
HALF_TYPED = [
    ("section", {"title": "", "text": ""}),
    ("text", {"label": "", "key": "", **NO_TESTS}),
    ("text", {"label": "Nom?", "key": "", **NO_TESTS}),
    ("text", {"label": "Nom?", "key": "", **NO_TESTS}),
    ("radio", {"label": "Choix?", "options": ONE_EMPTY_ANSWER, **NO_TESTS}),
    ("territory", {"label": "Où?", "options": NO_ITEMS, **NO_TESTS}),
    ("statement", {"title": "", "text": ""}),
]


def posted(questions, **fields) -> dict:
    """What the editor's form sends."""
    return nested_form_data(
        {
            **dict.fromkeys(
                ("title", "slug", "intro", "collection_notice", "confirmation", "service"), ""
            ),
            **dict.fromkeys(
                ("acknowledgement_subject", "acknowledgement_body", "contact", "establishment"), ""
            ),
            "captcha": "suspicious",
            "layout": "page",
            "draft_days": "14",
            "grace_hours": "24",
            "read_days": "5",
            "answer_days": "20",
            "contact_days": "10",
            "questions": streamfield(questions),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"},
            **fields,
        }
    )


@pytest.fixture
def editor(client, db):
    client.force_login(get_user_model().objects.create_superuser("chef", "", "chef"))
    return client


@pytest.fixture
def on_add(locales):
    args = ["coorg_forms", "requestformpage", factories.home().pk]
    return reverse("wagtailadmin_pages:preview_on_add", args=args)


def assert_cannot_be_sent(screen: Screen):
    assert all(button.has_attr("disabled") for button in screen.soup.select("button"))
    assert not screen.soup.select("[name=csrfmiddlewaretoken]")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("questions", [EMPTY, HALF_TYPED], ids=["empty", "half-typed"])
def test_new_page_that_has_nothing_yet(editor, on_add, questions, mode):
    saved = editor.post(on_add, posted(questions)).json()
    assert saved == {"is_valid": True, "is_available": True}
    screen = Screen(editor.get(on_add, {"mode": mode, "in_preview_panel": "true"}))
    assert screen.status in (200, 422)
    assert screen.soup.h1
    assert_whole(screen)
    assert_cannot_be_sent(screen)
    assert not RequestFormPage.objects.exists()
    assert not FormVersion.objects.exists()


def test_half_typed_questions_are_shown_as_far_as_they_go(editor, on_add):
    editor.post(on_add, posted(HALF_TYPED))
    screen = Screen(editor.get(on_add, {"mode": ""}))
    labels = [words(label) for label in screen.soup.select(".coorg-label")]
    assert [label.split()[0] for label in labels] == [
        "Nom?",
        "Nom?",
        "Choix?",
    ]  # no list of territories yet


@pytest.fixture
def form(world):
    """A published form whose draft has one more question."""
    page = world.form(every_type())
    page.questions = factories.stream_of(
        [*page.questions.get_prep_value(), factories.block("text", key="new", label="Nouvelle")]
    )
    page.save_revision()
    return page


@pytest.mark.parametrize("mode", MODES)
def test_draft_is_previewed_and_the_page_stays_as_it_is(editor, form, mode):
    address = reverse("wagtailadmin_pages:view_draft", args=[form.pk])
    screen = Screen(editor.get(address, {"mode": mode}))
    assert screen.status in (200, 422)
    assert_whole(screen)
    assert_cannot_be_sent(screen)
    assert bool(screen.question("new")) == (mode in ("", "errors"))
    assert not Screen(editor.get(form.url)).question("new")


@pytest.mark.parametrize("mode", MODES)
def test_edited_page_is_previewed(editor, form, mode):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[form.pk])
    assert editor.post(address, posted(HALF_TYPED, title="Titre à moitié")).json()["is_valid"]
    screen = Screen(editor.get(address, {"mode": mode}))
    assert screen.status in (200, 422)
    assert_whole(screen)
    assert_cannot_be_sent(screen)


def test_form_with_errors_shows_some(editor, form):
    address = reverse("wagtailadmin_pages:view_draft", args=[form.pk])
    screen = Screen(editor.get(address, {"mode": "errors"}))
    assert list(screen.summary) == ["id_declaration", "id_new"]


def test_confirmation_shows_a_sample(editor, form):
    address = reverse("wagtailadmin_pages:view_draft", args=[form.pk])
    screen = Screen(editor.get(address, {"mode": "sent"}))
    assert "OC-0000-00000" in screen.text
    assert "5 jours" in screen.text
    assert not SupportRequest.objects.exists()


@pytest.mark.parametrize("mode", MODES)
def test_english_draft_is_previewed_in_english(editor, form, mode):
    english = factories.translate(form, {}, publish=False)
    address = reverse("wagtailadmin_pages:view_draft", args=[english.pk])
    screen = Screen(editor.get(address, {"mode": mode}))
    assert screen.soup.html["lang"] == "en"
    assert_cannot_be_sent(screen)


def test_the_form_as_one_of_those_who_ask(editor, world):
    who = factories.block(
        "radio", key="who", label="Qui?", role="audience",
        options=[("group", "Un groupe"), ("school", "Une école"), ("other", "Autre", True)],
    )  # fmt: skip
    page = world.form([who])
    modes = dict(page.preview_modes)
    assert [code for code in modes if code.startswith("as:")] == [
        "as:group",
        "as:school",
        "as:other",
    ]
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    for mode, chosen in (("as:school", ["school"]), ("as:other", ["other"]), ("as:gone", [])):
        screen = Screen(editor.get(address, {"mode": mode}))
        checked = [one["value"] for one in screen.soup.select("[name=who][checked]")]
        assert checked == chosen, mode


def test_the_acknowledgement_with_a_sample(editor, world):
    page = world.form(
        every_type(), acknowledgement_body="Bonjour [prénom], le [date]. <b>[lien]</b>"
    )
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    html = editor.get(address, {"mode": "mail"}).content.decode()

    assert "Bonjour Camille" in html and "[prénom]" not in html and "<b>" not in html


def test_the_notice_is_the_one_that_colleagues_get(editor, world):
    page = world.form(every_type())
    sent = factories.submit(page, {"declaration": ["yes"], "territory": ["gatineau"]})
    message = OutboxMessage(request=sent, kind="notice", user=world.organizer)
    with override("fr"):
        subject, body = compose(message)
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])

    screen = Screen(editor.get(address, {"mode": "notice"}))

    assert screen.soup.h1.text.startswith("L’avis")
    shown = words(screen.soup.select_one(".coorg-form-page"))
    written = f"{subject} {body}".replace(sent.reference, "OC-0000-00000")
    assert shown.endswith(" ".join(written.split()))


def test_the_message_of_a_closed_form_before_it_closes(editor, world):
    opens, closes = (datetime(2031, month, 1, 12, tzinfo=UTC) for month in (2, 8))
    page = world.form(
        every_type(), closed_message="Écrivez à [établissement]. <b>", opens_at=opens, capacity=3
    )
    english = factories.translate(page, {}, publish=False)
    english.closed_message = "Write to [establishment]."
    english.save_revision()

    def shown(form) -> str:
        address = reverse("wagtailadmin_pages:view_draft", args=[form.pk])
        screen = Screen(editor.get(address, {"mode": "closed"}))
        assert_cannot_be_sent(screen)
        return screen.text

    name = world.establishment.name
    assert f"Écrivez à {name}. <b>" in shown(page) and "Toutes les places" in shown(page)
    assert f"Write to {name}." in shown(english)
    page.closes_at = closes
    page.save_revision()
    assert "fermé depuis le 1er août 2031" in shown(page)
