"""A new form from a file, from a starting point, or from a copy: always an unpublished draft."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale

from coorg_forms.editor import starting
from coorg_forms.editor.export import exported
from coorg_forms.models import FormVersion, RequestFormPage, SupportRequest
from coorg_forms.operations import import_form, importable_models
from coorg_forms.questions import registry
from coorg_forms.questions.check import check
from coorg_forms.questions.form_file import read
from tests import factories
from tests.factories import block, home, submit, translate, usual_questions
from tests.public.forms import every_type

STREAM = RequestFormPage._meta.get_field("questions").stream_block
XY = [("x", "Ixe"), ("y", "Igrec")]


def upload(content) -> SimpleUploadedFile:
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile("form.json", content, content_type="application/json")


def start(client, parent=None, **data):
    url = reverse("coorg_forms_editor:start", args=[(parent or home()).pk])
    return client.post(url, {"title": "", **data})


def newest() -> RequestFormPage:
    return RequestFormPage.objects.filter(locale__language_code="fr").latest("pk")


def download(client, page) -> dict:
    response = client.get(reverse("coorg_forms_editor:export", args=[page.pk]))
    assert response["Content-Disposition"].startswith("attachment")
    return json.loads(response.content)


def without_place(data: dict) -> dict:
    return {name: value for name, value in data.items() if name != "refers_to"}


def test_a_form_comes_back_whole_in_both_languages(editor, world):
    page = world.form(
        [
            *usual_questions(),
            block("radio", label="Lequel?", key="which", options=[*XY, ("o", "Autre", True)]),
            block("text", label="Suite", key="more", show_if=[("which", "in", "x, o")]),
        ],
        read_days=3,
        captcha="never",
    )
    translate(page, {"Lequel?": "Which one?", "Ixe": "Ex", page.title: "Support", "Suite": "Suite"})
    data = download(editor, page)
    assert data["languages"] == ["fr", "en"]
    assert [item.get("label") for item in data["items"]][-1] == {"fr": "Suite", "en": "Suite"}

    response = start(editor, file=upload(data))

    copy = newest()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert download(editor, copy) == data
    assert not copy.live and copy.form_key != page.form_key
    assert copy.read_days == 3 and copy.establishment == world.establishment
    english = copy.get_translation(Locale.objects.get(language_code="en"))
    assert not english.live and english.title == "Support"
    assert not FormVersion.objects.filter(form_key=copy.form_key).exists()


def test_an_imported_form_never_mixes_its_answers_with_the_original(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])
    submit(page, {"nom": "Un"})
    start(editor, file=upload(download(editor, page)))
    copy = newest()
    copy.save_revision().publish()
    submit(RequestFormPage.objects.get(pk=copy.pk), {"nom": "Deux"})

    of = SupportRequest.objects.filter
    assert of(form_version__form_key=page.form_key).count() == 1
    assert of(form_version__form_key=copy.form_key).count() == 1


def test_what_could_not_be_taken_is_reported_and_the_rest_is_there(editor, world):
    data = {
        "format": "coorg-form", "version": 1, "languages": ["fr", "de"],
        "texts": {"title": {"fr": "Un formulaire"}, "tune": {"fr": "la"}},
        "settings": {"read_days": "bientôt", "captcha": "never", "colour": "blue"},
        "refers_to": {"establishment": "ailleurs", "planet": "mars"},
        "items": [{"type": "gone"}, {"type": "text", "label": {"fr": "Nom"}}],
    }  # fmt: skip

    response = start(editor, file=upload(data))

    page = newest()
    assert response["Location"] == reverse("coorg_forms_editor:imported", args=[page.pk])
    report = editor.get(response["Location"])
    assert len(report.context["notes"]) == 7, report.context["notes"]
    assert "gone" in report.content.decode() and "ailleurs" in report.content.decode()
    assert page.captcha == "never" and page.read_days == 5 and page.title == "Un formulaire"
    assert [child.value["label"] for child in page.questions] == ["Nom"]


@pytest.mark.parametrize("content", [b"not json", b'{"format": "x"}', b"x" * 1_000_001, b""])
def test_a_file_that_is_no_form_is_refused_in_words(editor, world, content):
    response = start(editor, file=upload(content))

    assert response.status_code == 422 and response.context["form"].errors["file"]
    assert not RequestFormPage.objects.exists()


def test_nothing_chosen(editor, world):
    assert start(editor).context["form"].errors["file"]
    assert start(editor, point="absent").status_code == 422


def test_who_may_not_add_a_page_there_may_not_import(client, world):
    client.force_login(world.organizer)
    assert importable_models(home(), world.organizer) == []
    for response in (
        start(client, file=upload({})),
        client.get(reverse("coorg_forms_editor:start", args=[home().pk])),
    ):
        assert response.status_code == 302 and "request-forms" not in response["Location"]
    assert not RequestFormPage.objects.exists()


# Starting points ----------------------------------------------------------------------------


@pytest.mark.parametrize("code", starting.codes())
def test_a_starting_point_is_whole_in_both_languages(world, code):
    form, notes = read(starting.content(code), STREAM)
    assert notes == [] and form.languages == ("fr", "en")
    words = [*form.texts.values(), *(words for _path, words in form.words_by_path(STREAM))]
    assert all(said.get("en") for said in words if said.get("fr"))

    _french, english = factories.locales()
    home().copy_for_translation(english, copy_parents=True)
    imported = import_form(form=form, parent=home(), model=RequestFormPage)

    assert imported.notes == ()
    page = imported.page
    site_options = page.site_option_keys(world.establishment)
    assert check(page.questions, {}, site_options) == []
    assert without_place(exported(page)) | {"settings": {}} == without_place(
        json.loads(starting.content(code)) | {"settings": {}}
    )


def test_starting_points_are_offered_in_the_language_of_the_place(editor, world):
    response = editor.get(reverse("coorg_forms_editor:start", args=[home().pk]))

    titles = [point.title for point in response.context["points"]]
    assert len(titles) == 3 and titles[0].startswith("Demande de soutien")
    assert all(point.questions > 5 for point in response.context["points"])

    start(editor, point=starting.codes()[1], title="Question sur le PSOC")
    page = newest()
    assert page.title == "Question sur le PSOC" and not page.live


# Copy ---------------------------------------------------------------------------------------


def test_a_copy_takes_no_answers_and_keeps_its_questions(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])
    submit(page, {"nom": "Un"})
    data = {
        "new_title": "Copie", "new_slug": "copie", "new_parent_page": home().pk, "alias": False,
    }  # fmt: skip

    response = editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)

    assert response.status_code == 302
    copy = RequestFormPage.objects.get(slug="copie")
    assert not copy.live and copy.form_key != page.form_key
    assert [child.id for child in copy.questions] == ["b1"]
    assert copy.current_version() is None and copy.published_questions() == {}
    assert not SupportRequest.objects.filter(form_version__form_key=copy.form_key).exists()
    copy.get_latest_revision().publish()
    assert factories.RequestFormPage.objects.get(pk=copy.pk).current_version().number == 1
    assert SupportRequest.objects.filter(page=copy).count() == 0


def test_every_type_comes_back_through_the_pages_in_both_languages(world):
    page = world.form([*usual_questions()[:1], *every_type()], title="Tout", read_days=3)
    translate(page, {"Tout": "Everything", "Une grille": "A grid", "Une salle": "A room"})
    data = exported(page)
    assert {item["type"] for item in data["items"]} >= set(registry.names())
    assert data["languages"] == ["fr", "en"]
    form, notes = read(json.dumps(data).encode(), STREAM)
    imported = import_form(form=form, parent=home(), model=RequestFormPage)
    assert not notes and imported.notes == ()
    assert imported.page.form_key != page.form_key and not imported.page.live
    assert without_place(exported(imported.page)) == without_place(data)
