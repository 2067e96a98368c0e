"""What we listen to is ours: what a site saves of its own is left alone (case 60)."""

from weakref import ReferenceType

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import signals
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection

from coorg_forms.models import RequestFormPage
from example_site.models import HomePage
from tests import factories

SAVES = ("pre_save", "post_save", "pre_delete", "post_delete", "pre_init", "post_init")


@pytest.mark.parametrize("name", [*SAVES, "m2m_changed"])
def test_we_listen_to_the_saves_of_our_own_models_only(name):
    ours = {id(model) for model in apps.get_app_config("coorg_forms").get_models(True)}
    listening = [
        (sender, receiver)
        for (_id, sender), receiver, *_more in getattr(signals, name).receivers
        if getattr(_alive(receiver), "__module__", "").startswith("coorg_forms.")
    ]
    assert all(sender in ours for sender, _receiver in listening)


def _alive(receiver):
    return receiver() if isinstance(receiver, ReferenceType) else receiver


def touched(captured) -> list[str]:
    return [query["sql"] for query in captured if "coorg_forms_" in query["sql"]]


def test_saves_and_deletions_of_a_site_reach_nothing_of_ours(world):
    page, waiting = world.page, factories.submit(world.page)
    operations_of_a_site = (
        lambda: get_user_model().objects.create(username="someone"),
        lambda: Group.objects.create(name="Voisins").delete(),
        lambda: Collection.add_root(name="Photos"),
    )
    for save in operations_of_a_site:
        with CaptureQueriesContext(connection) as captured:
            save()
        assert not [sql for sql in touched(captured) if not sql.startswith("SELECT")]

    home = factories.home().add_child(instance=HomePage(title="Autre", slug="autre"))
    with CaptureQueriesContext(connection) as captured:
        home.save_revision().publish()
    assert touched(captured) == []
    assert page.current_version().number == 1
    assert type(waiting).objects.get().version == waiting.version


def test_a_form_that_is_saved_leaves_other_forms_alone(world):
    other = world.form(factories.usual_questions())
    page = world.page
    page.title = "Un autre titre"
    page.save_revision().publish()

    assert page.current_version().number == 2 and other.current_version().number == 1
    assert RequestFormPage.objects.get(pk=other.pk).latest_revision is None
