"""The editor, through Wagtail's own admin views."""

import json

import pytest
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Workflow, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data

from coorg_forms.models import FormVersion, RequestFormPage, Territory
from tests import factories
from tests.factories import block, home, usual_questions

XY = [("x", "Ixe"), ("y", "Igrec")]


def post_data(world, blocks, action="", **fields) -> dict:
    """What the browser posts for a page with ``blocks``."""
    data = {
        "title": "Demande de soutien",
        "slug": "demande",
        "intro": "",
        "collection_notice": "Avis.",
        "confirmation": "Merci.",
        "acknowledgement_subject": "",
        "acknowledgement_body": "",
        "establishment": world.establishment.pk,
        "service": world.organizing.pk,
        "contact": "",
        "read_days": 5,
        "answer_days": 20,
        "contact_days": 10,
        "captcha": "suspicious",
        "layout": "page",
        "draft_days": 14,
        "grace_hours": 24,
        "retention_months": 24,
        "questions": stream_data(blocks),
        "comments": {
            "TOTAL_FORMS": 0,
            "INITIAL_FORMS": 0,
            "MIN_NUM_FORMS": 0,
            "MAX_NUM_FORMS": 1000,
        },
        **fields,
    }
    data = nested_form_data(data)
    return {**data, action: action} if action else data


def stream_data(stream):
    """A stream with the ids of its blocks and list items, as the browser sends it."""
    data = {"count": len(stream)}
    for index, one in enumerate(stream):
        data[str(index)] = {
            "type": one["type"],
            "id": one["id"],
            "order": index,
            "deleted": "",
            "value": value_data(one),
        }
    return data


def value_data(one):
    stream = RequestFormPage._meta.get_field("questions").stream_block
    value = {}
    for name, child in stream.child_blocks[one["type"]].child_blocks.items():
        given = one["value"].get(name, child.get_default())
        if isinstance(child, blocks.ListBlock):
            value[name] = {"count": len(given)}
            for number, item in enumerate(given):
                content = {k: v for k, v in item["value"].items() if v not in (False, None)}
                value[name][str(number)] = {
                    "id": item["id"],
                    "order": number,
                    "deleted": "",
                    "value": content,
                }
        elif given not in (False, None):
            value[name] = given
    return value


def create(client, world, blocks, action="", **fields):
    url = reverse("wagtailadmin_pages:add", args=["coorg_forms", "requestformpage", home().pk])
    return client.post(url, post_data(world, blocks, action, **fields))


def edit(client, world, page, blocks, action="", **fields):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {"slug": page.slug, **fields}
    return client.post(url, post_data(world, blocks, action, **fields))


def raw(page):
    page = page.get_latest_revision_as_object()
    return page._meta.get_field("questions").stream_block.get_prep_value(page.questions)


def faults(response):
    """``{block index: {child: messages}}`` of a refused form."""
    (error,) = response.context["form"].errors.as_data()["questions"]
    return {index: fault.block_errors for index, fault in error.block_errors.items()}


PUBLISH = "action-publish"


def test_a_draft_may_be_unfinished(editor, world):
    response = create(
        editor,
        world,
        [block("text", label=""), block("radio", label="", options=[("", "")])],
        collection_notice="[à écrire]",
        establishment="",
        service="",
    )

    page = RequestFormPage.objects.get()
    assert response.status_code == 302 and not page.live
    assert [one["value"]["key"] for one in raw(page)] == ["", ""]
    assert not FormVersion.objects.exists()


def test_saving_again_and_again_freezes_nothing(editor, world):
    create(editor, world, [block("text", id="b1", label="No")])
    page = RequestFormPage.objects.get()
    for label in ("Nom", "Nom du groupe"):
        edit(editor, world, page, [block("text", id="b1", label=label)])

    assert raw(page)[0]["value"]["key"] == ""
    assert page.published_questions() == {}
    edit(editor, world, page, [block("text", id="b1", label="Nom du groupe")], PUBLISH)
    assert page.current_version().parsed.questions[0].key == "nom_du_groupe"


