"""A form is not published with words that a language which people read does not have."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from coorg_forms.models import FormVersion
from tests.editor.test_page_form import edit
from tests.factories import block, translate

NAME = block("text", id="b1", label="Nom", key="nom", pattern="AA", pattern_message="Deux lettres.")
RENAMED = {**NAME, "value": {**NAME["value"], "label": "Nom du groupe"}}
PLACE = block("text", id="b2", label="Adresse", key="adresse")


@pytest.fixture
def form(world):
    return world.form([NAME], collection_notice="Avis.", confirmation="Merci.")


@pytest.fixture
def english(form):
    return translate(form, {"Nom": "Name"})


def committed():
    return TestCase.captureOnCommitCallbacks(execute=True)


def publish_in_localize(client, english):
    return client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"})


def actions(page):
    return list(
        PageLogEntry.objects.filter(page=page.pk, action__startswith="coorg_forms")
        .order_by("pk")
        .values_list("action", flat=True)
    )


def labels(form, language):
    schema = FormVersion.objects.of(form.form_key, language).first().parsed
    return [question.label for question in schema.questions]


def sync(client, form, publish=False):
    source = TranslationSource.objects.get_for_instance(form)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    data = {"publish_translations": "on"} if publish else {}
    assert client.post(url, data).status_code == 302


def republish(form, *blocks):
    """As a script or a schedule does it: by no form."""
    form.questions = form.questions.stream_block.to_python(list(blocks))
    form.save_revision().publish()


def say(form, words):
    """Translate these, as a person does in wagtail-localize's editor."""
    source = TranslationSource.objects.get_for_instance(form)
    english = Translation.objects.get(source=source).target_locale
    for one in source.stringsegment_set.select_related("string", "context"):
        if one.string.data in words:
            StringTranslation.objects.create(
                translation_of=one.string,
                context=one.context,
                locale=english,
                data=words[one.string.data],
            )


# The translation ----------------------------------------------------------------------------


def test_a_translation_with_gaps_is_refused_and_each_is_linked(editor, form, english):
    republish(form, RENAMED, PLACE)
    sync(editor, form)

    response = publish_in_localize(editor, english)

    assert response.status_code == 422
    assert [row["gap"].words for row in response.context["stale"]] == ["Nom du groupe"]
    assert [row["gap"].words for row in response.context["missing"]] == ["Adresse"]
    edit_url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert f'href="{edit_url}#coorg-text=Nom%20du%20groupe"' in response.content.decode()
    assert response.context["sync_url"] == ""
    assert labels(form, "en") == ["Name"]


def test_it_is_published_once_nothing_lacks(editor, form, english):
    republish(form, RENAMED)
    sync(editor, form)
    say(form, {"Nom du groupe": "Name of the group"})

    with committed():
        assert publish_in_localize(editor, english).status_code == 302

    assert labels(form, "en") == ["Name of the group"]
    assert actions(english) == []


def test_what_was_not_synchronized_is_said_with_the_way(editor, form, english):
    republish(form, RENAMED)

    response = publish_in_localize(editor, english)

    assert response.status_code == 422 and "localize/update" in response.context["sync_url"]


@pytest.mark.parametrize("path", ["sync", "by hand"])
def test_no_other_way_publishes_it(editor, form, english, path):
    title = english.title
    form.title = "Autre titre"
    republish(form, RENAMED)
    with committed():
        sync(editor, form, publish=path == "sync")
        if path == "by hand":
            source = TranslationSource.objects.get_for_instance(form)
            Translation.objects.get(source=source).save_target()

    english.refresh_from_db()
    assert labels(form, "en") == ["Name"] and english.live
    assert (english.title, english.has_unpublished_changes) == (title, True)
    english.get_latest_revision().publish()
    assert actions(english) == ["coorg_forms.hold_translation"]
    history = editor.get(reverse("wagtailadmin_pages:history", args=[english.pk]))
    assert "2 textes" in history.content.decode()


def test_texts_of_what_is_switched_off_do_not_count(editor, world):
    silent = block("text", id="b1", label="Nom", key="nom", pattern_message="Deux lettres.")
    form = world.form([silent], closed_message="Revenez.", acknowledgement_body="Bonjour.")
    english = translate(form, {})
    StringTranslation.objects.filter(data__in=["Deux lettres.", "Revenez.", "Bonjour."]).delete()

    with committed():
        assert publish_in_localize(editor, english).status_code == 302

    form.capacity = 5
    republish(form, NAME)
    sync(editor, form)
    found = publish_in_localize(editor, english).context["missing"]
    assert {row["gap"].words for row in found} == {"Revenez.", "Deux lettres."}


def test_a_translation_that_goes_its_own_way_is_its_own_affair(editor, form, english):
    Translation.objects.update(enabled=False)
    republish(form, RENAMED)
    english.save_revision().publish()

    assert actions(english) == []


# The original -------------------------------------------------------------------------------


def test_a_change_that_leaves_a_language_behind_is_refused_text_by_text(editor, world, form,
                                                                        english):  # fmt: skip
    response = edit(editor, world, form, [RENAMED, PLACE], "action-publish", title=form.title)

    assert response.status_code == 200
    page, form = form, response.context["form"]
    assert "2 textes" in form.errors["publish_behind"][0]
    assert [gap.words for gap in form.behind[0].gaps] == ["Nom du groupe", "Adresse"]
    html = response.content.decode()
    assert html.count('name="publish_behind"') == 1
    assert '<a href="#block-b1-section">Nom du groupe</a>' in html
    assert '<a href="#block-b2-section">Adresse</a>' in html and "Anglais" in html
    assert labels(page, "fr") == ["Nom"]


def test_a_person_may_let_it_fall_behind_and_is_remembered(editor, world, form, english):
    response = edit(
        editor, world, form, [RENAMED], "action-publish", title=form.title, publish_behind="on"
    )

    assert response.status_code == 302
    assert (labels(form, "fr"), labels(form, "en")) == (["Nom du groupe"], ["Name"])
    (entry,) = PageLogEntry.objects.filter(action="coorg_forms.publish_behind")
    assert entry.data == {"languages": {"en": 1}} and entry.user.username == "editrice"
    history = editor.get(reverse("wagtailadmin_pages:history", args=[form.pk]))
    assert "Anglais (1)" in history.content.decode()
    # The next change of something else asks nothing again.
    again = edit(editor, world, form, [RENAMED], "action-publish", title=form.title, read_days=7)
    assert again.status_code == 302


@pytest.mark.parametrize("case", ["draft", "unchanged", "offline", "off"])
def test_nothing_is_asked_when_nobody_reads_less(editor, world, form, english, case):
    blocks, action, more = [RENAMED], "action-publish", {}
    if case == "draft":
        action = ""
    elif case == "unchanged":
        blocks = [NAME]
    elif case == "offline":
        english.unpublish()
    elif case == "off":
        blocks, more = [NAME], {"closed_message": "Revenez."}

    response = edit(editor, world, form, blocks, action, title=form.title, **more)

    assert response.status_code == 302
    assert "publish_behind" not in editor.get(response["Location"]).content.decode()
