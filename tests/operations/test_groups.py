"""What a capability opens, nothing else opens."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection

from coorg_forms.models import SupportRequest
from coorg_forms.triage.roles import CAPABILITIES
from tests import factories


@pytest.mark.django_db
def test_no_other_permission_has_the_name_of_a_capability():
    named = Permission.objects.filter(content_type__app_label="coorg_forms")
    others = named.exclude(content_type__model="supportrequest").values_list("codename", flat=True)
    assert set(CAPABILITIES).isdisjoint(others)


def test_to_see_establishments_is_not_to_read_their_requests(world):
    request = factories.submit(world.page)
    stranger = world.person("organizer", world.there)
    SupportRequest.objects.filter(pk=request.pk).update(territory=world.gatineau)
    assert request not in SupportRequest.objects.visible_to(stranger)
    for permission in Permission.objects.filter(content_type__model="establishment"):
        stranger.user_permissions.add(permission)
    stranger = type(stranger).objects.get(pk=stranger.pk)
    assert stranger.has_perm("coorg_forms.view_establishment")
    assert request not in SupportRequest.objects.visible_to(stranger)


def test_whoever_held_a_renamed_capability_still_holds_it(world):
    auditor = world.person("auditor")
    held = Permission.objects.filter(codename="view_whole_establishment")
    held.update(codename="view_establishment")
    migration = importlib.import_module("coorg_forms.migrations.0010_whole_establishment")
    editor = SimpleNamespace(connection=connection)
    migration.rename(apps, editor)
    assert type(auditor).objects.get(pk=auditor.pk).has_perm("coorg_forms.view_whole_establishment")
    migration.rename_back(apps, editor)
    assert not held.exists()