def test_publication_fills_keys_from_labels(editor, world):
    blocks = [
        block("text", id="b1", label="Votre nom", required=True),
        block("text", id="b2", label="Votre nom", key=""),
        block(
            "radio",
            id="b3",
            label="Lequel?",
            options=[("", "Le parc"), ("", "Autre"), ("", "Autre")],
        ),
    ]
    response = create(editor, world, blocks, PUBLISH)

    assert response.status_code == 302, response.context["form"].errors
    page = RequestFormPage.objects.get()
    assert page.live
    first, second, third = page.current_version().parsed.questions
    assert (first.key, second.key, third.key) == ("nom", "nom_2", "lequel")
    assert [option.key for option in third.options] == ["parc", "autre", "autre_2"]
    assert [one["value"]["key"] for one in raw(page)] == ["nom", "nom_2", "lequel"]
    assert first.id == "b1"


@pytest.mark.parametrize("action", [PUBLISH, "action-submit"])
def test_what_is_published_or_submitted_must_be_whole(editor, world, action):
    blocks = [
        block("section", title="Un"),
        block("text", label="Nom", key="nom"),
        block("email", label="Courriel", key="nom", role="email"),
        block("radio", label="Choix", key="choix", options=[("x", "Ixe"), ("x", "Igrec")]),
        block("text", label="Suite", key="suite", show_if=[("later", "is", "x")]),
        block("radio", label="Après", key="later", options=XY),
    ]

    if not WorkflowPage.objects.exists():
        workflow, _created = Workflow.objects.get_or_create(name="Approbation", active=True)
        WorkflowPage.objects.create(workflow=workflow, page=home())
    response = create(editor, world, blocks, action)

    assert response.status_code == 200
    found = faults(response)
    assert {index: set(fields) for index, fields in found.items()} == {
        2: {"key", "why"},
        3: {"options"},
        4: {"show_if"},
    }
    text = response.content.decode()
    assert "later" in text
    assert not RequestFormPage.objects.exists()


def test_messages_reach_the_blocks_of_the_page(editor, world):
    """The error travels to the browser as data on its block, not as a bare “validation error”."""
    response = create(editor, world, [block("text", label="Nom", personal=True)], PUBLISH)

    (message,) = faults(response)[0]["why"].messages
    packed = response.context["form"]["questions"].as_widget()
    assert json.dumps(message)[1:-1] in packed.replace("&quot;", '"').replace("&#x27;", "'") or (
        "block" in packed.casefold()
    )
    assert message


@pytest.mark.parametrize("name", ["establishment", "service", "collection_notice", "confirmation"])
def test_required_to_publish(editor, world, name):
    response = create(editor, world, [block("text", label="Nom")], PUBLISH, **{name: ""})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {name}
    assert create(editor, world, [block("text", label="Nom")], **{name: ""}).status_code == 302


@pytest.mark.parametrize(
    "name, text",
    [
        ("collection_notice", "Conservés [durée]."),
        ("confirmation", "Bonjour [prénom]."),
        ("acknowledgement_subject", "Bonjour [first name]"),
        ("acknowledgement_body", "Critères : [lien vers les critères]"),
    ],
)
def test_forgotten_placeholders(editor, world, name, text):
    response = create(editor, world, [block("text", label="Nom")], PUBLISH, **{name: text})

    assert set(response.context["form"].errors) == {name}
    assert "[" in str(response.context["form"].errors[name])


def test_personal_questions_need_a_time_to_keep(editor, world):
    personal = [block("email", label="Courriel", key="email", why="Pour répondre.", role="email")]
    refused = create(editor, world, personal, PUBLISH, retention_months="")

    assert set(refused.context["form"].errors) == {"retention_months"}
    assert create(editor, world, personal, retention_months="").status_code == 302
    plain = [block("text", label="Nom", key="nom")]
    assert create(editor, world, plain, PUBLISH, retention_months="", slug="b").status_code == 302


def test_a_form_without_question_is_not_published(editor, world):
    response = create(editor, world, [block("section", title="Un")], PUBLISH)

    (error,) = response.context["form"].errors.as_data()["questions"]
    assert error.non_block_errors and response.status_code == 200


