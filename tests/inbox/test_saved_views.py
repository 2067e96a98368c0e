"""Views under a name: one's own and those of one's teams, each an address, each in reach."""

import pytest
from django.urls import reverse

from coorg_forms.models import SavedView
from tests import factories

INDEX = "/admin/requests/"
NARROWED = f"{INDEX}view/triage/?state=received&q=jardin&p=after.x"


def save(client, name="Jardins", team="", url=NARROWED):
    return client.post(
        reverse("coorg_requests:save_view"), {"name": name, "team": team, "next": url}
    )


def test_a_view_is_saved_with_its_filters_and_opened_by_its_address(world, moderator):
    request = factories.submit(world.page)
    factories.submit(world.page, factories.answers(title="Autre", description="Rien"))
    answer = save(moderator)
    saved = SavedView.objects.get()
    assert (saved.view, saved.query) == ("triage", "state=received&q=jardin")
    assert answer.url == f"{INDEX}view/triage/?state=received&q=jardin&saved={saved.pk}"
    opened = moderator.get(reverse("coorg_requests:saved_view", args=[saved.pk]))
    assert opened.url == answer.url
    response = moderator.get(opened.url)
    assert [row.reference for row in response.context["object_list"]] == [request.reference]
    html = response.content.decode()
    assert 'aria-current="page"' in html and "Jardins" in html and "Delete this view" in html


def test_the_same_name_again_replaces(moderator):
    save(moderator)
    save(moderator, url=INDEX)
    assert SavedView.objects.get().query == ""


@pytest.mark.parametrize(
    "fields", [{"name": " "}, {"url": f"{INDEX}?q={'a' * 1200}"}], ids=["no name", "too long"]
)
def test_refused(moderator, fields):
    assert save(moderator, **fields).status_code == 302
    assert not SavedView.objects.exists()


def test_shared_with_a_team_and_each_sees_what_is_in_reach(world, sign_in, moderator):
    save(moderator, team=world.here.pk)
    saved = SavedView.objects.get()
    colleague, stranger = sign_in(world.organizer), sign_in(world.person("moderator", world.there))
    assert "Jardins" in colleague.get(INDEX).content.decode()
    assert "Jardins" not in stranger.get(INDEX).content.decode()
    for name in ("saved_view", "delete_view"):
        address = reverse(f"coorg_requests:{name}", args=[saved.pk])
        method = "post" if name == "delete_view" else "get"
        assert getattr(stranger, method)(address).status_code == 404
    colleague.post(reverse("coorg_requests:delete_view", args=[saved.pk]))
    assert SavedView.objects.exists()  # not hers


def test_not_shared_with_a_team_of_others(world, moderator):
    save(moderator, team=world.there.pk)
    assert not SavedView.objects.exists()


def test_deleted_with_a_way_back(world, moderator):
    save(moderator, team=world.here.pk)
    saved = SavedView.objects.get()
    answer = moderator.post(reverse("coorg_requests:delete_view", args=[saved.pk]))
    assert not SavedView.objects.exists()
    html = moderator.get(answer.url).content.decode()
    assert "was deleted" in html and "Undo" in html
    assert "next" in html and "state=received&amp;q=jardin" in html
