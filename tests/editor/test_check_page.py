"""The page that an editor reads before publishing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from coorg_forms.editor import uses
from coorg_forms.models import Audience, Draft, ReplyTemplate, SavedView, ShortLink, Team
from tests import factories
from tests.factories import block, submit, translate, usual_questions

XY = [("x", "Ixe"), ("y", "Igrec")]


def check(client, page, status=200):
    response = client.get(reverse("coorg_forms_editor:check", args=[page.pk]))
    assert response.status_code == status
    return response


def draft(page, *blocks):
    """Leave a draft with these questions on a published page."""
    page.questions = factories.stream_of(list(blocks))
    page.save_revision()
    return page


def kinds(response):
    return [(row["change"].kind, row["change"].question.key) for row in response.context["impact"]]


def test_a_draft_says_what_keeps_it_back(editor, world):
    page = world.form(
        [block("email", id="b1", label="Courriel", role="email")],
        publish=False,
        confirmation="[à écrire]",
        service=None,
    )

    report = check(editor, page).context["report"]

    assert {(point.label, point.block) for point in report.faults} >= {("Courriel", "b1")}
    assert len(report.faults) == 4 and report.current is None
    assert "#block-b1-section" in check(editor, page).content.decode()


def test_what_deserves_a_look_does_not_refuse(editor, world):
    page = world.form([block("text", label="Question 1", key="q")], publish=False)

    report = check(editor, page).context["report"]

    assert report.faults == [] and [point.label for point in report.warnings] == ["Question 1"]


def test_a_form_that_people_answer_says_what_will_change(editor, world):
    first = block("radio", id="b1", label="Lequel?", key="which", options=XY)
    second = block("text", id="b2", label="Suite", key="more", show_if=[("which", "is", "x")])
    mail = block("email", id="b3", label="Courriel", key="email", role="email", why="Répondre.",
                 required=False)  # fmt: skip
    page = world.form([first, second, mail])
    submit(page, {"which": "y"})
    changed = {**first, "value": {**first["value"], "label": "Lequel des deux?"}}
    draft(page, changed, block("text", id="b4", label="Nouvelle", key="new"))

    response = check(editor, page)

    assert kinds(response) == [
        ("removed", "more"), ("removed", "email"), ("renamed", "which"), ("added_required", "new")
    ]  # fmt: skip
    assert response.context["report"].requests == 1
    uses = {
        row["change"].question.key: " ".join(map(str, row["uses"]))
        for row in response.context["impact"]
    }
    assert uses["email"] and uses["new"] == ""
    assert "Lequel?" in response.content.decode()


def test_conditions_that_mention_a_question_are_named(editor, world):
    first = block("radio", id="b1", label="Lequel?", key="which", options=[*XY, ("z", "Zède")])
    second = block("text", id="b2", label="La suite", key="more", show_if=[("which", "is", "x")])
    page = world.form([first, second])
    fewer = block("radio", id="b1", label="Lequel?", key="which", options=XY)
    draft(page, fewer, second)

    (row,) = check(editor, page).context["impact"]

    assert row["change"].labels == ("Zède",)
    assert any("La suite" in use.text for use in row["uses"])


def test_ways_are_told_in_words(editor, world):
    page = world.form(
        [
            block("radio", label="Lequel?", key="which", options=XY),
            block("text", label="La suite", key="more", show_if=[("which", "is", "x")]),
        ]
    )

    response = check(editor, page)

    (fork,) = response.context["forks"]
    assert fork["deciding"] == ["Lequel?"] and fork["count"] == 2
    assert [way["shown"] for way in fork["ways"]] == [["La suite"], []]
    assert "Ixe" in fork["ways"][0]["answers"][0]


def test_people_half_way_are_counted_until_their_time_is_over(editor, page):
    now = timezone.now()
    for days in (2, 5, -1):
        Draft.objects.create(
            form_key=page.form_key,
            version=page.current_version(),
            page=page,
            language="fr",
            begun_at=now,
            expires_at=now + timedelta(days=days),
        )

    report = check(editor, page).context["report"]

    assert (report.half_way, report.half_way_until) == (2, now + timedelta(days=5))


# Translations -------------------------------------------------------------------------------


def state(client, page):
    (found,) = check(client, page).context["report"].translations
    return found


def test_a_form_that_was_never_translated(editor, page):
    assert not state(editor, page).is_begun


def test_missing_and_stale_words_are_told_apart(editor, world):
    page = world.form(
        [block("text", id="b1", label="Nom", key="nom", help="Court.")],
        acknowledgement_body="Merci.",
    )
    every = {
        getattr(page, name): f"{name} in English"
        for name in ("collection_notice", "confirmation", "acknowledgement_subject",
                     "acknowledgement_body")
    }  # fmt: skip
    translate(page, {**every, page.title: "Request", "Nom": "Name", "Court.": "Short."})
    assert state(editor, page).is_complete

    draft(
        page,
        block("text", id="b1", label="Nom du groupe", key="nom", help="Court."),
        block("text", id="b2", label="Adresse", key="adresse"),
    )
    found = state(editor, page)

    assert (found.missing, found.stale) == (["Adresse"], ["Nom du groupe"])
    assert found.becoming == ["Nom du groupe"]
    html = check(editor, page).content.decode()
    assert "Anglais sera en retard" in html and "Nom du groupe" in html
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "met en retard 1 texte" in edit
    page.get_latest_revision().publish()
    assert state(editor, page).becoming == []
    assert reverse("wagtailadmin_pages:edit", args=[found.page.pk]) == found.url


# Ways in and rights -------------------------------------------------------------------------


def test_the_editor_sums_it_up_and_leads_to_it(editor, page):
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    html = response.content.decode()
    assert html.count(reverse("coorg_forms_editor:check", args=[page.pk])) >= 2
    assert 'id="coorg-builder"' in html and "coorg_forms/editor/builder.js" in html


def test_a_new_page_offers_starting_points(editor, world):
    parent = factories.home()
    url = reverse("wagtailadmin_pages:add", args=["coorg_forms", "requestformpage", parent.pk])

    html = editor.get(url).content.decode()

    assert reverse("coorg_forms_editor:start", args=[parent.pk]) in html


@pytest.mark.parametrize("name", ["check", "export", "imported"])
def test_who_may_not_edit_the_page_sees_nothing_of_its_draft(client, world, name):
    client.force_login(world.organizer)
    response = client.get(reverse(f"coorg_forms_editor:{name}", args=[world.page.pk]))

    assert response.status_code == 302 and "request-forms" not in response["Location"]


def test_a_page_of_another_kind_has_no_check(editor, world):
    response = editor.get(reverse("coorg_forms_editor:check", args=[factories.home().pk]))
    assert response.status_code == 302
    assert editor.get(reverse("coorg_forms_editor:check", args=[999_999])).status_code == 404


def test_the_number_of_questions_changes_no_number_of_queries(
    editor, world, django_assert_max_num_queries
):
    page = draft(world.form(usual_questions()), *usual_questions())
    draft(page, *usual_questions(), block("text", label="Une de plus"))
    more = [block("text", label=f"Précision {number}") for number in range(30)]
    check(editor, page)  # what is read once per process

    with django_assert_max_num_queries(1000) as before:
        check(editor, page)
    draft(page, *usual_questions(), *more)
    with django_assert_max_num_queries(len(before.captured_queries)):
        check(editor, page)


def test_nobody_without_a_name_gets_in(client, page):
    response = client.get(reverse("coorg_forms_editor:check", args=[page.pk]))
    assert response.status_code == 302 and "login" in response["Location"]


# What a change touches elsewhere -----------------------------------------------------------------


def test_what_mentions_a_change_is_named_one_by_one(editor, world):
    territory = block("territory", id="b1", label="Territoire", key="territory", role="territory",
                      prefill=True)  # fmt: skip
    name = block("name", id="b2", label="Nom", key="name", role="name", why="Répondre.")
    page = world.form([territory, name, block("text", id="b3", label="Quoi?", key="what")],
                      acknowledgement_body="Bonjour [prénom]")  # fmt: skip
    person, team = world.moderator, Team.objects.first()
    for label, shared in (("Les nôtres", team), ("À moi", None), ("Autre", team)):
        query = "territory=gatineau" if label != "Autre" else "territory=ailleurs"
        SavedView.objects.create(name=label, owner=person, team=shared, view="open", query=query)
    for label, body in (("Merci", "Bonjour [prénom],"), ("Sans nom", "Bonjour,")):
        ReplyTemplate.objects.create(name=label, language="fr", body=body)
    link = ShortLink.objects.create(page_id=page.pk, query="territory=gatineau", label="Affiche")
    draft(page, block("text", id="b3", label="Quoi donc?", key="what"))

    rows = check(editor, page).context["impact"]
    uses = {row["change"].question.key: [str(use) for use in row["uses"]] for row in rows}
    told = "\n".join(uses["territory"])
    assert "Les nôtres" in told and "Autre" not in told and "À moi" not in told
    assert "1 vue personnelle" in told and link.code in told
    told = "\n".join(uses["name"])
    assert "Merci" in told and "Sans nom" not in told and "L’accusé de réception" in told
    assert "colonne" in "".join(uses["what"])
    html = check(editor, page).content.decode()
    for row in rows:
        assert all(f'href="{use.url}"' in html for use in row["uses"] if use.url)
    assert sum(bool(use.url) for row in rows for use in row["uses"]) == 3


def test_the_routing_rules_that_read_what_goes_are_named(editor, world):
    for key, label in (("group", "Un groupe"), ("school", "Une école")):
        factories.audience(key, label=label)
    who = block("audience", id="b1", label="Qui?", key="who", role="audience")
    place = block("text", id="b2", label="Où?", key="place", role="place", required=False)
    page = world.form([who, place, block("text", id="b3", label="Quoi?", key="what")])
    of = world.establishment
    school = Audience.objects.get(code="school")
    factories.rule(of, name="Aux écoles", audiences=[school], team=world.here)
    factories.rule(of, name="À Hull", place="Hull", team=world.here)
    factories.rule(of, name="Le reste", team=world.here)
    factories.rule(of, name="Éteinte", place="Hull", team=world.here, active=False)
    draft(page, block("text", id="b3", label="Quoi?", key="what"))

    rows = check(editor, page).context["impact"]
    told = {row["change"].question.key: " ".join(map(str, row["uses"])) for row in rows}
    assert "Aux écoles" in told["who"] and "Hull" not in told["who"]
    assert "À Hull" in told["place"] and "Aux écoles" not in told["place"]
    assert "Le reste" not in str(told) and "Éteinte" not in str(told)
    html = check(editor, page).content.decode()
    assert all(f'href="{use.url}"' in html for row in rows for use in row["uses"] if use.url)


def test_another_room_adds_what_it_keeps(editor, world, monkeypatch):
    page = world.form([block("text", id="b1", label="Un", key="one")])
    draft(page, block("text", id="b1", label="Deux", key="one"))
    source = lambda subject: [uses.Use(f"Règle sur {subject.question.key}", "/ailleurs/")]  # noqa: E731
    monkeypatch.setattr(uses, "SOURCES", [*uses.SOURCES, source])

    html = check(editor, page).content.decode()
    assert '<a href="/ailleurs/">Règle sur one</a>' in html


# Without saving ----------------------------------------------------------------------------------


def check_now(client, page, **changes):
    address = reverse("coorg_forms_editor:check_now", args=[page.pk])
    return client.post(address, posted(client, page, **changes))


def posted(client, page, **changes) -> dict:
    """What the editor of ``page`` would post."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    soup = BeautifulSoup(f"<form>{form}</form>", "html5lib")
    fields = {
        one["name"]: one.get("value", "") or one.get_text()
        for one in soup.select("[name]:not([type=checkbox])")
    }
    questions = nested_form_data({"questions": streamfield([])})
    return {**fields, "layout": "page", "captcha": "suspicious", "title": page.title, **questions,
            **changes}  # fmt: skip


def test_what_is_not_saved_is_checked(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])
    before = page.latest_revision_id
    response = check_now(editor, page, confirmation="[à écrire]")

    assert response.status_code == 200
    said = response.content.decode()
    assert "au moins une question" in said and "à écrire" in said
    page.refresh_from_db()
    assert page.latest_revision_id == before and len(page.questions) == 1


def test_line_ends_of_the_browser_make_no_change(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")], confirmation="Un\nDeux")
    translate(page, {"Un\nDeux": "One\nTwo"})
    said = check_now(editor, page, confirmation="Un\r\nDeux").content.decode()

    assert "en retard" not in said


def test_only_who_may_edit_checks(client, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])
    client.force_login(factories.user("organizer"))

    assert client.post(reverse("coorg_forms_editor:check_now", args=[page.pk]), {}).status_code in (
        302,
        403,
    )


def test_what_is_not_the_editor_is_refused(editor, world):
    page = world.form([block("text", id="b1", label="Nom", key="nom")])
    address = reverse("coorg_forms_editor:check_now", args=[page.pk])

    assert editor.post(address, {}).status_code == 400
    assert editor.post(address, {"questions-count": "x"}).status_code == 400