def test_a_published_key_stays(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])

    changed = [block("text", id="b1", label="Autre libellé", key="autre")]
    response = edit(editor, world, page, changed, PUBLISH)
    assert set(faults(response)[0]) == {"key"}
    assert edit(editor, world, page, changed).status_code == 302  # a draft may

    emptied = [block("text", id="b1", label="Autre libellé", key="")]
    assert edit(editor, world, page, emptied, PUBLISH).status_code == 302
    question = page.current_version().parsed.questions[0]
    assert (question.key, question.label) == ("nom", "Autre libellé")


def test_a_published_option_key_stays(editor, world):
    before = block("radio", id="b1", label="Choix", key="choix", options=XY)
    page = world.form([before])
    changed = json.loads(json.dumps(before))
    changed["value"]["options"][0]["value"].update(key="z", label="Zède")

    assert set(faults(edit(editor, world, page, [changed], PUBLISH))[0]) == {"options"}

    changed["value"]["options"][0]["value"]["key"] = ""
    assert edit(editor, world, page, [changed], PUBLISH).status_code == 302
    labels = page.current_version().parsed.questions[0].option_labels
    assert labels == {"x": "Zède", "y": "Igrec"}


def test_lines_get_keys_that_stay_when_they_are_renamed(editor, world):
    line = {"type": "item", "id": "l1", "value": {"label": "Les jeunes", "key": ""}}
    grid = block("grid", id="b1", label="Pour qui?", options=XY, lines=[line])
    create(editor, world, [grid], PUBLISH)
    page = RequestFormPage.objects.get()
    line["value"]["label"] = "Les adolescents"

    assert edit(editor, world, page, [grid], PUBLISH).status_code == 302
    (part,) = page.current_version().parsed.questions[0].parts
    assert (part.key, part.label) == ("jeunes", "Les adolescents")


def test_a_published_question_is_not_retyped(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])

    again = [block("number", label="Nombre", key="nom")]
    assert set(faults(edit(editor, world, page, again, PUBLISH))[0]) == {"key"}
    same = [block("text", label="Nom", key="nom")]
    assert edit(editor, world, page, same, PUBLISH).status_code == 302


def test_a_new_question_is_not_given_the_key_of_a_removed_one(editor, world):
    page = world.form([block("text", label="Nom", key="nom"), block("text", label="A", key="a")])

    again = [block("text", label="Nom"), block("text", label="A", key="a")]
    assert edit(editor, world, page, again, PUBLISH).status_code == 302
    assert list(page.current_version().parsed.by_key) == ["nom_2", "a"]


def test_moving_a_parent_below_its_child_is_refused(editor, world):
    parent = block("radio", label="A", key="a", options=XY)
    child = block("text", label="B", key="b", show_if=[("a", "is", "x")])
    page = world.form([parent, child])

    assert set(faults(edit(editor, world, page, [child, parent], PUBLISH))[0]) == {"show_if"}
    assert set(faults(edit(editor, world, page, [child], PUBLISH))[0]) == {"show_if"}


def test_a_territory_question_without_options_of_its_own(editor, world):
    response = create(editor, world, [block("territory", label="Où?", key="ou")], PUBLISH)

    assert response.status_code == 302
    page = RequestFormPage.objects.get()
    assert list(page.current_version().parsed.questions[0].option_labels) == ["gatineau", "pontiac"]


def test_the_edit_page_opens_with_every_type(editor, world):
    from tests.questions.test_blocks import GONE, one_of_each

    page = world.form([*one_of_each(), GONE])

    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200
    again = edit(editor, world, page, [*one_of_each()], PUBLISH)
    assert again.status_code == 302, faults(again)


# Versions -----------------------------------------------------------------------------------


def numbers(page):
    return list(
        FormVersion.objects.of(page.form_key, "fr").values_list("number", flat=True)
    )  # fmt: skip


def test_a_version_only_when_something_changed(editor, world):
    blocks = [block("text", id="b1", label="Nom", key="nom")]
    create(editor, world, blocks, PUBLISH)
    page = RequestFormPage.objects.get()
    edit(editor, world, page, blocks, PUBLISH)
    assert numbers(page) == [1]

    blocks[0]["value"]["label"] = "Nom complet"
    edit(editor, world, page, blocks)
    assert numbers(page) == [1]
    edit(editor, world, page, blocks, PUBLISH)
    assert numbers(page) == [2, 1]

    edit(editor, world, page, blocks, PUBLISH, confirmation="Merci beaucoup.")
    assert numbers(page) == [3, 2, 1]
    version = page.current_version()
    assert version.published_by.username == "editrice"
    assert version.texts["confirmation"] == "Merci beaucoup."
    first = FormVersion.objects.get(number=1)
    assert first.parsed.questions[0].label == "Nom"


def test_a_request_keeps_the_version_that_it_answered(world):
    stored = factories.submit(world.page)
    world.page.title = "Autre titre"
    world.page.save_revision().publish()

    assert world.page.current_version().number == 2
    stored.refresh_from_db()
    assert stored.form_version.number == 1


def test_scheduled_publication_passes_no_form(world):
    """Nothing checks it: what cannot be asked is left out, and nothing fails."""
    page = world.form(
        [block("text", id="b1", label="Nom"), block("text", label="Nom"), block("text", label="")]
    )

    assert [q.key for q in page.current_version().parsed.questions] == ["nom", "nom_2"]
    page.save_revision().publish()
    assert numbers(page) == [1]


def test_translation_writes_its_own_version_with_the_same_keys(world):
    page = world.form(usual_questions())
    english = factories.translate(page, {"Nom du groupe": "Name of the group"})

    version = english.current_version()
    assert (version.language, version.number) == ("en", 1)
    assert list(version.parsed.by_key) == list(page.current_version().parsed.by_key)
    assert version.parsed.by_key["org_name"].label == "Name of the group"
    assert numbers(page) == [1]

    page.questions[1].value["label"] = "Nom officiel"
    page.save_revision().publish()
    again = factories.translate(page, {"Nom officiel": "Official name"})
    assert again.current_version().number == 2
    assert again.current_version().parsed.by_key["org_name"].label == "Official name"


def test_keys_made_at_publication_are_the_same_in_english(world):
    page = world.form([block("text", label="Nom du groupe")])

    english = factories.translate(page, {"Nom du groupe": "Name of the group"})

    assert list(english.current_version().parsed.by_key) == ["nom_du_groupe"]


def test_renaming_a_territory_renews_live_forms(world):
    page = world.page
    english = factories.translate(page, {})
    world.gatineau.label = "Gatineau (ville)"
    world.gatineau.save()

    def label(of):
        return of.current_version().parsed.by_key["territory"].option_labels["gatineau"]

    assert label(page) == "Gatineau (ville)" and page.current_version().number == 2
    assert label(english) == "Gatineau (English)" and english.current_version().number == 1
    row = Territory.objects.in_language("en").get(code="gatineau")
    row.label = "City of Gatineau"
    row.save()
    assert label(english) == "City of Gatineau" and page.current_version().number == 2


def test_a_deleted_term_is_not_offered_any_more(world):
    factories.audience("group", label="Un groupe")
    gone = factories.audience("school", label="Une école")
    page = world.form([block("audience", label="Qui?", key="who")])
    gone.delete()

    assert list(page.current_version().parsed.by_key["who"].option_labels) == ["group"]


def test_a_new_service_is_offered_at_once(world):
    page = world.form([block("service", label="Lequel?", key="which")])

    factories.service("psoc", world.establishment)

    assert "psoc" in page.current_version().parsed.by_key["which"].option_labels


def test_a_page_that_is_not_live_is_left_alone(world):
    page = world.page
    page.unpublish()
    world.gatineau.label = "Autre"
    world.gatineau.save()

    assert page.current_version().number == 1


def test_a_draft_of_a_live_form_is_not_published_by_a_renamed_territory(world):
    page = world.page
    page.questions[1].value["label"] = "Brouillon"
    page.save_revision()
    world.gatineau.label = "Autre"
    world.gatineau.save()

    version = page.current_version()
    assert version.number == 2
    assert version.parsed.by_key["org_name"].label == "Nom du groupe"
